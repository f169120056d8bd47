"""What ``decisions`` prints, for people and as JSON."""

from collections.abc import Iterable
from typing import Any

import click

from contracts.decisions import Decision
from contracts.document import Document
from review.reports.voice import Voice
from review.reviewing import Review
from webapp.cli.review_json import decision_json, decision_with_lapse
from webapp.cli.terminal import Terminal, plain


def print_decisions(terminal: Terminal, lines: Iterable[tuple[Document, Decision]]) -> None:
    """The decisions of many documents, one a line."""
    say = Voice(terminal.language)
    for document, decision in lines:
        day = decision.made_at.astimezone().date()
        item = f"{decision.deed.checklist}.{decision.deed.item}"
        said = f"{say.decision(decision)}  {decision.made_by} {day}"
        click.echo(f"#{document.id} {plain(document.title)}  {item}  {plain(said)}")


def decision_line_json(document: Document, decision: Decision) -> dict[str, Any]:
    """A decision of one of many documents."""
    return {
        "document": document.id,
        "title": document.title,
        "checklist": decision.deed.checklist,
        "item": decision.deed.item,
        **decision_json(decision),
    }


def decided_json(review: Review) -> dict[str, Any]:
    """What of a review was decided, and what is mandatory, grave and undecided."""
    return {
        "checklist": review.checklist.id,
        "signed_off": review.signed is not None,
        "items": [
            {
                "item": each.item.id,
                "verdict": each.verdict.value,
                "found": each.found.value,
                "level": each.level.value,
                "decision": decision_with_lapse(each.decision, each.lapse),
            }
            for each in review.findings
            if each.decision or each.grave
        ],
    }


def print_decided(terminal: Terminal, review: Review, only: str | None = None) -> None:
    """The same for people; ``only`` the item of this id."""
    say = Voice(terminal.language)
    click.echo(
        f"#{review.document.id} {plain(review.document.title)}  "
        f"{review.checklist.name(terminal.language)}"
    )
    for finding in review.findings:
        if (only or finding.item.id) != finding.item.id:
            continue
        if finding.decision:
            lapse = f" — {say.lapse(finding.lapse)}" if finding.lapse else ""
            said = f"{say.decision(finding.decision)}  {finding.decision.made_by}"
            click.echo(f"  ✎ {finding.item.id}  {plain(said)}{lapse}")
        elif finding.grave:
            click.echo(f"  · {finding.item.id}  {say.badge(finding)}")
