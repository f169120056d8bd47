"""The facts of a document: title, kind, parties, dates, amount; each with the words it rests on.

What isn't stated is left out: a wrong date is worse than none.
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePath

from contracts.clause import Clause, ClauseKind, Span
from contracts.contract_numbers import own_number
from contracts.contract_types import contract_type_of
from contracts.document import DocumentKind
from contracts.document_kinds import kind_without_contract
from contracts.fact import Fact
from contracts.language import language_of
from contracts.parties.finding import find_parties
from contracts.parties.providers import find_provider
from contracts.stated.covered_dates import CoveredDates
from contracts.stated.law import law_and_renewal
from contracts.stated.period import period_statements
from contracts.stated.signing import agreement_date
from contracts.stated.statement import Statement
from contracts.stated.total import total_price
from contracts.text import TextReading, reading
from contracts.titles.finding import find_subject, find_title
from contracts.titles.found_title import FoundTitle

_HEAD = 20_000  # characters in which the parties are introduced
_TAIL = 2500  # characters in which a contract without signature clauses is signed
_FEWEST_BLANKS = 4  # blanks that, without a named party, make a form to fill in
_BLANK = re.compile(
    r"_{2,}|【\s*】|\{\{|×{2,}|\[[\s·•_]*\]|\[(?:[a-z]+[ /]?){1,4}\]"
    r"|[【\[][^】\]\n]{0,8}(?:全称|名称|姓名|地址|地点|日期|金额)[】\]]"
)
# 甲方： 乙方： with nobody behind them.
_NOBODY = re.compile(
    r"[甲乙]方(?:\([^()\n]{1,8}\))?:[ \t]*(?:公司名称:[ \t]*)?(?=$|[^\s_:。,]{2,6}:)", re.MULTILINE
)
_NO_CONTRACTS = (DocumentKind.POLICY, DocumentKind.LAW, DocumentKind.OTHER)
_OF_OTHERS = frozenset({"effective_date", "contract_number"})
_OF_TERMS = frozenset(
    {"effective_date", "expiration_date", "term", "renewal_term", "governing_law"}
)
_WIDE_MARKS = " #*《》|_-—\t"


def read_facts(
    clauses: Sequence[Clause], text: str, file_name: str, title_hint: str = ""
) -> tuple[Fact, ...]:
    """What a version states about itself: each field once, and only where it is found.

    ``title``, ``kind`` and ``language`` are always there. ``title_hint`` is the title in the file's
    own properties; it and the file's name stand in for a title that the text doesn't show.
    """
    read = reading(text)
    signed_from = _signed_from(clauses, read)
    language = language_of(text)
    begin = min((clause.span.start for clause in clauses), default=0)  # behind the page header
    found = find_title(text, begin, english=language == "en")
    title = _title(found, file_name, title_hint)
    parties = _parties(text, read, signed_from)
    named = parties is not None
    kind, type_name = _kind_and_type(title, file_name, read.text, named=named)
    if kind is DocumentKind.OTHER and (subject := find_subject(text, begin)):
        found, title = subject, _title(subject, file_name, title_hint)
    title_span = Span.of(text, found.start, found.end) if found else None
    facts = [Fact("title", title, title_span), Fact("language", language, None)]
    facts.append(Fact("kind", kind.value, title_span))
    if type_name:
        facts.append(Fact("contract_type", type_name, title_span))
    stated = _stated_by(kind, named=named)
    if kind is DocumentKind.TERMS and not parties:
        facts.extend(_provider(text, read))
    elif parties and (stated is None or "parties" in stated):
        facts.append(parties)
    for statement in _statements(read.text, read.offset(begin), signed_from):
        if stated is not None and statement.field not in stated:
            continue
        value = statement.value
        if statement.words:
            start, end = read.span(*statement.words)
            value = " ".join(text[start:end].split())
        start, end = read.span(statement.start, statement.end)
        facts.append(Fact(statement.field, value, Span.of(text, start, end)))
    return tuple(facts)


def _statements(text: str, begin: int, signed_from: int) -> Iterator[Statement]:
    """What the reading states in so many words; its body begins at ``begin``."""
    covered = CoveredDates.of(text)
    signed = agreement_date(covered, signed_from)
    yield from filter(None, (own_number(text, begin), signed, total_price(text)))
    yield from period_statements(covered, date.fromisoformat(signed.value) if signed else None)
    yield from law_and_renewal(text)


def _signed_from(clauses: Sequence[Clause], read: TextReading) -> int:
    """Where the signature block begins in the reading."""
    starts = [c.span.start for c in clauses if c.kind is ClauseKind.SIGNATURE]
    return read.offset(min(starts)) if starts else max(0, len(read.text) - _TAIL)


def _title(found: FoundTitle | None, file_name: str, hint: str) -> str:
    """The title without the marks around it and the spaces that only set it wide."""
    if found is None:
        return hint.strip() or _stem(file_name)
    printed = "".join(found.title[position] for position in reading(found.title).positions)
    return re.sub(r"\s+", " ", printed).strip(_WIDE_MARKS)


def _stem(file_name: str) -> str:
    return PurePath(file_name.replace("\\", "/")).stem or file_name


def _kind_and_type(
    title: str, file_name: str, text: str, *, named: bool
) -> tuple[DocumentKind, str]:
    """Kind and contract type, "" where there is none.

    A form with blanks and without a named party is a template.
    """
    other = kind_without_contract(title, text)
    if other:
        return other, ""
    definition = contract_type_of(title) or contract_type_of(_stem(file_name))
    kind = definition.kind if definition else DocumentKind.CONTRACT
    is_form = any(
        word in reading(title).text for word in ("范本", "范文", "模板", "样本", "template")
    )
    if kind is DocumentKind.CONTRACT:
        empty = not named and _is_form(text)
        kind = DocumentKind.TEMPLATE if is_form or empty else kind
    return kind, definition.name_zh if definition else ""


def _is_form(text: str) -> bool:
    """Whether there are blanks to fill in, or none to name the parties in but their roles."""
    return len(_BLANK.findall(text)) >= _FEWEST_BLANKS or bool(_NOBODY.search(text))


def _stated_by(kind: DocumentKind, *, named: bool) -> frozenset[str] | None:
    """The facts that a document of this kind states of itself; None where it is any of them.

    What a policy, a statute or a letter says of parties, sums and signing is said of others.
    """
    if kind is DocumentKind.TERMS and not named:
        return _OF_TERMS
    return _OF_OTHERS if kind in _NO_CONTRACTS else None


def _parties(text: str, read: TextReading, signed_from: int) -> Fact | None:
    """The parties named at the head, else in the signature block."""
    printed = _printed(text, read)
    for begin, end in ((0, _HEAD), (signed_from, len(printed))):
        found = [
            party
            for party in find_parties(read.text[begin:end], printed[begin:end])
            if not _has_gaps(read, begin + party.start, begin + party.end)
        ]
        if found:
            named = [{"name": party.name, "role": party.role} for party in found]
            first = min(party.start for party in found)
            last = max(party.end for party in found)
            span = Span.of(text, *read.span(begin + first, begin + last))
            return Fact("parties", json.dumps(named, ensure_ascii=False), span)
    return None


def _provider(text: str, read: TextReading) -> Iterator[Fact]:
    """The party of terms that name it only as the one who provides what they are about."""
    found = find_provider(read.text, _printed(text, read))
    if found and not _has_gaps(read, found.start, found.end):
        named = [{"name": found.name, "role": found.role}]
        span = Span.of(text, *read.span(found.start, found.end))
        yield Fact("parties", json.dumps(named, ensure_ascii=False), span)


def _printed(text: str, read: TextReading) -> str:
    """The characters of a reading as they are printed."""
    nothing_left_out = len(read.text) == len(text)
    return text if nothing_left_out else "".join(map(text.__getitem__, read.positions))


def _has_gaps(read: TextReading, start: int, end: int) -> bool:
    """Whether spaces were left out inside: 某银行　县支行 is a form's blank, 张　三 a name."""
    printed_start, printed_end = read.span(start, end)
    return end - start > 4 and printed_end - printed_start > end - start
