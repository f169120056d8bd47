"""What a cell of a workbook may hold: nothing that a spreadsheet would take for a formula."""

from office.tracking import writable

LONGEST = 32_000  # characters that a cell holds, with some to spare
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_text(text: str) -> str:
    """The text as a cell may hold it; what looks like a formula gets a quote before it."""
    text = writable(text)[:LONGEST]
    return f"'{text}" if text.startswith(_FORMULA) else text
