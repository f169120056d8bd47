import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.errors import DamagedFile, EmptyFile
from ingest.files.encodings import decode

SIMPLIFIED = "甲方应在合同签订后支付价款"
TRADITIONAL = "甲方應於契約簽訂後支付價款"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "utf-16-be"),
        ("The “Supplier” – £5", "cp1252"),
        ("Clause 1", "utf-16-le"),
    ],
)
def test_short_texts_are_read_in_their_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_utf_8_is_believed_before_what_the_file_says() -> None:
    assert decode(SIMPLIFIED.encode(), "gb2312") == SIMPLIFIED
    assert decode(SIMPLIFIED.encode("gb18030"), "gb2312") == SIMPLIFIED
    assert decode(SIMPLIFIED.encode("gb18030"), "no-such-code") == SIMPLIFIED


def test_a_file_cut_in_the_middle_of_a_character_is_still_read() -> None:
    assert decode((SIMPLIFIED * 5).encode()[:-1]).startswith(SIMPLIFIED)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"]), min_size=1))
def test_whatever_is_written_in_utf_8_is_read_back(text: str) -> None:
    if text.strip("\ufeff \u3000\xa0"):
        assert decode(text.encode()) == text.lstrip("\ufeff")


def test_no_text_is_an_empty_file_and_no_encoding_a_damaged_one() -> None:
    with pytest.raises(EmptyFile):
        decode(b"")
    with pytest.raises(DamagedFile):
        decode(bytes(range(256)) * 20)
