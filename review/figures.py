"""The figures that a checklist's parameters ask for, read in a clause."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from contracts.amounts import Amount, find_amounts
from contracts.clause import Clause
from contracts.cues import plain_cue
from contracts.quantities.finding import find_quantities
from contracts.quantities.quantity import Measure, Quantity
from contracts.text import reading
from review.parameters import Outcome, Parameter, said_in
from review.time_limits import is_no_time_limit, says_something_of_its_own
from review.wording import Wording

NEAR = 40  # characters between a figure and the words that say what it is
COMMA = 16  # characters that a comma (or "and") between them counts for
LISTED = 6  # that the comma of a list counts for: 城区12小时、县乡36小时内上门
_PAUSE = re.compile(r",|\band\b")
_PLACEHOLDER = re.compile(r"\{\{[^}]*\}\}")  # its name says nothing: {{days_after_payment}}
_SENTENCE = re.compile(r"(?:[^。;!?\n.]|\.(?!\s))+")  # the point in 99.9% ends none
_AGAIN = re.compile(
    r"\s*[(（]\s*(?:即|大写[:：]?)?\s*"
)  # between a figure and the same in other words


@dataclass(frozen=True, slots=True)
class Figure:
    """A parameter's figure as read in a clause: the value in the parameter's unit, the words."""

    parameter: Parameter
    clause: Clause
    value: Decimal | None
    outcome: Outcome
    quote: str  # the figure as printed
    sentence: str  # what stands around it
    start: int  # in the clause's text
    end: int
    working_days: Decimal | None = None  # where the clause counts in these

    def message(self, language: str) -> str:
        """ "Time for payment: 60 days (limit: at most 30 days)", in the reader's language."""
        limit = self.parameter.limit(language)
        name, value = self.parameter.name.text(language), self.said(language)
        if language.startswith("zh"):
            return f"{name}：{value}" + (f"（限值：{limit}）" if limit else "")
        return f"{name}: {value}" + (f" (limit: {limit})" if limit else "")

    def said(self, language: str) -> str:
        """The value in the parameter's unit; in working days where these make no whole number."""
        if self.value is None:
            return Wording("留空未填", "left blank").text(language)
        if self.working_days is not None and self.value % 1:  # nobody says 33.6 hours
            return said_in(self.working_days, "working_days", language)
        return self.parameter.said(self.value, language)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A quantity or sum in a text, and the parameters that have its measure."""

    found: Quantity | Amount
    start: int
    end: int
    fits: tuple[Parameter, ...]

    def value(self, unit: str) -> Decimal | None:
        """The value in a parameter's unit; None for a blank."""
        return self.found.value if isinstance(self.found, Amount) else self.found.in_unit(unit)

    @property
    def working_days(self) -> Decimal | None:
        """How many working days, if that is what the text says."""
        if isinstance(self.found, Quantity) and self.found.unit == "working_days":
            return self.found.value
        return None


def read_figures(parameters: Sequence[Parameter], clause: Clause) -> tuple[Figure, ...]:
    """The figures of these parameters in a clause, in the order of its text."""
    if not parameters:
        return ()
    read = reading(clause.text)
    figures = []
    for sentence in _SENTENCE.finditer(read.text):
        begin, end = sentence.span()
        for candidate in _candidates(read.text, begin, end, parameters):
            parameter = _owner(read.text, begin, end, candidate)
            if parameter is None:
                continue
            value = candidate.value(parameter.unit)
            start, stop = read.span(candidate.start, candidate.end)
            first, last = read.span(begin, end)
            figures.append(
                Figure(
                    parameter,
                    clause,
                    value,
                    parameter.judge(value),
                    clause.text[start:stop].strip(),
                    clause.text[first:last].strip(),
                    start,
                    stop,
                    candidate.working_days,
                )
            )
    return tuple(_said_once(clause.text, sorted(figures, key=lambda figure: figure.start)))


def _said_once(text: str, figures: Iterable[Figure]) -> Iterator[Figure]:
    """Leave out figures that repeat the one before in other words: 1%（百分之一）."""
    before: Figure | None = None
    for figure in figures:
        between = text[before.end : figure.start] if before else ""
        again = before and before.value == figure.value and _AGAIN.fullmatch(between)
        before = figure
        if not again:
            yield figure


def _candidates(
    text: str, begin: int, end: int, parameters: Sequence[Parameter]
) -> Iterator[_Candidate]:
    """The figures of a sentence, each with the parameters that have its measure."""
    part = text[begin:end]
    for quantity in find_quantities(part):
        if quantity.measure is Measure.DURATION and is_no_time_limit(part, quantity):
            continue
        fits = tuple(each for each in parameters if _is_of(quantity, each))
        if fits:
            yield _Candidate(quantity, begin + quantity.start, begin + quantity.end, fits)
    amounts = tuple(each for each in parameters if each.measure == "amount")
    if amounts:
        for amount in find_amounts(part):
            if amount.currency == "CNY":
                yield _Candidate(amount, begin + amount.start, begin + amount.end, amounts)


def _is_of(quantity: Quantity, parameter: Parameter) -> bool:
    match parameter.measure:
        case "rate":
            return quantity.measure is Measure.SHARE and bool(quantity.per)
        case "share":
            return quantity.measure is Measure.SHARE and not quantity.per
        case other:
            return quantity.measure == other


def _owner(text: str, begin: int, end: int, candidate: _Candidate) -> Parameter | None:
    """The parameter whose words are nearest to the figure, if any are near enough."""
    left = max(begin, *(text.rfind(comma, begin, candidate.start) + 1 for comma in ",:"))
    rights = [place for comma in "," if (place := text.find(comma, candidate.end, end)) >= 0]
    words = _PLACEHOLDER.sub(lambda name: "_" * len(name.group()), text)
    around = words[left : min(rights, default=end)]
    nearest: tuple[int, Parameter] | None = None
    for parameter in candidate.fits:
        before = words[begin : candidate.start]
        if _holds(parameter.not_beside, around) or _holds(parameter.not_of, before):
            continue
        for start, stop in _found(parameter.beside, words[begin:end]):
            if _is_of_another(text, begin, (begin + start, begin + stop), candidate):
                continue
            distance = _distance(text, (begin + start, begin + stop), candidate)
            if distance <= NEAR and (nearest is None or distance < nearest[0]):
                nearest = (distance, parameter)
    return nearest[1] if nearest else None


def _is_of_another(text: str, begin: int, words: tuple[int, int], candidate: _Candidate) -> bool:
    """Whether these words close what an earlier figure says: 1小时内响应，24小时内完成排查."""
    comma = text.find(",", words[1], candidate.start)
    if comma < 0 or not says_something_of_its_own(text, candidate.end):
        return False
    part = text[text.rfind(",", begin, words[0]) + 1 : words[0]]
    return any(each.measure is Measure.DURATION for each in find_quantities(part))


def _distance(text: str, words: tuple[int, int], candidate: _Candidate) -> int:
    if words[1] <= candidate.start:
        between = text[words[1] : candidate.start]
    elif words[0] >= candidate.end:
        between = text[candidate.end : words[0]]
    else:
        return 0
    latin = sum(character.isascii() and character.isalpha() for character in between)
    pauses = COMMA * len(_PAUSE.findall(between)) + LISTED * between.count("、")
    return len(between) - latin * 2 // 3 + pauses


def _holds(cues: Iterable[str], text: str) -> bool:
    return any(True for _ in _found(cues, text))


def _found(cues: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    for cue in cues:
        for match in plain_cue(cue).matches(text):
            yield match.span()
