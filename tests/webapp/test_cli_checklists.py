"""``checklists`` at the terminal, and how commands follow what is in force."""

import json
from pathlib import Path

from command_line import MAINTENANCE, tiaoli


def verdict(data: Path, document: str) -> str:
    """What is found of the response time."""
    findings = json.loads(tiaoli(data, "review", document, "--json").stdout)["findings"]
    return str(next(each["verdict"] for each in findings if each["item"] == "response_time"))


def test_an_edited_file_is_checked_kept_and_put_in_force(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "wartung.txt"
    file.write_text(MAINTENANCE, encoding="utf-8")
    tiaoli(data, "import", str(file), "--collection", "合同")
    exported = tmp_path / "a.yaml"
    tiaoli(
        data, "checklists", "export", "after_sales_service", "--format", "yaml", "--output",
        str(exported),
    )  # fmt: skip
    text = exported.read_text(encoding="utf-8")
    exported.write_text(text.replace("at_most: 4\n", "at_most: 2\n"), encoding="utf-8")
    checked = tiaoli(data, "checklists", "check", str(exported)).stdout
    assert "edited  response_time" in checked
    assert "1 item changed" in checked
    tiaoli(data, "checklists", "import", str(exported))
    assert verdict(data, str(file)) == "present"
    tiaoli(data, "checklists", "put-in-force", "after_sales_service")
    assert verdict(data, str(file)) == "unacceptable"
    assert verdict(data, "1") == "unacceptable"
    listed = json.loads(tiaoli(data, "checklists", "list", "--json").stdout)["checklists"]
    (ours,) = (each for each in listed if each["version"])
    assert (ours["id"], ours["version"], ours["draft"]) == ("after_sales_service", 1, None)
    tiaoli(data, "checklists", "end", "after_sales_service")
    assert verdict(data, "1") == "present"


def test_a_wrong_file_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("id: a\nname: b\n", encoding="utf-8")
    told = tiaoli(tmp_path / "data", "checklists", "check", str(file))
    assert told.exit_code == 1
    assert "a.yaml line 2: name" in told.stderr


def test_without_a_data_folder_the_shipped_ones_are_listed_and_exported(tmp_path: Path) -> None:
    listed = tiaoli(tmp_path / "data", "checklists", "list").stdout
    assert "after_sales_service" in listed
    file = tmp_path / "a.xlsx"
    tiaoli(tmp_path / "data", "checklists", "export", "policy_plan", "--output", str(file))
    assert file.read_bytes().startswith(b"PK")
    assert not (tmp_path / "data").exists()
