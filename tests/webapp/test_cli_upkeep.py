"""What the command line does to a data folder: versions, repair, a new index, the demonstration."""

import json
import shutil
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from command_line import MAINTENANCE, tiaoli

from contracts.fact import Fact
from contracts.visibility import EVERYTHING
from index.tantivy_index import TantivyIndex
from ingest.progress import unwatched
from store.facts import correct_fact, facts_of, replace_facts
from store.import_runs import items_of
from webapp.loading import load_paths
from webapp.services import Services, open_services
from webapp.settings import Settings


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    contract = tmp_path / "contract.txt"
    contract.write_text(MAINTENANCE, encoding="utf-8")
    return contract


def test_a_new_version_belongs_to_its_document(contract: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = json.loads(tiaoli(data, "import", str(contract), "--json").stdout)["items"][0]
    contract.write_text(MAINTENANCE.replace("四小时", "两小时"), encoding="utf-8")
    number = str(first["document"])
    second = tiaoli(data, "import", str(contract), "--version-of", number, "--json")
    (item,) = json.loads(second.stdout)["items"]
    assert item["document"] == first["document"]
    assert item["version"] != first["version"]
    found = json.loads(tiaoli(data, "search", "小时内响应", "--json").stdout)
    assert ["两小时内响应" in hit["text"] for hit in found["hits"]] == [True]


def test_two_imports_at_once_each_count_every_file_once(tmp_path: Path) -> None:
    folder = tmp_path / "contracts"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"第一条 保修期 {number} 个月。", encoding="utf-8")

    def load(services: Services) -> Counter[str]:
        run = load_paths(services, [folder], "合同", unwatched)
        with services.database.read() as connection:
            return Counter(item.path for item in items_of(connection, run.id, EVERYTHING))

    settings = Settings.from_environment(
        tmp_path / "data", environment={"TIAOLI_ENCODER_WEIGHTS": "/no/weights"}
    )
    with open_services(settings) as services, ThreadPoolExecutor(2) as threads:
        for paths in threads.map(load, [services, services]):
            assert len(paths) == 40
            assert set(paths.values()) == {1}


