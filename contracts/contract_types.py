"""Contract types and kinds of documents, told by a title."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from contracts.cues import CueText, plain_cue
from contracts.document import DocumentKind
from contracts.text import reading
from contracts.yaml_data import NonEmpty, load_yaml

PATH = Path(__file__).with_name("contract_types.yaml")
_CALLED_CONTRACT = re.compile(r"合同|协议|合约|契约|agreement|contract")
_BRACKETED = re.compile(r"\([^()]*\)|【[^】]*】|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class ContractTypeDefinition:
    """A contract type: names, the kind of document it is, the words its titles hold.

    A ``general`` type gives way to any other that the title names.
    """

    name_zh: NonEmpty
    name_en: NonEmpty
    kind: DocumentKind
    cues: tuple[CueText, ...]
    general: bool = False


_TYPES = load_yaml(PATH, tuple[ContractTypeDefinition, ...])
CONTRACT_TYPES: Mapping[str, ContractTypeDefinition] = {each.name_zh: each for each in _TYPES}


@cache
def _patterns() -> tuple[tuple[ContractTypeDefinition, re.Pattern[str]], ...]:
    return tuple(
        (definition, plain_cue(cue).pattern) for definition in _TYPES for cue in definition.cues
    )


def contract_type_of(title: str) -> ContractTypeDefinition | None:
    """The type that the title names; words in brackets count only where no others name one.

    A title's head stands at its end, so of several types the last one named is meant, and of those
    that end alike the one that is named by more: 维修备件采购合同 is a purchase, 借款担保合同 a
    security. Internal policies about contracts are policies (合同管理制度), contracts that carry
    out a policy are contracts (…实施方案合同).
    """
    text = reading(title).text
    return _named_last(_BRACKETED.sub("", text)) or _named_last(text)


def called_contract(text: str) -> bool:
    """Whether a title (a reading) ends by calling the document a contract: …协议书, … Agreement."""
    called = list(_CALLED_CONTRACT.finditer(_BRACKETED.sub("", text)))
    return bool(called) and called[-1].end() >= len(_BRACKETED.sub("", text).strip()) - 2


def _named_last(text: str) -> ContractTypeDefinition | None:
    ends: dict[ContractTypeDefinition, tuple[int, int]] = {}  # end and length of what names it
    for definition, pattern in _patterns():
        for match in pattern.finditer(text):
            place = match.end(), len(match.group())
            ends[definition] = max(ends.get(definition, place), place)
    policies = [each for each in ends if each.kind is DocumentKind.POLICY]
    if policies and not called_contract(text):
        return policies[0]
    others = [each for each in ends if each.kind is not DocumentKind.POLICY]
    return max(others, key=lambda each: (not each.general, ends[each]), default=None)
