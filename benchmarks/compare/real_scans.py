"""Drafts against real scans of themselves: what recognition changes, and what of it is grey.

    PYTHONPATH=. python benchmarks/compare/real_scans.py TEXT … [--pages 3] [--seed 0]

Each text is set and printed by LibreOffice; its pages are drawn at 110 to 200 dots an inch, turned
a little, blurred and made grainy, kept as a PDF of pictures, and recognised as the product does it.
Whatever is shown as a change, and not in grey, is a false one.
"""

import argparse
import random
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter
from tracked_text import word_file

from compare.comparison import Comparison, compare
from compare.pairs import Flag
from compare.side import Side
from contracts.recognition import RecognisedLine
from ingest.parsers import pdf
from ingest.parsers.pdf_document import render_page
from ingest.reading import understand
from ingest.scans.character_recognition import load_recogniser
from ingest.scans.recognition_lane import PIXELS
from office.printing import print_pdf
from webapp.comparisons.sides import side_of_reading

MOST = 6000  # characters of a text


def main() -> None:
    """Print a line for each text."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("texts", nargs="+", type=Path)
    arguments.add_argument("--pages", type=int, default=3)
    arguments.add_argument("--seed", type=int, default=0)
    chosen = arguments.parse_args()
    chance = random.Random(chosen.seed)
    for path in chosen.texts:
        lines = path.read_text(encoding="utf-8", errors="replace")[:MOST].splitlines()
        draft = first_pages(print_pdf(word_file(lines)), chosen.pages)
        scan = scanned(draft, chance)
        print(told(path.name, compare(_draft_side(draft), _scan_side(scan))), flush=True)


def first_pages(data: bytes, pages: int) -> bytes:
    """A PDF of the first pages."""
    source, target = pdfium.PdfDocument(data), pdfium.PdfDocument.new()
    target.import_pages(source, list(range(min(pages, len(source)))))
    buffer = BytesIO()
    target.save(buffer)
    return buffer.getvalue()


def scanned(data: bytes, chance: random.Random, dots: int | None = None) -> bytes:
    """The PDF as a scanner would make it: a picture a page, at 110 to 200 ``dots`` an inch."""
    noise = np.random.default_rng(chance.randrange(2**32))
    dots = dots or chance.choice((110, 130, 150, 200))
    pictures = []
    for page in pdfium.PdfDocument(data):
        picture = page.render(scale=dots / 72).to_pil().convert("L")
        turned = picture.rotate(chance.uniform(-0.7, 0.7), Image.Resampling.BICUBIC, fillcolor=255)
        blurred = turned.filter(ImageFilter.GaussianBlur(chance.uniform(0.5, 1.1)))
        pixels = np.asarray(blurred, dtype=np.float64)
        pixels = pixels + noise.normal(0, chance.uniform(4, 18), pixels.shape)
        pictures.append(Image.fromarray(pixels.clip(0, 255).astype(np.uint8)))
    buffer = BytesIO()
    pictures[0].save(
        buffer, "PDF", save_all=True, append_images=pictures[1:], resolution=float(dots)
    )
    return buffer.getvalue()


def _draft_side(data: bytes) -> Side:
    return side_of_reading(understand(pdf.parse(data), 1, "draft.pdf"))


def _scan_side(data: bytes) -> Side:
    recogniser = load_recogniser(1)
    if recogniser is None:
        raise SystemExit("needs RapidOCR: pip install 'tiaoli[ocr]'")
    recognised: dict[int, tuple[RecognisedLine, ...]] = {
        page: recogniser.lines(render_page(data, page, PIXELS)) for page in pdf.scanned_pages(data)
    }
    side = side_of_reading(understand(pdf.parse(data, recognised), 2, "scan.pdf"))
    return Side(side.blocks, side.clauses, side.types, side.parties, recognised)


def told(name: str, comparison: Comparison) -> str:
    """What recognition changed."""
    changed = [pair for pair in comparison.pairs if pair.is_change]
    full = [pair for pair in changed if Flag.OCR_SUSPECT not in pair.flags]
    edits = [words for pair in comparison.pairs for words in pair.edits]
    pages = comparison.scan.pages if comparison.scan else ()
    figures = comparison.scan.figures if comparison.scan else ()
    return (
        f"{name}: {len(comparison.pairs)} pairs, {len(changed)} differ, {len(full)} not in grey; "
        f"{sum(words.suspect for words in edits)} of {len(edits)} edits in grey; "
        f"{sum(page.reliable for page in pages)} of {len(pages)} pages reliable; "
        f"{len(figures)} numbers apart"
    )


if __name__ == "__main__":
    main()
