"""The demonstration: contracts that show what Tiaoli finds, received as the pages receive them."""

from dataclasses import dataclass
from pathlib import Path

from contracts.document import DocumentKind
from contracts.model_clauses import Draft, Filing
from contracts.visibility import EVERYTHING
from contracts.yaml_data import load_yaml
from ingest.intake import receive
from ingest.progress import Progress
from store.import_items import ImportItem, Outcome, Source
from store.import_runs import ImportRun, create_run, finish_run
from store.model_clauses import add_model_clause, list_model_clauses
from webapp.acting import COMMAND_LINE
from webapp.loading import ensure_collection
from webapp.services import Services

FOLDER = Path(__file__).parents[1] / "demo"


@dataclass(frozen=True, slots=True)
class DemoDocument:
    """An entry of manifest.yaml, whose head explains the keys."""

    file: str
    source: str
    collection: str
    title: str
    language: str
    kind: DocumentKind
    version_of: str | None = None
    missing: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The demonstration's documents; a newer version stands after the older one."""

    documents: tuple[DemoDocument, ...]


@dataclass(frozen=True, slots=True)
class DemoModelClause:
    """An entry of model_clauses.yaml: a wording that the house prefers, in the clause library."""

    clause_type: str
    language: str
    title: str
    text: str
    when_to_use: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """How many files were new, and how many were there already."""

    new: int
    known: int


def receive_demo(services: Services, folder: Path, progress: Progress) -> Received:
    """Receive what the folder's manifest.yaml lists; what is there already is left alone.

    A clause library that is empty is begun with model_clauses.yaml, if there is one. Raises
    InvalidData naming the line where either is wrong.
    """
    manifest = load_yaml(folder / "manifest.yaml", Manifest)
    _begin_clause_library(services, folder)
    with services.database.write() as connection:
        runs = {
            name: create_run(connection, ensure_collection(connection, name), COMMAND_LINE, "demo")
            for name in dict.fromkeys(entry.collection for entry in manifest.documents)
        }
    items: dict[str, ImportItem] = {}
    for entry in manifest.documents:
        older = items[entry.version_of] if entry.version_of else None
        run = runs[entry.collection]
        items[entry.file] = _receive(services, folder / "contracts", entry, run, older)
        progress(len(items), len(manifest.documents))
    with services.database.write() as connection:
        for run in runs.values():
            finish_run(connection, run.id)
    known = sum(item.outcome is Outcome.DUPLICATE for item in items.values())
    return Received(len(items) - known, known)


def _begin_clause_library(services: Services, folder: Path) -> None:
    path = folder / "model_clauses.yaml"
    wordings = load_yaml(path, tuple[DemoModelClause, ...]) if path.exists() else ()
    with services.database.write() as connection:
        if list_model_clauses(connection, EVERYTHING) or list_model_clauses(
            connection, EVERYTHING, withdrawn=True
        ):
            return
        for each in wordings:
            filing = Filing(each.clause_type, each.language, each.title, each.labels)
            draft = Draft(each.text, each.when_to_use)
            add_model_clause(connection, filing, draft, "demo", EVERYTHING)


def _receive(
    services: Services,
    contracts: Path,
    entry: DemoDocument,
    run: ImportRun,
    older: ImportItem | None,
) -> ImportItem:
    with (contracts / entry.file).open("rb") as stream:
        return receive(
            services.database,
            services.files,
            stream,
            Path(entry.file).name,
            collection_id=run.collection_id,
            received_by=COMMAND_LINE,
            size_limit=services.settings.upload_limit,
            document_id=older.document_id if older else None,
            source=Source(entry.file, run.id),
        )
