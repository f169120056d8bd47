"""``tag`` and ``retag``: why clauses bear their tags, and tags made anew."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from contracts.clause import Clause, Strength
from contracts.clause_types import CLAUSE_TYPES
from contracts.errors import NotFound, TiaoliError
from contracts.tag_reasons import TAG_REASONS
from contracts.visibility import Visible
from ingest.basis import Basis
from ingest.explaining import Explained, explain_tags
from ingest.pipeline import log_bug
from ingest.scoring import Encoder, score_version
from store.database import DatabaseUnavailable
from store.documents import get_document, versions_of
from store.jobs import Lane, ask_for_scores, exhausted
from store.readings import clauses_of, tags_of
from store.tags import weights_of_versions
from webapp.cli.outline import readable_version
from webapp.cli.progress import Bar
from webapp.cli.terminal import Terminal, as_json, plain
from webapp.cli.waiting import basis_name, read_by_encoder
from webapp.loading import follow_index, score_what_waits
from webapp.services import Services

EVERYTHING = Visible.everything()
STRENGTHS = {
    Strength.OPERATIVE: ("●", "有规定", "provides"),
    Strength.WEAK: ("◐", "仅涉及", "touches"),
    Strength.CANDIDATE: ("–", "不算", "rejected"),
}
SOURCES = {"rule": ("规则", "rule"), "model": ("编码器", "encoder"), "person": ("人工", "person")}


@click.command()
@click.argument("document", type=int)
@click.option(
    "--explain", is_flag=True,
    help="Why each tag was given or rejected, and on which words. 说明每个类型的理由和依据的文字。",
)  # fmt: skip
@as_json
@click.pass_obj
def tag(terminal: Terminal, document: int, explain: bool, json_: bool) -> None:
    """Show the tags of a document's clauses, and why. 显示文件各条款的类型和理由。"""
    with terminal.services() as services:
        with services.database.read() as connection:
            found = get_document(connection, document, EVERYTHING)
            version = readable_version(connection, found)
        basis = read_by_encoder(terminal, services, version)
        with services.database.read() as connection:
            clauses = clauses_of(connection, version.id, EVERYTHING)
            tags = tags_of(connection, version.id, EVERYTHING)
        explained = _explained(terminal, services.encoder if explain else None, clauses, tags)
    if not explain:
        explained = [one for one in explained if one.tag.strength is not Strength.CANDIDATE]
    if json_:
        terminal.print_json(_tagged(document, found.title, basis, clauses, explained))
        return
    click.echo(f"{click.style(plain(found.title), bold=True)}  #{document}")
    click.echo(basis_name(terminal, basis.weights))
    for clause in clauses:
        held = [one for one in explained if one.clause.id == clause.id]
        if held:
            _print_clause(terminal, clause, held, explain=explain)


def _explained(
    terminal: Terminal,
    encoder: Encoder | None,
    clauses: Sequence[Clause],
    tags: Mapping[str, Sequence[Any]],
) -> list[Explained]:
    if encoder is None:
        return list(explain_tags(None, clauses, tags))
    total = sum(map(len, tags.values()))
    explained: list[Explained] = []
    with Bar(terminal.words("说明", "explaining")) as bar:
        for one in explain_tags(encoder, clauses, tags):
            explained.append(one)
            bar.show(len(explained), total)
    return explained


def _tagged(
    document: int,
    title: str,
    basis: Basis,
    clauses: Sequence[Clause],
    explained: Sequence[Explained],
) -> dict[str, Any]:
    return {
        "document": document,
        "title": title,
        "weights": basis.name,
        "clauses": [
            {
                "id": clause.id,
                "number_label": clause.number_label,
                "heading": clause.heading,
                "text": clause.text,
                "tags": [_tag(one) for one in explained if one.clause.id == clause.id],
            }
            for clause in clauses
        ],
    }


def _tag(one: Explained) -> dict[str, Any]:
    reason = TAG_REASONS[one.tag.reason]
    return {
        "type": one.tag.clause_type,
        "score": round(one.tag.score, 3),
        "strength": one.tag.strength,
        "source": one.tag.source,
        "reason": one.tag.reason,
        "message_zh": reason.zh,
        "message_en": reason.en,
        "words": one.words,
    }


