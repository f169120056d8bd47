"""Putting a document into another collection, and calling a collection something else."""

from house import Browser, House

from ingest.indexer import apply_outbox

CONTRACT = "设备采购合同"


def test_who_may_edit_both_collections_moves_a_document(
    house: House, reader: Browser, administrator: Browser
) -> None:
    address = f"/documents/{house.documents[CONTRACT]}"
    assert reader.get(address).status_code == 200
    found = reader.get("/?q=设备").text
    administrator.post(f"{address}/collection", {"collection": house.collections["并购"]})
    apply_outbox(house.services.database, house.services.index)
    assert reader.get(address).status_code == 404
    assert CONTRACT in found
    assert CONTRACT not in reader.get("/?q=设备").text
    assert "并购" in administrator.get(address).text


def test_a_document_goes_nowhere_that_its_editor_may_not_edit(
    house: House, reader: Browser, editor: Browser
) -> None:
    address = f"/documents/{house.documents[CONTRACT]}"
    hidden = {"collection": house.collections["并购"]}
    assert editor.post(f"{address}/collection", hidden).status_code == 404
    assert reader.post(f"{address}/collection", hidden).status_code == 403
    assert f"{address}/collection" not in editor.get(address).text


def test_a_collection_is_renamed_but_never_to_a_name_that_is_taken(
    house: House, reader: Browser, administrator: Browser
) -> None:
    rename = f"/administration/collections/{house.collections['采购']}"
    administrator.post(rename, {"name": "并购"})
    assert "采购" in reader.get("/documents").text
    administrator.post(rename, {"name": "采购与租赁"})
    assert "采购与租赁" in reader.get("/documents").text
