"""Voice: how a report says things in one of its two languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from contracts.clause import Clause, ClauseKind
from contracts.clause_types import CLAUSE_TYPES
from contracts.contract_types import CONTRACT_TYPES
from contracts.decisions import Decision, DecisionKind
from contracts.document import Document
from review.checklist import ChecklistItem, Level
from review.findings import Finding, Lapse, Verdict
from review.quotes import without_number
from review.remarks import Weight
from review.wording import Wording

HEADING_SHOWN = 24  # characters; a longer one is a sentence
_VERDICTS = {
    Verdict.MISSING: Wording("缺失", "Missing"),
    Verdict.UNACCEPTABLE: Wording("不可接受", "Unacceptable"),
    Verdict.WEAK: Wording("薄弱", "Weak"),
    Verdict.PRESENT: Wording("具备", "Present"),
    Verdict.WAIVED: Wording("已豁免", "Waived"),
    Verdict.NOT_APPLICABLE: Wording("不适用", "Not applicable"),
}
_LEVELS = {
    Level.MANDATORY: Wording("必备", "Mandatory"),
    Level.RECOMMENDED: Wording("建议", "Recommended"),
}
_DECISIONS = {
    DecisionKind.CONFIRMED: Wording("确认", "Confirmed"),
    DecisionKind.NOT_APPLICABLE: Wording("标为不适用", "Said not to apply"),
    DecisionKind.WAIVED: Wording("豁免", "Waived"),
}
_LAPSES = {
    Lapse.EXPIRED: Wording("豁免已到期", "the waiver has ended"),
    Lapse.ITEM_CHANGED: Wording("检查项已修改", "the item was edited"),
    Lapse.LAW_CHANGED: Wording("所依据的法律登记已修改", "the entry of a law behind it was edited"),
    Lapse.FOUND_OTHERWISE: Wording("审查结论与当时不同", "something else is found now"),
    Lapse.PASSAGE_GONE: Wording("当时依据的文字已不在", "the passage it rested on is gone"),
    Lapse.PASSAGE_ADDED: Wording("又有不可接受的文字", "more stands there that is not acceptable"),
}
_WEIGHTS = {Weight.DEFECT: Wording("缺陷", "Defect"), Weight.NOTE: Wording("提示", "Note")}
_CHECKS = {
    "laws": Wording("法律引用", "Laws cited"),
    "amounts_in_words": Wording("金额大小写", "Amounts in words"),
    "cross_references": Wording("条款引用", "Cross-references"),
    "attachments": Wording("附件", "Attachments"),
    "party_names": Wording("当事人名称", "Party names"),
    "blanks": Wording("空白", "Blanks"),
    "placeholders": Wording("占位文字", "Placeholders"),
    "scripts": Wording("简繁混用", "Characters"),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """Says things in ``language``, "zh" or "en".

    ``clauses`` are the contract's by id, to name the clause above a clause. ``under_other_law``:
    articles of Chinese law are named for comparison, see ``applicable_law``.
    """

    language: str
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    under_other_law: bool = False

    def __call__(self, zh: str, en: str) -> str:
        """The one of two texts that the language asks for."""
        return zh if self.language == "zh" else en

    def verdict(self, verdict: Verdict) -> str:
        """A verdict as a word."""
        return _VERDICTS[verdict].text(self.language)

    def level(self, level: Level) -> str:
        """A level as a word."""
        return _LEVELS[level].text(self.language)

    def badge(self, finding: Finding) -> str:
        """A finding's verdict and level: "Missing · Mandatory"; "?" where it is uncertain."""
        doubt = self("（待确认）", " (uncertain)") if finding.uncertain else ""
        return f"{self.verdict(finding.verdict)}{doubt} · {self.level(finding.level)}"

    def decision(self, decision: Decision) -> str:
        """What a person decided, who approved it, until when, and why."""
        deed, colon = decision.deed, self("：", ": ")
        parts = [_DECISIONS[deed.kind].text(self.language)]
        if deed.approver:
            parts.append(self("批准人", "approved by") + colon.replace(": ", " ") + deed.approver)
        if deed.expires_on:
            parts.append(self(f"至 {deed.expires_on}", f"until {deed.expires_on}"))
        if deed.reason:
            parts.append(self("理由：", "reason: ") + deed.reason)
        return self("，", ", ").join(parts)

    def lapse(self, lapse: Lapse) -> str:
        """Why a decision no longer counts."""
        again = self("须重新决定：", "To be decided again: ")
        return again + _LAPSES[lapse].text(self.language)

    def weight(self, weight: Weight) -> str:
        """A remark's weight as a word."""
        return _WEIGHTS[weight].text(self.language)

    def check(self, check: str) -> str:
        """The name of a mechanical check."""
        return _CHECKS[check].text(self.language)

    def item(self, item: ChecklistItem) -> str:
        """An item by its short name, else by the names of its first two clause types."""
        if item.label:
            return item.label.text(self.language)
        names = (CLAUSE_TYPES[name].name(self.language) for name in item.clause_types)
        distinct = {name.casefold(): name for name in names}
        return " / ".join(list(distinct.values())[:2])

    def contract_type(self, contract_type: str) -> str:
        """The name of a contract type; one that a person made up as it is."""
        known = CONTRACT_TYPES.get(contract_type)
        return contract_type if known is None else self(known.name_zh, known.name_en)

    def parties(self, document: Document) -> str:
        """The parties, one a line."""
        colon = self("：", ": ")
        lines = (
            f"{party.role}{colon}{party.name}" if party.role else party.name
            for party in document.parties
        )
        return "\n".join(lines)

    def place(self, clause: Clause) -> str:
        """Where a clause stands: numbers, heading, page; "第三条 一、付款，第 2 页"."""
        page = self(f"第 {clause.page} 页", f"p. {clause.page}") if clause.page else ""
        heading = clause.heading if len(clause.heading) <= HEADING_SHOWN else ""
        return self("，", ", ").join(
            filter(None, (f"{self._number(clause)} {heading}".strip(), page))
        )

    def _number(self, clause: Clause) -> str:
        """The number, with that of the clause above where it means too little by itself."""
        above = self.clauses.get(clause.parent or "")
        label = clause.number_label
        if above is None or above.kind is ClauseKind.CHAPTER or not label:
            return label or (self._number(above) if above else "")
        if label.startswith(above.number_label.rstrip(".．、")) and above.number_label:
            return label  # 3.1.1 says it all
        return f"{self._number(above)} {label}".strip()

    def quote(self, clause: Clause, quote: str) -> str:
        """A quotation without its clause's number, which the place gives already."""
        return without_number(clause, quote)

    def laws(self, item: ChecklistItem) -> str:
        """The articles that ask for an item, and whether they are only a comparison."""
        cited = self("、", "; ").join(basis.cited(self.language) for basis in item.legal_basis)
        if cited and self.under_other_law:
            return cited + self("（中国法，仅供比较）", " (Chinese law, for comparison)")
        return cited

    def suggested(self, title: str) -> str:
        """The label of a suggested wording, with its title in the clause library."""
        label = self("建议文字", "Suggested wording")
        library = self(f"（条款库：{title}）", f" (clause library: {title})")
        return label + library if title else label

    def moment(self, moment: datetime) -> str:
        """Day, minute and time zone."""
        local = moment.astimezone()
        return f"{local:%Y-%m-%d %H:%M} UTC{local:%z}"

    def rests_on(self, weights: str) -> str:
        """What findings rest on: rules, or the trained model as well."""
        if not weights:
            return self("仅规则", "Rules alone")
        return self(f"规则和模型（{weights}）", f"Rules and the model ({weights})")

    def listed(self, words: Iterable[str]) -> str:
        """Words one after the other."""
        return self("、", ", ").join(words)

    def reasons(self, finding: Finding) -> str:
        """Why an item isn't asked; "" where it is."""
        said = (reason.text(self.language) for reason in finding.unmet)
        return self("；", "; ").join(said)
