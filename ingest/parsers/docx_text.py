"""The text of one DOCX paragraph, with what hangs on it: tracked changes, text boxes, notes.

The text is what stands after all tracked changes are accepted; what was deleted is kept as a
revision. Field instructions, hidden runs and the fallback copy of a drawing are not text.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml import etree

from contracts.document import Revision
from office.word_elements import W, child, switched_on
from office.word_text import CHARACTERS, MC, M, OpenFields, alternative, symbol_of

TEXT = {f"{W}t", f"{W}delText", f"{M}t"}
INSERTED = {f"{W}ins", f"{W}moveTo"}
DELETED = {f"{W}del", f"{W}moveFrom"}
NOTE_REFERENCES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
SKIPPED = {
    f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}sdtEndPr", f"{W}instrText", f"{W}delInstrText",
    f"{W}fldChar", f"{W}softHyphen", f"{W}rt", f"{W}rubyPr", f"{W}smartTagPr", f"{W}customXmlPr",
    f"{M}ctrlPr",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NoteReference:
    """A mark in the text that points to a note: footnote or endnote, and the note's id."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """A paragraph read: ``text_boxes`` are the w:txbxContent elements anchored in it."""

    text: str
    revisions: tuple[Revision, ...] = ()
    text_boxes: tuple[etree._Element, ...] = ()
    notes: tuple[NoteReference, ...] = ()

    def stripped(self) -> "ParagraphText":
        """The same without white space at either end, the revisions moved along."""
        text = self.text.strip()
        cut = len(self.text) - len(self.text.lstrip())
        if not cut or not self.revisions:
            return replace(self, text=text)
        revisions = tuple(
            replace(revision, offset=min(max(0, revision.offset - cut), len(text)))
            for revision in self.revisions
        )
        return replace(self, text=text, revisions=revisions)

    def followed_by(self, other: "ParagraphText") -> "ParagraphText":
        """Both as one paragraph: the mark between them was deleted."""
        moved = tuple(
            replace(revision, offset=revision.offset + len(self.text))
            for revision in other.revisions
        )
        return ParagraphText(
            self.text + other.text,
            self.revisions + moved,
            self.text_boxes + other.text_boxes,
            self.notes + other.notes,
        )


def read_paragraph(paragraph: etree._Element) -> ParagraphText:
    """The text of a w:p and what hangs on it."""
    reader = _Reader()
    reader.read_children(paragraph)
    return ParagraphText(
        "".join(reader.parts),
        tuple(reader.revisions),
        tuple(reader.text_boxes),
        tuple(reader.notes),
    )


def mark_deleted(paragraph: etree._Element) -> bool:
    """Whether the paragraph's end was deleted or moved away, so that the next one joins it."""
    properties = child(child(paragraph, "pPr"), "rPr")
    return properties is not None and any(properties.find(name) is not None for name in DELETED)


@dataclass(slots=True)
class _Reader:
    parts: list[str] = field(default_factory=list)
    length: int = 0
    deleted_parts: list[str] | None = None  # where text goes inside w:del
    revisions: list[Revision] = field(default_factory=list)
    text_boxes: list[etree._Element] = field(default_factory=list)
    notes: list[NoteReference] = field(default_factory=list)
    fields: OpenFields = field(default_factory=OpenFields)

    def read_children(self, parent: Iterable[etree._Element]) -> None:
        for element in parent:
            self.read(element)

    def read(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in TEXT:
            self.add((element.text or "").replace("\n", " "))
        elif tag == f"{W}r":
            if not switched_on(child(child(element, "rPr"), "vanish")):
                self.read_run(element)
        elif tag in CHARACTERS:
            self.add(CHARACTERS[tag])
        elif tag in INSERTED:
            self.read_inserted(element)
        elif tag in DELETED:
            self.read_deleted(element)
        elif tag in SKIPPED:
            return
        else:
            self.read_other(element)

    def read_run(self, run: etree._Element) -> None:
        for element in run:
            if element.tag == f"{W}fldChar":
                self.fields.pass_mark(element)
            else:
                self.read(element)

    def read_other(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in NOTE_REFERENCES:
            if self.deleted_parts is None:
                self.notes.append(NoteReference(NOTE_REFERENCES[tag], element.get(f"{W}id", "")))
        elif tag == f"{W}sym":
            self.add(symbol_of(element))
        elif tag == f"{MC}AlternateContent":
            self.read_children(alternative(element))
        elif tag == f"{W}txbxContent":
            if self.deleted_parts is None:
                self.text_boxes.append(element)
        else:
            self.read_children(element)

    def read_inserted(self, element: etree._Element) -> None:
        start, first_part = self.length, len(self.parts)
        self.read_children(element)
        if self.length > start:
            text = "".join(self.parts[first_part:])
            self.revisions.append(_revision("inserted", text, start, element))

    def read_deleted(self, element: etree._Element) -> None:
        outer = self.deleted_parts
        self.deleted_parts = []
        self.read_children(element)
        text = "".join(self.deleted_parts)
        self.deleted_parts = outer
        if text:
            self.revisions.append(_revision("deleted", text, self.length, element))

    def add(self, text: str) -> None:
        if self.fields.in_instruction:
            return
        if self.deleted_parts is not None:
            self.deleted_parts.append(text)
        else:
            self.parts.append(text)
            self.length += len(text)


def _revision(kind: str, text: str, offset: int, element: etree._Element) -> Revision:
    author, date = element.get(f"{W}author", ""), element.get(f"{W}date", "")
    return Revision(kind, text, offset, author, date)