def _print_clause(
    terminal: Terminal, clause: Clause, held: Iterable[Explained], *, explain: bool
) -> None:
    name = " ".join(filter(None, (clause.number_label, clause.heading)))
    click.echo(f"\n{click.style(plain(name) or clause.id, bold=True)}")
    for one in held:
        mark, zh, en = STRENGTHS[one.tag.strength]
        definition = CLAUSE_TYPES[one.tag.clause_type]
        type_name = terminal.words(definition.name_zh, definition.name_en)
        source = terminal.words(*SOURCES[one.tag.source])
        strength = terminal.words(zh, en)
        click.echo(f"  {mark} {type_name}  {strength} {one.tag.score:.2f} · {source}")
        if explain:
            reason = TAG_REASONS[one.tag.reason]
            quotes = [plain(clause.text[start:end].strip()) for start, end in one.words]
            words = terminal.words("、", ", ").join(f"“{quote}”" for quote in quotes if quote)
            why = terminal.words(reason.zh, reason.en)
            click.echo(f"      {why}{terminal.words('：', ': ') if words else ''}{words}")


@click.command()
@click.argument("documents", nargs=-1, type=int)
@click.option(
    "--all", "all_", is_flag=True,
    help="All documents, also those that rest on the installed weights. 全部文件。",
)  # fmt: skip
@click.option(
    "--older-than-current", "older", is_flag=True,
    help="Those on rules alone or former weights; the default. 尚未由当前权重判定的文件。",
)  # fmt: skip
@as_json
@click.pass_obj
@click.pass_context
def retag(
    context: click.Context,
    terminal: Terminal,
    documents: tuple[int, ...],
    all_: bool,
    older: bool,
    json_: bool,
) -> None:
    """Let the encoder read documents now, and make their tags anew. 用编码器重新判定条款类型。

    Named ones are read at once; stopped in the middle, the same command goes on where it was.
    Corrections by people stay. The exit code is 1 where some could not be read by the encoder.
    """
    if (bool(documents), all_, older).count(True) > 1:
        raise click.UsageError("Name documents, or --all, or --older-than-current. 三者只能选一。")
    with terminal.services() as services:
        if services.encoder is None:
            raise NotFound(
                "未安装编码器权重，没有什么可重新判定：条款类型仅由规则判定。",
                "No encoder is installed: tags rest on rules alone, and there is nothing to redo.",
            )
        try:
            with Bar(terminal.words("判定", "tagging")) as bar:
                if documents:
                    done, given_up = _retag_named(services, services.encoder, documents, bar)
                else:
                    done, given_up = _retag_many(services, services.encoder, bar, everything=all_)
        except KeyboardInterrupt:
            terminal.note(
                "已停止。已判定的都已保存；再次运行 tiaoli retag 即可继续。",
                "Stopped. What was tagged is kept; run tiaoli retag again to go on.",
            )
            raise
    if json_:
        found = {"weights": services.weights, "versions": done, "given_up": given_up}
        terminal.print_json(found)
    else:
        terminal.say(
            f"{done} 个版本已由规则和编码器 {services.weights} 判定，{len(given_up)} 个未能判定。",
            f"{done} versions rest on rules and {services.weights} now; "
            f"the encoder failed on {len(given_up)}.",
        )
    if given_up:
        context.exit(1)


Retagged = tuple[int, list[int]]  # how many versions, and the ids of those the encoder failed on


def _retag_named(
    services: Services, encoder: Encoder, documents: Iterable[int], bar: Bar
) -> Retagged:
    with services.database.read() as connection:
        read = weights_of_versions(connection, EVERYTHING)
        versions = [
            version.id
            for document in dict.fromkeys(documents)
            for version in versions_of(connection, document, EVERYTHING)
            if version.id in read
        ]
    failed: list[int] = []
    for done, version in enumerate(versions, start=1):
        try:
            score_version(services.database, encoder, version, EVERYTHING)
        except (TiaoliError, DatabaseUnavailable):
            raise
        except Exception as error:  # the encoder's: the other documents are read all the same
            log_bug(version, error)
            failed.append(version)
        bar.show(done, len(versions))
    follow_index(services)
    return len(versions) - len(failed), failed


def _retag_many(services: Services, encoder: Encoder, bar: Bar, *, everything: bool) -> Retagged:
    with services.database.write() as connection:
        found = weights_of_versions(connection, EVERYTHING)
        chosen = [id for id, weights in found.items() if everything or weights != encoder.weights]
        ask_for_scores(connection, chosen, anew=True)
    score_what_waits(services, encoder, bar.show)
    with services.database.read() as connection:
        now = weights_of_versions(connection, EVERYTHING)
        given_up = list(exhausted(connection, Lane.SCORES))
    return sum(now.get(id) == encoder.weights for id in chosen), given_up
