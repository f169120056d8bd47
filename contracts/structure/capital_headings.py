"""Headings in capitals that run on into the text: … as follows: ANNUAL RATE The rate is …

English contracts that lost their line ends have nothing else to tell their clauses by.
"""

import re
from collections import Counter
from collections.abc import Sequence

from contracts.structure.printed_lines import Line, VersionText, cut

_HEADING = re.compile(
    r"(?<=[.:;] )(?<!\d. )(?P<heading>"
    r"(?!(?:WHEREAS|NOW|IN WITNESS|BETWEEN|AND|EXCEPT|PROVIDED|THIS|THE)\b)"
    r"[A-Z][A-Z’'/-]+(?:,? (?:[A-Z&][A-Z’'/-]*|of|and|or|to|for)){0,7}(?<=[A-Z]))"
    r"(?= (?:(?:The|This|Each|Any|All|If|In|It|No|Neither|Either|Both|Every|During|Upon|Unless|For"
    r"|Where|When|Subject|Notwithstanding)\b|(?:[A-Z][a-z]+|A|I) [a-z(“\"]))"
)
_SHORTEST = 6  # letters of a heading: USA and LLC are none
_FEWEST = 3  # headings in a line, which no abbreviation makes up
_LONG_LINE = 500  # characters


def split_capital_headings(lines: Sequence[Line], text: VersionText) -> list[Line]:
    """The lines, those that are whole texts cut before their headings in capitals."""
    cuts: list[Line] = []
    for line in lines:
        if line.end - line.start < _LONG_LINE or line.table:
            continue
        matches = list(_HEADING.finditer(text.printed, line.start, line.end))
        times = Counter(match["heading"] for match in matches)
        found = [
            Line(match.start(), line.end, line.block, heading_level=0, heading=match["heading"])
            for match in matches
            # A party's name in capitals comes again and again.
            if len(match["heading"]) >= _SHORTEST and times[match["heading"]] == 1
        ]
        if len(found) >= _FEWEST:
            cuts.extend(found)
    return cut(lines, cuts, text) if cuts else list(lines)
