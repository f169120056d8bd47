"""The command line over a real data folder: what it answers, its exit codes, and its JSON."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from command_line import MAINTENANCE, tiaoli
from word_encoder import words_installed

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a contract, its copy, an empty file and one of no known kind."""
    folder = tmp_path_factory.mktemp("contracts")
    (folder / "maintenance.txt").write_text(MAINTENANCE, encoding="utf-8")
    (folder / "copy.txt").write_text(MAINTENANCE, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "program.bin").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(100))
    return folder


@pytest.fixture(scope="module")
def imported(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A data folder with the contracts in it, and what the import printed."""
    data = tmp_path_factory.mktemp("data")
    return data, tiaoli(data, "import", str(folder), "--collection", "2024", "--json")


@pytest.fixture(scope="module")
def data(imported: tuple[Path, Result]) -> Path:
    return imported[0]


@pytest.fixture(scope="module")
def document(data: Path) -> str:
    hits = json.loads(tiaoli(data, "search", "违约金", "--json").stdout)["hits"]
    return str(hits[0]["document"])


# What is printed


def test_a_dry_run_says_what_would_become_of_each_file_and_stores_nothing(
    folder: Path, tmp_path: Path
) -> None:
    result = tiaoli(tmp_path / "none", "import", "--dry-run", str(folder), "--json")
    found = json.loads(result.stdout)
    assert (found["files"], found["indexed"], found["duplicate"], found["failed"]) == (4, 1, 1, 2)
    causes = {Path(item["path"]).name: item["cause"] for item in found["items"]}
    assert causes["empty.txt"] == "empty"
    assert causes["program.bin"] == "unsupported"
    assert not (tmp_path / "none").exists()
    said = tiaoli(tmp_path / "none", "import", "--dry-run", str(folder)).stdout
    assert "4 files" in said
    assert "TXT 2" in said
    assert "1 would fail (empty)" in said


def test_a_dry_run_knows_what_the_collection_holds(data: Path, folder: Path) -> None:
    options = ("--dry-run", "--collection", "2024", "--json")
    found = json.loads(tiaoli(data, "import", str(folder), *options).stdout)
    assert found["indexed"] == 0
    assert found["duplicate"] == 4


def test_the_receipt_adds_up(imported: tuple[Path, Result]) -> None:
    receipt = json.loads(imported[1].stdout)
    assert receipt["received"] == 4
    assert receipt["received"] == sum(
        receipt[outcome] for outcome in ("indexed", "duplicate", "attention", "failed")
    )
    outcomes = {Path(item["path"]).name: item["outcome"] for item in receipt["items"]}
    assert sorted(outcomes.values()) == ["duplicate", "failed", "failed", "indexed"]
    causes = {Path(item["path"]).name: item["cause"] for item in receipt["items"]}
    assert causes["empty.txt"] == "empty"
    assert causes["program.bin"] == "unsupported"


def test_an_import_with_failures_ends_with_one(imported: tuple[Path, Result]) -> None:
    assert imported[1].exit_code == 1


def test_importing_the_same_again_changes_nothing(data: Path, folder: Path) -> None:
    again = tiaoli(data, "import", str(folder / "maintenance.txt"), "--collection", "2024")
    assert again.exit_code == 0
    assert "1 received = 0 indexed + 1 duplicate" in again.stdout


def test_the_receipt_groups_what_failed_by_cause(tmp_path: Path, folder: Path) -> None:
    result = tiaoli(tmp_path / "data", "import", str(folder), language="zh")
    assert "收到 4 = 已入库 1 + 重复 1 + 待处理 0 + 失败 2" in result.stdout
    assert "1 个失败（unsupported）" in result.stdout
    assert str(folder / "program.bin") in result.stdout


def test_a_second_import_does_not_hide_what_could_not_be_read(data: Path, folder: Path) -> None:
    again = tiaoli(data, "import", str(folder), "--collection", "2024")
    assert again.exit_code == 1
    assert "4 received = 0 indexed + 4 duplicate" in again.stdout
    assert "1 duplicate, of files that cannot be read (unsupported)" in again.stdout
    assert str(folder / "empty.txt") in again.stdout


def test_a_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "contracts"
    folder.mkdir()
    (folder / "a\x1b[31m\n\u202eb.txt").write_bytes(b"")
    result = tiaoli(tmp_path / "data", "import", str(folder))
    assert "a\\x1b[31m\\n\\u202eb.txt" in result.stdout


def test_a_collection_has_a_name(data: Path, folder: Path) -> None:
    result = tiaoli(data, "import", str(folder), "--collection", " ")
    assert result.exit_code == 2
    assert "A collection has a name" in result.stderr


@pytest.mark.parametrize("command", ["show", "review"])
@pytest.mark.parametrize("number", ["0", "999", "9" * 30])
def test_a_number_of_no_document_is_told_so(data: Path, command: str, number: str) -> None:
    result = tiaoli(data, command, number)
    assert result.exit_code == 1
    assert "There is no such document" in result.stderr


def test_a_version_of_nothing_is_refused(data: Path, folder: Path) -> None:
    result = tiaoli(data, "import", str(folder / "copy.txt"), "--version-of", "999")
    assert result.exit_code == 1
    assert "Error: There is no such document." in result.stderr


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
    data: Path, document: str, folder: Path
) -> None:
    def clauses(subject: str) -> list[tuple[str, list[object]]]:
        shown = json.loads(tiaoli(data, "show", subject, "--json").stdout)
        return [(clause["text"], clause["tags"]) for clause in shown["clauses"]]

    assert clauses(document) == clauses(str(folder / "maintenance.txt"))
    assert tiaoli(data, "show", str(folder / "absent.txt")).exit_code == 1


def test_a_file_and_the_same_document_are_reviewed_alike(
    data: Path, document: str, folder: Path
) -> None:
    def verdicts(subject: str) -> list[tuple[str, str]]:
        result = tiaoli(data, "review", subject, "--json")
        return [(f["item"], f["verdict"]) for f in json.loads(result.stdout)["findings"]]

    assert verdicts(document) == verdicts(str(folder / "maintenance.txt"))


def test_the_review_names_guidance_and_article(data: Path, document: str) -> None:
    result = tiaoli(data, "review", document, "--checklist", "after_sales_service", language="zh")
    assert "● 缺失 · 必备" in result.stdout
    assert "《民法典》第501条" in result.stdout


def test_a_file_that_cannot_be_reviewed_is_an_error(data: Path, folder: Path) -> None:
    for subject in (folder / "program.bin", folder / "absent.txt"):
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
    assert granted.stdout == "lin is now reader of 2024.\n"
    assert tiaoli(data, "user", "grant", "lin", "2023", "reader").exit_code == 1
    assert tiaoli(data, "user", "grant", "wang", "2024", "reader").exit_code == 1


# docs/json.md and the output


def examples() -> Mapping[str, Any]:
    page = (DOCS / "json.md").read_text(encoding="utf-8")
    found = re.findall(r"^## ([\w ]+)\n+```json\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    return {name: json.loads(text) for name, text in found}


def shape(value: Any) -> Any:
    """The keys of an example, all the way down; the keys of facets are data."""
    if isinstance(value, dict):
        return {key: None if key == "facets" else shape(value[key]) for key in value}
    if isinstance(value, list):
        return [shape(value[0])] if value and isinstance(value[0], dict) else []
    return None


def fits(value: Any, expected: Any) -> bool:
    if isinstance(expected, dict):
        return value is None or (
            list(value) == list(expected) and all(fits(value[k], expected[k]) for k in expected)
        )
    if isinstance(expected, list) and expected:
        return all(fits(item, expected[0]) for item in value)
    return True


def test_the_documented_json_is_what_is_printed(
    imported: tuple[Path, Result], document: str
) -> None:
    data, receipt = imported
    changed = data.parent / "changed.txt"
    changed.write_text(MAINTENANCE.replace("500元", "800元"), encoding="utf-8")
    printed = {
        "import": receipt.stdout,
        "search": tiaoli(data, "search", "违约金", "--json").stdout,
        "show": tiaoli(data, "show", document, "--json").stdout,
        "review": tiaoli(data, "review", document, "--json").stdout,
        "recheck": tiaoli(data, "recheck", "--json").stdout,
        "decisions list": tiaoli(data, "decisions", "list", "--json").stdout,
        "checklists list": tiaoli(data, "checklists", "list", "--json").stdout,
        "compare": tiaoli(data, "compare", document, str(changed), "--json").stdout,
        "deviations": tiaoli(data, "deviations", document, "违约责任", "--json").stdout,
        "laws list": tiaoli(data, "laws", "list", "--json").stdout,
        "laws show": tiaoli(data, "laws", "show", "公司法", "--json").stdout,
        "tag": tiaoli(data, "tag", document, "--explain", "--json").stdout,
    }
    with words_installed():
        printed["retag"] = tiaoli(data, "retag", "--json").stdout
        printed["alike"] = tiaoli(data, "alike", "乙方逾期响应的，支付违约金", "--json").stdout
    documented = examples()
    assert set(documented) == set(printed)
    for name, text in printed.items():
        assert fits(json.loads(text), shape(documented[name])), name
    facets = json.loads(printed["search"])["facets"]
    assert list(facets) == list(documented["search"]["facets"])
