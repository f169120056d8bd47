"""Labels are read in every scheme; what only looks like one is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.structure.numbering import may_follow, parse_label, read_labels
from contracts.structure.numerals import (
    chinese,
    chinese_number,
    letter,
    letter_value,
    roman,
    roman_value,
)
from contracts.structure.schemes import Scheme
from contracts.text import fold


@pytest.mark.parametrize(
    ("text", "scheme", "path", "printed"),
    [
        ("第一部分 协议书", Scheme.PART, (1,), "第一部分"),
        ("第二编 合同", Scheme.PART, (2,), "第二编"),
        ("第十章 附则", Scheme.CHAPTER, (10,), "第十章"),
        ("第一节 总则", Scheme.SECTION, (1,), "第一节"),
        ("第三条 付款", Scheme.ARTICLE, (3,), "第三条"),
        ("第二条 中华人民共和国境内的垄断行为，适用本法", Scheme.ARTICLE, (2,), "第二条"),
        ("第 十 二 条　违约责任", Scheme.ARTICLE, (12,), "第 十 二 条"),
        ("第１２条：付款", Scheme.ARTICLE, (12,), "第１２条"),
        ("第貳條 價款", Scheme.ARTICLE, (2,), "第貳條"),
        ("第廿一条 其他", Scheme.ARTICLE, (21,), "第廿一条"),
        ("第一百零三条 施行", Scheme.ARTICLE, (103,), "第一百零三条"),
        ("第五条之一 补充", Scheme.ARTICLE, (5, 1), "第五条之一"),
        ("第二款：乙方", Scheme.PARAGRAPH, (2,), "第二款"),
        ("第一、甲方", Scheme.HANZI, (1,), "第一"),
        ("一、服务", Scheme.HANZI, (1,), "一、"),
        ("二〇、其他", Scheme.HANZI, (20,), "二〇、"),
        ("十一．共同条款", Scheme.HANZI, (11,), "十一．"),
        ("（三）保密", Scheme.HANZI_BRACKETED, (3,), "（三）"),
        ("㈠保密", Scheme.HANZI_BRACKETED, (1,), "㈠"),
        ("1.服务", Scheme.ARABIC, (1,), "1."),
        ("１．服务", Scheme.ARABIC, (1,), "１．"),
        ("1.2024年3月前交付", Scheme.ARABIC, (1,), "1."),
        ("1、服务", Scheme.ARABIC_COMMA, (1,), "1、"),
        ("1）服务", Scheme.ARABIC_HALF, (1,), "1）"),
        ("（12）服务", Scheme.ARABIC_BRACKETED, (12,), "（12）"),
        ("⑵服务", Scheme.ARABIC_BRACKETED, (2,), "⑵"),
        ("③服务", Scheme.CIRCLED, (3,), "③"),
        ("1 总则", Scheme.ARABIC_BARE, (1,), "1"),
        ("3.1 范围", Scheme.DECIMAL, (3, 1), "3.1"),
        ("3.1.12范围", Scheme.DECIMAL, (3, 1, 12), "3.1.12"),
        ("2.2个人信息的收集", Scheme.DECIMAL, (2, 2), "2.2"),
        ("1.1年度计划", Scheme.DECIMAL, (1, 1), "1.1"),
        ("2-1.定期保养", Scheme.DECIMAL, (2, 1), "2-1."),
        ("1·交货方式", Scheme.ARABIC, (1,), "1·"),
        ("1.0 DEFINITIONS", Scheme.ARABIC, (1,), "1.0"),
        ("A. Recitals", Scheme.CAPITAL, (1,), "A."),
        ("(b) the Supplier", Scheme.LETTER_BRACKETED, (2,), "(b)"),
        ("(aa) the Supplier", Scheme.LETTER_BRACKETED, (27,), "(aa)"),
        ("(iv) the Supplier", Scheme.ROMAN_BRACKETED, (4,), "(iv)"),
        ("II. TERM", Scheme.CAPITAL_ROMAN, (2,), "II."),
        ("Ⅳ. 期限", Scheme.CAPITAL_ROMAN, (4,), "Ⅳ."),
        ("Article IV Term", Scheme.ARTICLE, (4,), "Article IV"),
        ("ARTICLE 12. TERM", Scheme.ARTICLE, (12,), "ARTICLE 12."),
        ("Section 1.01 Terms", Scheme.DECIMAL, (1, 1), "Section 1.01"),
        ("§ 3 Term", Scheme.NUMBERED_SECTION, (3,), "§ 3"),
        ("Schedule A", Scheme.ATTACHMENT, (1,), "Schedule A"),
        ("Exhibit 10.1", Scheme.ATTACHMENT, (10, 1), "Exhibit 10.1"),
        ("附件一：清单", Scheme.ATTACHMENT, (1,), "附件一"),
        ("附录B 定义", Scheme.ATTACHMENT, (2,), "附录B"),
    ],
)
def test_every_scheme_is_read(
    text: str, scheme: Scheme, path: tuple[int, ...], printed: str
) -> None:
    label = parse_label(text)
    assert label is not None
    assert (label.scheme, label.path, label.text) == (scheme, path, printed)


@pytest.mark.parametrize(
    "text",
    [
        "第三条所述的设备",
        "第三条第二款另有约定",
        "第三条、第四条的规定",
        "第五条规定的期限",
        "一、二级保护",
        "三、四层厂房",
        "2024年3月1日",
        "2024.3.1",
        "12.5.2020",
        "3.5%的税率",
        "1.5万元",
        "10.00元",
        "2.5倍赔偿",
        "400.800.8000",
        "13800000000",
        "1,000元",
        "8:30至17:30",
        "3 个月内",
        "一九  年  月  日",
        "i.e. the Supplier",
        "a.m. and p.m.",
        "Section 5 of this Agreement",
        "Section 5(b)",
        "Article 3, the parties",
        "Exhibit A sets forth the prices",
        "附件一所列设备",
        "(iOS)客户端",
        "",
        "   ",
    ],
)
def test_what_only_looks_like_a_label_is_none(text: str) -> None:
    assert parse_label(text) is None


def test_an_ambiguous_letter_gives_both_readings() -> None:
    readings = read_labels("(i) the", "(i) the")
    assert [(label.scheme, label.path) for label in readings] == [
        (Scheme.ROMAN_BRACKETED, (1,)),
        (Scheme.LETTER_BRACKETED, (9,)),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("第三条", ("3",)),
        ("3.1.2 甲", ("3", "1", "2")),
        ("(c) x", ("c",)),
        ("(iv) x", ("iv",)),
        ("Article IV", ("4",)),
        ("附件一", ("附件一",)),
    ],
)
def test_a_path_is_named_as_a_person_would_cite_it(text: str, names: tuple[str, ...]) -> None:
    label = parse_label(text)
    assert label is not None
    assert label.names == names


@pytest.mark.parametrize(
    ("previous", "path"),
    [
        ((), (1,)),
        ((1,), (2,)),
        ((1,), (1, 1)),
        ((1, 2), (1, 3)),
        ((1, 2), (1, 2, 1)),
        ((1, 2, 3), (1, 3)),
        ((1, 2, 3), (2,)),
        ((1, 2), (2, 1)),
        ((1, 9, 9), (2, 1, 1)),
    ],
)
def test_legal_successors_may_follow(previous: tuple[int, ...], path: tuple[int, ...]) -> None:
    assert may_follow(previous, path)


@pytest.mark.parametrize(
    ("previous", "path"),
    [((1,), (3,)), ((1,), (1,)), ((2,), (1,)), ((1, 2), (1, 4)), ((1, 2), (2, 2)), ((1,), ())],
)
def test_nothing_else_may_follow(previous: tuple[int, ...], path: tuple[int, ...]) -> None:
    assert not may_follow(previous, path)


@given(st.text(max_size=40) | st.from_regex(r"[(第一1.ia]{1,8}[条、) 章]?", fullmatch=True))
def test_a_label_never_reaches_beyond_its_text(text: str) -> None:
    for label in read_labels(fold(text), text):
        assert 0 < label.length <= len(text)
        assert text[: label.length].strip().startswith(label.text[:1])


@given(st.integers(1, 9999))
def test_chinese_numerals_are_read_as_they_are_written(number: int) -> None:
    assert chinese_number(chinese(number)) == number


def test_chinese_numerals_are_written_as_people_do() -> None:
    numbers = (1, 10, 12, 20, 101, 110, 115, 1005, 1050, 2024)
    assert " ".join(map(chinese, numbers)) == (
        "一 十 十二 二十 一百零一 一百一十 一百一十五 一千零五 一千零五十 二千零二十四"
    )


@given(st.integers(1, 40))
def test_roman_numerals_are_read_as_they_are_written(number: int) -> None:
    assert roman_value(roman(number)) == number


@given(st.integers(1, 52))
def test_letters_are_read_as_they_are_written(number: int) -> None:
    assert letter_value(letter(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("廿三", 23),
        ("一百零三", 103),
        ("一百一十", 110),
        ("一千二百六十", 1260),
        ("二〇二四", 2024),
        ("贰拾叁", 23),
        ("甲", None),
        ("", None),
    ],
)
def test_chinese_numerals_are_read(text: str, number: int | None) -> None:
    assert chinese_number(text) == number
