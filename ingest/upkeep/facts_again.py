"""The facts of stored documents read anew, from the text that was read before: after an upgrade."""

from contracts.document import document_text
from contracts.facts import read_facts
from contracts.visibility import EVERYTHING
from store import outbox
from store.database import Connection
from store.documents import newest_readable
from store.facts import replace_facts, rule_facts_of
from store.following import lock_documents
from store.readings import blocks_of, clauses_of


def read_facts_again(connection: Connection, document_id: int) -> bool:
    """Replace what rules read of a document's newest readable version; whether that changed it.

    People's corrections stay. The index follows where something changed.
    """
    lock_documents(connection, document_id)
    version = newest_readable(connection, document_id, EVERYTHING)
    if version is None:
        return False
    before = rule_facts_of(connection, version.id)
    # The file's own title isn't stored but as the title of a text that shows none.
    hint = next((fact.value for fact in before if fact.field == "title" and not fact.evidence), "")
    text = document_text(blocks_of(connection, version.id, EVERYTHING))
    clauses = clauses_of(connection, version.id, EVERYTHING)
    found = read_facts(clauses, text, version.file_name, hint)
    if sorted(found, key=lambda fact: fact.field) == sorted(before, key=lambda fact: fact.field):
        return False
    replace_facts(connection, version.document_id, version.id, found)
    outbox.add(connection, version.document_id)
    return True
