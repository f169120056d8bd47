"""Mentions: sentences that name a subject without providing for it.

"见第五条", "另行协商", a law's title, a defined term and "违反保密义务的" touch a clause type; a
right, a duty or a figure of that type stands elsewhere, or nowhere.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_BREAKS = re.compile(r"[。;!?\n]|\.(?=\s)")
_REFERENCE = re.compile(
    r"(?:详?见|参见|参照|按照?|依照?|依据|根据|遵照|适用|执行|符合|以)[^,。;]{0,24}?"
    r"(?:第[^,。;]{1,10}[条款章项节](?:[^,。;]{0,6}款)?|附件[^,。;]{0,8}|上述|前述|前款"
    r"|(?:有关|相关|现行)[^,。;]{0,6}规定)"
    r"(?:[^,。;]{0,6}(?:约定|规定|条款|要求|内容))?(?:处理|执行|办理|为准)?"
    r"|(?:see|pursuant to|in accordance with|as set forth in|as provided in|subject to)"
    r"[^,.;]{0,20}(?:section|article|exhibit|schedule|annex)\s*[\w.()]+"
)
_TEXT_BY_NAME = re.compile(
    r"(?:详?见|参见|参照|按照?|依照?|适用|执行|以)[^,。;]{0,24}?《[^》]*》(?:为准|执行|办理|处理)?"
)
# "The response times are as set out in the Service Schedule": all of it points elsewhere.
_POINTS_AWAY = re.compile(
    r"(?<!except as may )\b(?:is|are|be)\s+(?:as\s+)?"
    r"(?:set out|set forth|specified|described|stated|provided|listed|detailed|given|agreed)\s+in\s"
    r"[^,;]*\b(?:schedule|exhibit|annex|appendix|attachment|order form|statement of work)"
)
_DETAILS = re.compile(r",(?:具体|详细|详见)[^,]*$")  # what a sentence leaves to another text
_LEFT_OPEN = (
    r"另行(?:协商|约定|商定|签订|议定|确定|书面|签署|订立|通知|公布|规定|发布|制定)|另议|双方另"
    r"|to be (?:mutually )?(?:agreed|determined|negotiated)"
    r"|(?:shall|will) be separately (?:agreed|negotiated)"
    r"|(?:shall|will) be (?:agreed|negotiated)(?: (?:up)?on)? (?:separately|later|at a later)"
    r"|(?:shall|will) be agreed\s*$"
    r"|(?:will|shall|may) (?:discuss|consider|agree|negotiate)[^,.;]{0,40}\b(?:how|whether)\b"
)
_TO_BE_AGREED = re.compile(
    rf"{_LEFT_OPEN}|(?:双方|各方)(?:再|进一步)?(?:协商|商定|商议)(?:确定|约定|解决)"
)
_OPEN_DISPUTES = re.compile(_LEFT_OPEN)  # to settle disputes by talks is a provision of its own
_FORUM = re.compile(r"仲裁|法院|诉讼|起诉|调解|arbitrat|court|mediat|litigat")
_DEFINES = re.compile(r"(?:是|系|均|即)指|[\"”」](?:指|:)|\bmeans?\b")
_VIOLATES = re.compile(r"违反|违背|未按|不履行|未履行|未遵守|breach(?:es)? of|除")
_FIGURE = re.compile(r"\d|_{2,}|【|\{\{|[一二三四五六七八九十百千万](?:日|天|月|年|元|%|分之)")
_WORDS = re.compile(r"[\u3400-\u9fff]|[a-z]+")

# Types of which such a sentence is itself the provision.
_AGREEING = frozenset(
    {"amendment", "dispute_resolution", "governing_law", "notices"}
    | {"effectiveness_counterparts", "signature"}
)
_CONSEQUENCES = frozenset(
    {"breach_liability", "liquidated_damages", "termination", "indemnification", "ip_infringement"}
    | {"liability_limitation", "qualification_compliance", "rights_obligations", "force_majeure"}
)
_REFERRING = frozenset(
    {"recitals", "governing_law", "entire_agreement_attachments", "policy_basis"}
)
# Types that come down to a figure: a duty whose figure stands elsewhere is half a provision.
_FIGURED = frozenset(
    {"price", "payment", "deposit_guarantee", "revenue_share", "liquidated_damages"}
    | {"response_time", "quantity"}
)
_BY_NAMED_TEXTS = frozenset({"quality_standard", "acceptance"})  # GB/T, 《安装服务规范》
_MEETS = re.compile(r"(?:符合|达到|满足)[^,。;]*(?:图纸|标准|规范|《)")
_LONGEST_TERM = 30  # characters before "是指" in a sentence that defines a term
_LEAST_REST = 12  # characters or words beside a reference that make a provision of their own


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a reading: its words, and the offset of its first character."""

    start: int
    text: str


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a reading in order; what parts them belongs to none."""
    found: list[Sentence] = []
    start = 0
    for match in _BREAKS.finditer(text):
        found.append(Sentence(start, text[start : match.start()]))
        start = match.end()
    found.append(Sentence(start, text[start:]))
    return tuple(found)


def mention_reason(clause_type: str, sentence: str, start: int) -> str | None:
    """Why the cue at ``start`` of the sentence only touches the type: a Tag's reason, or None."""
    if clause_type not in _REFERRING and _in_title(sentence, start):
        return "citation"
    if clause_type != "definitions" and _defines(sentence):
        return "definition"
    part = max(sentence.rfind(",", 0, start), 0)
    if clause_type not in _CONSEQUENCES and _VIOLATES.search(sentence, part, start):
        return "mention"
    return _left_elsewhere(clause_type, sentence, start)


