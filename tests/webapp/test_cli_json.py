"""What commands print with --json is what docs/json.md documents."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from command_line import MAINTENANCE, tiaoli
from word_encoder import words_installed

DOCS = Path(__file__).parents[2] / "docs"


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


def test_the_documented_json_is_what_is_printed(tmp_path: Path) -> None:
    data, contract, changed = (tmp_path / name for name in ("data", "2023.txt", "2024.txt"))
    contract.write_text(MAINTENANCE, encoding="utf-8")
    changed.write_text(MAINTENANCE.replace("500元", "800元"), encoding="utf-8")
    printed = {
        "import": tiaoli(data, "import", str(contract), "--json").stdout,
        "search": tiaoli(data, "search", "违约金", "--json").stdout,
        "show": tiaoli(data, "show", "1", "--json").stdout,
        "review": tiaoli(data, "review", "1", "--json").stdout,
        "recheck": tiaoli(data, "recheck", "--json").stdout,
        "decisions list": tiaoli(data, "decisions", "list", "--json").stdout,
        "checklists list": tiaoli(data, "checklists", "list", "--json").stdout,
        "compare": tiaoli(data, "compare", "1", str(changed), "--json").stdout,
        "deviations": tiaoli(data, "deviations", "1", "违约责任", "--json").stdout,
        "laws list": tiaoli(data, "laws", "list", "--json").stdout,
        "laws show": tiaoli(data, "laws", "show", "公司法", "--json").stdout,
        "tag": tiaoli(data, "tag", "1", "--explain", "--json").stdout,
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
