"""A portfolio's report in words: cover, summary, charts, matrix, list of gaps, how it was made."""

from collections.abc import Iterator, Sequence

from office.colours import Tone
from review.matrix import MatrixRow
from review.reports.method import checklist_fact, circumstances_facts
from review.reports.parts import (
    MARKS,
    TONE_OF_SEVERITY,
    Cell,
    Column,
    Count,
    Cover,
    Fact,
    Facts,
    Heading,
    Layout,
    Matrix,
    Paragraph,
    Part,
    Table,
    Tally,
)
from review.reports.portfolio_charts import ORDER, charts
from review.reports.portfolio_report import PortfolioCounts, PortfolioReport, count_portfolio
from review.reports.severity import ISSUES, Severity
from review.reports.voice import Voice


def portfolio_layout(report: PortfolioReport, language: str, shown: int) -> Layout:
    """The report in words; ``shown`` documents are listed one by one, at most."""
    say = Voice(language)
    counts = count_portfolio(report)
    name = say("合同缺漏总览", "Portfolio gap report")
    parts = (
        _cover(report, counts, say, name),
        *_summary(report, counts, say),
        *charts(report, counts, say),
        *_matrix(report, report.rows[:shown], say),
        *_gaps(report, report.rows[:shown], say),
        *_method(report, say),
    )
    made = report.circumstances
    footer = f"{made.program} · {say.moment(made.moment)}"
    return Layout(f"{name} — {report.checklist.name(language)}", language, footer, parts)


def _cover(report: PortfolioReport, counts: PortfolioCounts, say: Voice, name: str) -> Cover:
    documents, items = len(report.rows), len(report.checklist.items)
    return Cover(
        title=name,
        note=say("内部资料 · 注意保密", "Confidential · for internal use"),
        subject=report.checklist.name(say.language),
        subtitle=say(
            f"{documents:,} 份文件 × {items} 项", f"{documents:,} documents × {items} items"
        ),
        tone=Tone.GRAVE if counts.with_grave else Tone.GOOD,
        conclusion=portfolio_conclusion(report, counts, say),
        facts=scope_facts(report, say),
    )


def scope_facts(report: PortfolioReport, say: Voice) -> tuple[Fact, ...]:
    """Which documents were asked for, when and by whom."""
    made = report.circumstances
    waiting = say(
        f"{report.not_final:,} 份文件尚未由模型读完，或者尚未汇总",
        f"{report.not_final:,} documents are still to be read by the model or summarised",
    )
    facts = (
        Fact(say("范围", "Scope"), report.scope),
        Fact(say("尚非最终", "Not final"), waiting if report.not_final else ""),
        Fact(say("统计时间", "Counted"), say.moment(made.moment)),
        Fact(say("统计人", "Counted by"), made.person),
    )
    return tuple(fact for fact in facts if fact.value)


def portfolio_conclusion(report: PortfolioReport, counts: PortfolioCounts, say: Voice) -> str:
    """The result in a sentence or two."""
    if not report.rows:
        return say("没有适用这份清单的文件。", "The checklist fits none of the documents.")
    most = most_gaps(counts)[:3]
    named = say.listed(
        say(f"{say.item(report.checklist.items[at])}（{count:,} 份）",
            f"{say.item(report.checklist.items[at])} ({count:,})")
        for at, count in most
    )  # fmt: skip
    first = say(
        f"{len(report.rows):,} 份文件中有 {counts.with_grave:,} 份有必备缺漏。",
        f"{counts.with_grave:,} of {len(report.rows):,} documents have mandatory gaps. ",
    )
    return first + (say(f"最多的是：{named}。", f"Most often: {named}.") if named else "")


def most_gaps(counts: PortfolioCounts) -> list[tuple[int, int]]:
    """Place in the checklist and count, of the items with gaps, most first."""
    held = [(at, counts.gaps_of(at)) for at in range(len(counts.by_item))]
    return sorted((each for each in held if each[1]), key=lambda each: -each[1])


