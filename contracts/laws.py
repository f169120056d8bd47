"""The law register: which laws there are, how they are written, and from when to when in force.

It is data for lawyers (laws.yaml); the house may have put entries of its own in force beside it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import PositiveInt, StringConstraints

from contracts.errors import InvalidData
from contracts.text import fold
from contracts.yaml_data import NonEmpty, load_yaml


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """An article of a law: what asks for something, or repeals it."""

    law: NonEmpty
    article: PositiveInt

    def cited(self, language: str) -> str:
        """As a reader of the language cites it: 《民法典》第470条, Civil Code, Article 470."""
        if language.startswith("zh"):
            return f"《{self.law}》第{self.article}条"
        known = SHIPPED_LAWS.find(self.law)
        return f"{known.name_en if known else self.law}, Article {self.article}"


LawName = Annotated[str, StringConstraints(min_length=1, max_length=100)]


@dataclass(frozen=True, slots=True)
class Law:
    """An entry of the register; laws.yaml says what each part is."""

    name: LawName
    name_en: NonEmpty
    in_force_from: date
    short_names: tuple[NonEmpty, ...] = ()
    articles: PositiveInt | None = None
    renumbered_from: date | None = None
    repealed_on: date | None = None
    replaced_by: NonEmpty = "—"
    source: LegalBasis | None = None
    only_within: tuple[NonEmpty, ...] = ()
    checked_in: tuple[NonEmpty, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The Chinese names that it is cited by, the official one first."""
        return (self.name, *self.short_names)


@dataclass(frozen=True, eq=False)
class LawRegister:
    """The laws that are known; no name stands for two of them."""

    laws: tuple[Law, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Law]:
        """Official or short name → law."""
        return {name: law for law in self.laws for name in law.names}

    def find(self, name: str) -> Law | None:
        """The law of this official, short or English name, however it is set (《民法典》)."""
        bare = fold(name).strip("《》<> ").removeprefix("中华人民共和国")
        in_english = {law.name_en.lower(): law for law in self.laws}
        return self.by_name.get(bare) or in_english.get(bare)


def register_of(laws: Iterable[Law]) -> LawRegister:
    """The register of these laws. Raises InvalidData naming what is the name of two of them."""
    register = LawRegister(tuple(laws))
    counted = Counter(name for law in register.laws for name in law.names)
    twice = [name for name, count in counted.items() if count > 1]
    if twice:
        raise InvalidData(
            f"法律登记中有两条同名：{'、'.join(twice)}。请改正名称或者其他写法。",
            f"Two laws of the register have the same name: {', '.join(twice)}. Correct the names.",
        )
    return register


# What comes with the program; the house may have put entries of its own in force.
SHIPPED_LAWS = register_of(load_yaml(Path(__file__).with_name("laws.yaml"), tuple[Law, ...]))
