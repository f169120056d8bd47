"""What a paragraph of the redline has to say, and the replacements that make it say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from compare.redline import printed_redline
from compare.word.plan import is_automatic
from contracts.clause import Clause
from contracts.document import Block
from office.runs import printed_text
from office.tracking import Replacement, Tracker
from office.xml_text import writable

_AFTER_LABEL = " \t　、.．)）:：,，"


def typed_labels(clauses: Sequence[Clause]) -> Mapping[int, str]:
    """The numbers that stand at the beginning of a block, by the block's order."""
    return {
        clause.blocks[0]: clause.number_label
        for clause in reversed(clauses)
        if clause.blocks and clause.number_label
    }


@dataclass(frozen=True, slots=True)
class Wording:
    """Says what new blocks are to read in the old file, where a number may be Word's own."""

    labels: Mapping[int, str]  # typed ones of the new side

    def of(self, block: Block, *, automatic: bool) -> str:
        """The text of a new block in a paragraph that Word numbers, or in one that it doesn't."""
        if is_automatic(block):
            return writable(block.text if automatic else block.shown).strip()
        label = self.label(block)
        if automatic and label and block.text.startswith(label):
            return writable(block.text[len(label) :].lstrip(_AFTER_LABEL)).strip()
        return writable(block.text).strip()

    def label(self, block: Block) -> str:
        """The block's number, typed or Word's own; "" where there is none."""
        return block.number_label if is_automatic(block) else self.labels.get(block.order, "")


def reword(paragraph: etree._Element, text: str, tracker: Tracker, following: str = "") -> None:
    """Make a paragraph say ``text``, by the smallest replacements that read well.

    ``following`` says whether the paragraph behind it is put in ("ins") or taken out ("del").
    """
    printed = printed_text(paragraph)
    old = printed.strip()
    lead = len(printed) - len(printed.lstrip())
    replacements = [
        Replacement(lead + edit.old_start, lead + edit.old_end, text[edit.new_start : edit.new_end])
        for edit in printed_redline(old, text)
    ]
    if replacements and replacements[-1].end == len(printed):
        replacements[-1] = _kept_apart(replacements[-1], printed, following)
    if not tracker.replace(paragraph, replacements):
        rewrite(paragraph, text, tracker)


def _kept_apart(last: Replacement, printed: str, following: str) -> Replacement:
    """The replacement at the end of a paragraph, kept from touching the one behind it.

    LibreOffice takes two insertions, or two deletions, on either side of a paragraph's end for one,
    and so the end itself for inserted or deleted.
    """
    if following == "ins" and last.text:
        before = last.start - 1
        if last.start < last.end or before < 0:
            return replace(last, put_first=True)
        if last.text[-1] == printed[before]:
            return Replacement(before, before, printed[before] + last.text[:-1])
        return Replacement(before, last.end, printed[before] + last.text, put_first=True)
    if following == "del" and not last.text and last.start:
        before = last.start - 1
        if printed[before] == printed[-1]:
            return Replacement(before, last.end - 1, "")
        return Replacement(before, last.end, printed[before])
    return last


def rewrite(paragraph: etree._Element, text: str, tracker: Tracker) -> None:
    """Replace all that a paragraph says by ``text``."""
    tracker.delete_words(paragraph)
    if text:
        tracker.append(paragraph, text)
