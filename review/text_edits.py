"""What an edit of the house's rules changes in words: before and after, field by field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.laws import Law
from contracts.plain_values import plain
from review.checklist import ChecklistItem
from review.checklist_columns import ITEM, PARAMETER, REFUSED
from review.form_fields import Field, parts, texts_of
from review.law_fields import LAW, texts_of_law
from review.wording import Wording


@dataclass(frozen=True, slots=True)
class TextEdit:
    """A field that reads otherwise; of one with several values, those taken out and those added.

    What is new or gone altogether has "" on the other side.
    """

    title: Wording
    before: str
    after: str


def item_text_edits(
    before: ChecklistItem, after: ChecklistItem, language: str
) -> tuple[TextEdit, ...]:
    """What reads otherwise in a checklist's item, its figures and its refused words included."""
    old, new = plain(before), plain(after)
    figures = _groups(PARAMETER, _by_id(old), _by_id(new), "name", language)
    refused = _groups(REFUSED, _by_why(old), _by_why(new), "why", language)
    return (*_fields(ITEM, old, new, language), *figures, *refused)


def law_text_edits(before: Law, after: Law, language: str) -> tuple[TextEdit, ...]:
    """What reads otherwise in an entry of the law register."""
    return tuple(_between(LAW, texts_of_law(before, language), texts_of_law(after, language)))


def _by_id(item: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    return {each["id"]: each for each in item.get("parameters", ())}


def _by_why(item: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    return {each["why"]["zh"]: each for each in item.get("unacceptable", ())}


def _groups(
    fields: Sequence[Field],
    before: Mapping[str, Mapping[str, Any]],
    after: Mapping[str, Mapping[str, Any]],
    named_by: str,
    language: str,
) -> Iterator[TextEdit]:
    for key in dict.fromkeys([*before, *after]):
        held = after.get(key) or before[key]
        called = Wording(**held[named_by])
        for edit in _fields(fields, before.get(key, {}), after.get(key, {}), language):
            title = Wording(f"{called.zh} · {edit.title.zh}", f"{called.en} · {edit.title.en}")
            yield TextEdit(title, edit.before, edit.after)


def _fields(
    fields: Sequence[Field], before: Mapping[str, Any], after: Mapping[str, Any], language: str
) -> Iterator[TextEdit]:
    yield from _between(
        fields, texts_of(fields, before, language), texts_of(fields, after, language)
    )


def _between(
    fields: Iterable[Field], before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[TextEdit]:
    for field in fields:
        old, new = before[field.name], after[field.name]
        if old != new:
            yield TextEdit(field.title, *(_apart(old, new) if field.several else (old, new)))


def _apart(old: str, new: str) -> tuple[str, str]:
    """The lines that only the one has, and those that only the other has."""
    before, after = parts(old), parts(new)
    gone = [line for line in before if line not in after]
    come = [line for line in after if line not in before]
    if not gone and not come:  # another order
        return old, new
    return "\n".join(gone), "\n".join(come)
