"""``review`` takes people's decisions into account, in what it prints and in its exit code."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from command_line import tiaoli

from contracts.decisions import DecisionKind, Deed
from contracts.visibility import EVERYTHING
from review import reviewing
from review.checklist import SHIPPED
from review.reviewing import Seen
from store.database import Connection, Database

GENERAL = SHIPPED["general_contract"]
SALE = """易货协议
甲方：青禾电子商务有限公司
乙方：临江机电设备有限公司
第一条 标的
甲方以洗衣机十台换取乙方的空气压缩机一台。
"""


@contextmanager
def written(data: Path) -> Iterator[Connection]:
    database = Database(f"sqlite:///{data}/tiaoli.sqlite")
    with database.write() as connection:
        yield connection
    database.close()


def test_a_waived_gap_does_not_count(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "sale.txt"
    file.write_text(SALE, encoding="utf-8")
    tiaoli(data, "import", str(file), "--collection", "合同")
    command = ("review", "1", "--checklist", GENERAL.id)
    assert tiaoli(data, *command).exit_code == 3
    today = date.today()
    ends = today + timedelta(days=30)
    with written(data) as connection:
        review = reviewing.review_of(connection, 1, GENERAL, EVERYTHING, today)
        for gap in (each for each in review.findings if each.grave):
            deed = Deed(GENERAL.id, gap.item.id, DecisionKind.WAIVED, "一次性交易", "陈总", ends)
            last = reviewing.decide(
                connection, 1, GENERAL, deed, seen=Seen(review.version.id, 0, gap.found),
                user="李律师", visible=EVERYTHING, today=today,
            )  # fmt: skip
        seen = Seen(review.version.id, last.id)
        reviewing.sign_off(
            connection, 1, GENERAL, seen=seen, user="赵经理", visible=EVERYTHING, today=today
        )
    told = tiaoli(data, *command, language="zh")
    assert told.exit_code == 0
    assert f"李律师：豁免，批准人：陈总，至 {ends}，理由：一次性交易" in told.stdout
    assert "签核：赵经理" in told.stdout
    printed = json.loads(tiaoli(data, *command, "--json").stdout)
    assert printed["sign_off"]["stands"]
    waived = [each for each in printed["findings"] if each["verdict"] == "waived"]
    assert waived
    assert {each["decision"]["approver"] for each in waived} == {"陈总"}


def test_decisions_are_made_listed_and_signed_by_two_accounts(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "sale.txt"
    file.write_text(SALE, encoding="utf-8")
    tiaoli(data, "import", str(file), "--collection", "合同")
    for name in ("李律师", "赵经理"):
        tiaoli(data, "user", "add", name, "--administrator", typed="correct horse battery\n" * 2)
    opened = json.loads(tiaoli(data, "decisions", "list", "1", "--json").stdout)
    gaps = [each["item"] for each in opened["reviews"][0]["items"]]
    assert len(gaps) > 2
    ends = (date.today() + timedelta(days=30)).isoformat()
    by = ("--by", "李律师")
    waived = tiaoli(
        data, "decisions", "add", "1", gaps[0], "waived", "--reason", "一次性", "--approver",
        "陈总", "--until", ends, *by,
    )  # fmt: skip
    assert "陈总" in waived.stdout
    assert tiaoli(data, "decisions", "add", "1", gaps[1], "waived", *by).exit_code == 1
    for gap in gaps[1:]:
        assert tiaoli(data, "decisions", "add", "1", gap, "confirmed", *by).exit_code == 0
    assert tiaoli(data, "decisions", "sign", "1", *by).exit_code == 1
    assert tiaoli(data, "decisions", "sign", "1", "--by", "赵经理").exit_code == 0
    listed = json.loads(tiaoli(data, "decisions", "list", "--json").stdout)["decisions"]
    assert {each["item"] for each in listed} == set(gaps)
    assert json.loads(tiaoli(data, "decisions", "list", "1", "--json").stdout)["reviews"][0][
        "signed_off"
    ]
    assert tiaoli(data, "decisions", "sign", "1", "--by", "nobody").exit_code == 1
