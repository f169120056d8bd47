"""The law register in force: the shipped entries and the house's own, which are edited as drafts.

A house's entry replaces the shipped one of its name, or is added behind them.
"""

import logging
from collections.abc import Iterable, Sequence
from functools import lru_cache

from contracts.errors import InvalidData, NotFound
from contracts.laws import SHIPPED_LAWS, Law, LawRegister, register_of
from contracts.plain_values import plain
from contracts.yaml_data import read_yaml, write_yaml
from review.drafts import Drafts
from review.wording import Wording
from store.database import Connection
from store.house_versions import Kind, texts_in_force

logger = logging.getLogger(__name__)


def laws_text(laws: Iterable[Law]) -> str:
    """Entries as YAML, as laws.yaml holds them."""
    return write_yaml([plain(law) for law in laws])


def laws_read(data: bytes, name: str) -> tuple[Law, ...]:
    """The entries that a YAML file holds. Raises InvalidData with the lines that are wrong."""
    laws = read_yaml(data, name, tuple[Law, ...])
    register_of(laws)
    return laws


LAW_DRAFTS = Drafts(
    Kind.LAW,
    Wording("法律", "law"),
    write=lambda law: write_yaml(plain(law)),
    read=lambda text, name: read_yaml(text.encode(), name, Law),
    name=lambda law: law.name,
    require_fitting=lambda connection, law: with_entry(laws_in_force(connection), law),
)


def laws_in_force(connection: Connection) -> LawRegister:
    """The register that counts now."""
    return _together(texts_in_force(connection, Kind.LAW))


@lru_cache(maxsize=4)
def _together(texts: Sequence[tuple[str, str]]) -> LawRegister:
    register = SHIPPED_LAWS
    for law in LAW_DRAFTS.in_force(texts).values():
        try:
            register = with_entry(register, law)
        except InvalidData:  # a name that a later program ships as well
            logger.exception("the law %s in force has the name of another one", law.name)
    return register


def with_entry(register: LawRegister, law: Law) -> LawRegister:
    """The register with an entry that replaces the one of its name, or is added at the end.

    Raises InvalidData where another law has one of its names.
    """
    if all(each.name != law.name for each in register.laws):
        return register_of([*register.laws, law])
    return register_of(law if each.name == law.name else each for each in register.laws)


def unlike(laws: Iterable[Law], register: LawRegister) -> tuple[Law, ...]:
    """The laws that the register lacks, or has with other values."""
    return tuple(law for law in laws if register.by_name.get(law.name) != law)


def law_named(register: LawRegister, name: str) -> Law:
    """The law of this official, short or English name. Raises NotFound."""
    law = register.find(name)
    if law is None:
        raise NotFound(
            f"法律登记中没有“{name}”。可用的名称见法律登记。",
            f"There is no law {name} in the register; its page and tiaoli laws list name them.",
        )
    return law
