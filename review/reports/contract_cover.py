"""The cover of a contract's report: what is reviewed, by whom, and the result in a sentence."""

from review.reports.contract_report import ContractReport
from review.reports.parts import TONE_OF_SEVERITY, Cover, Fact
from review.reports.severity import Severity
from review.reports.voice import Voice


def cover(report: ContractReport, say: Voice, name: str) -> Cover:
    """The first page; ``name`` is what such a report is called."""
    return Cover(
        title=name,
        note=say("内部资料 · 注意保密", "Confidential · for internal use"),
        subject=report.document.title,
        subtitle=say.contract_type(report.document.contract_type),
        tone=TONE_OF_SEVERITY[report.worst],
        conclusion=conclusion(report, say),
        facts=cover_facts(report, say),
    )


def cover_facts(report: ContractReport, say: Voice) -> tuple[Fact, ...]:
    """What a reader wants to know first: the parties, the file, the checklist, when, and who."""
    document, source, made = report.document, report.source, report.circumstances
    version = say(f"，第 {source.version} 版", f", version {source.version}")
    facts = (
        Fact(say("当事人", "Parties"), say.parties(document)),
        Fact(say("签订日期", "Signed on"), str(document.agreement_date or "")),
        Fact(say("合同集", "Collection"), source.collection),
        Fact(say("文件", "File"), source.file_name + (version if source.version else "")),
        Fact(say("审查清单", "Checklist"), report.checklist.name(say.language)),
        Fact(say("签核", "Sign-off"), _signed(report, say)),
        Fact(say("出具时间", "Issued"), say.moment(made.moment)),
        Fact(say("出具人", "Issued by"), made.person),
    )
    return tuple(fact for fact in facts if fact.value)


def _signed(report: ContractReport, say: Voice) -> str:
    """Who signed the review off, and when; "" for a file that is not stored."""
    if report.source.version is None:
        return ""
    if report.sign_off is None:
        return say("尚未签核", "not signed off")
    who, when = report.sign_off.signed_by, say.moment(report.sign_off.signed_at)
    signed = say(f"{who}，{when}", f"{who}, {when}")
    return signed if report.signed else signed + say("（须重新签核）", " (to be signed off again)")


def conclusion(report: ContractReport, say: Voice) -> str:
    """The result in a sentence or two."""
    grave = len(report.of_severity(Severity.HIGH))
    others = len(report.of_severity(Severity.MEDIUM)) + len(report.of_severity(Severity.LOW))
    if grave:
        return say(
            f"必备事项中有 {grave} 项缺失或不可接受，建议修改后再签署；另有 {others} 项需要关注。",
            f"{_items(grave)} mandatory and missing or unacceptable: amend before signing. "
            f"{_items(others, 'further ')} to be looked at.",
        )
    if others:
        return say(
            f"必备事项没有缺失，也没有不可接受的约定；有 {others} 项需要关注。",
            f"No mandatory item is missing or unacceptable. {_items(others)} to be looked at.",
        )
    return say(
        "清单所列事项均已具备，未发现不可接受的约定。",
        "All items of the checklist are provided for, and none is unacceptable.",
    )


def _items(count: int, which: str = "") -> str:
    return f"One {which}item is" if count == 1 else f"{count or 'No'} {which}items are"
