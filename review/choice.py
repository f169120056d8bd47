"""Which checklist is made for a document, and why it was chosen."""

from collections.abc import Iterable, Mapping

from contracts.contract_types import CONTRACT_TYPES
from contracts.document import Document, DocumentKind
from review.checklist import CHECKLISTS, Checklist
from review.wording import Wording


def choose_checklist(
    kind: DocumentKind,
    contract_type: str,
    language: str,
    checklists: Mapping[str, Checklist] = CHECKLISTS,
) -> Checklist | None:
    """The checklist that is made most closely for such documents; None where none is."""
    fitting = [
        checklist
        for checklist in checklists.values()
        if checklist.applies_when.holds(kind, contract_type, language)
    ]
    return max(fitting, key=_closeness, default=None)


def commonest_checklist(documents: Iterable[Document]) -> Checklist:
    """The checklist made for most of the documents; the first one where there are none."""
    counts = dict.fromkeys(CHECKLISTS, 0)
    for document in documents:
        made = choose_checklist(document.kind, document.contract_type, document.language)
        if made is not None:
            counts[made.id] += 1
    return CHECKLISTS[max(counts, key=lambda name: counts[name])]


def _closeness(checklist: Checklist) -> tuple[bool, bool]:
    condition = checklist.applies_when
    return bool(condition.contract_types), bool(condition.languages)


def why_chosen(checklist: Checklist, contract_type: str, reader: str) -> str:
    """Why ``choose_checklist`` gave this one, as a sentence in the reader's language."""
    known = CONTRACT_TYPES.get(contract_type)
    name = contract_type if reader.startswith("zh") or known is None else known.name_en
    return _reason(checklist, contract_type).text(reader).format(name=name)


def _reason(checklist: Checklist, contract_type: str) -> Wording:
    condition = checklist.applies_when
    if condition.contract_types:
        return Wording("按合同类型“{name}”选用。", "Chosen for the contract type: {name}.")
    if condition.languages:
        return Wording("英文合同适用本清单。", "Chosen because the contract is in English.")
    if DocumentKind.POLICY in condition.kinds:
        return Wording("文件是内部制度或预案。", "Chosen because this is a policy or plan.")
    if contract_type:
        return Wording(
            "合同类型“{name}”没有专门的清单，选用通用清单。",
            "There is no checklist of its own for {name}, so the general one is used.",
        )
    return Wording(
        "未识别出合同类型，选用通用清单。",
        "No contract type was recognised, so the general checklist is used.",
    )
