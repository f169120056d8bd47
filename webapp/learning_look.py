"""What a look at learning from corrections found: kept as JSON, for pages until the next look."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from contracts.lessons import Trial
from contracts.visibility import EVERYTHING
from ingest.tags.lesson_effects import Effect
from ingest.tags.lesson_proposal import Proposal
from review.changes import changed_findings
from review.findings import Verdict
from review.house_checklists import checklists_in_force
from store.database import Connection
from store.documents import get_document
from store.learning_runs import LearningRun

MOST_SHOWN = 200  # documents whose changes are kept one by one


@dataclass(frozen=True, slots=True)
class TypeChange:
    """A clause type: in how many documents how many clauses would gain or lose it."""

    clause_type: str
    documents: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that would gain or lose a type."""

    clause_id: str
    clause_type: str
    gained: bool


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A checklist item whose verdict would change."""

    checklist: str
    item: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """What would change in a document."""

    document_id: int
    clauses: tuple[ClauseChange, ...]
    findings: tuple[FindingChange, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What a look found: the trial, and what would change; ``key`` names what would be learned.

    ``silent`` corrections teach nothing. Of ``changed`` documents the first are shown one by one.
    """

    key: str
    trial: Trial
    silent: int
    types: tuple[TypeChange, ...]
    changed: int
    findings: int
    documents: tuple[DocumentChange, ...]


_LOOK = TypeAdapter(Look)


def look_of(run: LearningRun) -> Look:
    """Read a look from JSON."""
    return _LOOK.validate_json(run.found)


def look_text(look: Look) -> str:
    """A look as JSON, which ``look_of`` reads again."""
    return _LOOK.dump_json(look).decode()


def look(connection: Connection, proposal: Proposal, effects: Sequence[Effect]) -> Look:
    """What a proposal would teach and change."""
    documents = [_document_change(connection, each) for each in effects]
    return Look(
        key=proposal.key,
        trial=proposal.trial,
        silent=proposal.silent,
        types=_type_changes(effects),
        changed=len(documents),
        findings=sum(len(each.findings) for each in documents),
        documents=tuple(documents[:MOST_SHOWN]),
    )


def _type_changes(effects: Sequence[Effect]) -> tuple[TypeChange, ...]:
    """By type, the one that changes most first."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for change in (change for each in effects for change in each.changes):
        count = counts[change.clause_type]
        for place, more in enumerate((1, len(change.gained), len(change.lost))):
            count[place] += more
    found = [TypeChange(name, *count) for name, count in counts.items()]
    return tuple(sorted(found, key=lambda each: (-each.gained - each.lost, each.clause_type)))


def _document_change(connection: Connection, effect: Effect) -> DocumentChange:
    document = get_document(connection, effect.document_id, EVERYTHING)
    checklists = checklists_in_force(connection).values()
    findings = changed_findings(document, effect.clauses, effect.before, effect.after, checklists)
    return DocumentChange(
        document.id,
        tuple(
            ClauseChange(clause_id, change.clause_type, gained)
            for change in effect.changes
            for gained, clause_ids in ((True, change.gained), (False, change.lost))
            for clause_id in clause_ids
        ),
        tuple(
            FindingChange(each.checklist.id, each.item.id, each.before, each.after)
            for each in findings
        ),
    )
