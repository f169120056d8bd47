"""The clause types as shipped: complete, named in both languages, found by any of their names."""

from pathlib import Path

import pytest

from contracts.clause_types import (
    BOOK,
    CLAUSE_TYPES,
    PATH,
    ClauseTypeBook,
    find_clause_type,
)
from contracts.errors import InvalidData
from contracts.yaml_data import load_yaml


def test_every_type_can_be_recognised_by_something() -> None:
    for definition in CLAUSE_TYPES.values():
        assert definition.heading_cues, definition.id
        assert definition.body_cues, definition.id


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("force_majeure", "force_majeure"),
        ("不可抗力", "force_majeure"),
        ("違約責任", "breach_liability"),
        ("Force Majeure", "force_majeure"),
        ("Cap On Liability", "cap_on_liability"),
        ("anti-assignment", "anti_assignment"),
        ("no such thing", None),
    ],
)
def test_a_type_is_found_by_id_name_or_cuad_category(name: str, expected: str | None) -> None:
    assert find_clause_type(name) == expected


def test_the_type_names_itself_in_the_readers_language() -> None:
    assert CLAUSE_TYPES["warranty"].name("zh-Hant") == "质量保证与保修"
    assert CLAUSE_TYPES["warranty"].name("en") == "Warranty"


def test_each_cuad_category_answers_to_one_type() -> None:
    listed = [category for definition in BOOK.types for category in definition.cuad]
    assert len(listed) == len(set(listed)) == 41


def test_a_name_given_twice_is_refused_with_the_file_named(tmp_path: Path) -> None:
    path = tmp_path / "clause_types.yaml"
    text = PATH.read_text(encoding="utf-8")
    path.write_text(text.replace("name_zh: 保险", "name_zh: 保密"), encoding="utf-8")
    with pytest.raises(InvalidData, match=r"clause_types\.yaml line .*保密"):
        load_yaml(path, ClauseTypeBook)
