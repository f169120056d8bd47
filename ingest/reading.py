"""What a parser's blocks say once they are cut into clauses, tagged and searched for facts."""

from contracts.document import ParsedFile, document_text
from contracts.facts import read_facts
from contracts.fingerprint import fingerprint
from contracts.reading import Reading
from contracts.tagging import tag_clauses
from ingest.cutting import CutFile, cut


def understand(parsed: ParsedFile, version_id: int, file_name: str) -> Reading:
    """Clauses, tags and facts of what a parser read; EmptyFile or NeedsOCR where it is nothing."""
    return read_on(cut(parsed, version_id), file_name)


def read_on(file: CutFile, file_name: str) -> Reading:
    """Tags and facts of a file in clauses."""
    parsed, clauses = file.parsed, file.clauses
    text = document_text(parsed.blocks)
    return Reading(
        parsed=parsed,
        clauses=clauses,
        tags=tag_clauses(clauses),
        facts=read_facts(clauses, text, file_name, parsed.title),
        fingerprint=fingerprint(parsed.blocks),
        failure=file.failure,
    )
