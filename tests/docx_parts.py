"""Small DOCX files, written part by part, so that a test shows the very XML it is about."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{RELATIONSHIPS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
)
PART_NAMES = {
    "numbering": "numbering",
    "styles": "styles",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "header": "hdr",
    "footer": "ftr",
}


def docx(body: str, **parts: str) -> bytes:
    """A DOCX with this body; further parts by kind: numbering, styles, footnotes, header …"""
    files = {"word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"}
    links, overrides = [], [_override("document", "document.main")]
    for kind, content in parts.items():
        root = PART_NAMES[kind]
        files[f"word/{kind}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
        links.append(_link(kind, f"{kind}.xml"))
        overrides.append(_override(kind, kind))
    files["[Content_Types].xml"] = CONTENT_TYPES.format(overrides="".join(overrides))
    files["_rels/.rels"] = _links([_link("officeDocument", "word/document.xml")])
    files["word/_rels/document.xml.rels"] = _links(links)
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{_properties(properties)}{run(text)}</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, number_id: int = 1, level: int = 0) -> str:
    return paragraph(
        text,
        f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>',
    )


def level(index: int, text: str, number_format: str = "decimal", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(abstract_id: int, *levels: str, more: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{abstract_id}">'
        f'<w:multiLevelType w:val="multilevel"/>{more}{"".join(levels)}</w:abstractNum>'
    )


def num(number_id: int, abstract_id: int, overrides: str = "") -> str:
    return (
        f'<w:num w:numId="{number_id}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}</w:num>'
    )


def cell(content: str, properties: str = "") -> str:
    """A table cell (w:tc)."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str) -> str:
    """A table row (w:tr)."""
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    """A table (w:tbl)."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def style(style_id: str, name: str, properties: str = "", based_on: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>{base}'
        f"{_properties(properties)}</w:style>"
    )


def _properties(properties: str) -> str:
    return f"<w:pPr>{properties}</w:pPr>" if properties else ""


def _link(kind: str, target: str) -> str:
    return f'<Relationship Id="r{kind}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'


def _links(links: list[str]) -> str:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{"".join(links)}</Relationships>'


def _override(part: str, kind: str) -> str:
    content_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    return f'<Override PartName="/word/{part}.xml" ContentType="{content_type}"/>'
