"""Contract types and kinds of documents, told by a title."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from contracts.cues import CueText, compile_cue
from contracts.document import DocumentKind
from contracts.text import reading
from contracts.yaml_data import NonEmpty, load_yaml

PATH = Path(__file__).with_name("contract_types.yaml")
_CALLED_CONTRACT = re.compile(r"合同|协议|合约|契约|agreement|contract")


@dataclass(frozen=True, slots=True)
class ContractTypeDefinition:
    """A contract type: names, the kind of document it is, the words its titles hold."""

    name_zh: NonEmpty
    name_en: NonEmpty
    kind: DocumentKind
    cues: tuple[CueText, ...]


_TYPES = load_yaml(PATH, tuple[ContractTypeDefinition, ...])
CONTRACT_TYPES: Mapping[str, ContractTypeDefinition] = {each.name_zh: each for each in _TYPES}


@cache
def _patterns() -> tuple[tuple[ContractTypeDefinition, re.Pattern[str]], ...]:
    return tuple(
        (definition, compile_cue(cue, {}).pattern)
        for definition in _TYPES
        for cue in definition.cues
    )


def contract_type_of(title: str) -> ContractTypeDefinition | None:
    """The first type one of whose cues stands in the title.

    Internal policies about contracts are policies (合同管理制度), contracts that carry out a policy
    are contracts (…实施方案合同): the word the title ends with decides.
    """
    text = reading(title).text
    fitting = [definition for definition, pattern in _patterns() if pattern.search(text)]
    policies = [each for each in fitting if each.kind is DocumentKind.POLICY]
    called = list(_CALLED_CONTRACT.finditer(text))
    if policies and (not called or called[-1].end() < len(text) - 2):
        return policies[0]
    return next((each for each in fitting if each.kind is not DocumentKind.POLICY), None)
