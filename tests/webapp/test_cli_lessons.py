"""``tiaoli lessons``: says what corrections teach, and refuses to learn from too few."""

from pathlib import Path

import pytest
from command_line import MAINTENANCE, tiaoli


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one contract whose tags nobody has corrected."""
    contract = tmp_path / "合同.txt"
    contract.write_text(MAINTENANCE, encoding="utf-8")
    folder = tmp_path / "data"
    assert tiaoli(folder, "import", str(contract), "--collection", "合同").exit_code == 0
    return folder


def test_without_corrections_it_is_too_early(data: Path) -> None:
    shown = tiaoli(data, "lessons")
    assert shown.exit_code == 0
    assert "Learning is off." in shown.stdout
    assert "too early" in shown.stdout
    assert "为时尚早" in tiaoli(data, "lessons", language="zh").stdout
    refused = tiaoli(data, "lessons", "on")
    assert refused.exit_code == 1
    assert "too few corrections" in refused.stderr


def test_switching_off_what_is_off_changes_nothing(data: Path) -> None:
    done = tiaoli(data, "lessons", "off")
    assert done.exit_code == 0
    assert "The tags of 0 documents" in done.stdout
