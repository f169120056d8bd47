"""Baseline: gaps are told apart by the version before."""

from pathlib import Path

import pytest
from reviewed_contract import CONTRACT, checklist, receive, review

from review.baseline import Baseline, baseline
from review.findings import Verdict
from store.database import Connection


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (Verdict.PRESENT, Verdict.MISSING, Baseline.NEW),
        (Verdict.MISSING, Verdict.MISSING, Baseline.UNCHANGED),
        (Verdict.MISSING, Verdict.UNACCEPTABLE, Baseline.UPDATED),
        (Verdict.WEAK, Verdict.PRESENT, Baseline.ABSENT),
        (Verdict.PRESENT, Verdict.NOT_APPLICABLE, Baseline.UNCHANGED),
    ],
)
def test_a_gap_is_new_unchanged_updated_or_gone(
    before: Verdict, now: Verdict, told: Baseline
) -> None:
    assert baseline(before, now) is told


def test_findings_are_held_against_the_version_before(
    connection: Connection, tmp_path: Path
) -> None:
    three = checklist(tmp_path)
    document = receive(connection)
    first = review(connection, document, three)
    assert {first.baseline(each) for each in first.findings} == {None}
    text = CONTRACT.replace("60日", "30日").replace("负有保密义务", "不得用于他途")
    receive(connection, text, document)
    second = review(connection, document, three)
    told = {each.item.id: second.baseline(each) for each in second.findings}
    assert told["payment"] is Baseline.ABSENT
    assert told["dispute"] is Baseline.UNCHANGED
