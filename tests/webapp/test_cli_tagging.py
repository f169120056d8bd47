"""Tags in two steps at the terminal: rules first, an encoder later, or where it is waited for."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from command_line import MAINTENANCE, tiaoli
from word_encoder import POISON, words_installed

WORKS = MAINTENANCE + "\n第八条 回复\n乙方应当对每张工单在一日内回复，工单须编号。\n"


@pytest.fixture(scope="module")
def contract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("contracts") / "contract.txt"
    path.write_text(WORKS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def imported(contract: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder into which the contract was imported before any encoder was installed."""
    folder = tmp_path_factory.mktemp("imported") / "data"
    assert tiaoli(folder, "import", str(contract)).exit_code == 0
    return folder


@pytest.fixture
def data(imported: Path, tmp_path: Path) -> Path:
    """A copy of it, for one test alone."""
    return Path(shutil.copytree(imported, tmp_path / "data"))


def shown(data: Path, command: str, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(tiaoli(data, command, *arguments, "--json").stdout)
    return found


def types(found: dict[str, Any]) -> dict[str, str]:
    return {tag["type"]: tag["source"] for clause in found["clauses"] for tag in clause["tags"]}


def test_without_an_encoder_everything_rests_on_rules_and_says_so(data: Path) -> None:
    assert shown(data, "show", "1")["weights"] == "rules"
    assert shown(data, "review", "1")["weights"] == "rules"
    assert "by rules alone" in tiaoli(data, "show", "1").stdout
    assert "仅规则" in tiaoli(data, "review", "1", language="zh").stdout
    check = tiaoli(data, "check")
    assert check.exit_code == 0
    assert "No encoder is installed" in check.stdout
    assert "No encoder is installed" in tiaoli(data, "retag").stderr


@pytest.mark.parametrize("command", ["show", "review", "tag"])
def test_who_asks_for_a_document_gets_what_rests_on_both(data: Path, command: str) -> None:
    with words_installed():
        assert shown(data, command, "1")["weights"] == "words-1"
        assert types(shown(data, "show", "1"))["complaint_handling"] == "model"
        assert tiaoli(data, "check").exit_code == 0
        assert "1 clause" in tiaoli(data, "search", "clause:complaint_handling").stdout


def test_a_file_that_is_not_stored_is_read_by_the_encoder_too(
    contract: Path, tmp_path: Path
) -> None:
    with words_installed() as encoder:
        found = shown(tmp_path / "none", "review", str(contract))
    assert found["weights"] == "words-1"
    assert encoder.scored
    assert not (tmp_path / "none").exists()


def test_a_checklist_that_there_is_not_is_told_before_the_file_is_read(
    contract: Path, tmp_path: Path
) -> None:
    with words_installed() as encoder:
        told = tiaoli(tmp_path / "none", "review", str(contract), "--checklist", "genral")
    assert told.exit_code == 1
    assert "There is no checklist genral" in told.stderr
    assert not encoder.scored


def test_an_import_leaves_the_encoder_for_later_and_says_what_to_do(
    contract: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    with words_installed() as encoder:
        result = tiaoli(data, "import", str(contract))
        assert encoder.scored == []
        assert "1 of 1 documents rest on rules alone so far" in result.stderr
        assert "tiaoli retag" in result.stderr
        check = tiaoli(data, "check")
        assert check.exit_code == 0
        assert "1 wait for the encoder" in check.stdout
        assert "The tags of 1 version rest on rules and words-1 now" in tiaoli(data, "retag").stdout
        assert "0 wait for the encoder" in tiaoli(data, "check").stdout
        assert "rules alone so far" not in tiaoli(data, "import", str(contract)).stderr


def test_retag_takes_up_what_rests_on_former_weights(data: Path) -> None:
    with words_installed("words-1") as encoder:
        assert shown(data, "retag") == {"weights": "words-1", "versions": 1, "given_up": []}
        assert shown(data, "retag")["versions"] == 0
        scored = len(encoder.scored)
        assert shown(data, "retag", "--all")["versions"] == 1
        assert len(encoder.scored) == scored
    with words_installed("words-2"):
        assert tiaoli(data, "check").exit_code == 1
        assert shown(data, "retag", "--older-than-current")["versions"] == 1
        assert tiaoli(data, "check").exit_code == 0


def test_named_documents_are_retagged_alone(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(MAINTENANCE, encoding="utf-8")
    tiaoli(data, "import", str(other))
    with words_installed():
        assert shown(data, "retag", "2")["versions"] == 1
        assert "1 of 2 documents rest on rules and words-1; 1 wait" in tiaoli(data, "check").stdout
        assert tiaoli(data, "retag", "7").exit_code == 1
        assert tiaoli(data, "retag", "2", "--all").exit_code == 2


def test_what_the_encoder_fails_on_is_named_and_repair_lets_it_be_tried_anew(
    data: Path, tmp_path: Path
) -> None:
    poisoned = tmp_path / "poisoned.txt"
    poisoned.write_text(MAINTENANCE + f"\n第八条 其他\n{POISON}\n", encoding="utf-8")
    tiaoli(data, "import", str(poisoned))
    with words_installed():
        named = tiaoli(data, "retag", "2", "1", "--json")
        assert named.exit_code == 1
        assert json.loads(named.stdout) == {"weights": "words-1", "versions": 1, "given_up": [2]}
        result = tiaoli(data, "retag")
        assert result.exit_code == 1
        assert "failed on 1" in result.stderr
        assert "version 2" in tiaoli(data, "check").stdout
        show = tiaoli(data, "show", "2", "--json")
        assert json.loads(show.stdout)["weights"] == "rules"
        assert "could not read this document" in show.stderr
        assert tiaoli(data, "repair").exit_code == 0


def test_explanations_name_reason_and_words(data: Path) -> None:
    with words_installed():
        found = shown(data, "tag", "1", "--explain")
        text = tiaoli(data, "tag", "1", "--explain", language="zh").stdout
    tags = [(clause, tag) for clause in found["clauses"] for tag in clause["tags"]]
    quotes = {
        tag["type"]: [clause["text"][start:end] for start, end in tag["words"]]
        for clause, tag in tags
    }
    assert quotes["complaint_handling"] == ["工单"]
    assert any("违约金" in quote for quote in quotes["liquidated_damages"])
    assert all(tag["message_zh"] and tag["message_en"] for _, tag in tags)
    assert {"operative", "candidate"} <= {tag["strength"] for _, tag in tags}
    assert "由训练好的模型判断：“工单”" in text
    assert "1.0" not in text.split()  # a clause without number and heading is called by its words
    plain = shown(data, "tag", "1")
    strengths = {tag["strength"] for clause in plain["clauses"] for tag in clause["tags"]}
    assert "candidate" not in strengths
