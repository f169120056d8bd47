"""What a page shows rests on: rules alone, or the encoder as well; and how far the encoder is."""

from dataclasses import dataclass

from contracts.document import READABLE, Version
from ingest.tags.basis import Basis, score_at_once
from store.tags import documents_by_weights
from webapp.access import Access, services

AT_ONCE = 200  # passages that a page waits for: about a second; more are left to the lane


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of the documents that may be seen wait for the encoder."""

    documents: int
    total: int


def read_at_once(access: Access, version: Version | None) -> Basis | None:
    """Let the encoder read a short version for the page; what its tags rest on then.

    None for what couldn't be read at all. Call it before the page takes its own view.
    """
    if version is None or version.status not in READABLE:
        return None
    here = services()
    return score_at_once(here.database, here.encoder, version, access.visible, most=AT_ONCE)


def waiting_for_encoder(access: Access) -> Waiting | None:
    """How many documents wait; None where none does, or no encoder is installed."""
    here = services()
    if here.encoder is None:
        return None
    found = documents_by_weights(access.connection, access.visible)
    total = sum(found.values())
    waiting = total - found.get(here.weights, 0)
    return Waiting(waiting, total) if waiting else None
