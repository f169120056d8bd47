"""What the clause library offers where a clause is missing or deviates."""

from collections.abc import Iterable, Mapping, Sequence

from contracts.clause import Clause, Strength, Tag
from contracts.clause_types import CLAUSE_TYPES
from contracts.document import Document
from contracts.errors import TiaoliError
from contracts.model_clauses import Filing, ModelClause
from contracts.visibility import Visible
from review.checklist import ChecklistItem
from store.database import Connection
from store.model_clauses import list_model_clauses

_FEW = 3  # beside one item


class UnclearModelClause(TiaoliError):
    """A model clause lacks what it needs."""

    code = "unclear_model_clause"


def language_of(document: Document) -> str:
    """The language that a model clause for the document is in."""
    return "en" if document.language == "en" else "zh"


def offered_for(
    connection: Connection, items: Iterable[ChecklistItem], document: Document, visible: Visible
) -> Mapping[str, Sequence[ModelClause]]:
    """Item → the model clauses that answer it, in the document's language."""
    items = tuple(items)
    wanted = {name for item in items for name in item.clause_types}
    found = list_model_clauses(
        connection, visible, clause_types=wanted, language=language_of(document)
    )
    return {
        item.id: [each for each in found if each.filing.clause_type in item.clause_types][:_FEW]
        for item in items
    }


def filing_of(clause: Clause, tags: Iterable[Tag], document: Document) -> Filing:
    """How a clause of a contract would be filed: by what it provides for most surely."""
    provided = [tag for tag in tags if tag.strength is Strength.OPERATIVE]
    surest = max(provided, key=lambda tag: tag.score, default=None)
    clause_type, language = surest.clause_type if surest else "", language_of(document)
    named = CLAUSE_TYPES[clause_type].name(language) if clause_type in CLAUSE_TYPES else ""
    return Filing(clause_type, language, clause.heading or named)


def names_in(text: str, document: Document) -> list[str]:
    """The parties of a contract that are named in a text: a model clause should name none."""
    return [party.name for party in document.parties if party.name and party.name in text]
