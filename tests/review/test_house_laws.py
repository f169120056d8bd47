"""The house's entries of the law register: what counts, what an edit touches, the file."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from reviewed_contract import TODAY, checklist, decide, receive, review, sign

from contracts.errors import InvalidData
from contracts.laws import SHIPPED_LAWS, Law
from contracts.visibility import EVERYTHING
from review.house_changes import newly_affected
from review.house_laws import LAW_DRAFTS, laws_in_force, laws_read, laws_text, unlike
from review.signing import Change, Reason
from store.database import Connection
from store.documents import get_document
from store.reception import add_document

COMPANY = SHIPPED_LAWS.by_name["公司法"]
EDITED = replace(COMPANY, renumbered_from=date(2027, 1, 1))
CITES = """设备维护合同
第一条 依据
依照《公司法》第二十条订立本合同。"""


def enforce(connection: Connection, law: Law) -> None:
    LAW_DRAFTS.take_over(connection, law, "赵经理")
    draft = LAW_DRAFTS.draft_of(connection, law.name)
    assert draft is not None
    LAW_DRAFTS.put_in_force(connection, law.name, "赵经理", seen=draft.version.edits)


def test_of_a_draft_nothing_follows_and_in_force_it_counts_at_once(connection: Connection) -> None:
    LAW_DRAFTS.save(connection, EDITED, "李律师")
    assert laws_in_force(connection) is SHIPPED_LAWS
    LAW_DRAFTS.put_in_force(connection, "公司法", "赵经理", seen=1)
    assert laws_in_force(connection).find("Company Law") == EDITED
    LAW_DRAFTS.take_out_of_force(connection, "公司法", "赵经理")
    assert laws_in_force(connection) is SHIPPED_LAWS


def test_a_new_law_is_recognised_from_then_on(connection: Connection, tmp_path: Path) -> None:
    three = checklist(tmp_path)
    document = receive(connection, CITES.replace("公司法", "外商投资法"))
    assert review(connection, document, three).remarks == ()
    enforce(connection, Law("外商投资法", "Foreign Investment Law", date(2026, 12, 1), articles=9))
    enforce(
        connection,
        Law("外商投资法", "Foreign Investment Law", date(2020, 1, 1), articles=9),
    )
    (remark,) = review(connection, document, three).remarks
    assert "只有9条" in remark.message.zh


def test_an_edit_touches_what_rests_on_the_law_or_cites_it_and_nothing_else(
    connection: Connection, tmp_path: Path
) -> None:
    three = checklist(tmp_path)
    citing = receive(connection, CITES)
    collection = get_document(connection, citing, EVERYTHING).collection_id
    other = add_document(connection, collection, "专利许可")
    receive(connection, CITES.replace("公司法", "专利法"), other)
    for document in (citing, other):
        for item in ("payment", "dispute"):
            decide(connection, document, three, item)
        sign(connection, document, three)
    known = {"three": three}
    (found,) = newly_affected(connection, EVERYTHING, TODAY, known, EDITED)
    assert (found.document.id, found.changes) == (citing, (Change(Reason.LAW_CHANGED, "公司法"),))
    advice = replace(COMPANY, checked_in=("法律文本",))
    assert newly_affected(connection, EVERYTHING, TODAY, known, advice) == []
    enforce(connection, EDITED)
    assert review(connection, citing, three).signed is None
    assert review(connection, other, three).signed is not None


def test_two_laws_of_one_name_are_not_put_in_force(connection: Connection) -> None:
    LAW_DRAFTS.save(connection, Law("消法", "Another", date(2026, 1, 1)), "李律师")
    with pytest.raises(InvalidData, match="消法"):
        LAW_DRAFTS.put_in_force(connection, "消法", "赵经理", seen=1)


def test_the_register_comes_back_from_its_file_as_it_was() -> None:
    text = laws_text(SHIPPED_LAWS.laws)
    assert laws_read(text.encode(), "laws.yaml") == SHIPPED_LAWS.laws
    edited = text.replace("renumbered_from: 2024-07-01", "renumbered_from: 2027-01-01")
    assert unlike(laws_read(edited.encode(), "laws.yaml"), SHIPPED_LAWS) == (EDITED,)


def test_a_mistake_in_the_file_is_told_with_its_line() -> None:
    text = "- name: 某法\n  name_en: Some Law\n  in_force_from: soon\n"
    with pytest.raises(InvalidData, match="line 3"):
        laws_read(text.encode(), "laws.yaml")
