"""Kept summaries hold for the program that made them, which is known by what it is made of."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from contracts.laws import SHIPPED_LAWS
from review import summaries
from review.checklist import SHIPPED
from review.program import PACKAGES, folders_fingerprint, program_fingerprint
from review.summaries import rules_now

HOUSE = Path(__file__).parents[2]


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "contracts"
    (folder / "quantities").mkdir(parents=True)
    (folder / "quantities" / "rates.py").write_text("DAYS = 365\n", "utf-8")
    (folder / "clause_types.yaml").write_text("types: [term]\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "clause_types.yaml").write_text("types: [terms]\n", "utf-8"),
        lambda folder: (folder / "quantities" / "rates.py").write_text("DAYS = 360\n", "utf-8"),
        lambda folder: (folder / "quantities" / "rates.py").rename(folder / "rates.py"),
        lambda folder: (folder / "new.py").write_bytes(b""),
        lambda folder: (folder / "clause_types.yaml").unlink(),
    ],
    ids=["a word", "a figure", "a module's place", "a new module", "a file that is gone"],
)
def test_any_changed_rule_changes_the_fingerprint(
    rules: Path, change: Callable[[Path], object]
) -> None:
    before = folders_fingerprint([rules])
    assert folders_fingerprint([rules]) == before
    change(rules)
    assert folders_fingerprint([rules]) != before


def test_what_python_keeps_of_the_modules_changes_nothing(rules: Path) -> None:
    before = folders_fingerprint([rules])
    (rules / "__pycache__").mkdir()
    (rules / "__pycache__" / "rates.cpython-311.pyc").write_bytes(b"\0")
    assert folders_fingerprint([rules]) == before


def test_summaries_of_other_rules_do_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    now = rules_now(SHIPPED, SHIPPED_LAWS)
    monkeypatch.setattr(summaries, "program_fingerprint", lambda: "other rules")
    other = rules_now(SHIPPED, SHIPPED_LAWS)
    assert now.keys() == other.keys()
    assert all(now[name] != other[name] for name in now)
    assert program_fingerprint() != "other rules"


def test_all_that_a_review_is_made_by_is_in_the_fingerprint() -> None:
    """A review that began to ask another package would else be kept when that one changes."""
    told = subprocess.run(
        [sys.executable, "-c", "import sys, review.summaries; print(*sys.modules)"],
        cwd=HOUSE, capture_output=True, text=True, check=True,
    )  # fmt: skip
    ours = {path.parent.name for path in HOUSE.glob("*/__init__.py")}
    assert {name.split(".")[0] for name in told.stdout.split()} & ours == set(PACKAGES)
