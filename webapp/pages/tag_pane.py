"""The tags beside a document's text: a clause's, with what speaks for each; or the document's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request

from contracts.clause import Clause, Strength, Tag, doubts
from contracts.clause_types import CLAUSE_TYPES, ClauseTypeDefinition
from contracts.corrections import PlacedCorrection, TagCorrection, in_force, place_corrections
from review.checklist import ChecklistItem, Checklists
from review.nearest import explain
from webapp.language import choose_language
from webapp.pages.labels import reason_name

Tags = Mapping[str, Sequence[Tag]]  # by clause id


@dataclass(frozen=True, slots=True)
class ShownTag:
    """A tag with its reason in words, and who said so where a person did."""

    tag: Tag
    reason: str
    correction: TagCorrection | None

    @property
    def words(self) -> tuple[str, ...]:
        """The words that speak for it."""
        return tuple(span.exact for span in self.tag.evidence)


@dataclass(frozen=True, slots=True)
class TagPane:
    """What is said of a clause's tags; of the whole document where ``clause`` is None.

    ``rejected`` are the types that it was looked at for. ``wanted`` is the item of a checklist for
    which a person looks for a clause.
    """

    clause: Clause | None
    chosen: str
    tags: tuple[ShownTag, ...]
    rejected: tuple[ShownTag, ...]
    uncertain: tuple[tuple[Clause, Tag], ...]
    corrections: tuple[PlacedCorrection, ...]
    wanted: ChecklistItem | None

    @property
    def gone(self) -> tuple[PlacedCorrection, ...]:
        """The corrections whose passage is not in this version."""
        return tuple(placed for placed in self.corrections if placed.place is None)

    @property
    def types(self) -> tuple[ClauseTypeDefinition, ...]:
        """The types to choose from, the wanted item's first."""
        wanted = self.wanted.clause_types if self.wanted else ()
        return tuple(sorted(CLAUSE_TYPES.values(), key=lambda one: one.id not in wanted))


def tag_pane(
    clauses: Sequence[Clause],
    tags: Tags,
    corrections: Sequence[TagCorrection],
    current: Clause | None,
    checklists: Checklists,
) -> TagPane:
    """What the address asks for."""
    placed = place_corrections(corrections, clauses)
    doubtful = doubts(tags)
    said = {key: agreeing[-1].correction for key, agreeing in in_force(placed)}
    shown = [
        ShownTag(tag, reason_of(tag), said.get((clause.id, tag.clause_type)))
        for clause in ([current] if current else [])
        for tag in tags.get(clause.id, ())
    ]
    return TagPane(
        clause=current,
        chosen=request.args.get("tag", ""),
        tags=tuple(one for one in shown if one.tag.strength is not Strength.CANDIDATE),
        rejected=tuple(one for one in shown if one.tag.strength is Strength.CANDIDATE),
        uncertain=tuple((clause, tag) for clause in clauses for tag in doubtful.get(clause.id, ())),
        corrections=placed,
        wanted=wanted_item(checklists),
    )


def reason_of(tag: Tag) -> str:
    """Why a tag is what it is, in words."""
    if tag.strength is Strength.OPERATIVE:
        return reason_name(tag.reason)
    return explain(tag.reason, tag.clause_type, choose_language())


def wanted_item(checklists: Checklists) -> ChecklistItem | None:
    """The item that the address names, with its checklist."""
    checklist = checklists.get(request.values.get("checklist", ""))
    wanted = request.values.get("item")
    items = checklist.items if checklist else ()
    return next((item for item in items if item.id == wanted), None)
