"""``facts``: facts read anew from the stored text."""

import click

from ingest.upkeep.facts_again import read_facts_again
from store.index_contents import readable_documents
from webapp.cli.progress import Bar
from webapp.cli.terminal import Terminal, counted
from webapp.indexing import follow_index

AT_ONCE = 20  # documents in one transaction: others can write between two of them


@click.command()
@click.argument("documents", nargs=-1, type=int)
@click.pass_obj
def facts(terminal: Terminal, documents: tuple[int, ...]) -> None:
    """Read facts again, after an upgrade: all, or DOCUMENTS. 重新读取要素。

    Parties, dates, amounts and the like are read from the stored text by the rules of this version.
    Corrections by people stay. It may be interrupted and repeated.
    """
    changed = 0
    with terminal.services() as services:
        with services.database.read() as connection:
            documents = tuple(sorted(set(documents))) or readable_documents(connection)
        with Bar(terminal.words("要素", "facts"), terminal.language) as bar:
            for done in range(0, len(documents), AT_ONCE):
                some = documents[done : done + AT_ONCE]
                with services.database.write() as connection:
                    changed += sum(read_facts_again(connection, each) for each in some)
                bar.show(done + len(some), len(documents))
        follow_index(services)
    terminal.say(
        f"{len(documents)} 份文件中有 {changed} 份的要素有变化。",
        f"Of {counted(len(documents), 'document')}, {changed} with other facts now.",
    )
