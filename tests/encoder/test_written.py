"""Promises of the passages written to learn clause types from: they can be read, and what can't is
told with its line."""

from pathlib import Path

import pytest

from encoder_training.languages import CHINESE
from encoder_training.written import written_examples


def test_every_passage_bears_known_types_and_stands_once() -> None:
    examples = list(written_examples(CHINESE.outputs))
    provided = {name for each in examples for name in each.operative}
    touched = {name for each in examples for name in each.touched}
    assert len(examples) > 3500
    assert provided == set(CHINESE.outputs)
    assert len(touched) > 60
    assert all(each.passage.text.strip() for each in examples)


def test_a_passage_says_what_stands_above_it_and_what_it_only_touches(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "## 买卖合同 验收\nacceptance, price?: 货到七日内验收。\\n逾期视为合格。\n##\n-: 无关。\n",
        encoding="utf-8",
    )
    accepted, unrelated = written_examples(CHINESE.outputs, tmp_path)
    assert accepted.passage.context == "买卖合同 验收"
    assert accepted.passage.text == "货到七日内验收。\n逾期视为合格。"
    assert accepted.operative == {"acceptance"}
    assert accepted.touched == {"price"}
    assert unrelated.passage.context == ""
    assert not unrelated.operative


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("acceptanse: 货到七日内验收。", "no clause type “acceptanse”"),
        ("货到七日内验收。", "the clause types, a colon and the passage"),
        ("acceptance: ", "the clause types, a colon and the passage"),
        ("price: 单价十元。", r"the same passage stands in one\.txt, line 2"),
    ],
)
def test_a_line_that_cant_be_learned_from_is_named(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "one.txt").write_text(f"## 买卖合同\nprice: 单价十元。\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"one\.txt, line 3: .*{said}"):
        list(written_examples(CHINESE.outputs, tmp_path))
