"""Learning from corrections: switching it on and off, and which corrections a tag was learned from.

Nothing is learned until an administrator says so; what is in force then is what was shown before.
"""

from collections.abc import Sequence

from contracts.clause import Clause
from contracts.corrections import TagCorrection
from contracts.errors import TiaoliError
from contracts.lessons import FEWEST_CORRECTIONS, FEWEST_DOCUMENTS, Lessons
from contracts.passages import passages_of
from contracts.visibility import Visible
from ingest.progress import Progress
from ingest.tags.correcting import tag_anew
from ingest.tags.lesson_proposal import Proposal
from store.database import Connection, Database
from store.following import lock_documents
from store.index_contents import readable_documents
from store.lessons import lessons_in_force, put_in_force
from store.tag_corrections import every_correction
from store.type_scores import known_vectors


class TooEarly(TiaoliError):
    """There are too few corrections to learn from."""

    code = "too_early"


def switch_on(database: Database, proposal: Proposal, user: str, progress: Progress) -> int:
    """Put a proposal in force; returns how many documents' tags changed. Raises TooEarly."""
    if proposal.trial.too_early:
        raise TooEarly(
            f"可供学习的更正还太少：现有 {proposal.trial.corrections} 处，"
            f"涉及 {proposal.trial.documents} 份文件；"
            f"至少需要 {FEWEST_CORRECTIONS} 处、{FEWEST_DOCUMENTS} 份文件。",
            f"There are too few corrections to learn from: {proposal.trial.corrections} "
            f"in {proposal.trial.documents} documents; "
            f"{FEWEST_CORRECTIONS} in {FEWEST_DOCUMENTS} are needed.",
        )
    with database.write() as connection:
        put_in_force(connection, proposal.weights, proposal.lessons, user)
    return _tag_all_anew(database, progress)


def switch_off(database: Database, user: str, progress: Progress) -> int:
    """Stop learning from corrections; returns how many documents' tags changed."""
    with database.write() as connection:
        put_in_force(connection, "", Lessons(()), user)
    return _tag_all_anew(database, progress)


def closest_corrections(
    connection: Connection, clauses: Sequence[Clause], clause: Clause, visible: Visible
) -> dict[str, tuple[TagCorrection, ...]]:
    """Clause type → the corrections that a clause's tag was learned from, the closest one first.

    Only those of documents that may be seen.
    """
    weights, lessons = lessons_in_force(connection)
    passages = [one for one in passages_of(clauses) if one.clause_id == clause.id]
    vectors = known_vectors(connection, weights, (one.key for one in passages))
    seen = {correction.id: correction for correction in every_correction(connection, visible)}
    found: dict[str, tuple[TagCorrection, ...]] = {}
    for teachings in lessons.teachings([vectors.get(one.key, b"") for one in passages]):
        for clause_type, teaching in teachings.items():
            numbers = [lesson.correction_id for lesson in teaching.agreeing]
            of_type = tuple(seen[number] for number in numbers if number in seen)
            found[clause_type] = (*found.get(clause_type, ()), *of_type)
    return found


def _tag_all_anew(database: Database, progress: Progress) -> int:
    """Each document in a transaction of its own; one that stays as it is isn't written."""
    with database.read() as connection:
        documents = readable_documents(connection)
    changed = 0
    for done, document_id in enumerate(documents, start=1):
        with database.write() as connection:
            lock_documents(connection, document_id)
            changed += tag_anew(connection, document_id)
        progress(done, len(documents))
    return changed
