"""The house's own checklists: drafts, versions, what is in force, and what an edit touches."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from reviewed_contract import TODAY, checklist, decide, receive, sign

from contracts.errors import NotFound
from contracts.visibility import EVERYTHING
from review.checklist import SHIPPED, Checklist
from review.checklist_text import text_of
from review.drafts import StaleDraft
from review.house_changes import Edit, item_edits, newly_affected
from review.house_checklists import CHECKLIST_DRAFTS, checklists_in_force
from review.wording import Wording
from store import house_versions as kept
from store.database import Connection
from store.documents import get_document
from store.house_versions import Kind
from store.reception import add_document

SALE = SHIPPED["sale_purchase"]
EDITED = replace(SALE, name_en="Our sale", shared_items={})


def enforce(connection: Connection, edited: Checklist, user: str = "admin") -> None:
    CHECKLIST_DRAFTS.take_over(connection, edited, user)
    draft = CHECKLIST_DRAFTS.draft_of(connection, edited.id)
    assert draft is not None
    CHECKLIST_DRAFTS.put_in_force(connection, edited.id, user, seen=draft.version.edits)


def in_force(connection: Connection, name: str) -> Checklist | None:
    return checklists_in_force(connection).get(name)


def test_of_a_draft_nothing_follows(connection: Connection) -> None:
    CHECKLIST_DRAFTS.save(connection, EDITED, "李律师")
    assert in_force(connection, SALE.id) is SALE


def test_in_force_it_takes_the_place_of_the_shipped_one_until_it_is_ended(
    connection: Connection,
) -> None:
    enforce(connection, EDITED)
    assert in_force(connection, SALE.id) == EDITED
    CHECKLIST_DRAFTS.take_out_of_force(connection, SALE.id, "赵经理")
    assert in_force(connection, SALE.id) is SALE
    with pytest.raises(NotFound, match="sale_purchase"):
        CHECKLIST_DRAFTS.take_out_of_force(connection, SALE.id, "赵经理")


def test_another_id_stands_beside_the_shipped_ones_and_before_them(connection: Connection) -> None:
    enforce(connection, replace(EDITED, id="imports"))
    assert list(checklists_in_force(connection)) == ["imports", *SHIPPED]


def test_every_version_is_kept_with_who_and_when(connection: Connection) -> None:
    enforce(connection, EDITED, "李律师")
    enforce(connection, replace(EDITED, name_en="Ours again"), "王法务")
    second, first = kept.versions_of(connection, Kind.CHECKLIST, SALE.id)
    assert CHECKLIST_DRAFTS.version_of(connection, SALE.id, 1).content == EDITED
    assert (first.number, first.made_by, first.ended_by) == (1, "李律师", "王法务")
    assert (second.number, second.in_force_by, second.in_force) == (2, "王法务", True)
    assert first.ended_at is not None
    assert second.in_force_at is not None


def test_nobody_overwrites_what_they_did_not_see(connection: Connection) -> None:
    CHECKLIST_DRAFTS.save(connection, EDITED, "李律师")
    CHECKLIST_DRAFTS.save(connection, EDITED, "李律师", seen=1)
    for seen in (0, 1):
        with pytest.raises(StaleDraft):
            CHECKLIST_DRAFTS.save(connection, SALE, "王法务", seen=seen)
    with pytest.raises(StaleDraft):
        CHECKLIST_DRAFTS.put_in_force(connection, SALE.id, "王法务", seen=1)
    assert in_force(connection, SALE.id) is SALE


def test_a_file_takes_the_place_of_ones_own_draft_alone(connection: Connection) -> None:
    CHECKLIST_DRAFTS.take_over(connection, EDITED, "李律师")
    CHECKLIST_DRAFTS.take_over(connection, replace(EDITED, name_en="Again"), "李律师")
    with pytest.raises(StaleDraft, match="李律师") as refused:
        CHECKLIST_DRAFTS.take_over(connection, SALE, "王法务")
    assert "left as it is" in refused.value.message_en
    draft = CHECKLIST_DRAFTS.draft_of(connection, SALE.id)
    assert draft is not None
    assert (draft.content.name_en, draft.version.made_by) == ("Again", "李律师")
    CHECKLIST_DRAFTS.take_over(connection, SALE, "王法务", replace=True)
    draft = CHECKLIST_DRAFTS.draft_of(connection, SALE.id)
    assert draft is not None
    assert draft.version.made_by == "王法务"


def test_what_can_no_longer_be_read_lets_the_shipped_one_count(
    connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    kept.save_draft(connection, Kind.CHECKLIST, SALE.id, text_of(EDITED) + "more: 1\n", "admin", 0)
    kept.put_in_force(connection, Kind.CHECKLIST, SALE.id, 1, "admin")
    assert in_force(connection, SALE.id) is SALE
    assert "sale_purchase" in caplog.text


def test_an_edit_that_judges_touches_what_was_decided_and_advice_touches_nothing(
    connection: Connection, tmp_path: Path
) -> None:
    three = checklist(tmp_path)
    payment, *others = three.items
    (limit,) = payment.parameters
    stricter = replace(
        three, items=(replace(payment, parameters=(replace(limit, at_most=Decimal(10)),)), *others)
    )
    advice = replace(three, items=(replace(payment, guidance=Wording("新", "new")), *others))
    decided = receive(connection)
    collection = get_document(connection, decided, EVERYTHING).collection_id
    signed, untouched = (add_document(connection, collection, title) for title in ("签", "未"))
    for document in (signed, untouched):
        receive(connection, document_id=document)
    decide(connection, decided, three, "payment")
    decide(connection, signed, three, "dispute")
    decide(connection, signed, three, "payment")
    sign(connection, signed, three)
    known = {**SHIPPED, "three": three}
    touched = newly_affected(connection, EVERYTHING, TODAY, known, stricter)
    left_alone = newly_affected(connection, EVERYTHING, TODAY, known, advice)
    assert [each.document.id for each in touched] == [signed, decided]
    assert left_alone == []


def test_an_edit_is_told_item_by_item_with_its_parts(tmp_path: Path) -> None:
    three = checklist(tmp_path)
    payment, confidentiality, dispute = three.items
    advice = replace(payment, guidance=Wording("新", "new"))
    other = replace(confidentiality, id="other")
    edits = item_edits(three, replace(three, items=(advice, other, dispute)))
    assert [(each.item.id, each.edit) for each in edits] == [
        ("payment", Edit.CHANGED),
        ("other", Edit.ADDED),
        ("confidentiality", Edit.REMOVED),
    ]
    assert (edits[0].parts, edits[0].judges) == (("guidance",), False)
