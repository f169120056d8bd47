"""Putting a document into another collection, and calling a collection something else."""

import re

from house import Browser, House

from index.protocol import Results
from index.query import Everything
from ingest.indexer import apply_outbox
from store.users import find_by_name, visible_to

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


def test_a_document_that_moved_is_not_counted_while_the_index_still_holds_it_where_it_was(
    house: House, reader: Browser, administrator: Browser
) -> None:
    address = f"/documents/{house.documents[CONTRACT]}/collection"
    assert found_by_reader(house).total
    administrator.post(address, {"collection": house.collections["并购"]})
    meanwhile, page = found_by_reader(house), reader.get("/?q=设备").text
    apply_outbox(house.services.database, house.services.index)
    assert meanwhile == found_by_reader(house) == Results.counted(0, (), meanwhile.facets)
    assert meanwhile.facets.documents == 0
    assert re.findall("<h1>.*</h1>", page) == re.findall("<h1>.*</h1>", reader.get("/?q=设备").text)
    administrator.post(address, {"collection": house.collections["采购"]})
    apply_outbox(house.services.database, house.services.index)
    assert found_by_reader(house).total


def found_by_reader(house: House) -> Results:
    """What the index finds of all that the reader may see."""
    with house.services.database.read() as connection:
        reader = find_by_name(connection, "读者")
        assert reader is not None
        visible = visible_to(connection, reader)
    return house.services.index.search(Everything(), visible=visible)


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
