"""What each format costs: files by the kind that their contents tell, read one after the other.

Run it with ``PYTHONPATH=.:tests python benchmarks/formats.py FOLDER …``. With ``--make FOLDER`` it
first makes one file of each further format out of every DOCX of the demo (LibreOffice is needed for
DOC, RTF, ODT). Seconds are of processor time, LibreOffice's included, so that other programs on the
machine don't count; the first file of a kind, which loads the libraries, is read twice.
"""

import argparse
import resource
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from xml.sax.saxutils import escape

from archives import archive
from mails import attached, eml, msg
from office_parts import pptx, rows, run, shape, xlsx

from contracts.errors import UnreadableFile
from contracts.media_types import ZIP
from ingest.archives.containers import CONTAINERS, take_apart
from ingest.files.media_type import sniff
from ingest.parsers import docx, parser_for
from ingest.reading import understand

DEMO = Path(__file__).parent.parent / "demo" / "contracts"


@dataclass(slots=True)
class Tally:
    """What came of the files of one kind."""

    seconds: list[float] = field(default_factory=list)
    held: int = 0
    refused: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser()
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--make", type=Path)
    chosen = options.parse_args()
    if chosen.make:
        make_files(chosen.make)
        chosen.folders.append(chosen.make)
    tallies: dict[str, Tally] = defaultdict(Tally)
    for path in (file for folder in chosen.folders for file in sorted(folder.rglob("*"))):
        if path.is_file():
            measure(path, tallies)
    print("| kind | files | read | refused | files in them | seconds each | longest |")
    print("|---|---|---|---|---|---|---|")
    for kind, tally in sorted(tallies.items()):
        refused = sum(tally.refused.values())
        codes = ", ".join(f"{count} {code}" for code, count in sorted(tally.refused.items()))
        times = f"{median(tally.seconds):.3f} | {max(tally.seconds):.2f}"
        total = len(tally.seconds)
        print(f"| {kind} | {total} | {total - refused} | {codes or 0} | {tally.held} | {times} |")


def measure(path: Path, tallies: dict[str, Tally]) -> None:
    """Read a file as the pipeline does, or take it apart, and note what it cost."""
    data = path.read_bytes()
    kind = sniff(data, path.name)
    tally = tallies[kind]
    for _ in range(1 if tally.seconds else 2):
        before = processor_seconds()
        try:
            held = read(data, kind, path)
            failure = ""
        except UnreadableFile as error:
            held, failure = 0, error.code
        spent = processor_seconds() - before
    tally.seconds.append(spent)
    tally.held += held
    if failure:
        tally.refused[failure] += 1


def read(data: bytes, kind: str, path: Path) -> int:
    """How many files were in the file."""
    held = 0
    if kind in CONTAINERS:
        with tempfile.TemporaryDirectory() as folder:
            held = len(take_apart(path, kind, Path(folder)))
    if kind != ZIP:
        understand(parser_for(kind)(data), 1, path.name)
    return held


def processor_seconds() -> float:
    """What this process and those that it started have used."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


def make_files(folder: Path) -> None:
    """One file of each format out of every DOCX of the demo."""
    folder.mkdir(parents=True)
    sources = sorted(DEMO.rglob("*.docx"))
    for target in ("doc", "rtf", "odt"):
        if shutil.which("soffice"):
            command = ["soffice", "--headless", "--convert-to", target, "--outdir", str(folder)]
            subprocess.run([*command, *map(str, sources)], check=True, capture_output=True)
    for source in sources:
        data = source.read_bytes()
        texts = [escape(block.shown) for block in docx.parse(data).blocks]
        name = source.name
        made = {
            "pptx": pptx(list(slides(texts))),
            "xlsx": xlsx({"条款": rows(*((str(at), text) for at, text in enumerate(texts)))}),
            "eml": eml(source.stem, "\n".join(texts), {name: data}),
            "msg": msg({"0037": source.stem, "1000": "\n".join(texts)}, [attached(name, data)]),
            "zip": archive({f"合同/{name}": data}),
        }
        for suffix, content in made.items():
            (folder / f"{source.stem}.{suffix}").write_bytes(content)


def slides(texts: Sequence[str]) -> Iterator[str]:
    """Slides of a title and up to seven points."""
    for at in range(0, len(texts), 8):
        points = [run(text) for text in texts[at + 1 : at + 8]]
        yield shape(run(texts[at][:40]), placeholder="title") + shape(*points, placeholder="body")


if __name__ == "__main__":
    main()
