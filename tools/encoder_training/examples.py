"""Examples to learn from: passages of contracts with the clause types that stand there."""

from collections.abc import Iterator
from dataclasses import dataclass

from labelled_contracts import LabelledDocument

from contracts.passages import Passage, passages_of
from encoder_training.cuad import CATEGORIES, CuadContract


@dataclass(frozen=True, slots=True)
class Example:
    """A passage, and the types that it provides for and those that it only touches."""

    document: str
    passage: Passage
    operative: frozenset[str]
    touched: frozenset[str] = frozenset()


def chinese_examples(document: LabelledDocument) -> Iterator[Example]:
    """The passages of a labelled Chinese contract, with what its lines bear."""
    for passage in passages_of(document.clauses()):
        lines = document.numbers_between(passage.start, passage.end)
        operative = frozenset[str]().union(*(document.operative.get(n, ()) for n in lines))
        touched = frozenset[str]().union(*(document.touched.get(n, ()) for n in lines))
        yield Example(document.id, passage, operative, touched - operative)


def english_examples(contract: CuadContract) -> Iterator[Example]:
    """The passages of a CUAD contract, with the categories that stand there."""
    for passage in passages_of(contract.clauses):
        categories = contract.categories_between(passage.start, passage.end)
        types = frozenset(CATEGORIES[category] for category in categories)
        yield Example(contract.id, passage, types)
