"""Looking before importing, on the upload page: what becomes of a file, and nothing is kept."""

from io import BytesIO

from house import Browser, House

from contracts.visibility import EVERYTHING
from store.import_runs import list_runs

CONTRACT = "第一条 保密".encode()


def look(browser: Browser, house: House, name: str, data: bytes) -> dict[str, object]:
    form = {
        "collection": str(house.collections["采购"]),
        "path": f"旧合同/{name}",
        "file": (BytesIO(data), name),
    }
    answer = browser.post("/api/imports/look", form)
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.get_json()
    return found


def test_what_would_become_of_a_file(house: House, editor: Browser) -> None:
    found = look(editor, house, "新.txt", CONTRACT)
    assert (found["outcome"], found["kind"]) == ("indexed", "TXT")
    assert look(editor, house, "空.txt", b"")["outcome"] == "failed"


def test_what_the_collection_holds_is_a_duplicate(house: House, editor: Browser) -> None:
    house.add_document("采购", "保密协议", CONTRACT.decode())
    assert look(editor, house, "又.txt", CONTRACT)["outcome"] == "duplicate"


def test_who_only_looks_leaves_nothing_behind(house: House, editor: Browser) -> None:
    originals = set(house.services.files.root.rglob("*"))
    look(editor, house, "新.txt", CONTRACT)
    assert set(house.services.files.root.rglob("*")) == originals
    with house.services.database.read() as connection:
        runs = list_runs(connection, EVERYTHING)
    assert {run.id for run in runs} == set(house.runs.values())


def test_only_editors_may_look(house: House, reader: Browser) -> None:
    form = {"collection": str(house.collections["采购"]), "file": (BytesIO(b"x"), "x.txt")}
    assert reader.post("/api/imports/look", form).status_code == 403