def _summary(report: PortfolioReport, counts: PortfolioCounts, say: Voice) -> Iterator[Part]:
    yield Heading(say("一、摘要", "1  Summary"))
    risks = (
        Count(
            say(f"{each.name_in('zh')}风险", f"{each.name_in('en')}-risk gaps"),
            counts.by_severity[each],
            TONE_OF_SEVERITY[each],
        )
        for each in ISSUES
    )
    yield Tally((
        Count(say("文件", "Documents"), len(report.rows), Tone.PLAIN),
        Count(say("有必备缺漏", "With mandatory gaps"),
              counts.with_grave, Tone.GRAVE if counts.with_grave else Tone.GOOD),
        *risks,
        Count(say("已签核", "Signed off"), counts.signed, Tone.GOOD),
    ))  # fmt: skip


def _matrix(report: PortfolioReport, rows: Sequence[MatrixRow], say: Voice) -> Iterator[Part]:
    if not rows:
        return
    legend = tuple(Fact(MARKS[each], say.verdict(each)) for each in ORDER)
    yield Matrix(
        say("二、矩阵", "2  Matrix"),
        _how_many(report, rows, say),
        tuple(say.item(item) for item in report.checklist.items),
        [(row.document.title, row.verdicts) for row in rows],
        legend,
    )


def _how_many(report: PortfolioReport, rows: Sequence[MatrixRow], say: Voice) -> str:
    if len(rows) == len(report.rows):
        return say("缺漏最多的文件在前。", "The documents with most gaps come first.")
    return say(
        f"列出前 {len(rows):,} 份，共 {len(report.rows):,} 份；全部文件见 Excel 报告。",
        f"The first {len(rows):,} of {len(report.rows):,} documents; the workbook has all of them.",
    )


def _gaps(report: PortfolioReport, rows: Sequence[MatrixRow], say: Voice) -> Iterator[Part]:
    yield Heading(say("三、缺漏清单", "3  Gaps by document"))
    with_gaps = [(row, list(report.gaps_of(row))) for row in rows]
    table = [
        (
            Cell(f"{row.document.title}\n{report.collections[row.document.collection_id]}"),
            *(
                Cell(
                    say.listed(say.item(gap.item) for gap in gaps if gap.severity is each),
                    TONE_OF_SEVERITY[each] if each is Severity.HIGH else Tone.PLAIN,
                )
                for each in ISSUES
            ),
        )
        for row, gaps in with_gaps
        if gaps
    ]
    if not table:
        yield Paragraph(say("没有缺漏。", "There are no gaps."))
        return
    yield Paragraph(_how_many(report, rows, say), soft=True)
    risks = (
        Column(each.name_in(say.language) + say("风险", " risk"), share)
        for each, share in zip(ISSUES, (0.3, 0.3, 0.16), strict=True)
    )
    yield Table((Column(say("文件，合同集", "Document, collection"), 0.24), *risks), table)


def _method(report: PortfolioReport, say: Voice) -> Iterator[Part]:
    yield Heading(say("四、统计范围与方法", "4  What was counted and how"))
    yield Facts(portfolio_method_facts(report, say))
    yield Paragraph(say(
        "总览由各份文件的审查得出：有具体约定为具备，只提到为薄弱，没有为缺失，数值超限或者写有不接受的文字为不可接受；"
        "有人豁免或标为不适用的，照其决定。“必备”项缺失或不可接受为高风险，其他项缺失或不可接受、“必备”项薄弱为中风险，"
        "其他项薄弱为低风险。",
        "The overview goes by the reviews of the documents: present where an operative provision "
        "stands in the text, weak where it is only touched, missing otherwise, unacceptable where "
        "a figure is beyond its limit or refused words stand; waived or not applicable where a "
        "person decided so. Mandatory items missing or unacceptable are a high risk; other such "
        "items, and mandatory ones that are weak, a medium one; the rest is low.",
    ))  # fmt: skip
    yield Paragraph(say(
        "本报告由程序生成，供法务人员参考，不是法律意见；结论以合同原文为准。",
        "This report was made by a program to assist legal staff. It is not legal advice; the "
        "contracts' own text prevails.",
    ))  # fmt: skip


def portfolio_method_facts(report: PortfolioReport, say: Voice) -> tuple[Fact, ...]:
    """The checklist, the scope and the circumstances."""
    facts = (
        Fact(say("范围", "Scope"), report.scope),
        checklist_fact(report.checklist, say),
        *circumstances_facts(report.circumstances, say),
    )
    return tuple(fact for fact in facts if fact.value)
