"""Writing what ``search`` found, or what a folder holds, to a file."""

from collections.abc import Iterable
from getpass import getuser
from pathlib import Path

from contracts.visibility import EVERYTHING
from index.protocol import Results
from store.database import Connection
from webapp.cli.files import write_file
from webapp.cli.terminal import Terminal, counted, plain
from webapp.hit_list import HitList, hit_list
from webapp.hit_list_files import write_hit_list
from webapp.reports.files import circumstances
from webapp.services import Services


def write_hits(
    terminal: Terminal,
    services: Services,
    connection: Connection,
    query: str,
    results: Results,
    output: Path,
    *,
    synonyms: Iterable[str],
) -> None:
    """Write all hits of a search, and say how many."""
    rights = terminal.words("命令行，全部合同集", "command line, all collections")
    made = circumstances(getuser(), rights, query, services.weights)
    found = hit_list(connection, results, EVERYTHING, made, synonyms=synonyms)
    write_list(terminal, found, output)
    count, path = len(found.clauses), plain(str(output))
    terminal.say(f"{count} 条条款已写入 {path}", f"{counted(count, 'clause')} written to {path}")


def write_list(terminal: Terminal, found: HitList, output: Path) -> None:
    """Write a list of clauses in the form that the file's name ends with."""
    write_file(output, write_hit_list(found, output.suffix.lstrip("."), terminal.language))
