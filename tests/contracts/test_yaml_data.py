"""YAML data: what is wrong is named with its file and line, all of it at once."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from contracts.errors import InvalidData
from contracts.yaml_data import load_yaml


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    cues: tuple[str, ...]
    days: int = 0

    def __post_init__(self) -> None:
        if self.days < 0:
            raise ValueError("days cannot be negative")


@dataclass(frozen=True, slots=True)
class Book:
    title: str
    rules: tuple[Rule, ...]


def written(folder: Path, text: str) -> Path:
    path = folder / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def error_of(path: Path) -> InvalidData:
    with pytest.raises(InvalidData) as caught:
        load_yaml(path, Book)
    return caught.value


GOOD = """\
title: 规则
rules:
  - id: notices
    cues: [通知, 送达]
    days: 7
"""


def test_a_file_becomes_frozen_dataclasses(tmp_path: Path) -> None:
    book = load_yaml(written(tmp_path, GOOD), Book)
    assert book == Book("规则", (Rule("notices", ("通知", "送达"), 7),))


def test_a_list_at_the_top_becomes_a_tuple(tmp_path: Path) -> None:
    path = written(tmp_path, "- {id: a, cues: [甲]}\n- {id: b, cues: [乙]}\n")
    assert [rule.id for rule in load_yaml(path, tuple[Rule, ...])] == ["a", "b"]


def test_every_error_is_reported_with_its_line_in_both_languages(tmp_path: Path) -> None:
    text = GOOD.replace("days: 7", "days: seven").replace("[通知, 送达]", "通知")
    error = error_of(written(tmp_path, text + "    colour: red\n"))
    for line in (4, 5, 6):
        assert f"rules.yaml 第 {line} 行" in error.message_zh
        assert f"rules.yaml line {line}:" in error.message_en
    assert "应为整数" in error.message_zh
    assert "不认识的键" in error.message_zh


def test_a_missing_key_is_named_at_the_line_of_its_entry(tmp_path: Path) -> None:
    error = error_of(written(tmp_path, GOOD.replace("    cues: [通知, 送达]\n", "")))
    assert "第 3 行：rules.0.cues：缺少这一项" in error.message_zh


def test_an_unknown_key_at_the_top_is_refused(tmp_path: Path) -> None:
    assert "第 6 行" in error_of(written(tmp_path, GOOD + "colour: red\n")).message_zh


def test_a_doubled_key_is_refused(tmp_path: Path) -> None:
    error = error_of(written(tmp_path, GOOD + "title: 又一次\n"))
    assert "第 6 行：键“title”重复" in error.message_zh


def test_the_types_own_check_is_reported_with_its_line(tmp_path: Path) -> None:
    error = error_of(written(tmp_path, GOOD.replace("days: 7", "days: -7")))
    assert "rules.yaml 第 3 行" in error.message_zh
    assert "days cannot be negative" in error.message_zh
    assert "rules.yaml line 3: rules.0: days cannot be negative." in error.message_en


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: [规则\n", "第 2 行"),
        ("", "文件是空的"),
        ("title: !!python/name:os.system\n", "第 1 行"),
    ],
)
def test_broken_yaml_is_an_invalid_data_too(tmp_path: Path, text: str, expected: str) -> None:
    assert expected in error_of(written(tmp_path, text)).message_zh


def test_bytes_that_are_not_utf8_are_an_invalid_data(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_bytes("标题: 规则".encode("gb18030"))
    assert "UTF-8" in error_of(path).message_zh


def test_a_file_that_is_not_there_is_an_invalid_data(tmp_path: Path) -> None:
    assert "absent.yaml" in error_of(tmp_path / "absent.yaml").message_en
