"""Condition: which documents a checklist, or an item of one, is meant for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator

from contracts.contract_types import CONTRACT_TYPES
from contracts.document import Document, DocumentKind
from contracts.unfit import unknown
from review.wording import Words


def _known_contract_type(name: str) -> str:
    if name not in CONTRACT_TYPES:
        raise unknown("合同类型", "contract type", name, CONTRACT_TYPES)
    return name


ContractTypeName = Annotated[str, AfterValidator(_known_contract_type)]


@dataclass(frozen=True, slots=True)
class Condition:
    """Which documents are meant: every part given must hold; an unknown amount or date does.

    Contract types are told by their Chinese names; those under ``except_contract_types`` are not
    meant. ``consumer_facing`` asks whether a consumer is a party, ``party_roles`` whether a party
    has one of these roles (买方, 出租人), ``amount_from`` and ``amount_below`` what the contract is
    worth in CNY, ``made_from`` and ``made_before`` when it was made or came into force.
    """

    kinds: tuple[DocumentKind, ...] = ()
    contract_types: tuple[ContractTypeName, ...] = ()
    except_contract_types: tuple[ContractTypeName, ...] = ()
    languages: tuple[Words, ...] = ()
    consumer_facing: bool | None = None
    party_roles: tuple[Words, ...] = ()
    amount_from: Decimal | None = None
    amount_below: Decimal | None = None
    made_from: date | None = None
    made_before: date | None = None

    def holds(self, document: Document) -> bool:
        """Whether this document is meant."""
        return (
            (not self.kinds or document.kind in self.kinds)
            and (not self.contract_types or document.contract_type in self.contract_types)
            and document.contract_type not in self.except_contract_types
            and (not self.languages or document.language in self.languages)
            and (self.consumer_facing in (None, document.consumer_facing))
            and (not self.asks_facts or self._holds_of_facts(document))
        )

    @property
    def asks_facts(self) -> bool:
        """Whether the condition needs facts besides the kind of document: parties, amount, date."""
        return bool(self.party_roles) or any(
            limit is not None
            for limit in (self.amount_from, self.amount_below, self.made_from, self.made_before)
        )

    def _holds_of_facts(self, document: Document) -> bool:
        roles = [party.role for party in document.parties if party.role]
        amount = _in_cny(document.amount)
        made = document.agreement_date or document.effective_date
        return (
            (not self.party_roles or _any_within(self.party_roles, roles))
            and (self.amount_from is None or amount is None or amount >= self.amount_from)
            and (self.amount_below is None or amount is None or amount < self.amount_below)
            and (self.made_from is None or made is None or made >= self.made_from)
            and (self.made_before is None or made is None or made < self.made_before)
        )


FOR_ALL = Condition()


def _any_within(wanted: Iterable[str], roles: Iterable[str]) -> bool:
    """Whether a role is one of those wanted; 甲方（买方） is a 买方 too."""
    return any(word in role for word in wanted for role in roles)


def _in_cny(amount: str) -> Decimal | None:
    """The sum if it is in CNY; others can't be compared with a limit in CNY."""
    currency, _, number = amount.partition(" ")
    return Decimal(number) if currency == "CNY" else None
