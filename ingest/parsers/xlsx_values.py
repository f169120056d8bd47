"""What a cell shows: texts are shared, numbers get their format (ECMA-376, 18.4 and 18.8.30).

A date is written as 2024-03-01 whatever its format, so that it is read alike everywhere.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from lxml import etree

from office.package import Package

# Workbooks count days from one of these and know no time zones.
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001
_EPOCH_OF_1904 = datetime(1904, 1, 1)  # noqa: DTZ001

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 44: "#,##0.00",
    **dict.fromkeys([*range(14, 18), *range(27, 32), 36, *range(50, 59)], "yyyy-mm-dd"),
    **dict.fromkeys([*range(18, 22), *range(32, 36), 45, 46, 47], "h:mm"), 22: "yyyy-mm-dd h:mm",
}  # fmt: skip
UNPRINTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # literals, colours, conditions
CURRENCY = re.compile(r'^(?:_.)*(?:"([^"\d]{1,4})"|\[\$([^\]\-]{1,4})[^\]]*\]|([¥￥$€£]))')
LARGEST_DATE = 2_958_466  # 10000-01-01, where the calendar ends
PRECISION = 15  # digits that a spreadsheet keeps; the rest is noise
MOST_DIGITS = 300


@dataclass(frozen=True, slots=True)
class Values:
    """What cells refer to: shared texts, number formats by style; ``epoch`` is day 0."""

    texts: Sequence[str]
    formats: Sequence[str]
    epoch: datetime

    def shown(self, cell: etree._Element) -> str:
        """What a c element shows, "" for nothing."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text(cell)
        raw = cell.findtext("{*}v") or ""
        if kind == "s":
            index = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else -1
            return self.texts[index] if 0 <= index < len(self.texts) else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
        if kind != "n" or not raw:
            return raw.strip()
        style = cell.get("s", "0")
        index = int(style) if style.isascii() and style.isdigit() and len(style) < 7 else 0
        return self.number(raw, self.formats[index] if index < len(self.formats) else "")

    def number(self, raw: str, number_format: str) -> str:
        """A number in a format's first section."""
        try:
            number = Decimal(raw.strip())
        except InvalidOperation:
            return raw.strip()
        if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
            return raw.strip()
        section = number_format.partition(";")[0]
        plain = UNPRINTED.sub("", section)
        if re.search("[ydhs]", plain, re.IGNORECASE) and 0 <= number < LARGEST_DATE:
            return self._date(float(number), plain.lower())
        if not re.search("[0#]", plain):
            return _general(number)
        return _currency(section) + _formatted(number, plain)

    def _date(self, days: float, plain: str) -> str:
        moment = self.epoch + timedelta(seconds=round(days * 86_400))
        has_date = bool(re.search("[yd]", plain))
        has_time = bool(re.search("[hs]", plain)) and (not has_date or days % 1)
        shown = f"{moment:%Y-%m-%d}" if has_date else ""
        return f"{shown} {moment:%H:%M}".strip() if has_time or not has_date else shown


def read_values(package: Package, workbook: etree._Element, parts: Mapping[str, str]) -> Values:
    """The values of a workbook; ``parts`` gives the parts by kind."""
    shared = package.xml(parts["sharedStrings"]) if "sharedStrings" in parts else None
    styles = package.xml(parts["styles"]) if "styles" in parts else None
    properties = workbook.find("{*}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    return Values(
        texts=[_text(item) for item in shared.iterchildren("{*}si")] if shared is not None else [],
        formats=_formats(styles) if styles is not None else [],
        epoch=_EPOCH_OF_1904 if from_1904 else _EPOCH,
    )


def _formats(styles: etree._Element) -> list[str]:
    own = {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in styles.iter("{*}numFmt")
    }
    known = own | {str(key): code for key, code in BUILT_IN.items() if str(key) not in own}
    cells = styles.find("{*}cellXfs")
    return [
        known.get(style.get("numFmtId", ""), "")
        for style in (cells.iterchildren("{*}xf") if cells is not None else ())
    ]


def _text(element: etree._Element) -> str:
    """The text of a string, without the pronunciation above it."""
    return "".join(
        text.text or ""
        for text in element.iter("{*}t")
        if next(text.iterancestors("{*}rPh"), None) is None
    ).strip()


def _general(number: Decimal) -> str:
    shown = f"{number:.{PRECISION}g}"
    shown = f"{Decimal(shown):f}" if "e" in shown else shown
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _formatted(number: Decimal, plain: str) -> str:
    percent = "%" in plain
    behind_point = plain.partition(".")[2]
    decimals = len(behind_point) - len(behind_point.lstrip("0#?"))
    comma = "," if re.search("[0#],[0#]", plain) else ""
    scaled = number * 100 if percent else number
    shown = f"{scaled:{comma}.{decimals}f}"
    return f"{shown}%" if percent else shown


def _currency(section: str) -> str:
    match = CURRENCY.match(section)
    return next((sign for sign in match.groups() if sign), "") if match else ""
