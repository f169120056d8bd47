"""The words by which a term and a price are told: words.yaml."""

from dataclasses import dataclass
from pathlib import Path

from contracts.yaml_data import NonEmpty, load_yaml

PATH = Path(__file__).with_name("words.yaml")


@dataclass(frozen=True, slots=True)
class StatedWords:
    """The words, as words.yaml explains them."""

    term: tuple[NonEmpty, ...]
    other_periods: tuple[NonEmpty, ...]
    totals: tuple[tuple[NonEmpty, ...], ...]


WORDS = load_yaml(PATH, StatedWords)
