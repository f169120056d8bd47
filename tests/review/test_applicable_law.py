"""Which law governs: Chinese articles are no basis of a contract that another law governs."""

import pytest

from contracts.document import Document
from review.applicable_law import other_law


@pytest.mark.parametrize(
    ("language", "named", "compared"),
    [
        ("zh-Hans", "", False),
        ("zh-Hans", "中华人民共和国", False),
        ("en", "People's Republic of China", False),
        ("en", "PRC law", False),
        ("zh-Hant", "中華人民共和國", False),
        ("en", "", True),
        ("zh-Hant", "", True),
        ("en", "England and Wales", True),
        ("zh-Hans", "中华人民共和国香港特别行政区", True),
        ("zh-Hant", "中華民國", True),
        ("en", "Republic of China", True),
        ("zh-Hans", "中国台湾", True),
    ],
)
def test_articles_are_compared_where_another_law_governs(
    language: str, named: str, compared: bool
) -> None:
    document = Document(1, 1, "合同", language=language, governing_law=named)
    assert (other_law(document) is not None) is compared


def test_the_law_that_a_contract_names_is_said() -> None:
    told = other_law(Document(1, 1, "MSA", language="en", governing_law="England and Wales"))
    assert told is not None
    assert "England and Wales" in told.zh
    assert "England and Wales" in told.en
