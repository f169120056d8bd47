"""Contracts against scans of themselves: are paragraphs, clauses, types and facts the same?

    PYTHONPATH=. python benchmarks/compare/scanned_clauses.py FILE … [--pages 4] [--cache FOLDER]

Each file is printed by LibreOffice (a PDF is taken as it is); its pages are drawn at 200 dots an
inch, turned by up to 0.7 degrees, blurred and made grainy, and recognised as the product does it.
What was recognised is kept in the cache, so that only the first run takes long. A line for each
file says of what the PDF with text gives how much the scan gives too (``scan_likeness``).
"""

import argparse
import hashlib
import random
from collections import Counter
from pathlib import Path

from pydantic import TypeAdapter
from real_scans import first_pages, scanned
from scan_likeness import Pair, compared
from tracked_text import word_file

from contracts.media_types import DOCX, PDF
from contracts.recognition import RecognisedLine
from ingest.files.media_type import sniff
from ingest.parsers import parser_for, pdf
from ingest.parsers.pdf_document import render_page
from ingest.reading import understand
from ingest.scans.character_recognition import load_recogniser
from ingest.scans.recognition_lane import PIXELS, recognise_page
from office.printing import print_pdf

DOTS = 200
Lines = dict[int, tuple[RecognisedLine, ...]]
LINES: TypeAdapter[Lines] = TypeAdapter(Lines)


def main() -> None:
    """Print a line for each file and one for all."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("files", nargs="+", type=Path)
    arguments.add_argument("--pages", type=int, default=4)
    arguments.add_argument("--cache", type=Path, default=Path("build/scans"))
    arguments.add_argument("--show", action="store_true", help="what differs")
    chosen = arguments.parse_args()
    total: Counter[str] = Counter()
    for path in chosen.files:
        counted, differences = compared(pair_of(path, chosen.pages, chosen.cache))
        total += counted
        print(told(path.name, counted), flush=True)
        for line in differences if chosen.show else ():
            print("    " + line)
    print(told("all", total))


def pair_of(path: Path, pages: int, cache: Path) -> Pair:
    """The first pages of a file read as text and as a scan."""
    data = path.read_bytes()
    key = hashlib.sha256(data + str(pages).encode()).hexdigest()[:16]
    draft, scan, lines = (cache / f"{key}.{end}" for end in ("text.pdf", "scan.pdf", "json"))
    if not lines.exists():
        cache.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(first_pages(_printed(path.name, data), pages))
        scan.write_bytes(scanned(draft.read_bytes(), random.Random(key), DOTS))
        lines.write_bytes(LINES.dump_json(_recognised(scan)))
    recognised = LINES.validate_json(lines.read_bytes())
    return Pair(
        understand(pdf.parse(draft.read_bytes()), 1, path.name),
        understand(pdf.parse(scan.read_bytes(), recognised), 1, path.name),
        recognised,
    )


def _printed(name: str, data: bytes) -> bytes:
    media_type = sniff(data, name)
    if media_type == PDF:
        return data
    if media_type != DOCX:
        data = word_file([block.shown for block in parser_for(media_type)(data).blocks])
    return print_pdf(data)


def _recognised(scan: Path) -> Lines:
    recogniser = load_recogniser(1)
    if recogniser is None:
        raise SystemExit("needs RapidOCR: pip install 'tiaoli[ocr]'")
    return {
        page: recognise_page(recogniser, render_page(scan, page, PIXELS))[0]
        for page in pdf.scanned_pages(scan.read_bytes())
    }


def told(name: str, counted: Counter[str]) -> str:
    """The figures of a file as a line."""
    return (
        f"{name}: torn {counted['torn']}, joined {counted['joined']} of {counted['boundaries']}; "
        f"clauses {counted['same clauses']} of {counted['clauses']}, "
        f"{counted['further clauses']} further; "
        f"types {counted['same types']} of {counted['types']}; "
        f"facts {counted['same facts']} of {counted['facts']}; "
        f"phrases {counted['found phrases']} of {counted['phrases']}"
    )


if __name__ == "__main__":
    main()