def test_repair_mends_what_check_finds(contract: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    tiaoli(data, "import", str(contract))
    TantivyIndex(data / "index").rebuild((), 0)
    assert tiaoli(data, "check").exit_code == 1
    repaired = tiaoli(data, "repair")
    assert repaired.exit_code == 0, repaired.stdout
    assert "1 clause" in tiaoli(data, "search", "违约金").stdout


def test_a_lost_index_is_never_taken_for_an_empty_one(contract: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    tiaoli(data, "import", str(contract))
    shutil.rmtree(data / "index")
    lost = tiaoli(data, "search", "违约金")
    assert lost.exit_code == 1
    assert "tiaoli reindex" in lost.stderr
    assert tiaoli(data, "reindex").exit_code == 0
    assert "1 clause" in tiaoli(data, "search", "违约金").stdout


def test_another_search_engine_is_used_after_a_reindex(
    contract: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    tiaoli(data, "import", str(contract))
    monkeypatch.setenv("TIAOLI_SEARCH_ENGINE", "whoosh")
    before = tiaoli(data, "search", "违约金")
    assert before.exit_code == 1
    assert "another search engine" in before.stderr
    assert tiaoli(data, "reindex").exit_code == 0
    assert "1 clause" in tiaoli(data, "search", "违约金").stdout
    assert tiaoli(data, "check").exit_code == 0


def test_repair_makes_a_lost_index_anew(contract: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    tiaoli(data, "import", str(contract))
    shutil.rmtree(data / "index")
    repaired = tiaoli(data, "repair")
    assert repaired.exit_code == 0
    assert repaired.stdout.startswith("1 mended.")
    assert "1 clause" in tiaoli(data, "search", "违约金").stdout


def test_a_restored_original_is_read_when_asked_for(contract: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    settings = Settings.from_environment(
        data, environment={"TIAOLI_ENCODER_WEIGHTS": "/no/weights"}
    )
    with open_services(settings) as services:
        load_paths(services, [contract], "合同", unwatched)
        (sha256,) = services.files.every_hash()
        original = services.files.path(sha256)
        original.rename(tmp_path / "elsewhere")
    missing = tiaoli(data, "retry", "1")
    assert missing.exit_code == 1
    assert "Version 1 (contract.txt)" in missing.stdout
    (tmp_path / "elsewhere").rename(original)
    restored = tiaoli(data, "retry")
    assert restored.exit_code == 0
    assert "Read again: 1; still unread, wholly or in part: 0." in restored.stdout
    assert "1 clause" in tiaoli(data, "search", "违约金").stdout
    assert tiaoli(data, "retry", "99").exit_code == 1


def test_what_is_received_without_an_index_is_counted_as_under_way(
    contract: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    tiaoli(data, "import", str(contract))
    shutil.rmtree(data / "index")
    contract.write_text(MAINTENANCE.replace("四小时", "两小时"), encoding="utf-8")
    result = tiaoli(data, "import", str(contract))
    assert result.exit_code == 1
    assert "0 failed + 1 in progress" in result.stdout


def test_reindexing_changes_no_hit(contract: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    tiaoli(data, "import", str(contract))
    before = tiaoli(data, "search", "甲方", "--limit", "0").stdout
    assert tiaoli(data, "reindex").exit_code == 0
    assert tiaoli(data, "search", "甲方", "--limit", "0").stdout == before


def test_the_demonstration_is_loaded_once(tmp_path: Path) -> None:
    contracts = tmp_path / "demo" / "contracts"
    contracts.mkdir(parents=True)
    (contracts / "2023.txt").write_text(MAINTENANCE, encoding="utf-8")
    (contracts / "2024.txt").write_text(MAINTENANCE.replace("500", "800"), encoding="utf-8")
    entry = "{{source: x, collection: 维护, title: 合同, language: zh-Hans, kind: contract, {}}}"
    listed = ("file: 2023.txt", "file: 2024.txt, version_of: 2023.txt")
    manifest = "documents:\n" + "".join(f"  - {entry.format(file)}\n" for file in listed)
    (tmp_path / "demo" / "manifest.yaml").write_text(manifest, encoding="utf-8")
    for expected in ("2 files loaded, 0 there", "0 files loaded, 2 there"):
        result = tiaoli(tmp_path / "data", "demo", "--from", str(tmp_path / "demo"))
        assert expected in result.stdout
    (hit,) = json.loads(tiaoli(tmp_path / "data", "search", "违约金", "--json").stdout)["hits"]
    assert "800元" in hit["text"]


def test_an_import_is_paused_resumed_and_cancelled_at_the_terminal(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "incoming"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(MAINTENANCE + str(number), encoding="utf-8")
    with open_services(Settings.from_environment(data, {})) as services:
        load_paths(services, [folder], "2024", pause_after(data, files=2))
    assert "paused  0/3" in tiaoli(data, "runs").stdout
    resumed = tiaoli(data, "runs", "resume", "1")
    assert "3 received: 3 indexed" in resumed.stdout
    assert "done  3/3" in tiaoli(data, "runs").stdout
    assert tiaoli(data, "runs", "cancel", "1").exit_code == 0
    assert tiaoli(data, "runs", "pause", "1").exit_code == 1  # a cancelled one stays so
    assert tiaoli(data, "runs", "pause", "9").exit_code == 1


def pause_after(data: Path, *, files: int) -> Callable[[int, int], None]:
    """Somebody at another terminal pauses the import after some files."""

    def progress(done: int, total: int) -> None:
        if done == files:
            assert "Paused" in tiaoli(data, "runs", "pause", "1").stdout

    return progress


def test_facts_are_read_again_by_better_rules_and_a_persons_word_stays(
    contract: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    assert tiaoli(data, "import", str(contract)).exit_code == 0
    settings = Settings.from_environment(data, {})
    with open_services(settings) as services, services.database.write() as connection:
        known = {fact.field for fact in facts_of(connection, 1, EVERYTHING)}
        correct_fact(connection, 1, "amount", "CNY 1.00", "li", EVERYTHING)
        earlier = [Fact("title", "contract", None), Fact("amount", "CNY 2.00", None)]
        replace_facts(connection, 1, 1, earlier)
    assert "1 with other facts" in tiaoli(data, "facts").stdout
    assert "0 with other facts" in tiaoli(data, "facts", "1").stdout
    with open_services(settings) as services, services.database.read() as connection:
        facts = {fact.field: fact.value for fact in facts_of(connection, 1, EVERYTHING)}
    assert facts.keys() == known | {"amount"}
    assert (facts["title"], facts["amount"]) == ("设备维护服务合同", "CNY 1.00")
