"""Model clauses: wordings that the house prefers, for everybody to reuse.

A model clause may be read by all who have an account; the contract that it was taken from is named
only to those who may see that contract.
"""

from dataclasses import dataclass
from datetime import datetime

from contracts.clause import Clause, clause_id
from contracts.text import fold


@dataclass(frozen=True, slots=True)
class Filing:
    """Where a model clause is found: type, language ("zh" or "en"), title, labels."""

    clause_type: str
    language: str
    title: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The clause of a contract that a wording was taken from."""

    document_id: int
    title: str
    version_id: int
    order: int
    number_label: str

    @property
    def clause_id(self) -> str:
        """The clause's id."""
        return clause_id(self.version_id, self.order)


@dataclass(frozen=True, slots=True)
class ModelClauseVersion:
    """A wording and when to use it; ``source`` is None where there is none for this reader."""

    number: int
    text: str
    when_to_use: str
    made_by: str
    made_at: datetime
    source: Source | None


@dataclass(frozen=True, slots=True)
class ModelClause:
    """A model clause with all its versions, the newest last."""

    id: int
    filing: Filing
    withdrawn: bool
    versions: tuple[ModelClauseVersion, ...]

    @property
    def newest(self) -> ModelClauseVersion:
        """The version that counts."""
        return self.versions[-1]

    def says(self, words: str) -> bool:
        """Whether title, labels or the newest version hold the words."""
        newest = self.newest
        filing = self.filing
        said = " ".join((filing.title, *filing.labels, newest.text, newest.when_to_use))
        return fold(words) in fold(said)


@dataclass(frozen=True, slots=True)
class Draft:
    """A new version: the wording, when to use it, and the clause that it was taken from."""

    text: str
    when_to_use: str = ""
    clause: Clause | None = None
