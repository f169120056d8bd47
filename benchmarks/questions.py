"""Questions of every form whose words are drawn from the texts that are searched.

The forms are those of ``search.QUERIES``. What is drawn may be a rare word or one of half the
clauses, as often as texts have them, so that a time over many questions is one over many answers.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, islice

from contracts.chinese_words import cut_hanzi

HANZI = re.compile(r"[\u4e00-\u9fff]{2,}")
WORDS = re.compile(r"[a-z]{2,}(?: [a-z]{2,})+")
CLAUSE_TYPES = [
    "payment",
    "price",
    "warranty",
    "termination",
    "breach_liability",
    "confidentiality",
]
LAWS = "民法典 消法 继承法 电商法 公司法 产品质量法 招标投标法 劳动合同法 个人信息保护法".split()

Draw = Callable[["Words"], str]


class Words:
    """Words of the texts, drawn by chance; those of one question stand in one text."""

    def __init__(self, pool: Sequence[str], chance: random.Random) -> None:
        self.chance = chance
        self._chinese = [text for text in pool if len(_rows(text)) > 1]
        self._english = [rows for text in pool if (rows := WORDS.findall(text.lower()))]

    def hanzi(self, *lengths: int) -> tuple[str, ...]:
        """Different words of so many hanzi each, from different rows of one text."""
        while True:
            rows = [
                row for row in _rows(self.chance.choice(self._chinese)) if len(row) >= max(lengths)
            ]
            if len(rows) >= len(lengths):
                words = tuple(map(self._part, self.chance.sample(rows, len(lengths)), lengths))
                if len(set(words)) == len(words):
                    return words

    def words(self, number: int, least: int = 2) -> list[str]:
        """So many English words in a row, each of so many letters or more."""
        while True:
            row: list[str] = self.chance.choice(self.chance.choice(self._english)).split()
            starts = [
                start
                for start in range(len(row) - number + 1)
                if all(len(word) >= least for word in row[start : start + number])
            ]
            if starts:
                start = self.chance.choice(starts)
                return row[start : start + number]

    def _part(self, row: str, length: int) -> str:
        """Hanzi that begin where a word does, as people's do."""
        starts = accumulate(map(len, cut_hanzi(row)), initial=0)
        start = self.chance.choice([start for start in starts if start + length <= len(row)])
        return row[start : start + length]


def _rows(text: str) -> list[str]:
    return HANZI.findall(text)


def _dated(words: Words) -> str:
    (word,) = words.hanzi(2)
    return f"{word} clause:{words.chance.choice(CLAUSE_TYPES)} {_years(words)}"


def _years(words: Words) -> str:
    year = words.chance.randrange(2015, 2023)
    return f"date:{year}..{year + words.chance.randrange(1, 5)}"


def _misspelled(words: Words) -> str:
    (word,) = words.words(1, least=8)
    left_out = words.chance.randrange(2, len(word))
    return f"{word[:left_out]}{word[left_out + 1 :]}~"


def _short_end(words: Words) -> str:
    *row, last = words.words(3)
    return f'"{" ".join([*row, last[:2]])}"'


FORMS: Mapping[str, Draw] = {
    "word of two hanzi": lambda words: words.hanzi(2)[0],
    "phrase of four hanzi": lambda words: words.hanzi(4)[0],
    "single hanzi": lambda words: words.hanzi(1)[0],
    "and": lambda words: " ".join(words.hanzi(3, 2)),
    "or": lambda words: " OR ".join((*words.hanzi(3), *words.hanzi(2), *words.words(1, least=6))),
    "not": lambda words: "{} -{}".format(*words.hanzi(2, 2)),
    "near": lambda words: "{} NEAR/10 {}".format(*words.hanzi(2, 2)),
    "near, longer words": lambda words: "{} NEAR/10 {}".format(*words.hanzi(3, 3)),
    "short Latin word": lambda words: words.words(1, least=4)[0][:4],
    "Latin phrase": lambda words: '"{}"'.format(" ".join(words.words(3))),
    "Latin phrase, short end": _short_end,
    "prefix": lambda words: words.words(1, least=7)[0][:6] + "*",
    "pasted words": lambda words: " ".join(words.words(9)),
    "clause type and date": _dated,
    "word nearly so": _misspelled,
    "hanzi nearly so": lambda words: words.hanzi(4)[0] + "~",
    "elsewhere in the document": lambda words: "{} document:{}".format(*words.hanzi(3, 2)),
    "figure": lambda words: f"duration:<={words.chance.randrange(2, 90)}日",
    "law": lambda words: f"law:{words.chance.choice(LAWS)} {_years(words)}",
}


def questions(pool: Sequence[str], number: int, seed: int = 5) -> Iterator[tuple[str, list[str]]]:
    """Each form with so many questions, all different where there are as many."""
    words = Words(pool, random.Random(seed))
    for form, draw in FORMS.items():
        drawn = dict.fromkeys(draw(words) for _ in range(4 * number))
        yield form, list(islice(drawn, number))
