"""How far the same text as DOCX and as PDF gives the same clauses.

Run it with ``PYTHONPATH=. python benchmarks/parity.py FOLDER``: files that differ in nothing but
their suffixes .docx and .pdf are compared, clause by clause: number label and text, blanks aside.
What differs is printed.
"""

import sys
from difflib import SequenceMatcher
from pathlib import Path

from contracts.structure.segmentation import segment
from ingest.files.media_type import sniff
from ingest.parsers import parser_for


def main() -> None:
    """Compare the pairs in a folder."""
    for written in sorted(Path(sys.argv[1]).rglob("*.docx")):
        printed = written.with_suffix(".pdf")
        if printed.exists():
            compare(written, printed)


def compare(written: Path, printed: Path) -> None:
    """Print the share of clauses that both have, and the others."""
    one, other = clauses(written), clauses(printed)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    print(f"{written.stem}: {len(one)} and {len(other)} clauses, {same} the same")
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            print(f"  DOCX {[f'{label} {text[:60]}' for label, text in one[i1:i2]]}")
            print(f"  PDF  {[f'{label} {text[:60]}' for label, text in other[j1:j2]]}")


def clauses(path: Path) -> list[tuple[str, str]]:
    """Number label and text of each clause, without blanks."""
    data = path.read_bytes()
    blocks = parser_for(sniff(data, path.name))(data).blocks
    return [
        ("".join(clause.number_label.split()), "".join(clause.text.split()))
        for clause in segment(blocks, 1)
    ]


if __name__ == "__main__":
    main()
