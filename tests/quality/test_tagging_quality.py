"""How well clauses are tagged, on labelled Chinese contracts and on CUAD: pytest -s -m measurement.

A type is missing where a document has no operative and no weak tag of it. A false gap is a type
that is called missing though it stands or is touched; a missed gap the other way round. Measured
are documents that taught no weights. Many of the Chinese ones were read while the rules'
cues were written, but never those whose number is a multiple of five.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

import pytest
from labelled_contracts import LABELS, LabelledDocument, documents
from presence_figures import Presence

from contracts.clause import Clause, Strength, Tag
from contracts.clause_types import CLAUSE_TYPES
from contracts.joining import Joined, by_rules_alone
from contracts.passages import PassageScores, ScoredPassage, passages_of, scored_by_clause
from contracts.tagging import tag_clauses
from encoder.encoder import Encoder, load_encoder
from encoder_training.cuad import CATEGORIES, CuadContract, cuad_contracts
from encoder_training.languages import CHINESE, CUAD, ENGLISH

Judge = Callable[[Sequence[Clause], str], Joined]
FREQUENT = 30  # types: those that most documents have
CUAD_PART = 3  # each third of the unseen contracts, so that this takes a minute


class Judged(Protocol):
    """A document's types: what it provides for, what it only touches."""

    @property
    def present(self) -> frozenset[str]: ...
    @property
    def weak(self) -> frozenset[str]: ...


@cache
def encoder() -> Encoder:
    found = load_encoder()
    assert found is not None, "no weights are installed"
    return found


def by_rules(clauses: Sequence[Clause], _language: str) -> Joined:
    return by_rules_alone(tag_clauses(clauses))


def by_both(clauses: Sequence[Clause], language: str) -> Joined:
    return encoder().join(clauses, tag_clauses(clauses), scores(clauses, language), language)


def by_encoder(clauses: Sequence[Clause], language: str) -> Joined:
    """The encoder alone, at even odds."""
    by_clause = scores(clauses, language)
    present = best(by_clause, lambda each: each.operative)
    return Joined({}, present, best(by_clause, lambda each: each.touched) - present)


def best(
    by_clause: Mapping[str, Sequence[ScoredPassage]],
    part: Callable[[PassageScores], Mapping[str, float]],
) -> frozenset[str]:
    found = (part(each.scores).items() for scored in by_clause.values() for each in scored)
    return frozenset(name for items in found for name, score in items if score >= 0.5)


SCORED: dict[str, PassageScores] = {}  # by key: the same passages are asked for again and again


def scores(clauses: Sequence[Clause], language: str) -> dict[str, list[ScoredPassage]]:
    passages = passages_of(clauses)
    unknown = {each.key: each for each in passages if each.key not in SCORED}
    SCORED.update(zip(unknown, encoder().score(list(unknown.values()), language), strict=True))
    return scored_by_clause(passages, (SCORED[each.key] for each in passages))


@dataclass
class Figures:
    """Counts by clause type.

    Of clauses: ``right``, ``wrong``; of lines: ``found``, ``lost``; of documents: two letters, what
    is true and what was said (p present, w weak, m missing).
    """

    by_type: dict[str, Counter[str]] = field(default_factory=dict)
    clauses: int = 0
    seconds: float = 0.0

    def of(self, name: str) -> Counter[str]:
        return self.by_type.setdefault(name, Counter())

    def total(self, names: Iterable[str]) -> Counter[str]:
        return sum((self.of(name) for name in names), Counter())


def measure(labelled: Iterable[LabelledDocument], judge: Judge) -> Figures:
    """Tag the documents and compare."""
    figures = Figures()
    for document in labelled:
        clauses = document.clauses()
        begun = time.process_time()
        judged = judge(clauses, "zh")
        figures.seconds += time.process_time() - begun
        figures.clauses += len(clauses)
        compare_clauses(document, clauses, judged.tags, figures)
        for name in CLAUSE_TYPES:
            figures.of(name)[letter(name, document) + letter(name, judged)] += 1
    return figures


def compare_clauses(
    document: LabelledDocument,
    clauses: Sequence[Clause],
    tags: Mapping[str, Sequence[Tag]],
    figures: Figures,
) -> None:
    """Count the clauses tagged rightly, and the labelled lines that stand in such clauses."""
    covered: set[tuple[int, str]] = set()
    for clause in clauses:
        numbers = document.numbers_between(clause.span.start, clause.span.end)
        for tag in tags.get(clause.id, ()):
            if tag.strength is Strength.OPERATIVE:
                right = any(tag.clause_type in document.operative.get(n, ()) for n in numbers)
                figures.of(tag.clause_type)["right" if right else "wrong"] += 1
                covered.update((n, tag.clause_type) for n in numbers)
    for number, types in document.operative.items():
        for name in types:
            figures.of(name)["found" if (number, name) in covered else "lost"] += 1


def letter(name: str, judged: Judged) -> str:
    return "p" if name in judged.present else "w" if name in judged.weak else "m"


def presence(score: Counter[str]) -> Presence:
    """Missing or not, whatever is only touched counting as there."""
    there = [(true + said, said) for true in "pw" for said in "pwm"]
    absent = [("m" + said, said) for said in "pwm"]
    return Presence(
        found=sum(score[pair] for pair, said in there if said != "m"),
        false_gaps=sum(score[pair] for pair, said in there if said == "m"),
        missed_gaps=sum(score[pair] for pair, said in absent if said != "m"),
        gaps=sum(score[pair] for pair, said in absent if said == "m"),
    )


def ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def f1(score: Counter[str], verdict: str) -> float:
    """F1 of a verdict (p, w or m) over documents and types."""
    right = score[verdict * 2]
    said = sum(score[true + verdict] for true in "pwm")
    true = sum(score[verdict + other] for other in "pwm")
    return ratio(2 * right, said + true)


def row(name: str, score: Counter[str]) -> str:
    precision = ratio(score["right"], score["right"] + score["wrong"])
    recall = ratio(score["found"], score["found"] + score["lost"])
    gaps = presence(score)
    return (
        f"{name:32} {precision:.2f} {recall:.2f} | {f1(score, 'p'):.3f} {f1(score, 'w'):.3f} "
        f"{f1(score, 'm'):.3f} | {gaps.false_gap_rate:.3f} {gaps.missed_gap_rate:.3f}"
    )


HEAD = f"\n{'':32} clause P, line R | present, weak, missing F1 | false, missed gaps"


def most_frequent(labelled: Iterable[LabelledDocument], count: int) -> list[str]:
    """The types that most documents have or touch."""
    frequency = Counter(name for d in labelled for name in d.present | d.weak)
    return [name for name, _ in frequency.most_common() if name in CLAUSE_TYPES][:count]


pytestmark = pytest.mark.measurement
needs_labels = pytest.mark.skipif(
    not LABELS.is_dir(), reason="needs the labelled contracts: set TIAOLI_SHARED"
)
needs_cuad = pytest.mark.skipif(not CUAD.is_dir(), reason="needs CUAD: set TIAOLI_SHARED")


@needs_labels
def test_gaps_are_found_in_contracts_that_taught_no_weights() -> None:
    every = list(documents())
    frequent = most_frequent(every, FREQUENT)
    unseen = [document for document in every if CHINESE.unseen(document.id)]
    judges = {"rules": by_rules, "encoder": by_encoder, "both": by_both}
    measured = {name: measure(unseen, judge) for name, judge in judges.items()}
    both = measured["both"]
    labelled = most_frequent(every, len(CLAUSE_TYPES))
    print(HEAD)
    for name in labelled:
        print(row(name, both.of(name)))
    for title, figures in measured.items():
        print(f"{title}: {figures.clauses / figures.seconds:.0f} clauses a second")
        print(row(f"{title}, {FREQUENT} types", figures.total(frequent)))
        print(row(f"{title}, all labelled types", figures.total(labelled)))
    print("true, said:", dict(sorted(both.total(frequent).items())))
    gaps = presence(both.total(frequent))
    assert gaps.missing_f1 > presence(measured["rules"].total(frequent)).missing_f1
    assert gaps.missing_f1 >= MISSING_F1
    assert gaps.false_gap_rate <= FALSE_GAPS
    assert gaps.missed_gap_rate <= MISSED_GAPS


MISSING_F1, FALSE_GAPS, MISSED_GAPS = 0.86, 0.10, 0.13


@needs_labels
def test_a_clause_that_is_taken_out_is_missed_and_nothing_else() -> None:
    """Of a type that is known to be there, every clause with a labelled line is removed."""
    taken = flagged = others = changed = 0
    for document in [each for each in documents() if CHINESE.unseen(each.id)][::5]:
        before = by_both(document.clauses(), "zh")
        for name in sorted(document.present & (before.present | before.weak) & known_types()):
            rest = document.without(name)
            after = by_both(rest.clauses(), "zh")
            taken += 1
            flagged += name not in after.present | after.weak
            gone = (document.present | document.weak) - (rest.present | rest.weak)
            for other in known_types() - gone:
                others += 1
                there = other in before.present | before.weak
                changed += there != (other in after.present | after.weak)
    print(f"\nclauses of a type taken out: {taken}, flagged {ratio(flagged, taken):.3f}")
    print(f"other types: {others}, changed {ratio(changed, others):.4f}")
    assert ratio(flagged, taken) >= 0.5  # what it does today: nearly half of them leave look-alikes
    assert ratio(changed, others) <= 0.03


def known_types() -> frozenset[str]:
    """The types that the Chinese weights decide."""
    return frozenset(encoder().known_types("zh"))


@needs_cuad
def test_cuads_categories_are_found_in_contracts_that_taught_no_weights() -> None:
    contracts = [each for each in cuad_contracts(CUAD) if ENGLISH.unseen(each.id)][::CUAD_PART]
    totals = {}
    for title, judge in {"rules": by_rules, "both": by_both}.items():
        found = cuad_presence(contracts, judge)
        totals[title] = sum(found.values(), Presence())
        print(f"\n{title}, {len(contracts)} contracts: {totals[title]}")
    for category, score in found.items():
        print(f"{category:40} {score}")
    macro = sum(score.present_f1 for score in found.values()) / len(found)
    print(f"present F1, mean of the categories: {macro:.3f}")
    assert totals["both"].missing_f1 > totals["rules"].missing_f1
    assert totals["both"].missing_f1 >= 0.92
    assert totals["both"].present_f1 >= 0.84


def cuad_presence(contracts: Iterable[CuadContract], judge: Judge) -> dict[str, Presence]:
    """By CUAD category, how well it is found present or missing."""
    found = dict.fromkeys(CATEGORIES, Presence())
    for contract in contracts:
        judged = judge(contract.clauses, "en")
        for category, name in CATEGORIES.items():
            found[category] += Presence.of(
                true=category in contract.present, said=name in judged.present | judged.weak
            )
    return found
