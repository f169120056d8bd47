"""The colours of the Office files that are handed out, by meaning."""

from enum import StrEnum


class Tone(StrEnum):
    """What a colour means; wherever one is used, a word or a mark says the same."""

    REFUSED = "refused"
    GRAVE = "grave"
    WARNING = "warning"
    NOTE = "note"
    GOOD = "good"
    PLAIN = "plain"


INK = {
    Tone.REFUSED: "7D1A3F",
    Tone.GRAVE: "A4262C",
    Tone.WARNING: "8A5A00",
    Tone.NOTE: "2F5D8C",
    Tone.GOOD: "2B6E47",
    Tone.PLAIN: "333D47",
}
GROUND = {
    Tone.REFUSED: "F7E3EA",
    Tone.GRAVE: "FBE9E7",
    Tone.WARNING: "FDF1D3",
    Tone.NOTE: "E8F0F8",
    Tone.GOOD: "E5F3EA",
    Tone.PLAIN: "F1F3F5",
}
SOLID = {
    Tone.REFUSED: "8E2A4F",
    Tone.GRAVE: "C4453C",
    Tone.WARNING: "E0A12B",
    Tone.NOTE: "5B8DBF",
    Tone.GOOD: "5FA67E",
    Tone.PLAIN: "B8C0C8",
}
ACCENT = "1F3A5F"
DARK = "1B2530"
SOFT = "66707A"
LINE = "D5DAE0"
