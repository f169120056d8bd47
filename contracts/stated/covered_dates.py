"""A text whose dates are covered, so that patterns can speak of "a date"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from contracts.dates import find_dates
from contracts.stated.statement import Statement

DATE = "\0+"  # dates are covered by these, character for character, before the patterns search
# "that certain Purchase Agreement dated May 15, 2002" is another contract's date, and what follows
# 于2021年6月28日签订了《租赁合同》 in the sentence is said of that contract.
_OTHER_AGREEMENT = re.compile(
    r"\bcertain\b[^.;]{0,120}?\bdated\b[^.;]{0,40}"
    r"|于[^。;\n]{6,20}日[^。;\n]{0,10}(?:签订|签署|订立)[的了][^。\n]{0,4}《[^。\n]*"
)


@dataclass(frozen=True, slots=True)
class CoveredDates:
    """A reading (contracts.text) with its dates covered; every pattern has a group "date"."""

    text: str
    dates: dict[int, date]  # by the offset where each begins

    @classmethod
    def of(cls, text: str) -> "CoveredDates":
        """The text with every date covered, save those of other contracts, which are left out."""
        dates: dict[int, date] = {}
        pieces: list[str] = []
        end = 0
        for found in find_dates(_OTHER_AGREEMENT.sub(_blank, text)):
            dates[found.start] = found.value
            pieces += text[end : found.start], "\0" * (found.end - found.start)
            end = found.end
        return cls("".join([*pieces, text[end:]]), dates)

    def first(self, patterns: tuple[str, ...], within: int | None = None) -> re.Match[str] | None:
        """The first place of the first pattern that fits, ``within`` so many characters."""
        text = self.text[:within]
        matches = (re.search(pattern, text) for pattern in patterns) if self.dates else ()
        return next((match for match in matches if match), None)

    def day(self, match: re.Match[str], group: str = "date") -> date:
        """The day that a group of a match covers."""
        return self.dates[match.start(group)]

    def each(self, start: int, end: int) -> Iterator[tuple[date, int, int]]:
        """The dates between two offsets, each with where it begins and ends."""
        for covered in re.compile(DATE).finditer(self.text, start, end):
            yield self.dates[covered.start()], *covered.span()

    def statement(self, field: str, match: re.Match[str], group: str = "date") -> Statement:
        """That ``field`` is the day that a match names."""
        return Statement(field, self.day(match, group).isoformat(), match.start(), match.end())


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
