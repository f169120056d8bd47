"""What contracts call their parties: roles.yaml, and expressions for a reading."""

from dataclasses import dataclass
from pathlib import Path

from contracts.alternatives import any_of
from contracts.yaml_data import NonEmpty, load_yaml

PATH = Path(__file__).with_name("roles.yaml")


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The words, as roles.yaml explains them."""

    stems: tuple[NonEmpty, ...]
    whole: tuple[NonEmpty, ...]
    beside: tuple[NonEmpty, ...]
    never: tuple[NonEmpty, ...]
    english: tuple[NonEmpty, ...]


_WORDS = load_yaml(PATH, RoleWords)
STEMS = any_of(_WORDS.stems)
ROLE = rf"(?:(?:{STEMS})(?:方|人|单位|公司)[一二三四五1-9]?|{any_of(_WORDS.whole)})"
ROLE_BESIDE = rf"(?:{ROLE}|{any_of(_WORDS.beside)})"
NEVER = any_of(_WORDS.never)
ENGLISH_ROLE = rf"(?:{any_of(_WORDS.english)})"
