import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.parsers.docx_number_formats import FORMATTERS, format_number


@pytest.mark.parametrize(
    ("number_format", "number", "printed"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("decimalZero", 12, "12"),
        ("lowerLetter", 1, "a"),
        ("upperLetter", 28, "BB"),
        ("lowerRoman", 14, "xiv"),
        ("upperRoman", 1999, "MCMXCIX"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 12, "十二"),
        ("chineseCounting", 20, "二十"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1001, "一千零一"),
        ("chineseCountingThousand", 10010, "一万零一十"),
        ("japaneseCounting", 21, "二十一"),
        ("chineseLegalSimplified", 11, "壹拾壹"),
        ("ideographLegalTraditional", 23, "貳拾參"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("decimalEnclosedCircle", 1, "①"),
        ("decimalEnclosedCircleChinese", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalFullWidth", 12, "１２"),
        ("ordinal", 11, "11th"),
        ("ordinal", 22, "22nd"),
        ("cardinalText", 142, "One hundred forty-two"),
        ("ordinalText", 20, "Twentieth"),
        ("ordinalText", 103, "One hundred third"),
        ("none", 4, ""),
        ("unheardOf", 7, "7"),
        ("lowerRoman", 0, "0"),
    ],
)
def test_a_number_is_printed_in_its_format(number_format: str, number: int, printed: str) -> None:
    assert format_number(number, number_format) == printed


@given(st.integers(min_value=-5, max_value=10**9), st.sampled_from(sorted(FORMATTERS)))
def test_every_number_has_a_short_print(number: int, number_format: str) -> None:
    assert len(format_number(number, number_format)) < 1300  # "zzzz…" is the longest


@pytest.mark.parametrize(
    "number_format", ["chineseCounting", "upperRoman", "chineseLegalSimplified"]
)
def test_no_two_numbers_print_alike(number_format: str) -> None:
    printed = [format_number(number, number_format) for number in range(1, 3000)]
    assert len(set(printed)) == len(printed)
