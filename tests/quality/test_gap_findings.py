"""Whether a lawyer would sign the findings on thirty invented contracts and policies.

The promises are about how the documents are taken; pytest -s -m measurement counts the findings
with the encoder: false gaps, missed gaps, and quotations that a lawyer wouldn't have chosen.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.clause import Tag
from contracts.document import Document
from contracts.reading import Reading
from encoder.encoder import load_encoder
from ingest.files.media_type import sniff
from ingest.parsers import parser_for
from ingest.reading import understand
from ingest.tags.text_scoring import tags_by_encoder
from review.checklist import SHIPPED
from review.choice import choose_checklist
from review.findings import Finding, Verdict
from review.gaps import find_gaps
from webapp.cli.tagged_file import document_of

FOLDER = Path(__file__).parent / "gap_documents"
EXPECTED = yaml.safe_load((FOLDER / "expected.yaml").read_text(encoding="utf-8"))
THERE = (Verdict.PRESENT, Verdict.UNACCEPTABLE)


@cache
def read(file: str) -> tuple[Document, Reading]:
    data = (FOLDER / file).read_bytes()
    reading = understand(parser_for(sniff(data, file))(data), 1, file)
    return document_of({fact.field: fact.value for fact in reading.facts}), reading


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda each: each["file"])
def test_a_document_is_held_against_the_checklist_that_fits_it(expected: dict[str, Any]) -> None:
    document, _ = read(expected["file"])
    chosen = choose_checklist(document, SHIPPED)
    assert document.contract_type in expected["contract_types"]
    assert chosen is not None
    assert chosen.id == expected["checklist"]


def test_every_document_and_item_that_is_expected_exists() -> None:
    assert {each["file"] for each in EXPECTED} == {path.name for path in FOLDER.glob("*.txt")}
    for each in EXPECTED:
        assert each["items"].keys() <= {item.id for item in SHIPPED[each["checklist"]].items}


@pytest.mark.measurement
def test_most_findings_can_be_signed() -> None:
    counts: Counter[str] = Counter()
    for expected in EXPECTED:
        for kind, told in faults(expected):
            counts[kind] += 1
            if told:
                print(f"{expected['file']}: {kind}: {told}")
    print(dict(counts))
    assert counts["right"] >= 0.9 * counts.total()
    assert counts["false gap"] <= 0.02 * counts.total()
    assert counts["missed gap"] <= 0.02 * counts.total()
    assert counts["another quotation"] <= 0.03 * counts.total()


def faults(expected: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is right or wrong with each finding, and what to print of it."""
    document, reading = read(expected["file"])
    checklist = SHIPPED[expected["checklist"]]
    for finding in find_gaps(checklist, document, reading.clauses, tags_of(reading)):
        wanted = expected["items"].get(finding.item.id)
        if wanted is not None:
            verdicts = [Verdict(each) for each in wanted["verdicts"]]
            kind = fault(finding, verdicts, wanted.get("quoted", ()))
            yield kind, "" if kind == "right" else f"{finding.item.id} {quotation(finding)}"


def tags_of(reading: Reading) -> Mapping[str, Sequence[Tag]]:
    encoder = load_encoder()
    assert encoder is not None, "no weights are installed"
    by_rules = {clause: tuple(held) for clause, held in reading.tags.items()}
    return tags_by_encoder(encoder, reading.clauses, lambda: by_rules)


def fault(finding: Finding, verdicts: Sequence[Verdict], words: Sequence[str]) -> str:
    found, best = finding.verdict, verdicts[0]
    if found in verdicts:
        quoted = "".join(quotation(finding).split())
        fits = not words or not quoted or any("".join(word.split()) in quoted for word in words)
        return "right" if fits else "another quotation"
    if Verdict.NOT_APPLICABLE in (found, best):
        return "asked or not asked wrongly"
    if found is Verdict.MISSING:
        return "false gap"
    if best is Verdict.MISSING and found in THERE:
        return "missed gap"
    return "weak or not wrongly"


def quotation(finding: Finding) -> str:
    if finding.objections:
        return finding.objections[0].quote
    if finding.found is Verdict.UNACCEPTABLE:
        return finding.beyond[0].sentence
    return finding.evidence[0].quote if finding.evidence else ""
