"""Which checklist is used for a document, and why."""

from collections.abc import Iterable

from contracts.contract_types import CONTRACT_TYPES
from contracts.document import Document, DocumentKind
from contracts.errors import NotFound
from review.checklist import Checklist, Checklists
from review.wording import Wording


def choose_checklist(document: Document, checklists: Checklists) -> Checklist | None:
    """The checklist that fits the document most closely; None where none fits.

    Of those that are made as closely, the first one.
    """
    fitting = [each for each in checklists.values() if each.applies_when.holds(document)]
    return max(fitting, key=_closeness, default=None)


def commonest_checklist(documents: Iterable[Document], checklists: Checklists) -> Checklist:
    """The checklist that fits most of the documents; the first one where there are none."""
    counts = dict.fromkeys(checklists, 0)
    for document in documents:
        made = choose_checklist(document, checklists)
        if made is not None:
            counts[made.id] += 1
    return checklists[max(counts, key=lambda name: counts[name])]


def _closeness(checklist: Checklist) -> tuple[bool, bool, bool]:
    condition = checklist.applies_when
    facts = condition.asks_facts or condition.consumer_facing is not None
    return bool(condition.contract_types), bool(condition.languages), facts


def named(checklists: Checklists, name: str) -> Checklist:
    """The checklist of this id. Raises NotFound naming those that there are."""
    if name not in checklists:
        names = ", ".join(checklists)
        raise NotFound(
            f"没有审查清单 {name}。现有：{names}。",
            f"There is no checklist {name}. There are: {names}.",
        )
    return checklists[name]


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
            "There is no checklist for {name}, so the general one is used.",
        )
    return Wording(
        "未识别出合同类型，选用通用清单。",
        "No contract type was recognised, so the general checklist is used.",
    )
