"""Annotated contracts: comments and tracked insertions in real files, accepted and rejected again.

    PYTHONPATH=.:tests python benchmarks/annotated.py [FOLDER …] [--texts 20] [--keep FOLDER]

Every DOCX of the folders (by default the demo contracts) is reviewed by rules against the checklist
made for it, and of other formats so many files. Accepted, an annotated file must read as it does
with the wording in it; rejected, as the file that was reviewed. It is settled in XML, then by
LibreOffice, whose files are read by the same parser and compared line by line.
"""

import argparse
import hashlib
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from libreoffice_changes import Tracked, settled_otherwise

from compare.word.proof import lines_of, prove
from contracts.document import Block
from contracts.errors import NotExpressible
from contracts.laws import SHIPPED_LAWS
from contracts.media_types import DOCX
from ingest.files.media_type import sniff
from ingest.parsers import docx, parser_for
from ingest.reading import understand
from office.package import Package, serialised
from office.places import body_blocks
from office.plain_document import plain_document, with_typed_number
from office.revisions import paragraph_texts
from office.settling import reject
from review.checklist import SHIPPED
from review.choice import choose_checklist
from review.gaps import find_gaps
from review.mechanical import remarks_on
from review.reports.annotated import write_annotated
from review.reports.contract_report import ContractReport, Source, Subject
from webapp.cli.review_reports import made_here
from webapp.cli.tagged_file import document_of

NEW_FILE = "不是原件的副本"  # said in the first comment of a file that was made of the text


@dataclass(frozen=True, slots=True)
class Made:
    """An annotated file, with the lines that it should give rejected and accepted."""

    name: str
    data: bytes
    old: list[str]
    new: list[str]
    copied: bool  # else a new file of the text
    comments: int
    tracked: bool  # the file held changes of others already


def main() -> None:
    """Annotate the files, let LibreOffice settle them, print how many are right."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folders", nargs="*", type=Path, default=[Path("demo/contracts")])
    arguments.add_argument("--texts", type=int, default=20)
    arguments.add_argument("--keep", type=Path)
    chosen = arguments.parse_args()
    files = sorted(path for folder in chosen.folders for path in folder.rglob("*.*"))
    word = [path for path in files if path.suffix == ".docx"]
    texts = [path for path in files if path.suffix in (".md", ".html", ".txt")]
    texts.sort(key=lambda path: hashlib.sha256(path.name.encode()).digest())
    start = time.perf_counter()
    made = [each for path in [*word, *texts[: chosen.texts]] for each in annotated(path)]
    print(
        f"{len(made)} files annotated in {time.perf_counter() - start:.1f} s: "
        f"{sum(each.copied for each in made)} copies of {len(word)} Word files, the others new; "
        f"{sum(each.comments for each in made)} comments, "
        f"{sum(len(each.new) - len(each.old) for each in made)} lines of wording"
    )
    if chosen.keep:
        for each in made:
            (chosen.keep / f"{each.name}.docx").write_bytes(each.data)
    wrong = [line for each in made for line in wrong_in_xml(each)]
    print(f"XML: {len(made) - len(wrong)} of {len(made)} right")
    in_office = list(wrong_in_libreoffice(made))
    print(f"LibreOffice: {len(made) - len(in_office)} of {len(made)} right")
    for line in [*wrong, *in_office]:
        print(f"  {line}")


def annotated(path: Path) -> Iterator[Made]:
    """The annotated file; none where no checklist is made for the document."""
    data = path.read_bytes()
    kind = sniff(data, path.name)
    read = understand(parser_for(kind)(data), 0, path.name)
    document = document_of({fact.field: fact.value for fact in read.facts})
    checklist = choose_checklist(document, SHIPPED)
    if checklist is None:
        return
    report = ContractReport(
        document=document,
        clauses=tuple(read.clauses),
        source=Source(path.name, hashlib.sha256(data).hexdigest()),
        checklist=checklist,
        why_chosen="",
        findings=find_gaps(checklist, document, read.clauses, read.tags),
        remarks=remarks_on(document, read.clauses, SHIPPED_LAWS),
        circumstances=made_here("", "", "zh"),
    )
    subject = Subject(read.parsed.blocks, read.tags, data if kind == DOCX else None)
    try:
        found = write_annotated(report, subject, "zh")
    except NotExpressible as error:
        print(f"  {path.name}: {error.message_en}")
        return
    said = _comments(found)
    copied = not any(NEW_FILE in each for each in said)
    plain = plain_document(body_blocks(tuple(map(with_typed_number, read.parsed.blocks))))
    before = data if copied else plain
    yield Made(
        path.stem,
        found,
        _lines(_rejected(before)),
        _lines(found),
        copied,
        len(said),
        tracked=_lines(before) != _lines(_rejected(before)),
    )


def wrong_in_xml(made: Made) -> Iterator[str]:
    """What is lost of the file that was reviewed, and what settling makes otherwise."""
    lost = [] if made.tracked else [*(Counter(made.old) - Counter(made.new))]
    proof = prove(made.data, made.old, made.new, _read)
    if lost or not proof.holds:
        yield f"{made.name}: {[*lost, *proof.rejected, *proof.accepted][:1]}"


def wrong_in_libreoffice(made: Sequence[Made]) -> Iterator[str]:
    """The files that LibreOffice accepts or rejects otherwise, with the first line."""
    files = [Tracked(each.name, each.data, each.old, each.new) for each in made]
    return settled_otherwise(files, lambda data: list(lines_of(_read(data))))


def _rejected(data: bytes) -> bytes:
    """The file without the changes that others tracked in it, which go with ours."""
    package = Package(data)
    main = package.main_part("word/document.xml")
    root = package.xml(main)
    if root is None:
        return data
    reject(root)
    return package.rewritten({main: serialised(root)})


def _lines(data: bytes) -> list[str]:
    return list(lines_of(_read(data)))


def _comments(data: bytes) -> list[str]:
    root = Package(data).xml("word/comments.xml")
    return ["\n".join(paragraph_texts(each)) for each in root] if root is not None else []


def _read(data: bytes) -> Sequence[Block]:
    return docx.parse(data).blocks


if __name__ == "__main__":
    main()
