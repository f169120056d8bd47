"""What was checked and how: the facts that a reader needs to judge a report, and to repeat it."""

from collections.abc import Iterator

from contracts.decisions import SignOff
from review.applicable_law import other_law
from review.checklist import Checklist
from review.fingerprints import checklist_fingerprint
from review.reports.contract_report import Circumstances, ContractReport
from review.reports.parts import Fact, Facts, Paragraph, Part, Signatures
from review.reports.voice import Voice


def contract_method(report: ContractReport, say: Voice) -> Iterator[Part]:
    """What was checked of a contract and how, and lines to sign on."""
    yield Facts(method_facts(report, say))
    for text in _METHOD:
        yield Paragraph(say(*text))
    if report.sign_off:
        yield Paragraph(_signed(report.sign_off, report.signed, say))
    people = (say("审查人", "Reviewed by"), say("复核人", "Checked by"))
    yield Signatures(people, say("日期", "Date"))


def _signed(sign_off: SignOff, stands: bool, say: Voice) -> str:
    who, when = sign_off.signed_by, say.moment(sign_off.signed_at)
    if stands:
        return say(
            f"{who} 已于 {when} 签核，签核有效。", f"Signed off by {who}, {when}; it stands."
        )
    return say(
        f"{who} 曾于 {when} 签核；此后情况有变，须重新签核。",
        f"Signed off by {who}, {when}; something has changed since, so it must be signed again.",
    )


def method_facts(report: ContractReport, say: Voice) -> tuple[Fact, ...]:
    """The file, the checklist, and the circumstances of a contract's review."""
    source = report.source
    chosen = report.why_chosen or say("由人指定。", "Named by the person who asked.")
    other = other_law(report.document)
    facts = (
        Fact(say("审查文件", "File"), source.file_name),
        Fact(say("页数", "Pages"), str(source.pages or "")),
        Fact("SHA-256", source.sha256),
        checklist_fact(report.checklist, say),
        Fact(say("选用理由", "Why this one"), chosen),
        Fact(say("法律依据说明", "Legal bases"), other.text(say.language) if other else ""),
        Fact(say("待确认的结论", "Uncertain verdicts"), str(report.uncertain or "")),
        *circumstances_facts(report.circumstances, say),
    )
    return tuple(fact for fact in facts if fact.value)


def checklist_fact(checklist: Checklist, say: Voice) -> Fact:
    """The checklist with its version."""
    count, version = len(checklist.items), checklist_fingerprint(checklist)
    return Fact(
        say("审查清单", "Checklist"),
        say(
            f"{checklist.name_zh}（{checklist.id}，{count} 项，版本 {version}）",
            f"{checklist.name_en} ({checklist.id}, {count} items, version {version})",
        ),
    )


def circumstances_facts(made: Circumstances, say: Voice) -> tuple[Fact, ...]:
    """What the findings rest on, who asked for what, when, and with which program."""
    return (
        Fact(say("结论依据", "Findings rest on"), say.rests_on(made.weights)),
        Fact(say("查询", "Query"), made.query),
        Fact(say("查阅权限", "Permission"), made.permission),
        Fact(say("生成", "Made"), f"{say.moment(made.moment)}　{made.person}"),
        Fact(say("程序", "Program"), made.program),
    )


_METHOD = (
    (
        "审查按清单逐项进行。“具备”指文中有具体约定；“薄弱”指只提到而没有具体约定，例如只有标题、"
        "“另行协商”；“缺失”指全文没有约定；“不可接受”指数值超出限值，或者写有清单不接受的文字。"
        "“待确认”指结论所依据的文字把握不大，请核对原文。"
        "经人豁免或标为不适用的不再计为问题。“必备”事项缺失或不可接受为高风险，其他事项缺失或不可接受、“必备”事项薄弱为中风险，"
        "其他事项薄弱为低风险。",
        "Each item of the checklist was put to the text. Present: an operative provision stands in "
        "it. Weak: it is only touched, as by a bare heading or “to be agreed”. Missing: nothing "
        "provides for it. Unacceptable: a figure is beyond its limit, or words stand there that "
        "the checklist refuses. Uncertain: the passages that a verdict rests on leave it in "
        "doubt, so read them. What a person waived, or said not to apply, is no longer counted. "
        "Mandatory items that are missing or unacceptable are a high risk; other items so, and "
        "mandatory ones that are weak, a medium one; the rest is low.",
    ),
    (
        "法律引用按合同的签订日期判断；机械检查核对金额大小写、条款引用、附件、当事人名称、空白和占位文字。"
        "除页眉、页脚、目录和图片中的文字外，全部文字都在审查范围之内。",
        "Cited laws are judged by the date of the contract. The mechanical checks compare amounts "
        "in words, cross-references, attachments, names of parties, blanks and placeholders. All "
        "text was read except running heads and feet, lists of contents, and words in pictures.",
    ),
    (
        "本报告由程序生成，供法务人员参考，不是法律意见；结论以合同原文为准。",
        "This report was made by a program to assist legal staff. It is not legal advice; the "
        "contract's own text prevails.",
    ),
)
