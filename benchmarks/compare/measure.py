"""How well clauses are aligned and changes shown, on pairs made with known edits.

Run it with ``python benchmarks/compare/measure.py [pairs] [first seed]``. For each kind of pair and
language it prints the F1 of links (old clause, new clause), beside difflib's; of added, deleted,
moved, split and merged clauses; the figures shown whole; how many characters are marked, in times
of the fewest that would make one text of the other; what a scan's layout does; and how long long
documents take, in all and in processor time, which tells more where other programs run.
Aims: links normal .995, heavy .985, schedules .993; no change between identical documents; 100
pages in 2 s, 1,000 pages in 20 s.
"""

import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from base_texts import document
from made_pairs import NORMAL, Editor, MadePair, make
from rapidfuzz.distance import Indel
from scan_noise import with_layout_noise

from compare.comparison import Comparison, compare
from compare.pairs import Flag, PairKind
from compare.side import Side
from contracts.clause import Clause

KINDS = ("normal", "heavy", "schedules", "scripts", "identical")
LANGUAGES = ("zh-Hans", "en")
PAGE = {"zh-Hans": 900, "en": 3000}  # characters
CHANGES = ("added", "deleted", "moved", "split", "merged")
Links = set[tuple[int, int]]


class Score:
    """True and false findings, summed over pairs."""

    def __init__(self) -> None:
        self.right = self.found = self.true = 0

    def add(self, found: Iterable[object], true: Iterable[object]) -> None:
        """Count what of one pair was found, and what should have been."""
        found, true = set(found), set(true)
        self.right += len(found & true)
        self.found += len(found)
        self.true += len(true)

    def __str__(self) -> str:
        if not self.found and not self.true:
            return "  –  "
        return f"{2 * self.right / (self.found + self.true):.4f}"


def found_links(comparison: Comparison) -> Links:
    """The pairs of places that the comparison ties together."""
    return {
        (old.order, new.order) for pair in comparison.pairs for old in pair.old for new in pair.new
    }


def links_of_difflib(old: Sequence[Clause], new: Sequence[Clause]) -> Links:
    """What difflib's opcodes tie together: equal clauses, and replaced ones one by one."""
    olds, news = ([clause.text.partition(" ")[2] for clause in side] for side in (old, new))
    links: Links = set()
    for tag, i, i_end, j, j_end in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if tag in ("equal", "replace"):
            links.update(zip(range(i, i_end), range(j, j_end), strict=False))
    return links


def groups(
    links: Iterable[tuple[int, int]], old_size: int, new_size: int
) -> dict[str, set[object]]:
    """Added, deleted, split and merged, as the links say."""
    links = set(links)
    olds, news = Counter(i for i, _ in links), Counter(j for _, j in links)
    return {
        "added": {j for j in range(new_size) if j not in news},
        "deleted": {i for i in range(old_size) if i not in olds},
        "split": {i for i, count in olds.items() if count > 1},
        "merged": {j for j, count in news.items() if count > 1},
    }


def measure(kind: str, language: str, pairs: int, first: int) -> str:
    """A line of figures."""
    ours, difflib = Score(), Score()
    kinds = {name: Score() for name in CHANGES}
    whole = shown = false_changes = marked = fewest = 0
    for seed in range(first, first + pairs):
        pair = make(kind, language, seed)
        comparison = compare(Side((), pair.old), Side((), pair.new))
        links = found_links(comparison)
        ours.add(links, pair.links)
        difflib.add(links_of_difflib(pair.old, pair.new), pair.links)
        found = groups(links, len(pair.old), len(pair.new))
        true = groups(pair.links, len(pair.old), len(pair.new))
        for name in found:
            kinds[name].add(found[name], true[name])
        kinds["moved"].add(moved_links(comparison), pair.moved)
        numbers = [shown_whole(comparison, *number) for number in pair.numbers]
        whole, shown = whole + sum(numbers), shown + len(numbers)
        marked, fewest = marked + marked_in(comparison), fewest + fewest_in(comparison)
        false_changes += sum(
            each.kind is not PairKind.UNCHANGED or Flag.MOVED in each.flags
            for each in comparison.pairs
        )
    figures = " ".join(f"{name} {score}" for name, score in kinds.items())
    rest = f"numbers whole {whole}/{shown}, marked {marked / max(1, fewest):.2f} x the fewest"
    if kind in ("scripts", "identical"):
        figures, rest = "", f"false changes {false_changes}"
    return f"{kind:10} {language:8} links {ours} (difflib {difflib}) {figures} {rest}"


def moved_links(comparison: Comparison) -> Links:
    """The links that are said to have moved."""
    return {
        (old.order, new.order)
        for pair in comparison.pairs
        if Flag.MOVED in pair.flags
        for old in pair.old
        for new in pair.new
    }


def shown_whole(comparison: Comparison, place: int, old: str, new: str) -> bool:
    """Whether an edit of that clause shows the figure before and after in full."""
    for pair in comparison.pairs:
        if any(clause.order == place for clause in pair.new):
            return any(
                old in words.old_words(pair) and new in words.new_words(pair)
                for words in pair.edits
            )
    return False


def marked_in(comparison: Comparison) -> int:
    """The characters marked in pairs with both sides."""
    return sum(
        words.edit.old_end - words.edit.old_start + words.edit.new_end - words.edit.new_start
        for pair in comparison.pairs
        if pair.old and pair.new
        for words in pair.edits
    )


def fewest_in(comparison: Comparison) -> int:
    """The fewest that have to go and to come in them."""
    return sum(
        Indel.distance(pair.old_text, pair.new_text)
        for pair in comparison.pairs
        if pair.old and pair.new and pair.edits
    )


def measure_layout(language: str, pairs: int, first: int) -> str:
    """Clauses said to have changed where only lines, spaces and widths did."""
    changed = clauses = 0
    for seed in range(first, first + pairs):
        pair = make("identical", language, seed)
        new = with_layout_noise(pair.new, random.Random(seed))
        comparison = compare(Side((), pair.old), Side((), new))
        changed += sum(each.is_change for each in comparison.pairs)
        clauses += len(pair.old)
    return f"layout     {language:8} false changes {changed} of {clauses} clauses"


def seconds(language: str, pages: int) -> str:
    """How long a comparison of documents of so many pages takes, and the memory it leaves used."""
    chance = random.Random(f"{language} {pages}")
    sample = document(language, 200, chance)
    size = round(pages * PAGE[language] / (sum(len(item.text) for item in sample) / len(sample)))
    pair: MadePair = Editor(language, chance).pair(document(language, size, chance), NORMAL)
    started, worked = time.perf_counter(), time.process_time()
    comparison = compare(Side((), pair.old), Side((), pair.new))
    took, work = time.perf_counter() - started, time.process_time() - worked
    score = Score()
    score.add(found_links(comparison), pair.links)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{pages:5} pages {language:8} {len(pair.old)} clauses: {took:.2f} s ({work:.2f} s of "
        f"processor time), links {score}, "
        f"peak {memory:.0f} MB"
    )


def main(pairs: int, first: int) -> None:
    """Print all figures."""
    for kind in KINDS:
        for language in LANGUAGES:
            print(measure(kind, language, pairs, first), flush=True)
    for language in LANGUAGES:
        print(measure_layout(language, pairs, first), flush=True)
    for pages in (10, 100, 1000):
        for language in LANGUAGES:
            print(seconds(language, pages), flush=True)


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    main(*arguments, *(60, 0)[len(arguments) :])
