"""``recheck``: which reviews an edited checklist or law register touches, and nothing else."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from contracts.visibility import EVERYTHING
from review.house_checklists import checklists_in_force
from review.house_laws import laws_in_force
from review.recheck import Affected, recheck
from review.signing import Change, Reason
from review.summaries import rules_now
from store.summaries import summaries_in_force
from webapp.cli.terminal import Terminal, as_json, plain

REASONS: Mapping[Reason, tuple[str, str]] = {
    Reason.ITEM_CHANGED: ("检查项已修改", "item edited"),
    Reason.ITEM_ADDED: ("新增检查项", "item added"),
    Reason.LAW_CHANGED: ("法律登记已修改", "law's entry edited"),
    Reason.LAW_ADDED: ("法律登记新增", "law added to the register"),
    Reason.WAIVER_ENDED: ("豁免已到期", "waiver ended"),
    Reason.DECISION_LAPSED: ("决定所依据的内容已变", "decision no longer holds"),
    Reason.FINDING_CHANGED: ("审查结论已改变", "finding changed"),
    Reason.NEW_VERSION: ("有新版本", "new version"),
    Reason.NEW_DECISION: ("签核之后又有决定", "decided since it was signed"),
}


@click.command(name="recheck")
@as_json
@click.pass_obj
@click.pass_context
def recheck_(context: click.Context, terminal: Terminal, json_: bool) -> None:
    """List reviews that must be checked again. 列出须复查的审查。

    Those decided on or signed off, whose checklist items, laws or text changed since, or whose
    waiver has ended; all others stay signed off. The exit code is 3 where there are any, else 0.
    """
    with terminal.services() as services, services.database.read() as connection:
        today = date.today()
        checklists = checklists_in_force(connection)
        rules = rules_now(checklists, laws_in_force(connection))
        known = summaries_in_force(connection, EVERYTHING, rules, today)
        found = recheck(connection, EVERYTHING, today, checklists, known)
    if json_:
        terminal.print_json({"reviews": [_json(each) for each in found]})
    else:
        for each in found:
            _print(terminal, each)
        terminal.say(f"须复查 {len(found)} 份。", f"{len(found)} to check again.")
    if found:
        context.exit(3)


def _json(affected: Affected) -> dict[str, Any]:
    signed = affected.sign_off
    return {
        "document": affected.document.id,
        "title": affected.document.title,
        "checklist": affected.checklist.id,
        "signed_by": signed and signed.signed_by,
        "signed_at": signed and signed.signed_at.isoformat(),
        "changes": [{"reason": each.reason, "subject": each.subject} for each in affected.changes],
    }


def _print(terminal: Terminal, affected: Affected) -> None:
    title = click.style(plain(affected.document.title), bold=True)
    click.echo(f"{affected.document.id}  {title}  {affected.checklist.name(terminal.language)}")
    if affected.sign_off:
        by, day = affected.sign_off.signed_by, affected.sign_off.signed_at.astimezone().date()
        terminal.say(f"    签核：{plain(by)}，{day}", f"    signed off by {plain(by)}, {day}")
    for change in affected.changes:
        click.echo(
            f"    {terminal.words(*REASONS[change.reason])}  {_subject(terminal, change, affected)}"
        )


def _subject(terminal: Terminal, change: Change, affected: Affected) -> str:
    """The item's question, or the law's name; "" where the review itself is meant."""
    if not change.subject:
        return ""
    for item in affected.checklist.items:
        if change.reason is not Reason.LAW_CHANGED and item.id == change.subject:
            return f"{item.question.text(terminal.language)}  ({item.id})"
    return f"《{change.subject}》"
