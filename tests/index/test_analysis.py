"""Text to tokens: one position a character, whatever the script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import (
    GAP,
    SPELLINGS_APART,
    PhraseToken,
    index_tokens,
    is_searchable,
    joined_runs,
    phrases,
    spellings,
)

texts = st.text(alphabet="违约金 甲方，。(fā)發展a1 Bterminationsé①カ\n", max_size=30)


def tokens(text: str) -> list[str]:
    return index_tokens(spellings(text)).split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("违约金30% due", "违约 约金 金 <30 30 0 <due due ue e"),
        ("法律、法规", "法律 律 法规 规"),
        (
            "Termination",
            "<ter terminat erminati rminatio mination ination nation ation tion ion on n",
        ),
        ("ＧＢ／Ｔ　２６３１５", "<gb gb b <t t <263 26315 6315 315 15 5"),
        ("臺灣カナ한국", "台湾 湾カ カナ ナ한 한국 국"),
        ("𠮷野家", "𠮷野 野家 家"),
        ("——。", ""),
    ],
)
def test_each_character_is_one_position(text: str, expected: str) -> None:
    assert tokens(text) == expected.split()


def test_damage_is_indexed_as_printed_and_as_read() -> None:
    between = [GAP] * SPELLINGS_APART
    assert tokens("發(fā)展") == ["发", "<fā", "fā", "ā", "展", *between, "发展", "展"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("罚", [(0, "罚", True)]),
        ("违约金", [(0, "违约", False), (1, "约金", False)]),
        ("第3条a", [(0, "第", False), (1, "<3", False), (3, "条", False), (4, "<a", True)]),
        ("termination", [(0, "terminat", False), (3, "mination", False)]),
        ("terminations of", [(0, "terminat", False), (5, "nations", False), (12, "<of", True)]),
    ],
)
def test_a_query_asks_for_tokens_that_imply_the_others(
    text: str, expected: list[tuple[int, str, bool]]
) -> None:
    assert phrases(text) == (tuple(PhraseToken(*token) for token in expected),)


def test_a_query_may_ask_for_the_start_of_a_word_or_for_whole_words() -> None:
    assert phrases("confid", from_word_start=True) == (
        (PhraseToken(0, "<con"), PhraseToken(1, "confid", prefix=True)),
    )
    assert phrases("of it", from_word_start=True, to_word_end=True) == (
        (PhraseToken(0, "<of"), PhraseToken(3, "<it")),
    )


def test_a_query_may_be_damaged_like_a_clause() -> None:
    assert len(phrases("發(fā)展")) == 2
    assert phrases("，。") == ()


@given(texts, texts, texts)
def test_a_text_matches_where_its_joined_runs_are_part_of_the_clauses(
    before: str, text: str, after: str
) -> None:
    clause = spellings(before + text + after)[0]
    for row in phrases(text)[:1]:
        assert matches(row, index_tokens([clause]).split())
        assert joined_runs(spellings(text)[0]) in joined_runs(clause)


@given(texts, texts)
def test_only_such_texts_match(text: str, clause: str) -> None:
    found = [matches(row, index_tokens([clause]).split()) for row in phrases(text)]
    stands = [joined_runs(spelling) in joined_runs(clause) for spelling in spellings(text)]
    assert any(found) == (any(stands) and is_searchable(text))


def matches(row: tuple[PhraseToken, ...], tokens: list[str]) -> bool:
    return any(
        all(
            start + token.position < len(tokens) and fits(token, tokens[start + token.position])
            for token in row
        )
        for start in range(len(tokens))
    )


def fits(token: PhraseToken, indexed: str) -> bool:
    return indexed.startswith(token.text) if token.prefix else indexed == token.text
