"""How much slower a search is while files are imported.

Run it with ``PYTHONPATH=. python benchmarks/search_during_import.py FOLDER``. The folder is
imported, words are searched for on the idle installation, then while another process, with the low
priority of ``serve``'s worker, imports the folder into a second collection. Aim: p95 at most twice
as long.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from contracts.visibility import EVERYTHING
from index import query_language
from webapp.services import Services, open_services
from webapp.settings import Settings

WORDS = ("违约金", "保密", "不可抗力", "付款", "争议", "甲方", "terminat*", "验收 AND 质保")
SEARCHES = 400
PAUSE = 0.02  # seconds between two searches
NICE = 10


def main() -> None:
    """Measure idle, then beside an import."""
    folder = sys.argv[1]
    with tempfile.TemporaryDirectory() as made:
        data = Path(made) / "data"
        subprocess.run(command(data, folder, "idle"), check=False, capture_output=True)
        with open_services(Settings.from_environment(data)) as services:
            idle = p95(services)
            importing = subprocess.Popen(
                ["nice", "-n", str(NICE), *command(data, folder, "beside")],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            beside = p95(services)
            print(
                f"the import was {'under way' if importing.poll() is None else 'over'} at the end"
            )
            importing.wait()
    print(f"p95 idle {1000 * idle:.0f} ms, during the import {1000 * beside:.0f} ms,")
    print(f"{beside / idle:.1f} times as long")


def command(data: Path, folder: str, collection: str) -> list[str]:
    """The command that imports."""
    tiaoli = [sys.executable, "-m", "webapp.cli", "--data", str(data)]
    return [*tiaoli, "import", folder, "--collection", collection]


def p95(services: Services) -> float:
    """The time in seconds that nineteen of twenty searches stay below."""
    taken = []
    for number in range(SEARCHES):
        query = query_language.parse(WORDS[number % len(WORDS)])
        begun = time.perf_counter()
        services.index.search(query, visible=EVERYTHING, limit=20)
        taken.append(time.perf_counter() - begun)
        time.sleep(PAUSE)
    return quantiles(taken, n=20)[-1]


if __name__ == "__main__":
    main()
