"""Simplified and traditional characters mixed in one document: 售后 in a text that writes 服務."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from contracts.clause import Clause
from contracts.document import Document
from contracts.text import fold
from review.quotes import sentence_around
from review.remarks import Remark, Weight
from review.wording import Wording

CHECK = "scripts"
MINORITY = 0.25  # above this share a document is written in both, and nothing is a slip
SHOWN = 8  # characters


def remarks(document: Document, clauses: Sequence[Clause]) -> Iterator[Remark]:
    """One remark for a document that has a few characters of the other script, at the first one."""
    if not document.language.startswith("zh"):
        return
    counts = {"simplified": Counter[str](), "traditional": Counter[str]()}
    for clause in clauses:
        for character in clause.text:
            script = _script(character)
            if script:
                counts[script][character] += 1
    odd = (
        "traditional"
        if counts["simplified"].total() >= counts["traditional"].total()
        else "simplified"
    )
    total = counts["simplified"].total() + counts["traditional"].total()
    if not counts[odd] or counts[odd].total() > MINORITY * total:
        return
    for clause in clauses:
        for place, character in enumerate(clause.text):
            if character in counts[odd]:
                yield _remark(clause, place, odd, counts[odd])
                return


@cache
def _script(character: str) -> str:
    """The only script that uses this character; "" where both do, or it is no hanzi.

    It is told by which script's national character set lacks the character.
    """
    if not "\u4e00" <= character <= "\u9fff":
        return ""
    simplified, traditional = _holds("gb2312", character), _holds("big5", character)
    if traditional and not simplified and fold(character) != character:
        return "traditional"
    return "simplified" if simplified and not traditional and fold(character) == character else ""


def _holds(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _remark(clause: Clause, place: int, odd: str, counts: Counter[str]) -> Remark:
    shown = "".join(character for character, _ in counts.most_common(SHOWN))
    zh = "繁体字" if odd == "traditional" else "简体字"
    return Remark(
        CHECK,
        Weight.NOTE,
        clause,
        sentence_around(clause.text, place, place + 1),
        Wording(
            f"文中夹有{counts.total()}个{zh}：{shown}。请统一字体，并核对是否为转换造成的错字。",
            f"{counts.total()} {odd} character(s) stand in a text of the other script: {shown}. "
            "Use one script, and check for errors of conversion.",
        ),
    )