def _left_elsewhere(clause_type: str, sentence: str, start: int) -> str | None:
    """Whether the matter is left to another text or to talks: the Tag's reason, or None."""
    if clause_type == "dispute_resolution" and _leaves_disputes_open(sentence):
        return "to_be_agreed"
    details = _DETAILS.search(sentence, start)
    if details and clause_type in _FIGURED and not _FIGURE.search(sentence):
        return "cross_reference"
    if details and len(_WORDS.findall(sentence, 0, details.start())) >= _LEAST_REST:
        sentence = sentence[: details.start()]  # what stands before is a provision of its own
    if clause_type not in _REFERRING | _BY_NAMED_TEXTS and _is_left_to(_TEXT_BY_NAME, sentence):
        return "cross_reference"
    referring = clause_type in _REFERRING
    if clause_type in _BY_NAMED_TEXTS and _MEETS.search(sentence):
        referring = True  # what goods must meet may stand in drawings and annexes
    return _sentence_reason(sentence, clause_type in _AGREEING, referring)


@lru_cache(maxsize=4096)
def _defines(sentence: str) -> bool:
    return _DEFINES.search(sentence, 0, _LONGEST_TERM) is not None


@lru_cache(maxsize=4096)
def _sentence_reason(sentence: str, agreeing: bool, referring: bool) -> str | None:
    if not agreeing and _TO_BE_AGREED.search(sentence) and not _FIGURE.search(sentence):
        return "to_be_agreed"
    if not referring and _is_left_to(_REFERENCE, sentence):
        return "cross_reference"
    if not referring and _POINTS_AWAY.search(sentence) and not _FIGURE.search(sentence):
        return "cross_reference"
    return None


@lru_cache(maxsize=4096)
def _is_left_to(pointer: re.Pattern[str], sentence: str) -> bool:
    """Whether a sentence points to another text and says next to nothing beside that."""
    return (
        pointer.search(sentence) is not None
        and len(_WORDS.findall(pointer.sub("", sentence))) < _LEAST_REST
    )


def _leaves_disputes_open(sentence: str) -> bool:
    """Whether how disputes are settled is itself left to talks, and no other way is named."""
    return _OPEN_DISPUTES.search(sentence) is not None and not _FORUM.search(sentence)


def _in_title(sentence: str, start: int) -> bool:
    """Whether the place stands inside 《…》."""
    opened = sentence.rfind("《", 0, start + 1)
    return opened >= 0 and sentence.find("》", opened, start) < 0
