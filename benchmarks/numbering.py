"""Automatic numbers of DOCX files, compared with what LibreOffice shows.

Run it with ``PYTHONPATH=.:tests python benchmarks/numbering.py [FOLDER …]``. LibreOffice turns each
folder's DOCX files into plain text, which shows the numbers, and every paragraph that either of the
two numbers is compared. Files made at random, with many levels, formats and overrides, are always
among them; without a folder the shared contracts are taken as well (environment variable
TIAOLI_SHARED, or the sibling folder ../shared). Aim: .98 equal.
"""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docx_parts import abstract, docx, level, num, numbered

from contracts.document import Block, BlockKind
from contracts.errors import UnreadableFile
from ingest.parsers.docx import parse

BODY = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM)
MADE_FILES = 40
PARAGRAPHS = 60
LEVELS = 4
FORMATS = (
    "decimal", "decimalZero", "lowerLetter", "upperRoman", "chineseCounting",
    "chineseLegalSimplified", "ideographTraditional", "japaneseCounting", "decimalEnclosedCircle",
)  # fmt: skip
LABEL_TEXTS = ("%{n}.", "第%{n}条", "（%{n}）", "%{n}、")


@dataclass(frozen=True, slots=True)
class Score:
    """How many paragraphs are numbered by either, and how many of them alike."""

    name: str
    numbered: int
    equal: int
    differences: tuple[str, ...]


def main(folders: Sequence[str]) -> None:
    """Print a table of the shares, and the first differences."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        made = scratch / "made"
        made.mkdir()
        for seed in range(MADE_FILES):
            (made / f"made-{seed}.docx").write_bytes(made_file(random.Random(seed)))
        chosen = [Path(folder) for folder in folders] or [_shared()]
        print(f"{'files':<28}{'numbered':>10}{'equal':>8}{'share':>8}")
        for folder in (made, *(folder for folder in chosen if folder.is_dir())):
            scores = list(compare_folder(folder, scratch))
            numbered_count = sum(score.numbered for score in scores)
            equal = sum(score.equal for score in scores)
            share = equal / numbered_count if numbered_count else 1.0
            print(f"{folder.name:<28}{numbered_count:>10}{equal:>8}{share:>8.3f}")
            for score in scores:
                for difference in score.differences[:3]:
                    print(f"    {score.name}: {difference}")


def compare_folder(folder: Path, scratch: Path) -> Iterator[Score]:
    """The score of each DOCX in a folder that both can read."""
    files = sorted(folder.rglob("*.docx"))
    shown = scratch / f"{folder.name}-text"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless",
         "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(shown), *map(str, files)],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    for file in files:
        text = shown / f"{file.stem}.txt"
        try:
            blocks = parse(file.read_bytes()).blocks
        except UnreadableFile as error:
            print(f"    {file.name}: {error}")
            continue
        if text.exists():
            yield compare(file.name, blocks, text.read_text("utf-8-sig").splitlines())


def compare(name: str, blocks: Sequence[Block], lines: Sequence[str]) -> Score:
    """Find each paragraph among LibreOffice's lines, in order: what precedes it is its label."""
    count = equal = at = 0
    differences = []
    for block in blocks:
        text = _squeezed(block.text.split("\n")[0])
        if not text or block.kind not in (
            BlockKind.PARAGRAPH,
            BlockKind.HEADING,
            BlockKind.LIST_ITEM,
        ):
            continue
        place = next(
            (index for index in range(at, len(lines)) if _squeezed(lines[index]).endswith(text)),
            None,
        )
        if place is None:
            continue
        at = place + 1
        label = _squeezed(lines[place]).removesuffix(text)
        is_bullet = block.kind is BlockKind.LIST_ITEM and not block.number_label
        if is_bullet or not (label or block.number_label):
            continue
        count += 1
        if label == _squeezed(block.number_label):
            equal += 1
        else:
            differences.append(f"{block.number_label!r}, LibreOffice {label!r}: {block.text[:30]}")
    return Score(name, count, equal, tuple(differences))


def made_file(chance: random.Random) -> bytes:
    """A DOCX with lists of several levels and formats; some share a definition or override it."""
    definitions = chance.randint(1, 3)
    numbering = "".join(
        abstract(abstract_id, *(_made_level(index, chance) for index in range(LEVELS)))
        for abstract_id in range(definitions)
    )
    lists = 0
    for abstract_id in range(definitions):
        for place in range(chance.randint(1, 3)):
            lists += 1
            numbering += num(lists, abstract_id, _made_override(chance) if place else "")
    body, depth = "", 0
    for index in range(PARAGRAPHS):
        depth = max(0, min(LEVELS - 1, depth + chance.choice((-2, -1, 0, 0, 1)))) if index else 0
        body += numbered(f"段落{index}。", chance.randint(1, lists), depth)
    return docx(body, numbering=numbering)


def _made_level(index: int, chance: random.Random) -> str:
    dotted = ".".join(f"%{number}" for number in range(1, index + 2))
    text = chance.choice((*LABEL_TEXTS, dotted)).replace("{n}", str(index + 1))
    return level(index, text, chance.choice(FORMATS))


def _made_override(chance: random.Random) -> str:
    start = chance.choice((1, 1, 5))
    kind = chance.choice(("start", "level", "none"))
    if kind == "start":
        inner = f'<w:startOverride w:val="{start}"/>'
    elif kind == "level":
        inner = _made_level(0, chance)
    else:
        return ""
    return f'<w:lvlOverride w:ilvl="0">{inner}</w:lvlOverride>'


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _shared() -> Path:
    root = Path(__file__).resolve().parents[2] / "shared"
    return Path(os.environ.get("TIAOLI_SHARED", root)) / "data" / "zh" / "contracts"


if __name__ == "__main__":
    main(sys.argv[1:])
