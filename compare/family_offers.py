"""Families of contracts: what is offered, what was decided, for the page and the command line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from compare.families import Family, Member, Relative, offered_families
from contracts.document import Document, Version
from contracts.fingerprint import fingerprint
from contracts.name_hints import Role
from contracts.sketch import hashes_of, letters_of
from contracts.text import fold
from contracts.visibility import EVERYTHING, Visible
from store import kinships
from store.database import Connection, Database
from store.documents import get_document, newest_readable
from store.kinships import Fingerprinted, Kinship, fingerprinted, kinships_among
from store.readings import blocks_of, clauses_of

ROLES: Mapping[Role, tuple[str, str]] = {
    Role.VERSION: ("另一版本", "another version"),
    Role.DRAFT: ("草稿", "draft"),
    Role.SCAN: ("签署扫描件", "signed scan"),
    Role.AMENDMENT: ("补充协议", "amendment"),
    Role.COPY: ("同一文本", "the same text"),
}
HEAD = ("合同本身", "the contract itself")
ALMOST = 0.99  # the most that is told of texts that differ, however alike their sketches are
TOGETHER = 50  # documents read before there were fingerprints that get one in one transaction


@dataclass(frozen=True, slots=True)
class Offer:
    """A family: its head, the relatives still to be decided on, and those decided."""

    head: Fingerprinted
    relatives: tuple[tuple[Fingerprinted, Relative], ...]
    decided: tuple[tuple[Fingerprinted, Kinship], ...]


def families(connection: Connection, visible: Visible) -> tuple[Offer, ...]:
    """The families among the documents that may be seen: those to be decided on come first."""
    documents = {each.document_id: each for each in fingerprinted(connection, visible)}
    decisions = kinships_among(connection, documents)
    kin = [each for each in decisions if each.role is not None]
    apart = [_pair(each.head_id, each.relative_id) for each in decisions if each.role is None]
    found = offered_families(
        list(map(_member, documents.values())),
        kin=[(each.head_id, each.relative_id) for each in kin],
        apart=apart,
    )
    offers = [_offer(family, documents, kin) for family in found]
    return tuple(sorted(offers, key=lambda offer: not offer.relatives))


def with_texts_compared(
    connection: Connection, offers: Sequence[Offer], visible: Visible
) -> tuple[Offer, ...]:
    """The same offers, with a text called the same only where it is, letter for letter.

    Sketches of long texts that differ in a figure or two are often alike.
    """
    return tuple(_compared(connection, offer, visible) for offer in offers)


def _compared(connection: Connection, offer: Offer, visible: Visible) -> Offer:
    texts: dict[int, str] = {}

    def letters(document: Fingerprinted) -> str:
        if document.version_id not in texts:
            clauses = clauses_of(connection, document.version_id, visible)
            texts[document.version_id] = letters_of("".join(clause.text for clause in clauses))
        return texts[document.version_id]

    def checked(document: Fingerprinted, relative: Relative) -> Relative:
        is_claimed = relative.role is Role.COPY or relative.likeness > ALMOST
        if not is_claimed or letters(document) == letters(offer.head):
            return relative
        role = Role.VERSION if relative.role is Role.COPY else relative.role
        return replace(relative, role=role, likeness=min(relative.likeness, ALMOST))

    found = tuple((document, checked(document, each)) for document, each in offer.relatives)
    return replace(offer, relatives=found)


def decide(
    connection: Connection,
    family: Sequence[int],
    head_id: int,
    relative_id: int,
    role: Role | None,
    decided_by: str,
) -> None:
    """Keep a person's decision; None tells a document apart from all others of the family."""
    if role is not None:
        kinships.decide(connection, head_id, relative_id, role, decided_by)
        return
    for other in family:
        if other != relative_id:
            kinships.decide(connection, other, relative_id, None, decided_by)


def fingerprint_what_lacks_one(database: Database) -> None:
    """Make the fingerprints of what was read before there were any."""
    while True:
        with database.read() as connection:
            lacking = kinships.versions_without_fingerprint(connection, TOGETHER)
            made = {id_: fingerprint(blocks_of(connection, id_, EVERYTHING)) for id_ in lacking}
        if not made:
            return
        with database.write() as connection:
            for version_id, found in made.items():
                kinships.save_fingerprints(connection, {version_id: found})


def _offer(family: Family, documents: Mapping[int, Fingerprinted], kin: Sequence[Kinship]) -> Offer:
    decided = {
        each.relative_id if each.relative_id != family.head else each.head_id: each
        for each in kin
        if {each.head_id, each.relative_id} <= set(family.ids)
    }
    return Offer(
        documents[family.head],
        tuple(
            (documents[each.document_id], each)
            for each in family.relatives
            if each.document_id not in decided
        ),
        tuple((documents[id_], each) for id_, each in decided.items()),
    )


def _member(found: Fingerprinted) -> Member:
    return Member(
        document_id=found.document_id,
        title=found.title,
        file_name=found.file_name,
        numbers=found.fingerprint.numbers,
        parties=frozenset("".join(fold(name).split()) for name in found.parties),
        agreed_on=found.agreement_date,
        is_scan=found.fingerprint.is_scan,
        sketch=hashes_of(found.fingerprint.sketch),
    )


def _pair(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


@dataclass(frozen=True, slots=True)
class Kin:
    """Another document of a family: what it is in it, its newest version that could be read, and
    whether that goes before the document's whose family is asked for.
    """

    document: Document
    name: tuple[str, str]
    version: Version | None
    is_older: bool


def relatives(connection: Connection, document_id: int, visible: Visible) -> list[Kin]:
    """The other documents of one's family, as people decided, and what each is in it."""
    roles: dict[int, Role | None] = {document_id: None}
    for each in kinships.relatives_of(connection, document_id, visible):
        roles.setdefault(each.head_id, None)
        if each.role is not None:
            roles[each.relative_id] = each.role
    own = roles.pop(document_id)
    return [
        Kin(
            get_document(connection, id_, visible),
            ROLES[role] if role else HEAD,
            newest_readable(connection, id_, visible),
            role is Role.DRAFT and own is not Role.DRAFT,
        )
        for id_, role in roles.items()
    ]
