"""Programs upload with a token: the same intake, the same permissions, no session."""

import gc
from io import BytesIO
from pathlib import Path

import pytest
from command_line import MAINTENANCE, tiaoli
from house import Browser, House
from werkzeug.test import TestResponse

from contracts.visibility import EVERYTHING
from store import users
from store.import_runs import list_runs
from store.tokens import create_token, list_tokens, remove_token


class Unread(BytesIO):
    """A body that must not be read."""

    def readinto(self, _buffer: object) -> int:
        raise AssertionError("the body was read")


def token_of(house: House, name: str) -> str:
    with house.services.database.write() as connection:
        user = users.find_by_name(connection, name)
        assert user is not None
        return create_token(connection, user.id, "扫描仪")[1]


def upload(house: House, token: str, collection: str = "采购", **form: object) -> TestResponse:
    return house.app.test_client().post(
        "/api/v1/files",
        data={"collection": collection, **form},
        headers={"Authorization": f"Bearer {token}"},
    )


def file(text: str, name: str = "合同.txt") -> tuple[BytesIO, str]:
    return BytesIO(text.encode()), name


def test_files_are_received_as_one_import(house: House, editor: Browser) -> None:
    token = token_of(house, "编辑")
    files = [file("第一条 保密"), file("第一条 付款", "二.txt")]
    answer = upload(house, token, file=files, path=["甲/合同.txt", ""])
    assert answer.status_code == 201
    told = answer.get_json()
    assert [each["path"] for each in told["files"]] == ["甲/合同.txt", "二.txt"]
    assert {each["outcome"] for each in told["files"]} == {"received"}
    assert "甲/合同.txt" in editor.get(told["page"]).text
    again = upload(house, token, file=file("第一条 保密")).get_json()
    assert again["files"][0]["outcome"] == "duplicate"


@pytest.mark.parametrize("token", ["", "wrong"])
def test_without_a_good_token_nothing_is_received(house: House, token: str) -> None:
    assert upload(house, token, file=file("第一条")).status_code == 401


def test_without_a_token_the_files_are_not_even_taken_in(house: House) -> None:
    answer = house.app.test_client().post(
        "/api/v1/files",
        input_stream=Unread(b"--files"),
        content_type="multipart/form-data; boundary=files",
    )
    assert answer.status_code == 401


def test_a_session_is_no_token(house: House, editor: Browser) -> None:
    form = {"collection": "采购", "file": file("第一条")}
    assert editor.post("/api/v1/files", form).status_code == 401


def test_a_token_may_do_what_its_user_may(house: House) -> None:
    assert upload(house, token_of(house, "读者"), file=file("第一条")).status_code == 403
    token = token_of(house, "编辑")
    assert upload(house, token, "并购", file=file("第一条")).status_code == 404
    assert upload(house, token, "没有", file=file("第一条")).status_code == 404


def test_a_request_without_files_begins_no_import(house: House) -> None:
    assert upload(house, token_of(house, "编辑")).status_code == 404
    with house.services.database.read() as connection:
        assert len(list_runs(connection, EVERYTHING, 0, 10)) == len(house.runs)


def test_a_removed_token_and_that_of_a_closed_account_count_no_more(house: House) -> None:
    removed, closed = token_of(house, "编辑"), token_of(house, "编辑")
    with house.services.database.write() as connection:
        remove_token(connection, list_tokens(connection)[0].id)
    assert upload(house, removed, file=file("第一条")).status_code == 401
    assert upload(house, closed, file=file("第一条")).status_code == 201
    with house.services.database.write() as connection:
        user = users.find_by_name(connection, "编辑")
        assert user is not None
        users.set_active(connection, user.id, active=False)
    assert upload(house, closed, file=file("第一条 二")).status_code == 401


# werkzeug's test client leaves the file open in which it keeps a large body
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_file_of_some_megabytes_is_taken_and_looked_at(house: House, editor: Browser) -> None:
    text = "第一条 保密义务\n" * 100_000  # more than a form without files may bring
    assert upload(house, token_of(house, "编辑"), file=file(text)).status_code == 201
    form = {"collection": str(house.collections["采购"]), "file": file(text)}
    assert editor.post("/api/imports/look", form).status_code == 200
    gc.collect()  # here, where the warning is expected


def test_tokens_are_made_listed_and_removed_at_the_terminal(tmp_path: Path) -> None:
    data, incoming = tmp_path / "data", tmp_path / "incoming"
    tiaoli(data, "user", "add", "张敏", "--password", "correct horse battery")
    made = tiaoli(data, "token", "add", "张敏", "扫描仪")
    assert len(made.stdout.strip()) >= 40
    assert "1  张敏  never  扫描仪" in tiaoli(data, "token", "list").stdout
    assert made.stdout.strip() not in tiaoli(data, "token", "list").stdout
    assert tiaoli(data, "token", "remove", "1").exit_code == 0
    assert tiaoli(data, "token", "remove", "1").exit_code == 1
    assert tiaoli(data, "token", "add", "没有", "x").exit_code == 1
    incoming.mkdir()
    (incoming / "合同.txt").write_text(MAINTENANCE, encoding="utf-8")
    options = ("--collection", "2024", "--every", "0.1", "--once")
    watched = tiaoli(data, "watch", str(incoming), *options)
    assert "Received 1 file." in watched.stderr
    assert (incoming / "合同.txt").exists()
