"""A quantity: what it measures, how much, and where it stands."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Measure(StrEnum):
    """What a quantity measures."""

    DURATION = "duration"
    SHARE = "share"  # of something, in percent; with a time, a rate
    COUNT = "count"  # how often


_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_HOURS = {
    "minutes": Decimal(1) / 60, "hours": Decimal(1), "days": Decimal(24),
    "working_days": Decimal(24) * 7 / 5, "weeks": Decimal(168), "months": Decimal(720),
    "years": Decimal(8760),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity and where it stands in the reading; ``value`` is None where a blank is left.

    ``unit`` is that of the text: a unit of time, "%" for a share, "times" for a count. ``per`` is
    the time for which a share runs (day, week, month, year), or "".
    """

    measure: Measure
    value: Decimal | None
    unit: str
    start: int
    end: int
    per: str = ""

    def in_unit(self, unit: str) -> Decimal | None:
        """The value in another unit of the same measure: hours, days …, "‰ a day", "%", "times".

        A month counts as 30 days, a year as 365 or as twelve months, five working days as seven.
        None where a blank is left or the unit is of another kind (a share without a time has no
        daily rate).
        """
        if self.value is None:
            return None
        if self.measure is Measure.DURATION:
            if (self.unit, unit) == ("years", "months"):
                return self.value * 12
            return self.value * _HOURS[self.unit] / _HOURS[unit] if unit in _HOURS else None
        if unit == "‰ a day":
            return self.value * 10 / _DAYS[self.per] if self.per else None
        return self.value if unit == self.unit and not self.per else None
