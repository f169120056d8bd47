"""What the comments in an annotated contract say."""

from collections.abc import Iterator

from contracts.clause import Clause
from review.findings import Finding, Verdict
from review.remarks import Remark
from review.reports.contract_cover import conclusion
from review.reports.contract_report import ContractReport, Suggestion
from review.reports.method import checklist_fact, circumstances_facts
from review.reports.parts import MARKS
from review.reports.severity import severity_of
from review.reports.voice import Voice


def overview(report: ContractReport, note: str, say: Voice) -> str:
    """The comment at the head: the result, what it rests on, and a note on the file."""
    facts = (checklist_fact(report.checklist, say), *circumstances_facts(report.circumstances, say))
    colon = say("：", ": ")
    lines = [say("合同审查", "Contract review") + colon + conclusion(report, say)]
    lines += [f"{fact.label}{colon}{fact.value}" for fact in facts if fact.value]
    lines += [note] if note else []
    lines.append(
        say(
            "批注和修订由程序生成，供法务人员参考，不是法律意见。",
            "These comments and insertions were made by a program to assist legal staff; they are "
            "not legal advice.",
        )
    )
    return "\n".join(lines)


def passages_of(finding: Finding) -> Iterator[tuple[Clause, str]]:
    """Where a finding is commented on: refused words, figures beyond limits, else the evidence."""
    places = [(each.clause, each.quote) for each in finding.objections]
    places += [(each.clause, each.sentence) for each in finding.beyond]
    if not places:
        places = [(each.clause, each.quote) for each in finding.evidence[:1]]
    yield from dict.fromkeys(places)


def on_finding(finding: Finding, report: ContractReport, say: Voice) -> str:
    """The comment on a passage that is weak or not acceptable."""
    lines = [_title(finding, say)]
    lines += [each.why.text(say.language) for each in finding.objections]
    for figure in finding.beyond:
        why = figure.parameter.why.text(say.language) if figure.parameter.why else ""
        lines.append(" — ".join(filter(None, (figure.message(say.language), why))))
    if finding.verdict is Verdict.WEAK:
        lines += filter(None, (each.explanation(say.language) for each in finding.evidence[:1]))
    suggestion = report.suggestion(finding.item, say.language)
    label = say.suggested(suggestion.title) + say("：", ": ")
    return "\n".join([*lines, *_advice(finding, say), label + suggestion.text])


def on_missing(finding: Finding, suggestion: Suggestion, say: Voice) -> str:
    """The comment on wording that was put in."""
    near = [
        f"{say.place(each.clause)}{say('：', ': ')}{each.explanation(say.language)}"
        for each in finding.nearest
    ]
    if near:
        near.insert(0, say("最接近的条款：", "Nearest passages:"))
    label = say.suggested(suggestion.title)
    put_in = say(
        f"已在惯常位置以修订方式插入{label}，条款编号和空白处请补全。",
        f"{label} is put in as a tracked change where such a clause usually stands; "
        "number the clause and fill in the blanks.",
    )
    return "\n".join([_title(finding, say), *_advice(finding, say), *near, put_in])


def on_remark(remark: Remark, say: Voice) -> str:
    """The comment for a remark of a mechanical check."""
    head = f"{say.weight(remark.weight)} · {say.check(remark.check)}"
    return f"{head}\n{remark.message.text(say.language)}"


def _title(finding: Finding, say: Voice) -> str:
    risk = severity_of(finding).name_in(say.language) + say("风险", " risk")
    badge = f"{MARKS[finding.verdict]} {say.badge(finding)}"
    return f"{badge} · {risk}{say('：', ': ')}{say.item(finding.item)}"


def _advice(finding: Finding, say: Voice) -> Iterator[str]:
    yield finding.item.guidance.text(say.language)
    if laws := say.laws(finding.item):
        yield say("法律依据：", "Legal basis: ") + laws
    if finding.decision:
        by = f"{finding.decision.made_by}{say('：', ': ')}"
        yield by + say.decision(finding.decision)
        if finding.lapse:
            yield say.lapse(finding.lapse)
