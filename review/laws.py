"""Whether the laws that a contract cites were in force when it was made.

A repealed law is a defect in a contract made after the repeal; in an older one it's a note for its
renewal, since the old law may still govern what happened under it (Provisions on the Temporal
Effect of the Civil Code, Articles 1 to 3). That a contract cites a repealed law says nothing of its
validity, and no message here does.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from contracts.citations import Citation, find_citations
from contracts.clause import Clause
from contracts.document import Document, DocumentKind
from contracts.laws import Law, LawRegister
from review.quotes import sentence_around
from review.remarks import Remark, Weight
from review.wording import Wording

CHECK = "laws"


class Standing(StrEnum):
    """Whether a cited law was in force on the day of the contract."""

    IN_FORCE = "in_force"
    REPEALED = "repealed"  # before the contract was made
    REPEALED_BEFORE_USE = "repealed_before_use"  # what is made of a template will be newer
    REPEALED_SINCE = "repealed_since"
    REPEALED_UNDATED = "repealed_undated"  # the contract bears no date
    NOT_YET = "not_yet"  # made before the law was in force


def standing(law: Law, document: Document) -> Standing:
    """Whether a law was in force on the day on which the document was made."""
    made = _made(document)
    if made is not None and made < law.in_force_from:
        return Standing.NOT_YET
    if law.repealed_on is None:
        return Standing.IN_FORCE
    if document.kind is DocumentKind.TEMPLATE:
        return Standing.REPEALED_BEFORE_USE
    if made is None:
        return Standing.REPEALED_UNDATED
    return Standing.REPEALED if made >= law.repealed_on else Standing.REPEALED_SINCE


def _made(document: Document) -> date | None:
    return document.agreement_date or document.effective_date


def remarks(
    document: Document, clauses: Sequence[Clause], register: LawRegister
) -> Iterator[Remark]:
    """Remarks on the laws that a document cites, in the order of its text."""
    for clause in clauses:
        for citation in find_citations(clause.text, register):
            yield from _remarks_on(citation, clause, document)


def _remarks_on(citation: Citation, clause: Clause, document: Document) -> Iterator[Remark]:
    law, found = citation.law, standing(citation.law, document)
    quote = sentence_around(clause.text, citation.start, citation.end)
    if found is not Standing.IN_FORCE:
        weight = Weight.DEFECT if found in _DEFECTS else Weight.NOTE
        message = _MESSAGES[found]
        yield Remark(CHECK, weight, clause, quote, _filled(message, law))
    if citation.articles and found is not Standing.NOT_YET:
        yield from _on_articles(citation, clause, quote, _made(document))


def _on_articles(
    citation: Citation, clause: Clause, quote: str, made: date | None
) -> Iterator[Remark]:
    """Whether the articles cited are those of the text in force: by their numbers alone."""
    law = citation.law
    if law.renumbered_from and made and made < law.renumbered_from:
        yield Remark(CHECK, Weight.NOTE, clause, quote, _filled(_RENUMBERED, law))
        return
    beyond = [article for article in citation.articles if law.articles and article > law.articles]
    if beyond:
        message = Wording(
            f"引用了《{law.name}》第{beyond[0]}条，但该法只有{law.articles}条。请核对条号。",
            f"Article {beyond[0]} of the {law.name_en} is cited, which has only {law.articles} "
            "articles. Check the number.",
        )
        yield Remark(CHECK, Weight.DEFECT, clause, quote, message)


_RENUMBERED = Wording(
    "《{name}》修订后自{renumbered}起条号有变。本文件签订在先，所引条号按当时的文本；续签或者修订时请核对。",
    "A revision numbered the articles of the {name_en} anew from {renumbered}. This document was "
    "made before, by the older numbers; check them at renewal.",
)
_DEFECTS = frozenset({Standing.REPEALED, Standing.REPEALED_BEFORE_USE})
_MESSAGES: Mapping[Standing, Wording] = {
    Standing.REPEALED_BEFORE_USE: Wording(
        "《{name}》已于{repealed}废止{source}。范本今后仍会使用，请改引{replaced_by}的相应条文。",
        "The {name_en} was repealed on {repealed}{source}. A template will be used hereafter: cite "
        "the corresponding articles of what replaced it ({replaced_by}).",
    ),
    Standing.REPEALED: Wording(
        "《{name}》已于{repealed}废止{source}，早于本文件的签订；请改引{replaced_by}的相应条文。",
        "The {name_en} was repealed on {repealed}{source}, before this document was made; cite "
        "the corresponding articles of what replaced it ({replaced_by}).",
    ),
    Standing.REPEALED_SINCE: Wording(
        "《{name}》已于{repealed}废止{source}。本文件签订在先，原法律仍可能适用于当时的法律事实"
        "（民法典时间效力规定第1条）；续签或者修订时请改引{replaced_by}。",
        "The {name_en} was repealed on {repealed}{source}, after this document was made; it may "
        "still govern what happened under it (Provisions on the Temporal Effect of the Civil Code, "
        "Article 1). At renewal cite what replaced it ({replaced_by}).",
    ),
    Standing.REPEALED_UNDATED: Wording(
        "《{name}》已于{repealed}废止{source}。未读到签订日期：此后签订的，请改引{replaced_by}；"
        "此前签订的，续签时更新。",
        "The {name_en} was repealed on {repealed}{source}. No date was read: if this document was "
        "made later, cite what replaced it ({replaced_by}), else update it at renewal.",
    ),
    Standing.NOT_YET: Wording(
        "《{name}》自{in_force}起施行，晚于本文件的签订日期。请核对签订日期，或者确认双方有意约定适用。",
        "The {name_en} is in force from {in_force}, later than the date of this document. Check "
        "the date, or whether the parties meant to apply it.",
    ),
}


def _filled(message: Wording, law: Law) -> Wording:
    places = {
        "name": law.name,
        "name_en": law.name_en,
        "repealed": str(law.repealed_on),
        "in_force": str(law.in_force_from),
        "renumbered": str(law.renumbered_from),
        "replaced_by": law.replaced_by,
    }
    source_zh = f"（{law.source.cited('zh')}）" if law.source else ""
    source_en = f" ({law.source.cited('en')})" if law.source else ""
    return Wording(
        message.zh.format(source=source_zh, **places), message.en.format(source=source_en, **places)
    )
