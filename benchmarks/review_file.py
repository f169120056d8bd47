"""How long ``tiaoli review FILE`` and ``show FILE`` take, beside the encoder's scoring alone.

``python benchmarks/review_file.py FILE …`` prints for each the seconds by the clock (the best of
three), the seconds of the processors (all processes, the fewest of three), and how many times
scoring alone they are: the passages read by a network that is loaded, on as many threads. The
clock counts where nothing else runs, the processors' seconds elsewhere too.

``--make 50 OUT FILE …`` first lays contracts out one behind the other, as a Word file or a PDF of
so many pages by OUT's name (LibreOffice is needed), and measures that.
"""

import argparse
import ctypes
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pypdfium2

from contracts.document import Block
from encoder.encoder import load_encoder
from ingest.files.media_type import sniff
from ingest.guarded.parsing import cut_file, parse
from ingest.tags.text_scoring import Text
from office.plain_document import plain_document
from office.printing import print_pdf

ROUNDS = 3
ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)


def main() -> None:
    """Measure the files that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--make", nargs=2, metavar=("PAGES", "OUT"))
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1)  # so that what the fork server used is counted
    files: Sequence[Path] = options.files
    if options.make:
        pages, out = int(options.make[0]), Path(options.make[1])
        out.write_bytes(laid_out(files, pages, as_pdf=out.suffix == ".pdf"))
        files = [out]
    for file in files:
        text, alone = scored_alone(file)
        passages = len({passage.key for passage in text.passages})
        print(f"{file.name}: {len(text.clauses)} clauses, {passages} different passages; "
              f"scoring alone {alone:.2f} s")  # fmt: skip
        for command in ("review", "show"):
            clocks, processors = zip(*(run(command, file) for _ in range(ROUNDS)), strict=True)
            print(f"  {command:6} {min(clocks):.2f} s, of the processors {min(processors):.2f} s; "
                  f"{min(clocks) / alone:.2f} times scoring alone")  # fmt: skip


def scored_alone(file: Path) -> tuple[Text, float]:
    """A file's text, and the seconds that a loaded network takes for its passages."""
    kind = sniff(file.read_bytes(), file.name)
    text = Text.of(0, cut_file(file, kind, 0, file.name, {}).clauses)
    passages = tuple({passage.key: passage for passage in text.passages}.values())
    encoder = load_encoder()
    if encoder is None:
        sys.exit("no weights are installed")
    list(encoder.score(passages[:1], text.language))  # loads it
    seconds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        list(encoder.score(passages, text.language))
        seconds.append(time.perf_counter() - begun)
    return text, min(seconds)


def run(command: str, file: Path) -> tuple[float, float]:
    """Seconds of a command by the clock, and of the processors by all its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "webapp.cli", "--data", os.devnull, command, str(file)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,  # a review ends with 3 where much is missing
    )
    clock = time.perf_counter() - begun
    with suppress(ChildProcessError):
        while os.wait():  # for the fork server, which ends when it sees that the command has
            pass
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def laid_out(files: Sequence[Path], pages: int, *, as_pdf: bool) -> bytes:
    """The first so many pages of the contracts, one behind the other."""
    blocks: list[Block] = []
    for file in files:
        blocks.extend(parse(file, sniff(file.read_bytes(), file.name)).blocks)
    while (printed := page_count(print_pdf(plain_document(blocks)))) > pages:
        del blocks[-max(1, len(blocks) * (printed - pages) // (2 * printed)) :]
    if printed < pages - 1:
        sys.exit(f"the files have {printed} pages: name more")
    document = plain_document(blocks)
    return print_pdf(document) if as_pdf else document


def page_count(data: bytes) -> int:
    """The pages of a PDF."""
    with pypdfium2.PdfDocument(data) as document:
        return len(document)


if __name__ == "__main__":
    main()
