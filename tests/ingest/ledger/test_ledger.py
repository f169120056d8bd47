"""A ledger: rows find their files, every row and file is accounted for, values stand."""

import json
from io import BytesIO

import pytest
from installation import Installation
from openpyxl import Workbook

from contracts.visibility import EVERYTHING
from ingest.intake import receive
from ingest.ledger.applying import apply_ledger
from ingest.ledger.matching import Reason, match_rows
from ingest.ledger.planning import Misfit, Problem, plan_row
from ingest.ledger.reading import Field, InvalidLedger, Ledger, guess_fields, read_ledger
from ingest.ledger.values import fact_value
from ingest.parsers.xlsx import Sheet, read_sheets
from store.collections import create_collection
from store.database import Database
from store.documents import get_document
from store.files import FileStore
from store.import_items import Source

CSV = """\
2024 年度合同台账
合同编号,文件名,相对方,签订日期,合同金额（万元）,归档合同集,备注
HT-2023-001,,恒远机电服务有限公司,2023/3/1,12.8,采购,
,two.txt,,2024年5月6日,,,
HT-9999-999,,无此合同,2020-01-01,1,,
HT-2023-001,,,,,,又一行
,three.txt,白鹭资本,某日,约十万,没有的合同集,
"""
FILES = {
    "one.txt": "维修合同\n合同编号：ＨＴ－２０２３－００１\n甲方：青禾食品有限公司\n第一条 服务",
    "two.txt": "采购合同\n第一条 标的",
    "three.txt": "租赁合同\n第一条 租赁物",
    "four.txt": "保密协议\n第一条 保密",
}


class Parsers:
    """Parses in this process."""

    def sheets(self, data: bytes) -> tuple[Sheet, ...]:
        return read_sheets(data)


@pytest.fixture
def installation(sqlite_database: Database, files: FileStore) -> Installation:
    with sqlite_database.write() as connection:
        collection_id = create_collection(connection, "合同")
        create_collection(connection, "采购")
    installation = Installation(sqlite_database, files, collection_id)
    for name, text in FILES.items():
        path = files.root / name
        path.write_text(text)
        with path.open("rb") as stream:
            receive(
                sqlite_database, files, stream, name,
                collection_id=collection_id, received_by="王法务", size_limit=1 << 20,
                source=Source(f"/share/{name}", installation.run.id),
            )  # fmt: skip
        path.unlink()
    installation.work()
    return installation


def test_rows_find_their_files_and_everything_is_accounted_for(installation: Installation) -> None:
    ledger = read_ledger(CSV.encode("gb18030"), "台账.csv", Parsers())
    fields = guess_fields(ledger.head)
    assert ledger.numbers == (3, 4, 5, 6, 7)
    assert fields == {
        0: Field.NUMBER, 1: Field.FILE, 2: Field.COUNTERPARTY, 3: Field.AGREEMENT_DATE,
        4: Field.AMOUNT, 5: Field.COLLECTION,
    }  # fmt: skip
    with installation.database.read() as connection:
        matching = match_rows(connection, ledger, fields, installation.run.id, EVERYTHING)
    assert [(match.row, match.path, match.key) for match in matching.matches] == [
        (0, "/share/one.txt", Field.NUMBER),
        (1, "/share/two.txt", Field.FILE),
        (4, "/share/three.txt", Field.FILE),
    ]
    assert [(left.row, left.reason) for left in matching.rows_left] == [
        (2, Reason.NONE), (3, Reason.TAKEN)
    ]  # fmt: skip
    assert [item.path for item in matching.items_left] == ["/share/four.txt"]
    assert len(matching.matches) + len(matching.rows_left) == len(ledger.rows)


def test_values_stand_and_what_cannot_be_understood_is_told(installation: Installation) -> None:
    ledger = read_ledger(CSV.encode(), "台账.csv", Parsers())
    fields = guess_fields(ledger.head)
    database = installation.database

    def apply() -> tuple[int, set[tuple[int, int]]]:
        with database.read() as connection:
            matching = match_rows(connection, ledger, fields, installation.run.id, EVERYTHING)
        applied = apply_ledger(
            database, ledger, fields, matching,
            applied_by="王法务", visible=EVERYTHING, may_edit=lambda connection, id: True,
        )  # fmt: skip
        return applied.changed, {(misfit.row, misfit.column) for misfit in applied.misfits}

    assert apply() == (3, {(4, 3), (4, 4), (4, 5)})
    with database.read() as connection:
        one, two, three = (get_document(connection, id, EVERYTHING) for id in (1, 2, 3))
    assert one.amount == "CNY 128000.00"
    assert str(one.agreement_date) == "2023-03-01"
    assert one.collection_id != two.collection_id
    assert {party.name for party in one.parties} == {"青禾食品有限公司", "恒远机电服务有限公司"}
    assert str(two.agreement_date) == "2024-05-06"
    assert [party.name for party in three.parties] == ["白鹭资本"]
    assert apply()[0] == 0  # a second time changes nothing


