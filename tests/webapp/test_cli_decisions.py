"""``review`` takes people's decisions into account, in what it prints and in its exit code."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from command_line import tiaoli

from contracts.decisions import DecisionKind, Deed
from contracts.visibility import Visible
from review import reviewing
from review.checklist import CHECKLISTS
from review.reviewing import Seen
from store.database import Connection, Database

EVERYTHING = Visible.everything()
GENERAL = CHECKLISTS["general_contract"]
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
