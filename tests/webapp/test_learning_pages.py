"""The page of learning from corrections: for administrators, shown before it is switched on."""

from threading import Event

import pytest
from house import Browser, House

from contracts.corrections import CorrectionAction
from contracts.passages import PassageScores, passages_of
from contracts.visibility import EVERYTHING
from ingest.tags.correcting import correct_tag
from store.database import Connection
from store.learning_runs import Task, next_run
from store.readings import clauses_of, tags_of
from store.tags import save_tags
from store.type_scores import save_scores
from webapp.learning import Stopped, learn_next

PAGE = "/administration/learning"
TYPE = "performance_supervision"
ALIKE = 4
CONTRACT = """设备维护合同 {number}
第一条 付款
甲方应在收到发票后30日内付款。
第二条 其他
第{number}号设备的运行情况由乙方逐季写成报告。
"""


@pytest.fixture
def corrected(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Contracts alike, scored by an encoder; people corrected all but the last."""
    monkeypatch.setattr("contracts.lessons.FEWEST_CORRECTIONS", ALIKE - 1)
    monkeypatch.setattr("contracts.lessons.FEWEST_DOCUMENTS", ALIKE - 1)
    for number in range(ALIKE):
        title = f"设备维护合同 {number}"
        house.add_document("采购", title, CONTRACT.format(number=number))
        with house.services.database.write() as connection:
            _score(connection, house.versions[title], number)
            if number < ALIKE - 1:
                _correct(connection, house.versions[title])
    return house


def _score(connection: Connection, version_id: int, number: int) -> None:
    clauses = clauses_of(connection, version_id, EVERYTHING)
    scores = {
        each.key: PassageScores(vector=bytes((100, number, 0) if "报告" in each.text
                                             else (0, 0, 100)))
        for each in passages_of(clauses)
    }  # fmt: skip
    save_scores(connection, "encoder-1", scores)
    tags = tags_of(connection, version_id, EVERYTHING)
    save_tags(connection, version_id, clauses, tags, weights="encoder-1")


def _correct(connection: Connection, version_id: int) -> None:
    clauses = clauses_of(connection, version_id, EVERYTHING)
    report = next(clause for clause in clauses if "报告" in clause.text)
    correct_tag(
        connection, version_id, TYPE, CorrectionAction.ADD, report.span,
        user="编辑", visible=EVERYTHING,
    )  # fmt: skip


def _ask(house: House, browser: Browser, task: Task) -> str:
    """The page after what was asked for was done in the background."""
    assert browser.post(PAGE, {"task": task}).status_code == 302
    assert "data-under-way" in browser.get(PAGE).text
    assert learn_next(house.services.database, Event())
    return browser.get(PAGE).text


def _is_learned(house: House) -> bool:
    with house.services.database.read() as connection:
        tags = tags_of(connection, house.versions[f"设备维护合同 {ALIKE - 1}"], EVERYTHING)
    return any(tag.reason == "lesson" for held in tags.values() for tag in held)


def test_it_is_hidden_from_everybody_else(house: House, editor: Browser) -> None:
    assert editor.get(PAGE).status_code == 404
    assert editor.post(PAGE, {"task": "switch_off"}).status_code == 404


def test_what_it_would_change_is_shown_before_it_is_so(
    corrected: House, administrator: Browser
) -> None:
    shown = _ask(corrected, administrator, Task.LOOK)
    last = corrected.documents[f"设备维护合同 {ALIKE - 1}"]
    assert f"{ALIKE - 1} 处中的 {ALIKE - 1} 处" in shown
    assert f"/documents/{last}?" in shown
    assert not _is_learned(corrected)
    shown = _ask(corrected, administrator, Task.SWITCH_ON)
    assert _is_learned(corrected)
    assert f"以 {ALIKE - 1} 处更正开启" in shown
    _ask(corrected, administrator, Task.SWITCH_OFF)
    assert not _is_learned(corrected)


def test_what_was_not_shown_is_not_switched_on(corrected: House, administrator: Browser) -> None:
    _ask(corrected, administrator, Task.LOOK)
    with corrected.services.database.write() as connection:
        _correct(connection, corrected.versions[f"设备维护合同 {ALIKE - 1}"])
    shown = _ask(corrected, administrator, Task.SWITCH_ON)
    assert "请重新查看" in shown
    assert not _is_learned(corrected)


def test_one_thing_at_a_time_is_done(corrected: House, administrator: Browser) -> None:
    administrator.post(PAGE, {"task": Task.LOOK})
    administrator.post(PAGE, {"task": Task.SWITCH_OFF})
    assert "请等待" in administrator.get(PAGE).text
    with corrected.services.database.read() as connection:
        run = next_run(connection)
    assert run is not None
    assert run.task is Task.LOOK


def test_a_run_that_was_stopped_begins_anew(corrected: House, administrator: Browser) -> None:
    administrator.post(PAGE, {"task": Task.LOOK})
    stop = Event()
    stop.set()
    with pytest.raises(Stopped):
        learn_next(corrected.services.database, stop)
    assert learn_next(corrected.services.database, Event())
    assert not learn_next(corrected.services.database, Event())


def test_without_an_encoder_it_says_so(house: House, administrator: Browser) -> None:
    assert "未安装模型" in administrator.get(PAGE).text


def test_a_bug_is_told_and_no_word_of_a_contract_is_logged(
    house: House,
    administrator: Browser,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_given: object) -> None:
        raise KeyError("第三条 付款")

    monkeypatch.setattr("webapp.learning.propose", fail)
    assert "KeyError" in _ask(house, administrator, Task.LOOK)
    assert "in fail" in caplog.text
    assert "付款" not in caplog.text
