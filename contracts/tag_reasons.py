"""The words for a tag's reason, in both languages: tag_reasons.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from contracts.yaml_data import load_yaml


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """A reason in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class _ReasonBook:
    """The shape of tag_reasons.yaml: every reason there is."""

    heading: ReasonWords
    cue: ReasonWords
    heading_only: ReasonWords
    cross_reference: ReasonWords
    to_be_agreed: ReasonWords
    definition: ReasonWords
    citation: ReasonWords
    mention: ReasonWords
    model: ReasonWords
    lesson: ReasonWords
    person: ReasonWords


_BOOK = load_yaml(Path(__file__).parent / "tag_reasons.yaml", _ReasonBook)
TAG_REASONS: Mapping[str, ReasonWords] = {
    name: getattr(_BOOK, name) for name in _ReasonBook.__dataclass_fields__
}
