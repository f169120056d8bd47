"""Comments in a Word file: notes beside paragraphs, added to those that are there already."""

import posixpath
from collections.abc import Mapping

from lxml import etree

from office.package import Package, serialised
from office.revisions import Author, RevisionIds, text_run
from office.word_elements import W, child

_TYPES = "[Content_Types].xml"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"


class Comments:
    """The comments of a Word file whose main part is ``main``; ids are unlike any in ``ids``."""

    def __init__(self, package: Package, main: str, author: Author, ids: RevisionIds) -> None:
        self._package, self._main, self._author, self._ids = package, main, author, ids
        links = package.relationships(main).values()
        held = next((link.target for link in links if link.kind == "comments"), None)
        self._is_new = held is None
        self._part = held or posixpath.join(posixpath.dirname(main), "comments.xml")
        root = package.xml(self._part) if held else None
        self._root = root if root is not None else _new_root()
        ids.avoid(self._root)
        self._added = False

    def add(self, paragraph: etree._Element, text: str) -> None:
        """Comment on a whole paragraph."""
        number = self._ids.take()
        start, end = (etree.Element(f"{W}commentRange{name}") for name in ("Start", "End"))
        reference = etree.Element(f"{W}r")
        mark = etree.SubElement(reference, f"{W}commentReference")
        for element in (start, end, mark):
            element.set(f"{W}id", number)
        paragraph.insert(0 if child(paragraph, "pPr") is None else 1, start)
        paragraph.extend((end, reference))
        self._root.append(self._comment(number, text))
        self._added = True

    def _comment(self, number: str, text: str) -> etree._Element:
        comment = etree.Element(f"{W}comment")
        for name, value in (
            ("id", number),
            ("author", self._author.name),
            ("date", self._author.date),
            ("initials", self._author.initials),
        ):
            comment.set(f"{W}{name}", value)
        for line in text.split("\n"):
            etree.SubElement(comment, f"{W}p").append(text_run(line))
        return comment

    def parts(self) -> Mapping[str, bytes]:
        """The parts of the package that the comments change; none where none was added."""
        if not self._added:
            return {}
        parts = {self._part: serialised(self._root)}
        if self._is_new:
            parts |= {_TYPES: self._types(), self._links_part(): self._links()}
        return parts

    def _types(self) -> bytes:
        root = self._package.xml(_TYPES)
        if root is None:
            root = etree.Element(f"{{{_TYPES_NAMESPACE}}}Types")
        override = etree.SubElement(root, f"{{{_TYPES_NAMESPACE}}}Override")
        override.set("PartName", f"/{self._part}")
        override.set("ContentType", _CONTENT_TYPE)
        return serialised(root)

    def _links_part(self) -> str:
        folder, name = posixpath.split(self._main)
        return posixpath.join(folder, "_rels", f"{name}.rels")

    def _links(self) -> bytes:
        root = self._package.xml(self._links_part())
        if root is None:
            root = etree.Element(f"{{{_LINKS_NAMESPACE}}}Relationships")
        taken = {element.get("Id") for element in root}
        number = next(n for n in range(1, len(taken) + 2) if f"rIdComments{n}" not in taken)
        link = etree.SubElement(root, f"{{{_LINKS_NAMESPACE}}}Relationship")
        link.set("Id", f"rIdComments{number}")
        link.set("Type", _RELATIONSHIP)
        link.set("Target", f"/{self._part}")
        return serialised(root)


def _new_root() -> etree._Element:
    namespace = W.strip("{}")
    return etree.Element(f"{W}comments", nsmap={"w": namespace})
