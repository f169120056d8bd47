"""A house to try the pages in: the real application, people at browsers, documents read."""

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from contracts.document import Block, BlockKind, ParsedFile
from ingest.indexer import apply_outbox
from ingest.intake import receive
from ingest.reading import understand
from store import jobs
from store.collections import create_collection
from store.import_items import Source, settle_items
from store.import_runs import create_run, finish_run
from store.reading_results import save_readings
from webapp.services import Services

PASSWORD = "correct horse battery"


class Browser:
    """A person at a browser: keeps the session, and sends each form's CSRF token along."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def get(self, address: str, **options: Any) -> TestResponse:
        return self._client.get(address, buffered=True, **options)

    def post(
        self, address: str, data: dict[str, Any] | None = None, **options: Any
    ) -> TestResponse:
        page = self._client.get("/account", follow_redirects=True).text  # or the page to log in at
        found = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert found is not None
        return self._client.post(address, data={**(data or {}), "csrf_token": found[1]}, **options)

    @property
    def logged_in(self) -> bool:
        return self._client.get("/account").status_code == 200

    def log_in(self, name: str, password: str = PASSWORD) -> TestResponse:
        return self.post("/login", {"name": name, "password": password})


@dataclass(frozen=True, slots=True)
class House:
    """The application, and the ids of what is in it by name."""

    services: Services
    app: Flask
    collections: dict[str, int] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    runs: dict[str, int] = field(default_factory=dict)

    def browser(self, name: str | None = None) -> Browser:
        """A new browser, logged in as this person where one is named."""
        browser = Browser(self.app.test_client())
        if name is not None:
            assert browser.log_in(name).status_code == 302
        return browser

    def add_collection(self, name: str) -> None:
        with self.services.database.write() as connection:
            self.collections[name] = create_collection(connection, name)

    def add_document(
        self,
        collection: str,
        title: str,
        text: str,
        *,
        file_name: str = "",
        document_id: int | None = None,
    ) -> None:
        """Receive a text, read it and index it, as an import of its own.

        It is a new version where a document is named.
        """
        here = self.services
        with here.database.write() as connection:
            run = create_run(connection, self.collections[collection], "admin", title)
        item = receive(
            here.database,
            here.files,
            BytesIO(text.encode()),
            file_name or f"{title}.txt",
            collection_id=self.collections[collection],
            received_by="admin",
            document_id=document_id,
            source=Source(file_name or f"{title}.txt", run.id),
            size_limit=10**6,
        )
        assert item.version_id is not None
        assert item.document_id is not None
        blocks = tuple(
            Block(order=order, kind=BlockKind.PARAGRAPH, text=line)
            for order, line in enumerate(text.splitlines())
        )
        reading = understand(ParsedFile(blocks, "test 1"), item.version_id, f"{title}.txt")
        with here.database.write() as connection:
            save_readings(connection, {item.version_id: reading})
            jobs.remove(connection, item.version_id)
            settle_items(connection, [item.version_id])
            finish_run(connection, run.id)
        apply_outbox(here.database, here.index)
        self.documents[title] = item.document_id
        self.versions[title] = item.version_id
        self.runs[title] = run.id
