"""The same pairs through other tools: share of links right (F1) and seconds a pair, in one run.

    pip install --group comparison-tools --target build/comparison-tools
    PYTHONPATH=.:tests:build/comparison-tools \\
        python benchmarks/compare/other_tools.py [pairs] [first seed]

The tools are no dependency of the product. Each gets the clauses without their numbers, a paragraph
each: Docxodus (python-redlines) and LibreOffice as Word files, git's histogram diff, redlines and
difflib (over words) as text. What a tool leaves unmarked ties an old clause to a new one where it
is a fifth of the shorter of them and as much as either shares with any other, which is kinder than
to ask for all of it.
"""

import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from pathlib import Path

from libreoffice_compare import compare_files
from made_pairs import MadePair, make
from measure import Links, Score, found_links
from tracked_text import kept_in, word_file

from compare.comparison import compare
from compare.side import Side
from compare.tokens import tokenise
from contracts.clause import Clause

KINDS = ("normal", "heavy", "schedules")
LANGUAGES = ("zh-Hans", "en")
_HUNK = re.compile(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
LEAST = 0.2  # of the shorter clause
Kept = Counter[tuple[int, int]]  # characters that an old and a new clause share unmarked


def links_of(kept: Kept, old: Sequence[Clause], new: Sequence[Clause]) -> Links:
    """The clauses that are tied together by what they share."""
    best: dict[tuple[str, int], int] = defaultdict(int)
    for (i, j), count in kept.items():
        best["old", i] = max(best["old", i], count)
        best["new", j] = max(best["new", j], count)
    return {
        (i, j)
        for (i, j), count in kept.items()
        if i < len(old) and j < len(new)
        if count >= LEAST * min(len(old[i].text), len(new[j].text))
        and count in (best["old", i], best["new", j])
    }


def by_difflib(pair: MadePair) -> Links:
    """difflib over the words of the whole texts."""
    olds, news = _words(pair.old), _words(pair.new)
    matcher = SequenceMatcher(
        None, [word for _, word in olds], [word for _, word in news], autojunk=False
    )
    kept: Kept = Counter()
    for match in matcher.get_matching_blocks():
        for shift in range(match.size):
            (i, word), (j, _) = olds[match.a + shift], news[match.b + shift]
            kept[i, j] += len(word)
    return links_of(kept, pair.old, pair.new)


def by_git(pair: MadePair) -> Links:
    """git's histogram diff, a clause a line: equal lines, and replaced ones one by one."""
    with tempfile.TemporaryDirectory() as name:
        paths = [Path(name) / part for part in ("old", "new")]
        for path, side in zip(paths, (pair.old, pair.new), strict=True):
            path.write_text("\n".join(_texts(side)) + "\n", encoding="utf-8")
        command = ("git", "diff", "--no-index", "--histogram", "--unified=0", *map(str, paths))
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        hunks = _HUNK.findall(done.stdout)
    links: Links = set()
    i = j = 0
    for hunk in hunks:
        old, old_size, new, new_size = (int(number or 1) for number in hunk)
        old, new = old - (old_size > 0), new - (new_size > 0)  # of none the line before is named
        links.update(zip(range(i, old), range(j, new), strict=True))
        links.update(zip(range(old, old + old_size), range(new, new + new_size), strict=False))
        i, j = old + old_size, new + new_size
    return links | set(zip(range(i, len(pair.old)), range(j, len(pair.new)), strict=True))


def by_redlines(pair: MadePair) -> Links:
    """The library redlines, over the words that it cuts the texts into."""
    from redlines.processor import WholeDocumentProcessor  # noqa: PLC0415 - where it is installed

    texts = ["\n\n".join(_texts(side)) for side in (pair.old, pair.new)]
    kept: Kept = Counter()
    for step in WholeDocumentProcessor().process(*texts):
        tokens = [step.source_chunk.text, step.test_chunk.text]
        olds, news = map(_paragraphs, tokens)
        tag, i, i_end, j, _ = step.opcodes
        for shift in range(i_end - i if tag == "equal" else 0):
            kept[olds[i + shift], news[j + shift]] += len(tokens[0][i + shift].strip(" ¶"))
    return links_of(kept, pair.old, pair.new)


def _paragraphs(tokens: Sequence[str]) -> list[int]:
    """The paragraph that each token stands in; a pilcrow ends one."""
    return [0, *accumulate(token.count("¶") for token in tokens)][: len(tokens)]


def _words(clauses: Sequence[Clause]) -> list[tuple[int, str]]:
    return [(n, token.key) for n, text in enumerate(_texts(clauses)) for token in tokenise(text)]


def _texts(clauses: Sequence[Clause]) -> list[str]:
    """What the clauses say without their numbers, as where Word counts them, on a line each."""
    return [" ".join(clause.text.partition(" ")[2].splitlines()) for clause in clauses]


def by_docxodus() -> Callable[[MadePair], Links]:
    """Docxodus, the engine of python-redlines."""
    from python_redlines.engines import DocxodusEngine  # noqa: PLC0415 - only where installed

    engine = DocxodusEngine()

    def links(pair: MadePair) -> Links:
        files = [word_file(_texts(side)) for side in (pair.old, pair.new)]
        return links_of(kept_in(engine.run_redline("benchmark", *files)[0]), pair.old, pair.new)

    return links


def by_us(pair: MadePair) -> Links:
    """This comparison."""
    return found_links(compare(Side((), pair.old), Side((), pair.new)))


def by_libreoffice(pairs: Sequence[MadePair]) -> Iterator[Links]:
    """LibreOffice's own comparison, all pairs in one run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        triples = []
        for number, pair in enumerate(pairs):
            files = [folder / f"{number}-{part}.docx" for part in ("old", "new", "compared")]
            for path, side in zip(files, (pair.old, pair.new), strict=False):
                path.write_bytes(word_file(_texts(side)))
            triples.append(files)
        compare_files(triples)
        for pair, (_old, _new, compared) in zip(pairs, triples, strict=True):
            yield links_of(kept_in(compared.read_bytes()), pair.old, pair.new)


def main(count: int, first: int) -> None:
    """Print a line for each kind of pair, language and tool."""
    tools = {
        "tiaoli": by_us, "docxodus": by_docxodus(), "git": by_git, "redlines": by_redlines,
        "difflib": by_difflib,
    }  # fmt: skip
    by_us(make("normal", "zh-Hans", random.Random(first).randrange(10**6)))  # loads the dictionary
    for kind in KINDS:
        for language in LANGUAGES:
            pairs = [make(kind, language, seed) for seed in range(first, first + count)]
            for name, tool in tools.items():
                started = time.perf_counter()
                _print(kind, language, name, pairs, list(map(tool, pairs)), started)
            started = time.perf_counter()
            _print(kind, language, "libreoffice", pairs, list(by_libreoffice(pairs)), started)


def _print(
    kind: str,
    language: str,
    tool: str,
    pairs: Sequence[MadePair],
    found: Sequence[Links],
    started: float,
) -> None:
    seconds = (time.perf_counter() - started) / len(pairs)
    score = Score()
    for pair, links in zip(pairs, found, strict=True):
        score.add(links, pair.links)
    print(f"{kind:10} {language:8} {tool:12} links {score}, {seconds:.2f} s a pair", flush=True)


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    main(*arguments, *(20, 0)[len(arguments) :])
