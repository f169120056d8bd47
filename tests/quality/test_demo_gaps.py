"""The gaps left in the demo contracts on purpose are found, and are found as what they are."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.clause import Strength
from ingest.files.media_type import sniff
from ingest.parsers import parser_for
from ingest.reading import understand

DEMO = Path(__file__).parents[2] / "demo"
DOCUMENTS = yaml.safe_load((DEMO / "manifest.yaml").read_text(encoding="utf-8"))["documents"]


def gaps(key: str) -> list[Any]:
    return [
        pytest.param(entry["file"], clause_type, id=f"{entry['source']}-{clause_type}")
        for entry in DOCUMENTS
        for clause_type in entry.get(key, [])
    ]


@pytest.mark.parametrize(("file", "clause_type"), gaps("missing"))
def test_what_was_left_out_is_missing(file: str, clause_type: str) -> None:
    assert strengths(file, clause_type) <= {Strength.CANDIDATE}


@pytest.mark.parametrize(("file", "clause_type"), gaps("weak"))
def test_what_is_only_touched_is_weak(file: str, clause_type: str) -> None:
    assert strengths(file, clause_type) - {Strength.CANDIDATE} == {Strength.WEAK}


@pytest.mark.parametrize(
    ("file", "clause_type"),
    [
        ("平台与用户/隐私政策.html", "privacy_purpose"),
        ("平台与用户/隐私政策.html", "privacy_sharing"),
        ("平台与用户/隐私政策.html", "privacy_security"),
        ("平台与用户/隐私政策.html", "rule_change"),
        ("技术与软件/Service Cloud Subscription Terms.pdf", "subject_matter"),
        ("技术与软件/Service Cloud Subscription Terms.pdf", "response_time"),
        ("技术与软件/Mutual Non-Disclosure Agreement.txt", "subject_matter"),
        ("技术与软件/Mutual Non-Disclosure Agreement.txt", "intellectual_property"),
    ],
)
def test_what_stands_there_is_found(file: str, clause_type: str) -> None:
    assert Strength.OPERATIVE in strengths(file, clause_type)


def test_a_title_that_speaks_of_terms_is_no_term() -> None:
    data = (DEMO / "contracts/技术与软件/Service Cloud Subscription Terms.pdf").read_bytes()
    reading = understand(parser_for(sniff(data, "terms.pdf"))(data), 1, "terms.pdf")
    (availability,) = [each for each in reading.clauses if each.heading.startswith("Availability")]
    assert "term" not in {tag.clause_type for tag in reading.tags[availability.id]}


def strengths(file: str, clause_type: str) -> set[Strength]:
    """How much the document's clauses say of a type."""
    data = (DEMO / "contracts" / file).read_bytes()
    reading = understand(parser_for(sniff(data, file))(data), 1, file)
    tags = [tag for found in reading.tags.values() for tag in found]
    return {tag.strength for tag in tags if tag.clause_type == clause_type}
