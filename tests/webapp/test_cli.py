"""The command line over a real data folder: what it answers, and its exit codes."""

import json
import re
from pathlib import Path

import pytest
from command_line import MAINTENANCE, tiaoli


@pytest.fixture(scope="module")
def contract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    contract = tmp_path_factory.mktemp("contracts") / "maintenance.txt"
    contract.write_text(MAINTENANCE, encoding="utf-8")
    return contract


@pytest.fixture(scope="module")
def data(contract: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the contract in it."""
    data = tmp_path_factory.mktemp("data")
    assert tiaoli(data, "import", str(contract), "--collection", "2024").exit_code == 0
    return data


@pytest.fixture(scope="module")
def document(data: Path) -> str:
    hits = json.loads(tiaoli(data, "search", "违约金", "--json").stdout)["hits"]
    return str(hits[0]["document"])


@pytest.mark.parametrize("command", ["show", "review"])
@pytest.mark.parametrize("number", ["0", "999", "9" * 30])
def test_a_number_of_no_document_is_told_so(data: Path, command: str, number: str) -> None:
    result = tiaoli(data, command, number)
    assert result.exit_code == 1
    assert "There is no such document" in result.stderr


def test_a_hit_points_at_its_words(data: Path) -> None:
    found = json.loads(tiaoli(data, "search", "违约金", "--json").stdout)
    assert found["total"] == len(found["hits"]) == 1
    assert found["documents"] == 1
    (hit,) = found["hits"]
    marked = {hit["text"][start:end] for start, end in hit["highlights"]}
    assert marked == {"违约金"}
    assert hit["number_label"] == "第六条"


def test_the_limit_cuts_the_hits_but_not_the_count(data: Path) -> None:
    everything = json.loads(tiaoli(data, "search", "甲方", "--limit", "0", "--json").stdout)
    one = json.loads(tiaoli(data, "search", "甲方", "--limit", "1", "--json").stdout)
    assert everything["total"] == len(everything["hits"]) > 1
    assert one["total"] == everything["total"]
    assert len(one["hits"]) == 1
    assert "more: --limit 0" in tiaoli(data, "search", "甲方", "--limit", "1").stdout


def test_no_hit_is_an_answer(data: Path) -> None:
    result = tiaoli(data, "search", "区块链")
    assert result.exit_code == 0
    assert "0 clauses" in result.stdout
    assert "Try shorter words" in result.stderr


def test_a_query_that_cannot_be_read_is_shown_with_the_spot(data: Path) -> None:
    result = tiaoli(data, "search", "违约金 AND (")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "  违约金 AND (\n" in result.stderr
    assert re.search(r"^ +\^$", result.stderr, re.MULTILINE)


def test_the_outline_shows_clauses_with_their_tags(data: Path, document: str) -> None:
    result = tiaoli(data, "show", document, language="zh")
    assert result.exit_code == 0
    line = next(line for line in result.stdout.splitlines() if "违约责任" in line)
    assert line.startswith("第六条 违约责任  [")


def test_the_clauses_of_show_are_pieces_of_the_text(data: Path, document: str) -> None:
    shown = json.loads(tiaoli(data, "show", document, "--json").stdout)
    assert shown["language"] == "zh-Hans"
    joined = "".join("".join(clause["text"].split()) for clause in shown["clauses"])
    assert joined == "".join(MAINTENANCE.split())


def test_a_review_tells_what_is_missing(data: Path, document: str) -> None:
    result = tiaoli(data, "review", document, "--checklist", "after_sales_service", "--json")
    verdicts = {f["item"]: f["verdict"] for f in json.loads(result.stdout)["findings"]}
    assert verdicts["breach"] == "present"
    assert verdicts["dispute_resolution"] == "present"
    assert verdicts["confidentiality"] == "missing"
    assert result.exit_code == 3


def test_a_file_is_reviewed_without_being_stored(tmp_path: Path) -> None:
    contract = tmp_path / "contract.txt"
    contract.write_text(MAINTENANCE, encoding="utf-8")
    data = tmp_path / "data"
    result = tiaoli(data, "review", str(contract), "--checklist", "after_sales_service", "--json")
    review = json.loads(result.stdout)
    assert review["document"] is None
    assert any(finding["verdict"] == "present" for finding in review["findings"])
    assert not data.exists()


def test_a_file_and_the_same_document_are_shown_alike(
    data: Path, document: str, contract: Path
) -> None:
    def clauses(subject: str) -> list[tuple[str, list[object]]]:
        shown = json.loads(tiaoli(data, "show", subject, "--json").stdout)
        return [(clause["text"], clause["tags"]) for clause in shown["clauses"]]

    assert clauses(document) == clauses(str(contract))
    assert tiaoli(data, "show", str(contract.with_name("absent.txt"))).exit_code == 1


def test_a_file_and_the_same_document_are_reviewed_alike(
    data: Path, document: str, contract: Path
) -> None:
    def verdicts(subject: str) -> list[tuple[str, str]]:
        result = tiaoli(data, "review", subject, "--json")
        return [(f["item"], f["verdict"]) for f in json.loads(result.stdout)["findings"]]

    assert verdicts(document) == verdicts(str(contract))


def test_the_review_names_guidance_and_article(data: Path, document: str) -> None:
    result = tiaoli(data, "review", document, "--checklist", "after_sales_service", language="zh")
    assert "● 缺失 · 必备" in result.stdout
    assert "《民法典》第501条" in result.stdout


def test_a_file_that_cannot_be_reviewed_is_an_error(data: Path, tmp_path: Path) -> None:
    (tmp_path / "program.bin").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(100))
    for subject in (tmp_path / "program.bin", tmp_path / "absent.txt"):
        result = tiaoli(data, "review", str(subject))
        assert result.exit_code == 1
        assert result.stderr.startswith("Error: ")


def test_the_sentence_of_an_error_is_in_the_readers_language(data: Path) -> None:
    assert tiaoli(data, "show", "999").stderr == "Error: There is no such document.\n"
    assert tiaoli(data, "show", "999", language="zh").stderr.startswith("错误：")


def test_wrong_usage_ends_with_two(data: Path) -> None:
    assert tiaoli(data, "search").exit_code == 2
    assert tiaoli(data, "show").exit_code == 2


def test_a_sound_folder_checks_clean(data: Path) -> None:
    result = tiaoli(data, "check")
    assert result.exit_code == 0, result.stdout


def test_users_are_added_granted_and_given_passwords(data: Path) -> None:
    secret = "a long password\n" * 2
    assert tiaoli(data, "user", "add", "lin", typed=secret).exit_code == 0
    twice = tiaoli(data, "user", "add", "lin", typed=secret)
    assert twice.exit_code == 1
    assert "tiaoli user password lin" in twice.stderr
    assert tiaoli(data, "user", "password", "lin", typed=secret).exit_code == 0
    granted = tiaoli(data, "user", "grant", "lin", "2024", "reader")
    assert granted.stdout == "lin may read 2024.\n"
    assert "lin  2024 (reader)\n" in tiaoli(data, "user", "list").stdout
    assert tiaoli(data, "user", "grant", "lin", "2024", "none").exit_code == 0
    assert tiaoli(data, "user", "close", "lin").exit_code == 0
    assert "lin  closed  –\n" in tiaoli(data, "user", "list").stdout
    assert tiaoli(data, "user", "reopen", "lin").exit_code == 0
    short = tiaoli(data, "user", "password", "lin", typed="short\n" * 2)
    assert short.stderr.endswith(
        "Error: A password has at least 10 characters: choose a longer one.\n"
    )
    assert tiaoli(data, "user", "grant", "lin", "2023", "reader").exit_code == 1
    unasked = tiaoli(data, "user", "password", "wang", typed=secret)
    assert (unasked.exit_code, "Password" in unasked.stderr) == (1, False)
    nobody = tiaoli(data, "user", "grant", "wang", "2024", "reader")
    assert nobody.exit_code == 1
    assert "tiaoli user add wang" in nobody.stderr
