"""The checklists in force, shipped ones and the house's own, which are edited as drafts.

A house's checklist replaces the shipped one with its id, or is added to them.
"""

from collections.abc import Sequence
from functools import lru_cache

from review.checklist import SHIPPED, Checklists
from review.checklist_text import checklist_of, text_of
from review.drafts import Drafts
from review.wording import Wording
from store.database import Connection
from store.house_versions import Kind, texts_in_force

CHECKLIST_DRAFTS = Drafts(
    Kind.CHECKLIST,
    Wording("清单", "checklist"),
    write=text_of,
    read=checklist_of,
    name=lambda checklist: checklist.id,
)


def checklists_in_force(connection: Connection) -> Checklists:
    """The checklists in force by id: those that the house added first, then the shipped ones."""
    return _together(texts_in_force(connection, Kind.CHECKLIST))


@lru_cache(maxsize=4)
def _together(texts: Sequence[tuple[str, str]]) -> Checklists:
    own = CHECKLIST_DRAFTS.in_force(texts)
    beside = {name: each for name, each in own.items() if name not in SHIPPED}
    return {**beside, **{name: own.get(name, each) for name, each in SHIPPED.items()}}
