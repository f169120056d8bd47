"""A checklist as YAML, complete by itself, and read from it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from contracts.errors import InvalidData
from contracts.plain_values import plain
from contracts.yaml_data import read_yaml, write_yaml
from review.checklist import Checklist

KEPT = 64  # checklists that were read are kept: those in force are read for every page


def text_of(checklist: Checklist) -> str:
    """The checklist as YAML, with the items that it shares with others among its own."""
    parts: Mapping[str, Any] = plain(checklist)
    return write_yaml({name: part for name, part in parts.items() if name != "shared_items"})


@lru_cache(maxsize=KEPT)
def checklist_of(text: str, name: str) -> Checklist:
    """The checklist that YAML holds. Raises InvalidData with the lines that are wrong.

    It has no ``shared_items``: whatever other checklists become, it stays as it was put in force.
    """
    found = read_yaml(text.encode(), name, Checklist)
    if found.shared_items:
        raise InvalidData(
            f"{name}：不支持 shared_items。请把共用的检查项直接写在 items 中。",
            f"{name}: shared_items isn't possible here. Write those items out under items.",
        )
    return found
