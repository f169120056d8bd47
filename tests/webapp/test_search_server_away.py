"""While the search server is away everything but searching goes on, and it catches up by itself."""

import threading
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from command_line import MAINTENANCE, tiaoli
from house import PASSWORD, Browser, House
from search_servers import elasticsearch_server, free_port, server_at
from word_encoder import CharacterSentences

from contracts.visibility import EVERYTHING
from ingest.meaning import read_next_meaning
from ingest.worker import work
from searching.alike import that_say
from store import users
from webapp.accounts import hash_password
from webapp.application import create_app
from webapp.services import open_services
from webapp.settings import Settings

BREACH = "乙方未按时响应的，每次应当向甲方支付违约金500元"
AGAIN = """{text}
第八条 保密
双方对合同内容保密。
"""


@pytest.fixture
def port() -> int:
    """Where the search server is to be found, once it is there."""
    return free_port()


@pytest.fixture
def house(tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A new installation, made while the search server is away."""
    with elasticsearch_server() as server:
        monkeypatch.setenv("TIAOLI_SEARCH_ENGINE", "elasticsearch")
        monkeypatch.setenv("TIAOLI_ELASTICSEARCH_URL", f"http://127.0.0.1:{port}")
        monkeypatch.setenv("TIAOLI_ELASTICSEARCH_NAME", server.name)
        monkeypatch.setenv("TIAOLI_ELASTICSEARCH_REPLICAS", "0")
        monkeypatch.setenv("TIAOLI_ELASTICSEARCH_SECONDS", "30")
        monkeypatch.setattr(
            "webapp.installed.load_sentences", lambda folder, threads: CharacterSentences()
        )
        with open_services(Settings.from_environment(tmp_path / "data")) as services:
            with services.database.write() as connection:
                users.create_user(connection, "admin", hash_password(PASSWORD), administrator=True)
                users.create_user(connection, "无权", hash_password(PASSWORD))
            house = House(services, create_app(services))
            house.add_collection("采购")
            yield house


def upload(house: House, browser: Browser, text: str) -> None:
    file = (BytesIO(text.encode()), "维护合同.txt")
    browser.post("/imports", {"collection": str(house.collections["采购"]), "files": [file]})


def read_what_waits(house: House) -> None:
    """What the worker does beside the pages, until it has nothing to do or can't do it now."""
    here = house.services
    stop = threading.Event()
    work(here.database, here.files, here.index, here.parsers, stop=stop, until_idle=True)


def read_meanings(house: House) -> None:
    """What the lane of meaning does, until everything is read."""
    here = house.services
    assert here.sentences is not None
    while read_next_meaning(here.database, here.sentences, index_waits=here.index.holds_directions):
        pass


def found_by_meaning(house: House) -> set[int]:
    """The documents with a clause that means what is asked for."""
    with house.services.database.read() as connection:
        found = that_say(connection, house.services, BREACH, EVERYTHING)
    return {each.document.id for each in found if each.by_meaning}


def searched(browser: Browser, language: str) -> tuple[int, str]:
    answer = browser.get("/?q=违约金", headers={"Accept-Language": language})
    return answer.status_code, answer.text


def test_all_else_goes_on_and_the_index_catches_up(house: House, port: int, tmp_path: Path) -> None:
    browser = house.browser("admin")
    for text in (MAINTENANCE, AGAIN.format(text=MAINTENANCE)):
        upload(house, browser, text)
    read_what_waits(house)
    read_meanings(house)
    assert browser.get(f"/meaning?q={BREACH}").status_code == 503

    status, page = searched(browser, "zh")
    assert status == 503
    assert "有 4 处更改等待编入索引" in page  # of each document its text and its meaning
    assert "4 changes wait for the index" in searched(browser, "en")[1]
    assert "有 0 处更改等待编入索引" in searched(house.browser("无权"), "zh")[1]
    told = tiaoli(tmp_path / "data", "search", "违约金")
    assert told.exit_code == 1
    assert "Search is unavailable; 4 changes wait" in told.stderr
    assert "does not answer" in told.stderr
    for going_on in ("/documents", "/documents/1", "/documents/1/review", "/compare?old=1&new=2"):
        assert browser.get(going_on).status_code == 200, going_on

    with server_at(port):
        deadline = time.monotonic() + 120
        while searched(browser, "zh")[0] == 503:  # the circuit breaker lets one try now and then
            assert time.monotonic() < deadline
            read_what_waits(house)
        assert "50" in searched(browser, "zh")[1]
        assert found_by_meaning(house) == {1, 2}
        assert tiaoli(tmp_path / "data", "reindex").exit_code == 0
        assert found_by_meaning(house) == {1, 2}
        assert tiaoli(tmp_path / "data", "search", "违约金").exit_code == 0
        assert tiaoli(tmp_path / "data", "check").exit_code == 0
    assert searched(browser, "zh")[0] == 503
