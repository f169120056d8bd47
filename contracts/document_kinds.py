"""Kinds of documents that are no contracts: statutes, letters, minutes, price lists."""

from dataclasses import dataclass
from pathlib import Path

from contracts.contract_types import called_contract
from contracts.cues import CueText, plain_cue
from contracts.document import DocumentKind
from contracts.text import reading
from contracts.yaml_data import load_yaml

PATH = Path(__file__).with_name("document_kinds.yaml")
_OPENING = 800  # characters
_CLOSING = 800


@dataclass(frozen=True, slots=True)
class KindRule:
    """What tells a kind: every group of words that is given must hold (document_kinds.yaml)."""

    kind: DocumentKind
    titles: tuple[CueText, ...] = ()
    openings: tuple[CueText, ...] = ()
    closings: tuple[CueText, ...] = ()
    unless: tuple[CueText, ...] = ()


_RULES = load_yaml(PATH, tuple[KindRule, ...])


def kind_without_contract(title: str, text: str) -> DocumentKind | None:
    """The kind of a document that is no contract, or None; ``text`` is its reading."""
    title = reading(title).text
    contract = called_contract(title)
    opening, closing = text[:_OPENING], text[-_CLOSING:]
    for rule in _RULES:
        if contract and not rule.closings:
            continue  # only a letter may name an agreement where its title would stand
        asked = ((rule.titles, title), (rule.openings, opening), (rule.closings, closing))
        if all(_any(cues, where) for cues, where in asked if cues) and not _any(rule.unless, text):
            return rule.kind
    return None


def _any(cues: tuple[CueText, ...], text: str) -> bool:
    return any(plain_cue(cue).pattern.search(text) for cue in cues)
