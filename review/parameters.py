"""Parameters: the figures on which an item turns, and the limits that they are judged by.

A checklist says which figures it wants: the measure, the words that stand beside it, and the limits
of the house. ``figures`` finds them in a clause.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from contracts.clause_types import ClauseTypeId
from contracts.cues import CueText
from contracts.unfit import Unfit
from review.wording import Identifier, Wording

Measured = Literal["duration", "share", "rate", "count", "amount"]
Unit = Literal["minutes", "hours", "days", "months", "years", "‰ a day", "%", "times", "CNY"]
UNIT_WORDS = {
    "minutes": Wording("分钟", "minutes"), "hours": Wording("小时", "hours"),
    "days": Wording("日", "days"), "working_days": Wording("个工作日", "working days"),
    "weeks": Wording("周", "weeks"), "months": Wording("个月", "months"),
    "years": Wording("年", "years"), "‰ a day": Wording("‰/日", "‰ a day"),
    "%": Wording("%", "%"), "times": Wording("次", "times"), "CNY": Wording("元", "CNY"),
}  # fmt: skip


class Outcome(StrEnum):
    """How a figure compares with the limits."""

    WITHIN = "within"
    BEYOND = "beyond"
    BLANK = "blank"  # left to fill in
    UNJUDGED = "unjudged"  # the checklist sets no limit


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure that an item asks for.

    A figure is the parameter's where one of the words ``beside`` is near, and none of
    ``not_beside`` is in the same part of the sentence; of several parameters, the one whose words
    are nearest gets it. Passed over are clauses that are more surely of a type in ``not_where``
    and figures behind one of ``not_of`` in their sentence (those of the mildest faults).
    ``otherwise`` is the item's verdict where the figure is beyond the limits.
    """

    id: Identifier
    name: Wording
    measure: Measured
    unit: Unit
    beside: Annotated[tuple[CueText, ...], Field(min_length=1)]
    not_beside: tuple[CueText, ...] = ()
    not_where: tuple[ClauseTypeId, ...] = ()
    not_of: tuple[CueText, ...] = ()
    at_most: Decimal | None = None
    at_least: Decimal | None = None
    why: Wording | None = None
    otherwise: Literal["unacceptable", "weak"] = "unacceptable"

    def __post_init__(self) -> None:
        if (self.measure == "rate") != (self.unit == "‰ a day"):
            raise Unfit(
                "“每日费率”的单位是“‰/日”，二者须同时选用",
                "a daily rate is measured in ‰ a day, and nothing else is",
            )
        if self.at_most is not None and self.at_least is not None and self.at_most < self.at_least:
            raise Unfit(
                f"上限 {self.at_most} 低于下限 {self.at_least}",
                f"at most {self.at_most} is below at least {self.at_least}",
            )

    def judge(self, value: Decimal | None) -> Outcome:
        """How a value in the parameter's unit compares with the limits; None is a blank."""
        if value is None:
            return Outcome.BLANK
        if self.at_most is None and self.at_least is None:
            return Outcome.UNJUDGED
        above = self.at_most is not None and value > self.at_most
        below = self.at_least is not None and value < self.at_least
        return Outcome.BEYOND if above or below else Outcome.WITHIN

    def said(self, value: Decimal, language: str) -> str:
        """A value with the unit: "60 days"."""
        return said_in(value, self.unit, language)

    @property
    def worst_is_least(self) -> bool:
        """Whether the smaller of two values is the worse: there is only a lower limit."""
        return self.at_least is not None and self.at_most is None

    def limit(self, language: str) -> str:
        """The limits in words: "at most 30 days"; "" where there are none."""
        unit = self.unit
        parts = []
        if self.at_least is not None:
            parts.append(
                Wording("不少于", "at least ").text(language)
                + said_in(self.at_least, unit, language)
            )
        if self.at_most is not None:
            parts.append(
                Wording("不超过", "at most ").text(language) + said_in(self.at_most, unit, language)
            )
        return Wording("、", ", ").text(language).join(parts)


def said_in(value: Decimal, unit: str, language: str) -> str:
    """A value with its unit in words: "60 days", "1 working day"."""
    if unit == "hours" and 0 < value < 1:  # nobody says 0.333 hours
        return said_in(value * 60, "minutes", language)
    value = value.quantize(Decimal("0.001"))
    number = f"{value.normalize():f}" if value % 1 else f"{value:.0f}"
    words = UNIT_WORDS[unit].text(language)
    if value == 1:
        words = words.removesuffix("s")  # one hour
    space = "" if unit == "%" or language.startswith("zh") else " "
    return f"{number}{space}{words}"
