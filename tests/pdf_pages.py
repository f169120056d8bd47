"""Small PDFs, written by hand: text at given places, ruled lines, pictures, page by page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842  # A4 in points


@dataclass(frozen=True, slots=True)
class Text:
    """Text in Helvetica; ``top`` is the distance of its foot from the page's top."""

    x: float
    top: float
    text: str
    size: float = 11
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line between two points, counted from the top left."""

    x0: float
    top: float
    x1: float
    bottom: float


class Picture:
    """A grey picture that fills the page, as a scanner makes it."""


Item = Text | Rule | Picture


def lines(texts: Iterable[str], x: float = 72, top: float = 72, pitch: float = 14) -> list[Text]:
    """Lines of text, one below the other."""
    return [Text(x, top + index * pitch, text) for index, text in enumerate(texts)]


def ruled_table(top: float, rows: list[tuple[str, str]]) -> list[Item]:
    """A ruled table of two columns."""
    bottom = top + 20 * len(rows)
    ruled: list[Item] = [Rule(72, top + 20 * at, 400, top + 20 * at) for at in range(len(rows) + 1)]
    ruled += [Rule(x, top, x, bottom) for x in (72, 250, 400)]
    for at, (left, right) in enumerate(rows):
        ruled += [Text(76, top + 15 + 20 * at, left), Text(254, top + 15 + 20 * at, right)]
    return ruled


def pdf(
    *pages: Sequence[Item],
    rotation: int = 0,
    title: str = "",
    trailer: str = "",
    outline: Sequence[tuple[str, int]] = (),
) -> bytes:
    """A PDF with these pages; ``outline`` gives the titles of bookmarks and their pages from 1."""
    first = 7 + 2 * len(pages)  # the outline's object
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {f'/Outlines {first} 0 R' if outline else ''} >>",
        f"<< /Type /Pages /Count {len(pages)} "
        f"/Kids [{' '.join(f'{7 + 2 * index} 0 R' for index in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        _stream("808080>", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
                "/ColorSpace /DeviceRGB /Filter /ASCIIHexDecode"),
        f"<< /Title ({title}) >>",
    ]  # fmt: skip
    for index, items in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {rotation} "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /I 5 0 R >> >> "
            f"/Contents {8 + 2 * index} 0 R >>"
        )
        objects.append(_stream("\n".join(map(_drawn, items))))
    if outline:
        last = first + len(outline)
        objects.append(f"<< /Type /Outlines /First {first + 1} 0 R /Last {last} 0 R >>")
    for number, (entry, page) in enumerate(outline, start=first + 1):
        beside = f"/Next {number + 1} 0 R" if number < first + len(outline) else ""
        objects.append(
            f"<< /Title ({entry}) /Parent {first} 0 R {beside} /Dest [{5 + 2 * page} 0 R /Fit] >>"
        )
    return _file(objects, trailer)


def _drawn(item: Item) -> str:
    if isinstance(item, Picture):
        return f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q"
    if isinstance(item, Rule):
        return f"{item.x0} {HEIGHT - item.top} m {item.x1} {HEIGHT - item.bottom} l S"
    text = item.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    font = "F2" if item.bold else "F1"
    return f"BT /{font} {item.size} Tf {item.x} {HEIGHT - item.top} Td ({text}) Tj ET"


def _stream(content: str, entries: str = "") -> str:
    return f"<< /Length {len(content)} {entries} >>\nstream\n{content}\nendstream"


def _file(objects: Sequence[str], trailer: str) -> bytes:
    written = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    start = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    written += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    written += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R {trailer} >>\n"
        f"startxref\n{start}\n%%EOF\n"
    ).encode()
    return bytes(written)
