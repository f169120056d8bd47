"""What a text states, by field; each fact stands in the text where it says."""

from contracts.fact import Fact
from contracts.facts import read_facts


def facts(text: str, file_name: str = "上传.docx", hint: str = "") -> dict[str, Fact]:
    """The facts of a text, by field."""
    found = read_facts((), text, file_name, hint)
    assert len(found) == len({fact.field for fact in found})
    for fact in found:
        if fact.evidence:
            assert text[fact.evidence.start : fact.evidence.end] == fact.evidence.exact
    return {fact.field: fact for fact in found}


def values(text: str) -> dict[str, str]:
    """Their values."""
    return {field: fact.value for field, fact in facts(text).items()}
