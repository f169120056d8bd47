"""Many contracts in the order of a figure: the worst first, what has none last."""

from decimal import Decimal
from pathlib import Path

from reviewed_contract import CONTRACT, TODAY, checklist, receive

from contracts.document import Document
from contracts.visibility import EVERYTHING
from review.checklist import SHIPPED
from review.matrix import MatrixRow, by_figure, parameters_of
from review.summaries import summarise
from store.database import Connection
from store.summaries import begin_summaries, save_summary, summaries_in_force

SERVICE = parameters_of(SHIPPED["after_sales_service"])


def row(title: str, **figures: int) -> MatrixRow:
    named = {name: Decimal(value) for name, value in figures.items()}
    return MatrixRow(Document(1, 1, title), 1, (), 0, 0, 0, final=True, signed=False, figures=named)


def titles(rows: list[MatrixRow]) -> list[str]:
    return [each.document.title for each in rows]


def test_what_may_be_at_most_comes_largest_first_and_what_must_be_at_least_smallest() -> None:
    name = "payment.payment_period"
    rows = [row("30", **{name: 30}), row("none"), row("60", **{name: 60})]
    assert titles(by_figure(rows, name, SERVICE[name])) == ["60", "30", "none"]
    name = "service_quality.uptime"
    rows = [row("none"), row("99", **{name: 99}), row("90", **{name: 90})]
    assert titles(by_figure(rows, name, SERVICE[name])) == ["90", "99", "none"]


def test_of_several_figures_the_worst_counts_and_is_kept(
    connection: Connection, tmp_path: Path
) -> None:
    three = checklist(tmp_path)
    text = CONTRACT.replace("60日内付款。", "60日内付款，验收后20日内付款。")
    document = receive(connection, text)
    summary = summarise(connection, document, EVERYTHING, TODAY, {"three": three})
    assert summary.figures == {"payment.days": Decimal(60)}
    rules = {"three": "rules"}
    begin_summaries(connection, rules, TODAY, most=9, without=())
    save_summary(connection, summary, "rules")
    assert summaries_in_force(connection, EVERYTHING, rules, TODAY) == {document: summary}
