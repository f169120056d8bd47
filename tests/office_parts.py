"""Small PPTX and XLSX files, written part by part like those of docx_parts."""

from collections.abc import Mapping, Sequence

from docx_parts import RELATIONSHIPS, zipped

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NAMES = (
    f'xmlns:a="{DRAWING}" xmlns:p="{SLIDES}" xmlns:r="{RELATIONSHIPS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)


def pptx(
    slides: Sequence[str],
    notes: Mapping[int, str] | None = None,
    parts: Mapping[str, str] | None = None,
) -> bytes:
    """A presentation; a slide is the XML of its shapes, ``notes`` those of a slide's notes."""
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": links(("r1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {NAMES}><p:sldIdLst>"
        + "".join(f'<p:sldId r:id="r{number}"/>' for number in range(len(slides)))
        + "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": links(
            *((f"r{number}", "slide", f"slides/slide{number}.xml") for number in range(len(slides)))
        ),
    }
    for number, shapes in enumerate(slides):
        files[f"ppt/slides/slide{number}.xml"] = _tree("sld", shapes)
        link = [("rd", "diagramData", "../diagrams/data.xml")]
        if notes and number in notes:
            link.append(("rn", "notesSlide", f"../notes/{number}.xml"))
            files[f"ppt/notes/{number}.xml"] = _tree("notes", notes[number])
        files[f"ppt/slides/_rels/slide{number}.xml.rels"] = links(*link)
    return zipped(files | dict(parts or {}))


def shape(*paragraphs: str, placeholder: str | None = None) -> str:
    """A shape with these paragraphs, each XML of its content."""
    kind = f' type="{placeholder}"' if placeholder else ""
    place = f"<p:nvPr><p:ph{kind}/></p:nvPr>" if placeholder is not None else "<p:nvPr/>"
    return f"<p:sp><p:nvSpPr>{place}</p:nvSpPr>{body('p', *paragraphs)}</p:sp>"


def body(prefix: str, *paragraphs: str) -> str:
    written = "".join(f"<a:p>{paragraph}</a:p>" for paragraph in paragraphs)
    return f"<{prefix}:txBody>{written}</{prefix}:txBody>"


def run(text: str, properties: str = "") -> str:
    return f"{properties}<a:r><a:t>{text}</a:t></a:r>"


def frame(content: str) -> str:
    """A graphic frame, as tables and diagrams have one."""
    return (
        f"<p:graphicFrame><a:graphic><a:graphicData>{content}</a:graphicData></a:graphic>"
        "</p:graphicFrame>"
    )


def xlsx(
    sheets: Mapping[str, str],
    *,
    shared: Sequence[str] = (),
    formats: Sequence[str] = (),
    workbook: str = "",
    parts: Mapping[str, str] | None = None,
) -> bytes:
    """A workbook; a sheet is XML, ``formats`` are number formats by style, from 1."""
    names = list(sheets)
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": links(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{RELATIONSHIPS}">{workbook}'
        + "<sheets>"
        + "".join(f'<sheet name="{name}" r:id="r{at}"/>' for at, name in enumerate(names))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": links(
            *((f"r{at}", "worksheet", f"sheet{at}.xml") for at in range(len(names))),
            ("rs", "sharedStrings", "shared.xml"),
            ("rf", "styles", "styles.xml"),
        ),
        "xl/shared.xml": f'<sst xmlns="{SHEETS}">'
        + "".join(f"<si>{text}</si>" for text in shared)
        + "</sst>",
        "xl/styles.xml": f'<styleSheet xmlns="{SHEETS}"><numFmts>'
        + "".join(
            f'<numFmt numFmtId="{200 + at}" formatCode="{code}"/>'
            for at, code in enumerate(formats)
        )
        + '</numFmts><cellXfs><xf numFmtId="0"/>'
        + "".join(f'<xf numFmtId="{200 + at}"/>' for at in range(len(formats)))
        + "</cellXfs></styleSheet>",
    }
    for at, name in enumerate(names):
        files[f"xl/sheet{at}.xml"] = f'<worksheet xmlns="{SHEETS}">{sheets[name]}</worksheet>'
        files[f"xl/_rels/sheet{at}.xml.rels"] = links(("rc", "comments", "comments.xml"))
    return zipped(files | dict(parts or {}))


def rows(*values: Sequence[str], first: int = 1) -> str:
    """Rows of texts; "" is a cell that isn't there."""
    written = ""
    for number, row in enumerate(values, start=first):
        cells = "".join(
            f'<c r="{chr(65 + column)}{number}" t="str"><v>{text}</v></c>'
            for column, text in enumerate(row)
            if text
        )
        written += f'<row r="{number}">{cells}</row>'
    return f"<sheetData>{written}</sheetData>"


def links(*each: tuple[str, str, str]) -> str:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    written = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for name, kind, target in each
    )
    return f'<Relationships xmlns="{namespace}">{written}</Relationships>'


def _tree(kind: str, shapes: str) -> str:
    return f"<p:{kind} {NAMES}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:{kind}>"
