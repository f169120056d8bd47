"""Why a value that a person wrote into data does not fit, in both languages."""

from collections.abc import Iterable
from difflib import get_close_matches


class Unfit(ValueError):
    """A value that doesn't fit where it stands; whoever read it knows the line, cell or field."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} ({en})")
        self.zh = zh
        self.en = en


def unknown(kind_zh: str, kind_en: str, name: str, known: Iterable[str]) -> Unfit:
    """There is nothing of this kind called so; what is called nearly so is named."""
    near = get_close_matches(name, tuple(known), n=3, cutoff=0.35)
    zh = f"；相近的有：{'、'.join(near)}" if near else ""
    en = f"; nearly so are called: {', '.join(near)}" if near else ""
    return Unfit(f"没有叫“{name}”的{kind_zh}{zh}", f"there is no {kind_en} called “{name}”{en}")
