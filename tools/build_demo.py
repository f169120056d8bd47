"""Build demo/contracts from demo/sources, as demo/manifest.yaml lists them (`make demo`).

DOCX, HTML and TXT have the same contents wherever they are built. A PDF is made by LibreOffice from
the source's Word form: the same bytes with the same LibreOffice and fonts, equal text with others.
"""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import yaml

from demo_page import page_file
from demo_source import Source, read_source
from demo_word import word_file

DEMO = Path(__file__).parent.parent / "demo"


def text_file(source: Source) -> bytes:
    """Return the body as typed, with the line ends of Windows, in the encoding of its day."""
    return source.body.lstrip("\n").replace("\n", "\r\n").encode(source.layout.encoding)


def pdf_file(source: Source, title: str) -> bytes:
    """Return what LibreOffice makes of the Word file; raises FileNotFoundError without it."""
    office = shutil.which("soffice")
    if office is None:
        raise FileNotFoundError("LibreOffice (soffice) is needed to build PDFs: make servers")
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / "demo.docx"
        word.write_bytes(word_file(source, title))
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        subprocess.run(
            [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(word)],
            check=True,
            capture_output=True,
            timeout=180,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1767603600", "TZ": "UTC"},
        )
        return same_bytes(word.with_suffix(".pdf").read_bytes())


def same_bytes(pdf: bytes) -> bytes:
    """Return the PDF without the moment it was made and the random name it was given."""
    pdf = re.sub(rb"/CreationDate\(D:[^)]*\)", rb"/CreationDate(D:20260105090000Z)", pdf)
    pdf = re.sub(
        rb"(?<=/ID \[ <)[0-9A-F]{32}(>\s*<)[0-9A-F]{32}", rb"%032d\g<1>%032d" % (0, 0), pdf
    )
    return re.sub(rb"(?<=/DocChecksum /)[0-9A-F]{32}", b"%032d" % 0, pdf)


def build(source: Source, title: str, suffix: str) -> bytes:
    """Return the file that the suffix asks for."""
    match suffix:
        case ".docx":
            return word_file(source, title)
        case ".pdf":
            return pdf_file(source, title)
        case ".html":
            return page_file(source, title)
        case ".txt":
            return text_file(source)
    raise ValueError(f"no demo file is built with the suffix {suffix}")


def main() -> None:
    """Build every file of the manifest, and remove what it doesn't list."""
    manifest = yaml.safe_load((DEMO / "manifest.yaml").read_text(encoding="utf-8"))
    listed = set()
    for entry in manifest["documents"]:
        source, target = DEMO / "sources" / entry["source"], DEMO / "contracts" / entry["file"]
        listed.add(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(build(read_source(source), entry["title"], target.suffix))
    for path in (DEMO / "contracts").rglob("*.*"):
        if path not in listed:
            path.unlink()


if __name__ == "__main__":
    main()
