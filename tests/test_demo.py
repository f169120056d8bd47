"""The demo is what its manifest and its sources say."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_demo import build
from contracts.clause_types import CLAUSE_TYPES
from demo_source import read_source

DEMO = Path(__file__).parent.parent / "demo"
DOCUMENTS: list[dict[str, Any]] = yaml.safe_load(
    (DEMO / "manifest.yaml").read_text(encoding="utf-8")
)["documents"]


def test_every_demo_file_is_listed_and_every_listed_file_is_there() -> None:
    there = {str(path.relative_to(DEMO / "contracts")) for path in files_under("contracts")}
    assert there == {entry["file"] for entry in DOCUMENTS}
    sources = {path.name for path in files_under("sources")}
    assert sources == {entry["source"] for entry in DOCUMENTS}


def files_under(folder: str) -> Iterable[Path]:
    return (path for path in (DEMO / folder).rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "entry", [e for e in DOCUMENTS if not e["file"].endswith(".pdf")], ids=lambda e: e["source"]
)
def test_a_demo_file_is_what_its_source_gives(entry: dict[str, Any]) -> None:
    target = DEMO / "contracts" / entry["file"]
    built = build(read_source(DEMO / "sources" / entry["source"]), entry["title"], target.suffix)
    assert unpacked(built) == unpacked(target.read_bytes()), "run make demo"


def unpacked(data: bytes) -> dict[str, bytes]:
    """The members of a DOCX, for zlib's builds compress differently; else the file itself."""
    stream = io.BytesIO(data)
    if not zipfile.is_zipfile(stream):
        return {"": data}
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wordings_of_the_clause_library_are_filed_under_clause_types() -> None:
    wordings = yaml.safe_load((DEMO / "model_clauses.yaml").read_text(encoding="utf-8"))
    assert {each["clause_type"] for each in wordings} <= set(CLAUSE_TYPES)
    assert {each["language"] for each in wordings} == {"zh", "en"}


def test_the_gaps_named_in_the_manifest_are_clause_types() -> None:
    named = {
        name for entry in DOCUMENTS for name in (*listed(entry, "missing"), *listed(entry, "weak"))
    }
    assert named - set(CLAUSE_TYPES) == set()


def listed(entry: dict[str, Any], key: str) -> list[str]:
    return list(entry.get(key, []))


def test_a_newer_demo_version_stands_behind_the_older_one() -> None:
    files = [entry["file"] for entry in DOCUMENTS]
    versions = [(e["file"], e["version_of"]) for e in DOCUMENTS if "version_of" in e]
    assert len(versions) == 3
    assert all(files.index(older) < files.index(newer) for newer, older in versions)
