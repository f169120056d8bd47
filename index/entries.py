"""What every back end holds of a clause: its tokens, its document's facts, its weight.

Everything shown comes from the database; a clause's joined runs are kept only to verify what an
engine alone cannot tell (``Near``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from contracts.citations import citations_read
from contracts.laws import SHIPPED_LAWS
from contracts.structure.numbering import cited_number
from contracts.text import fold
from index.analysis import GAP, index_tokens, joined_runs, spellings
from index.figures import figures_in
from index.protocol import Change, ClauseEntry, DocumentEntry, Forget
from index.ranking import length_factor
from index.words import words_of

_BARE = 12  # characters beside the heading, its number among them: nothing is said there


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause as it is indexed. Tokens stand between spaces; the other texts are whole values."""

    clause_id: str
    document_id: int
    version_id: int
    order: int
    collection_id: int
    collection: str
    kind: str
    year: int  # of signing; 0 where that is not known, and ``day`` None
    day: int | None
    clause_types: tuple[str, ...]
    contract_type: str  # this and the following are tokens
    title: str
    party: str
    text: str
    heading: str
    opening: bool  # the document's first clause
    number: str  # as one cites it
    figures: tuple[int, ...]  # index.figures
    laws: tuple[str, ...]  # cited, and as ``cited`` writes it their articles
    words: tuple[str, ...]  # index.words
    weight: float  # what scores are multiplied by
    rows: str  # the text's joined runs, its spellings parted by GAP
    direction: bytes  # where it points, b"" where that is not known
    directions: str  # the weights that say so


def entries(document: DocumentEntry) -> Iterator[Entry]:
    """One entry for each clause of a document."""
    title, contract_type = map(_tokens, (document.title, document.contract_type))
    party = f" {GAP} ".join(map(_tokens, document.parties))
    collection, kind = fold(document.collection.strip()), fold(document.kind)
    signed = document.agreement_date
    for clause in document.clauses:
        spelled = spellings(clause.text)
        read, rows = spelled[-1], tuple(map(joined_runs, spelled))
        yield Entry(
            clause_id=clause.clause_id,
            document_id=document.document_id,
            version_id=document.version_id,
            order=clause.order,
            collection_id=document.collection_id,
            collection=collection,
            kind=kind,
            year=signed.year if signed else 0,
            day=day_number(signed) if signed else None,
            clause_types=clause.clause_types,
            contract_type=contract_type,
            title=title,
            party=party,
            text=index_tokens(rows),
            heading=_tokens(_heading(clause)),
            opening=clause is document.clauses[0],
            number=cited_number(clause.number_label) if clause.number_label else "",
            figures=tuple(figures_in(read)),
            laws=tuple(dict.fromkeys(_laws(read))),
            words=tuple(words_of(rows)),
            weight=length_factor(clause.clause_id, len(clause.text)),
            rows=GAP.join(rows),
            direction=clause.direction,
            directions=document.directions,
        )


def cited(law: str, article: int | None) -> str:
    """The value by which a clause that cites this article, or law, is found."""
    return law if article is None else f"{law}#{article}"


def newest_changes(changes: Sequence[Change]) -> dict[int, Change]:
    """Document id → the last change of it."""
    return {
        change.document_id if isinstance(change, Forget) else change.document.document_id: change
        for change in sorted(changes, key=lambda change: change.sequence)
    }


def day_number(day: date) -> int:
    """A day as a number that can be sorted: 2024-03-01 is 20240301."""
    return day.year * 10_000 + day.month * 100 + day.day


def _heading(clause: ClauseEntry) -> str:
    """What heads the clause; a bare heading heads nothing, but what stands under it does."""
    says_something = len(clause.text) > len(clause.heading) + _BARE
    return (clause.heading if says_something else "") or clause.above


def _laws(read: str) -> Iterator[str]:
    for citation in citations_read(read, SHIPPED_LAWS):
        yield citation.law.name
        for article in citation.articles:
            yield cited(citation.law.name, article)


def _tokens(text: str) -> str:
    return index_tokens(spellings(text))
