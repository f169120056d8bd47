"""What a query means, said without an index: whether a clause matches, by reading its text."""

import re
from datetime import date

from contracts.citations import citations_read
from contracts.laws import SHIPPED_LAWS
from contracts.text import fold, reading
from index.figures import figures_in, ranges
from index.protocol import ClauseEntry, DocumentEntry
from index.query import (
    And,
    Cites,
    ClauseType,
    Collection,
    ContractType,
    DateRange,
    Documents,
    FieldText,
    Figure,
    Fuzzy,
    InDocument,
    Near,
    Not,
    Numbered,
    Opening,
    Or,
    Prefix,
    Query,
    Text,
    TextField,
)

HANZI = re.compile("[一-龥]+|[^\\W一-龥]+")


def squeezed(text: str) -> list[str]:
    """The text's rows of hanzi and its words, one space between, in each of its spellings."""
    return [" ".join(HANZI.findall(spelling)) for spelling in (fold(text), reading(text).text)]


def places(typed: str, row: str) -> list[tuple[int, int]]:
    found = []
    for needle in filter(None, squeezed(typed)):
        found += [
            (start, start + len(needle))
            for start in range(len(row))
            if row.startswith(needle, start)
        ]
    return found


def contains(typed: str, text: str) -> bool:
    return any(places(typed, row) for row in squeezed(text))


def near(query: Near, row: str) -> bool:
    return any(
        len(row[end:start].replace(" ", "")) <= query.distance
        for one, other in ((query.left, query.right), (query.right, query.left))
        for _, end in places(one.text, row)
        for start, _ in places(other.text, row)
        if end <= start
    )


def nearly(typed: str, row: str) -> bool:
    """Whether a word, or a part of the row, is one or two edits away."""
    if typed.isascii():
        most = 1 if len(typed) < 8 else 2
        return any(distance(typed.lower(), word) <= most for word in row.split())
    size = range(len(typed))
    other = " ?[一-龥] ?"
    patterns = [typed, *(typed[:at] + typed[at + 1 :] for at in size)]
    patterns += [typed[:at] + other + typed[at:] for at in size[1:]]
    patterns += [typed[:at] + other + typed[at + 1 :] for at in size[1:-1]]
    patterns += [typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :] for at in size[:-1]]
    return any(re.search(pattern, row) for pattern in patterns)


def distance(one: str, other: str) -> int:
    table = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        line = [i]
        for j, against in enumerate(other, 1):
            swapped = i > 1 and j > 1 and one[i - 2 : i] == against + other[j - 2]
            same = table[i - 1][j - 1] + (letter != against)
            swap = table[i - 2][j - 2] + 1 if swapped else same
            line.append(min(same, swap, table[i - 1][j] + 1, line[j - 1] + 1))
        table.append(line)
    return table[-1][-1]


def begins(typed: str, text: str) -> bool:
    return any(
        (HANZI.match(row[start]) is not None and row[start] >= "一")
        or start == 0
        or row[start - 1] == " "
        for row in squeezed(text)
        for start, _ in places(typed, row)
    )


def matches(query: Query, document: DocumentEntry, clause: ClauseEntry) -> bool:
    match query:
        case And(parts):
            return all(matches(part, document, clause) for part in parts)
        case Or(parts):
            return any(matches(part, document, clause) for part in parts)
        case Not(part):
            return not matches(part, document, clause)
        case Text() | Prefix() | Fuzzy() | Near():
            return stands_in(query, clause.text)
        case InDocument() | Documents() | Opening():
            return is_in(query, document, clause)
    return is_of(query, document, clause)


def is_in(
    query: InDocument | Documents | Opening, document: DocumentEntry, clause: ClauseEntry
) -> bool:
    match query:
        case InDocument(part):
            return any(matches(part, document, other) for other in document.clauses)
        case Documents(ids):
            return document.document_id in ids
        case Opening():
            return clause is document.clauses[0]


def holds(query: Figure | Cites | Numbered, clause: ClauseEntry) -> bool:
    read = reading(clause.text).text
    match query:
        case Figure():
            return any(
                first <= one <= last for one in figures_in(read) for first, last in ranges(query)
            )
        case Cites(law, article):
            return any(
                found.law.name == law and (article is None or article in found.articles)
                for found in citations_read(read, SHIPPED_LAWS)
            )
        case Numbered(number):
            return {"第八条": "8", "(c)": "c"}.get(
                clause.number_label, clause.number_label
            ) == number


def stands_in(query: Text | Prefix | Fuzzy | Near, text: str) -> bool:
    match query:
        case Fuzzy(typed):
            return any(nearly(typed, row) for row in squeezed(text))
        case Text(typed):
            return contains(typed, text)
        case Prefix(typed):
            return begins(typed, text)
        case Near():
            return any(near(query, row) for row in squeezed(text))


def is_of(query: Query, document: DocumentEntry, clause: ClauseEntry) -> bool:
    match query:
        case Figure() | Cites() | Numbered():
            return holds(query, clause)
        case FieldText(field, text):
            names = (document.title,) if field is TextField.TITLE else document.parties
            return any(contains(text, name) for name in names)
        case ContractType(value):
            return contains(value, document.contract_type) or value == document.kind
        case ClauseType(value):
            return value in clause.clause_types
        case Collection(name):
            return name == document.collection
        case DateRange(start, end):
            signed = document.agreement_date
            return signed is not None and (start or date.min) <= signed <= (end or date.max)
    raise AssertionError(query)
