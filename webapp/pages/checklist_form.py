"""The form of a checklist's item: its fields as texts, and what was filled in, with the errors."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Any

from contracts.clause_types import CLAUSE_TYPES
from contracts.plain_values import Problem, WrongValues, checked, plain
from review.checklist import Checklist, ChecklistItem
from review.checklist_columns import CHECKLIST, ITEM, PARAMETER, REFUSED
from review.form_fields import Field, errors_of, field_at, plain_of, said_of, texts_of

PARTS: Mapping[str, tuple[Field, ...]] = {"parameters": PARAMETER, "unacceptable": REFUSED}
_MOST = 50  # figures, and groups of refused words, of one item
_GROUP = re.compile(r"(parameters|unacceptable)-(\d+)-(.+)")

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ItemForm:
    """The texts of an item's fields, and of each of its figures and groups of refused words.

    ``errors`` say what is wrong, by the name of the input.
    """

    texts: Texts
    groups: Mapping[str, Sequence[Texts]]
    errors: Mapping[str, str]


def form_of(item: ChecklistItem, language: str) -> ItemForm:
    """The form of an item as it stands."""
    values = plain(item)
    groups = {
        part: [texts_of(fields, each, language) for each in values.get(part, ())]
        for part, fields in PARTS.items()
    }
    return ItemForm(texts_of(ITEM, values, language), groups, {})


def empty_form() -> ItemForm:
    """The form of an item that is still to be written."""
    return ItemForm(texts_of(ITEM, {}, "en"), dict.fromkeys(PARTS, ()), {})


def filled_in(values: Mapping[str, str]) -> ItemForm:
    """What a person sent; groups that were left empty are left out."""
    groups: dict[str, dict[int, dict[str, str]]] = {part: {} for part in PARTS}
    for name, text in values.items():
        if (match := _GROUP.fullmatch(name)) and int(match[2]) < _MOST:
            groups[match[1]].setdefault(int(match[2]), {})[match[3]] = text
    kept = {
        part: [held for _, held in sorted(groups[part].items()) if _begun(held)] for part in PARTS
    }
    for number, figure in enumerate(kept["parameters"], start=1):
        figure["id"] = figure.get("id", "").strip() or f"figure_{number}"
    return ItemForm({field.name: values.get(field.name, "") for field in ITEM}, kept, {})


def with_an_id(form: ItemForm, taken: Container[str]) -> ItemForm:
    """The form of a new item whose id was left empty with one after its first clause type."""
    if form.texts["id"].strip():
        return form
    types = plain_of(ITEM, form.texts).get("clause_types", ["item"])
    called = types[0] if types[0] in CLAUSE_TYPES else "item"
    numbered = (f"{called}_{number}" for number in count(2))
    free = next(name for name in chain([called], numbered) if name not in taken)
    return ItemForm({**form.texts, "id": free}, form.groups, form.errors)


def _begun(texts: Texts) -> bool:
    """Whether somebody wrote anything; a choice is always made."""
    chosen = {
        field.name
        for fields in PARTS.values()
        for field in fields
        if field.choices and not field.several
    }
    return any(text.strip() for name, text in texts.items() if name not in chosen)


def item_of(form: ItemForm) -> ChecklistItem:
    """The item that a form says. Raises WrongValues."""
    values: dict[str, Any] = plain_of(ITEM, form.texts)
    for part, fields in PARTS.items():
        if form.groups[part]:
            values[part] = [plain_of(fields, texts) for texts in form.groups[part]]
    return checked(values, ChecklistItem)


def with_errors(form: ItemForm, wrong: WrongValues, language: str) -> ItemForm:
    """The form with what is wrong beside its inputs."""
    errors = dict(_named(problem, language) for problem in wrong.problems)
    return ItemForm(form.texts, form.groups, errors)


def _named(problem: Problem, language: str) -> tuple[str, str]:
    part, *rest = problem.place or ("id",)
    fields = PARTS.get(str(part))
    if fields is None or not rest:
        field = field_at(ITEM, problem.place)
        return field.name, said_of(field, problem).text(language)
    number, *inner = rest
    within = replace(problem, place=tuple(inner))
    field = field_at(fields, within.place)
    return f"{part}-{number}-{field.name}", said_of(field, within).text(language)


def about_of(checklist: Checklist, language: str) -> Texts:
    """The fields of the checklist itself as texts."""
    return texts_of(CHECKLIST, plain(checklist), language)


def about_filled_in(
    checklist: Checklist, texts: Texts, language: str
) -> tuple[Checklist | None, dict[str, str]]:
    """The checklist with what was filled in; None, and what is wrong by input, where it is."""
    values = {**plain_of(CHECKLIST, texts), "id": checklist.id}
    values.setdefault("applies_when", {})
    try:
        return checked({**values, "items": plain(checklist)["items"]}, Checklist), {}
    except WrongValues as wrong:
        return None, errors_of(CHECKLIST, wrong, language)
