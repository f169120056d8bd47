"""``laws`` at the terminal, and how reviews follow what is in force."""

import json
from pathlib import Path

from command_line import tiaoli

CONTRACT = """设备采购合同
甲方：东海商贸有限公司
乙方：西山机械有限公司
签订日期：2024年3月1日
第一条 依据
依照《公司法》第二十条订立本合同。
"""


def law_remarks(data: Path, document: str) -> list[str]:
    """What is said of the laws cited."""
    remarks = json.loads(tiaoli(data, "review", document, "--json").stdout)["remarks"]
    return [each["message_en"] for each in remarks if each["check"] == "laws"]


def test_an_entry_is_set_kept_as_a_draft_and_put_in_force(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "purchase.txt"
    file.write_text(CONTRACT, encoding="utf-8")
    tiaoli(data, "import", str(file), "--collection", "合同")
    assert len(law_remarks(data, "1")) == 1
    said = tiaoli(
        data, "laws", "set", "Company Law", "repealed_on=2024-01-01", "replaced_by=新公司法",
        "source=新公司法 300",
    ).stdout  # fmt: skip
    assert "repealed_on" in said
    assert "kept as a draft" in said
    assert all("repealed" not in each for each in law_remarks(data, "1"))
    tiaoli(data, "laws", "put-in-force", "公司法")
    for document in ("1", str(file)):
        assert any("repealed" in each for each in law_remarks(data, document))
    listed = json.loads(tiaoli(data, "laws", "list", "--json").stdout)["laws"]
    (ours,) = (each for each in listed if each["version"])
    assert (ours["name"], ours["repealed_on"]) == ("公司法", "2024-01-01")
    assert "2024-01-01" in tiaoli(data, "laws", "show", "公司法").stdout
    tiaoli(data, "laws", "end", "公司法")
    assert all("repealed" not in each for each in law_remarks(data, "1"))


def test_the_register_goes_round_as_yaml(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "laws.yaml"
    tiaoli(data, "laws", "export", "--output", str(file))
    assert not data.exists()
    assert "0 laws changed" in tiaoli(data, "laws", "check", str(file)).stdout
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("name_en: Company Law", "name_en: Companies Act"), "utf-8")
    assert "edited  公司法  [name_en]" in tiaoli(data, "laws", "check", str(file)).stdout


def test_what_is_typed_wrong_is_told(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "a.txt"
    file.write_text(CONTRACT, encoding="utf-8")
    tiaoli(data, "import", str(file), "--collection", "合同")
    unknown = tiaoli(data, "laws", "set", "公司法", "end=2024-01-01")
    assert unknown.exit_code == 1
    assert "repealed_on" in unknown.stderr
    wrong = tiaoli(data, "laws", "set", "公司法", "articles=many")
    assert wrong.exit_code == 1
    assert "Articles" in wrong.stderr
    missing = tiaoli(data, "laws", "show", "无此法")
    assert missing.exit_code == 1
    assert "无此法" in missing.stderr