def test_what_may_not_be_edited_stays_as_it_is(installation: Installation) -> None:
    ledger = read_ledger(CSV.encode(), "台账.csv", Parsers())
    fields = guess_fields(ledger.head)
    with installation.database.read() as connection:
        matching = match_rows(connection, ledger, fields, installation.run.id, EVERYTHING)
    applied = apply_ledger(
        installation.database, ledger, fields, matching,
        applied_by="王法务", visible=EVERYTHING, may_edit=lambda connection, id: False,
    )  # fmt: skip
    assert applied.changed == 0
    assert applied.misfits


Rows = tuple[tuple[str | None, ...], ...]


def workbook(**sheets: Rows) -> Ledger:
    """The ledger in a workbook with these sheets."""
    book, file = Workbook(), BytesIO()
    book.remove(book["Sheet"])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(file)
    return read_ledger(file.getvalue(), "ledger.xlsx", Parsers())


HEAD = ("编号", "文件", "签订日期")


def test_a_workbook_is_read_to_its_end_and_its_rows_are_numbered_as_excel_does() -> None:
    ledger = workbook(
        台账=(
            ("2024 台账",), ("编制：法务部", "二〇二四年"), (), HEAD,
            ("HT-1", "one.txt", "2023-01-02"), (), ("HT-2", None, None),
        )
    )  # fmt: skip
    assert ledger.head == HEAD
    assert ledger.rows == (("HT-1", "one.txt", "2023-01-02"), ("HT-2", "", ""))
    assert ledger.numbers == (5, 7)
    assert ledger.place(1) == "7"


def test_sheets_with_the_same_columns_are_one_ledger_and_others_are_named() -> None:
    ledger = workbook(
        说明=(("填写说明", "见下"), ("一", "二")),
        去年=(HEAD, ("HT-1", "one.txt", None)),
        今年=(("文件", "编号", "签订日期"), ("two.txt", "HT-2", None)),
    )
    assert ledger.rows == (("HT-1", "one.txt", ""), ("HT-2", "two.txt", ""))
    assert [ledger.place(row) for row in (0, 1)] == ["去年 2", "今年 2"]
    assert ledger.left_out == ("说明",)


def test_an_end_before_the_signing_is_left_out(installation: Installation) -> None:
    text = "文件名,签订日期,到期日\ntwo.txt,2024-05-06,2023-05-05\n"
    ledger = read_ledger(text.encode(), "台账.csv", Parsers())
    fields = guess_fields(ledger.head)
    with installation.database.read() as connection:
        (match,) = match_rows(
            connection, ledger, fields, installation.run.id, EVERYTHING
        ).matches  # fmt: skip
        plan = plan_row(
            connection, ledger, fields, match, EVERYTHING, lambda connection, id: True
        )  # fmt: skip
    assert [(each.field, each.value) for each in plan.changes] == [
        (Field.AGREEMENT_DATE, "2024-05-06")
    ]
    assert plan.misfits == (Misfit(0, 2, Problem.EARLIER),)


@pytest.mark.parametrize("data", [b"only one cell\n", b"%PDF-1.4", b"a,b\n"])
def test_what_is_no_ledger_is_told(data: bytes) -> None:
    with pytest.raises(InvalidLedger):
        read_ledger(data, "台账.csv", Parsers())


@pytest.mark.parametrize(
    ("field", "text", "title", "value"),
    [
        (Field.AGREEMENT_DATE, "2024-3-1", "", "2024-03-01"),
        (Field.AGREEMENT_DATE, "20240301", "", "2024-03-01"),
        (Field.AGREEMENT_DATE, "2024/03/01 00:00:00", "", "2024-03-01"),
        (Field.AGREEMENT_DATE, "2024-13-01", "", None),
        (Field.AGREEMENT_DATE, "43586", "", "2019-05-01"),  # as Excel keeps days
        (Field.AMOUNT, "128,000", "金额", "CNY 128000.00"),
        (Field.AMOUNT, "美元5000", "金额", "USD 5000.00"),
        (Field.AMOUNT, "12.8", "金额（万元）", "CNY 128000.00"),
        (Field.AMOUNT, "面议", "金额", None),
        (Field.TITLE, "维修合同", "", "维修合同"),
    ],
)
def test_cells_become_facts(field: Field, text: str, title: str, value: str | None) -> None:
    assert fact_value(field, text, title, "") == value


def test_a_counterparty_joins_the_parties_once() -> None:
    known = json.dumps([{"name": "青禾食品有限公司", "role": "甲方"}], ensure_ascii=False)
    assert fact_value(Field.COUNTERPARTY, "青禾食品有限公司", "", known) == known
