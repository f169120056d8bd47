"""``lessons``: what people's corrections of tags teach, and switching that on or off."""

from collections import defaultdict
from collections.abc import Sequence

import click

from contracts.clause_types import CLAUSE_TYPES
from contracts.lessons import FEWEST_CORRECTIONS, FEWEST_DOCUMENTS, Lessons
from ingest.tags.learning import switch_off, switch_on
from ingest.tags.lesson_effects import Change, Effect, would_change
from ingest.tags.lesson_proposal import Proposal, propose
from store.lessons import lessons_in_force
from webapp.acting import COMMAND_LINE
from webapp.cli.progress import Bar
from webapp.cli.terminal import Terminal, counted
from webapp.indexing import follow_index


@click.command()
@click.argument("action", type=click.Choice(["show", "on", "off"]), default="show")
@click.pass_obj
def lessons(terminal: Terminal, action: str) -> None:
    """Learn from corrected tags: show, on or off. 从标签更正中学习。

    show: how often the corrections made so far were right before and after, each document judged by
    the corrections of all others, and which tags would change. on: what is shown holds from now on,
    for what is stored and what will be read; again, to learn from newer corrections. off: only
    rules, encoder and the corrections themselves count. On and off are noted in the audit.
    """
    with terminal.services() as services:
        if action == "off":
            with Bar(terminal.words("更新标签", "tagging"), terminal.language) as bar:
                changed = switch_off(services.database, COMMAND_LINE, bar.show)
            _say_changed(terminal, changed)
        else:
            with services.database.read() as connection:
                _, now = lessons_in_force(connection)
                proposal = propose(connection)
                _print_proposal(terminal, now, proposal)
                if not proposal.trial.too_early:
                    with Bar(terminal.words("比较", "comparing"), terminal.language) as bar:
                        changes = list(
                            would_change(connection, proposal.weights, proposal.lessons, bar.show)
                        )
                    _print_changes(terminal, changes)
            if action == "on":
                with Bar(terminal.words("更新标签", "tagging"), terminal.language) as bar:
                    changed = switch_on(services.database, proposal, COMMAND_LINE, bar.show)
                _say_changed(terminal, changed)
        if action != "show":
            follow_index(services)


def _print_proposal(terminal: Terminal, now: Lessons, proposal: Proposal) -> None:
    trial, held = proposal.trial, len(now.taught)
    if held:
        terminal.say(f"学习已开启：{held} 处更正。", f"Learning is on: {held} corrections.")
    else:
        terminal.say("学习未开启。", "Learning is off.")
    terminal.say(
        f"可供学习的更正：{trial.corrections} 处，{trial.documents} 份文件。"
        f"另有 {proposal.silent} 处不能用：文字已不在，或尚未由编码模型评分。",
        f"Corrections to learn from: {trial.corrections}, in "
        f"{counted(trial.documents, 'document')}. "
        f"{proposal.silent} teach nothing: the passage is gone or not scored by the encoder yet.",
    )
    if trial.too_early:
        terminal.say(
            f"为时尚早：至少需要 {FEWEST_CORRECTIONS} 处更正、{FEWEST_DOCUMENTS} 份文件。",
            f"It is too early: {FEWEST_CORRECTIONS} corrections in {FEWEST_DOCUMENTS} documents "
            "are needed.",
        )
        return
    before = 100 * trial.right_before / trial.corrections
    after = 100 * trial.right_after / trial.corrections
    terminal.say(
        f"这些更正中判断正确的：学习前 {trial.right_before} 处（{before:.0f} %），"
        f"学习后 {trial.right_after} 处（{after:.0f} %）；每份文件只用其他文件的更正来判断。",
        f"Right on these corrections: {trial.right_before} before ({before:.0f} %), "
        f"{trial.right_after} after ({after:.0f} %), "
        "each document judged by the corrections of all others.",
    )


def _print_changes(terminal: Terminal, effects: Sequence[Effect]) -> None:
    by_type: dict[str, list[tuple[int, Change]]] = defaultdict(list)
    for each in effects:
        for change in each.changes:
            by_type[change.clause_type].append((each.document_id, change))
    terminal.say(
        f"与现在相比，{len(effects)} 份文件的标签会不同：",
        f"Compared with now, the tags of {counted(len(effects), 'document')} would change:",
    )
    for name, held in by_type.items():
        definition = CLAUSE_TYPES[name]
        gained = sum(len(change.gained) for _, change in held)
        lost = sum(len(change.lost) for _, change in held)
        numbers = " ".join(f"#{document_id}" for document_id, _ in held[:8])
        more = " …" if len(held) > 8 else ""
        terminal.say(
            f"  {definition.name_zh}：增 {gained}，减 {lost}（{numbers}{more}）",
            f"  {definition.name_en}: {gained} more, {lost} fewer ({numbers}{more})",
        )


def _say_changed(terminal: Terminal, changed: int) -> None:
    terminal.say(
        f"已更新 {changed} 份文件的标签。", f"The tags of {counted(changed, 'document')} changed."
    )
