"""Passages written for this project to learn from, beside those of labelled contracts.

A file of the folder ``passages`` is read line by line. ``## 买卖合同 验收`` says what stands above
the passages that follow, a document's title and headings; bare signs: nothing. ``warranty, price?:
卖方保证…`` is a passage with the clause types that it provides for, and with a question mark those
that it only touches; ``-`` instead of types: none. ``\\n`` in a passage is a line's end.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

from contracts.passages import Passage
from contracts.text import reading
from encoder_training.examples import Example

PASSAGES = Path(__file__).parent / "passages"
WRITTEN = "written"  # the document that such examples are of
_ABOVE, _NO_TYPE, _TOUCHED, _LINE_END = "##", "-", "?", "\\n"


def written_examples(types: Collection[str], folder: Path = PASSAGES) -> Iterator[Example]:
    """The passages of all files in the folder; ``types`` are the names that may stand there.

    Raises ValueError, with file and line, where a line can't be read, a type is unknown or a
    passage stands a second time under the same heading.
    """
    known: dict[tuple[str, str], str] = {}
    for path in sorted(folder.glob("*.txt")):
        above = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            place = f"{path.name}, line {number}"
            if line.startswith(_ABOVE):
                headings = line.removeprefix(_ABOVE).split()
                above = " ".join(reading(heading).text for heading in headings)
            elif line.strip():
                example = _example(line, above, types, place)
                first = known.setdefault((above, example.passage.text), place)
                if first != place:
                    raise ValueError(f"{place}: the same passage stands in {first}; remove one.")
                yield example


def _example(line: str, above: str, types: Collection[str], place: str) -> Example:
    names, colon, text = line.partition(":")
    text = reading(text.replace(_LINE_END, "\n")).text.strip()
    if not colon or not text:
        raise ValueError(f"{place}: write the clause types, a colon and the passage.")
    said = [name.strip() for name in names.split(",") if name.strip() != _NO_TYPE]
    for name in said:
        if name.removesuffix(_TOUCHED) not in types:
            raise ValueError(f"{place}: there is no clause type “{name}”; see clause_types.yaml.")
    touched = frozenset(name.removesuffix(_TOUCHED) for name in said if name.endswith(_TOUCHED))
    operative = frozenset(name for name in said if not name.endswith(_TOUCHED))
    return Example(WRITTEN, Passage("", 0, len(text), above, text), operative, touched - operative)
