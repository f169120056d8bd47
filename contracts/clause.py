"""Clause, Span and Tag: a node of a contract's tree, a place in its text, what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a version's text: half-open offsets, and the words with some on either side.

    The quotation lets the place be found again in a new version
    (W3C Web Annotation Data Model, TextPositionSelector and TextQuoteSelector).
    """

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, text: str, start: int, end: int, context: int = 24) -> "Span":
        """The span ``text[start:end]`` with up to ``context`` characters on either side."""
        return cls(
            start=start,
            end=end,
            exact=text[start:end],
            prefix=text[max(0, start - context) : start],
            suffix=text[end : end + context],
        )


class ClauseKind(StrEnum):
    """The part a clause plays in its document."""

    PREAMBLE = "preamble"
    CHAPTER = "chapter"
    CLAUSE = "clause"
    SIGNATURE = "signature"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Clause:
    """A node of the clause tree.

    ``text`` is the node's own text as shown, its number and heading included, its children's text
    not: ``document_text(blocks)[span.start:span.end] == text``. The clauses of a version, in order,
    don't overlap. ``number_path`` is the place in the numbering, e.g. ("5", "1", "a");
    ``blocks`` are the orders of the blocks it is made of; ``parent`` is a clause id or None.
    """

    id: str
    version_id: int
    parent: str | None
    order: int
    kind: ClauseKind
    number_label: str
    number_path: tuple[str, ...]
    heading: str
    text: str
    blocks: tuple[int, ...]
    span: Span
    page: int | None = None

    @property
    def body(self) -> str:
        """The text without its number and heading: what can be evidence of content."""
        rest = self.text.removeprefix(self.number_label).lstrip(" \t　、.．)）:：,，\n")
        if not self.heading:
            return rest
        return rest.removeprefix("【").removeprefix(self.heading).lstrip(" \t　】:：。.\n")


def clause_id(version_id: int, order: int) -> str:
    """The id of a clause: the same file read again gives the same ids."""
    return f"{version_id}.{order}"


class Strength(StrEnum):
    """How much a clause says of a type.

    OPERATIVE: it provides something. WEAK: it only touches the type (a heading, a reference, "to be
    agreed"). CANDIDATE: it came close and was rejected; kept to show what was looked at.
    """

    OPERATIVE = "operative"
    WEAK = "weak"
    CANDIDATE = "candidate"


class TagSource(StrEnum):
    """Who gave a clause a tag."""

    RULE = "rule"
    MODEL = "model"
    PERSON = "person"


RULES = "rules"  # the name of what tags rest on where no encoder has read them
SURE_FROM = 0.6  # a score below leaves a provision in doubt


class FoundCue(NamedTuple):
    """A cue of a clause type, as it is written, and where it was found: offsets as a Span's.

    ``at_home``: a heading above announces the type. (A tuple: there are eight to a clause.)
    """

    cue: str
    strength: Strength
    at_home: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A clause type that a clause bears: how surely (0 to 1), says who, why, and on which words.

    ``reason`` is a short code that the pages translate: heading, cue, heading_only,
    cross_reference, to_be_agreed, definition, citation, mention, model, lesson, person. ``cues``
    are all that the rules found, for what is decided at once: they are not stored.
    """

    clause_type: str
    score: float
    source: TagSource
    strength: Strength
    reason: str
    evidence: tuple[Span, ...] = ()
    cues: tuple[FoundCue, ...] = field(default=(), compare=False, repr=False)

    @property
    def weak(self) -> bool:
        """Whether the clause only touches the type."""
        return self.strength is not Strength.OPERATIVE

    @property
    def uncertain(self) -> bool:
        """Whether a person should look: the type is only touched, or not surely provided for."""
        if self.source is TagSource.PERSON or self.strength is Strength.CANDIDATE:
            return False
        return self.weak or self.score < SURE_FROM


def doubts(tags: Mapping[str, Sequence[Tag]]) -> dict[str, tuple[Tag, ...]]:
    """Of all tags of a version by clause id, those that a person should look at.

    A clause that only touches a type (its heading, a mention) leaves nothing open where another
    clause surely provides for it.
    """
    provided = {
        tag.clause_type
        for held in tags.values()
        for tag in held
        if not tag.weak and not tag.uncertain
    }
    found = {
        clause: tuple(
            tag for tag in held if tag.uncertain and not (tag.weak and tag.clause_type in provided)
        )
        for clause, held in tags.items()
    }
    return {clause: held for clause, held in found.items() if held}
