"""How well and how fast scanned pages are recognised: fonts × resolutions × noise.

Run it with ``PYTHONPATH=. python benchmarks/recognition.py [--characters 2000]``; it needs rapidocr
and the Noto CJK fonts. Each page is drawn as a printer would in 10.5 points on A4, from the demo's
contracts; greyed, leant by half a degree and sprinkled with noise where noise is asked for; and
recognised on one thread, drawn to 200 dots an inch as the lane of recognition does. A character
counts as right where it stands in its row (Levenshtein's distance of what the PDF parser makes of
the lines, folded, blanks aside).
"""

import argparse
import io
import time
from itertools import product
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

from contracts.recognition import confidence
from contracts.text import fold
from ingest.files.media_type import sniff
from ingest.parsers import parser_for, pdf
from ingest.scans.character_recognition import Recogniser, load_recogniser
from ingest.scans.page_check import look_at, turn_of, turned
from ingest.scans.recognition_lane import PIXELS

DEMO = Path(__file__).parent.parent / "demo" / "contracts"
NOTO = "/usr/share/fonts/opentype/noto/"
FONTS = {  # name → file and face
    "sans": ("NotoSansCJK-Regular.ttc", 2),
    "serif": ("NotoSerifCJK-Regular.ttc", 2),
    "bold sans": ("NotoSansCJK-Bold.ttc", 2),
}
INCHES = (8.27, 11.69)
POINTS, MARGIN = 10.5, 0.7  # of the type; inches
PITCH = 1.35  # lines, in heights of the type


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--characters", type=int, default=2000)
    wanted = options.parse_args().characters
    recogniser = load_recogniser(threads=1)
    if recogniser is None:
        raise SystemExit("rapidocr isn't installed")
    words = contract_words(wanted)
    print("| font | dots an inch | noise | right | confidence | defect | processor seconds |")
    print("|---|---|---|---|---|---|---|")
    for name, resolution, noise in product(FONTS, (150, 200, 300), (False, True)):
        picture, lines = page(words, name, resolution, noise=noise)
        measure(recogniser, picture, lines, f"{name} | {resolution} | {'yes' if noise else 'no'}")


def contract_words(wanted: int) -> str:
    """The first characters of the demo's Chinese contracts."""
    text = ""
    for path in sorted(DEMO.rglob("*.docx")):
        data = path.read_bytes()
        blocks = parser_for(sniff(data, path.name))(data).blocks
        text += "\n".join(block.shown for block in blocks if not block.table) + "\n"
        if len(text) > 2 * wanted:
            break
    return text[: 2 * wanted]


def page(text: str, font: str, resolution: int, *, noise: bool) -> tuple[Image.Image, list[str]]:
    """A page full of the text, and the lines on it."""
    file, face = FONTS[font]
    type_ = ImageFont.truetype(NOTO + file, round(POINTS / 72 * resolution), index=face)
    width, height = (round(side * resolution) for side in INCHES)
    margin = round(MARGIN * resolution)
    picture = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(picture)
    pitch = round(POINTS / 72 * resolution * PITCH)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rest = paragraph.strip()
        while rest and margin + (len(lines) + 1) * pitch < height - margin:
            end = len(rest)
            while draw.textlength(rest[:end], font=type_) > width - 2 * margin:
                end -= 1
            draw.text((margin, margin + len(lines) * pitch), rest[:end], font=type_, fill=0)
            lines.append(rest[:end])
            rest = rest[end:]
    return (scanned(picture) if noise else picture), lines


def scanned(picture: Image.Image) -> Image.Image:
    """The page as a scanner of no great quality gives it."""
    chance = np.random.default_rng(1)
    leant = picture.rotate(0.5, Image.Resampling.BICUBIC, fillcolor=255)
    soft = np.asarray(leant.filter(ImageFilter.GaussianBlur(0.8)), dtype=np.float32)
    grey = 20 + soft * 0.85 + chance.normal(0, 18, soft.shape)
    specks = chance.random(soft.shape) < 0.0005
    grey[specks] = 40
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def measure(recogniser: Recogniser, picture: Image.Image, truth: list[str], row: str) -> None:
    """Recognise a page and print what came of it."""
    drawn = picture.resize((PIXELS, picture.height * PIXELS // picture.width))
    png = io.BytesIO()
    drawn.save(png, "PNG", dpi=(PIXELS / INCHES[0],) * 2)
    begun = time.process_time()
    look = look_at(png.getvalue())
    lines = recogniser.lines(turned(png.getvalue(), turn_of(look.lean)))
    spent = time.process_time() - begun
    blocks = pdf.parse(png.getvalue(), {1: lines}).blocks if lines else ()
    written, read = plain("".join(truth)), plain("".join(block.shown for block in blocks))
    right = 1 - Levenshtein.distance(written, read) / len(written)
    sure = confidence(lines)
    print(
        f"| {row} | {right:.2%} of {len(written)} | {sure:.3f} | {look.defect or 'none'} "
        f"| {spent:.1f} |", flush=True,
    )  # fmt: skip


def plain(text: str) -> str:
    """The text folded, as search and comparison take it, without blanks."""
    return "".join(fold(text).split())


if __name__ == "__main__":
    main()
