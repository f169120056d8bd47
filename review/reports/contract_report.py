"""ContractReport: the review of one contract with all that a reader must know to rely on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from contracts.clause import Clause, Tag
from contracts.decisions import SignOff
from contracts.document import Block, Document
from contracts.model_clauses import ModelClause
from review.applicable_law import other_law
from review.checklist import Checklist, ChecklistItem
from review.findings import Finding, Verdict
from review.remarks import Remark, Weight
from review.reports.severity import Severity, severity_of
from review.reports.voice import Voice


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Under which a report was made.

    ``permission`` and ``query`` say what its maker may see and asked for, in the report's language;
    ``program`` is name and version; ``weights`` are the encoder's, "" for rules alone.
    """

    moment: datetime
    person: str
    permission: str
    query: str
    program: str
    weights: str


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was reviewed; ``version`` is None for a file that is not stored."""

    file_name: str
    sha256: str
    version: int | None = None
    pages: int | None = None
    collection: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is annotated: the blocks that were read, the clauses' tags, the Word file if it is one.

    ``original`` is None for a file of another format.
    """

    blocks: tuple[Block, ...]
    tags: Mapping[str, Sequence[Tag]]
    original: bytes | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to write, and the title that it has in the clause library, "" for the checklist's."""

    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class ContractReport:
    """A review of one contract; ``why_chosen`` is "" where a person named the checklist.

    ``preferred`` is what the clause library has for an item, by its id. ``sign_off`` is the last
    one; ``signed`` says whether it still stands.
    """

    document: Document
    clauses: tuple[Clause, ...]
    source: Source
    checklist: Checklist
    why_chosen: str
    findings: tuple[Finding, ...]
    remarks: tuple[Remark, ...]
    circumstances: Circumstances
    preferred: Mapping[str, ModelClause] = field(default_factory=dict)
    sign_off: SignOff | None = None
    signed: bool = False

    def voice(self, language: str) -> Voice:
        """Says things of this contract, in one of the two languages ("zh" or "en")."""
        clauses = {clause.id: clause for clause in self.clauses}
        return Voice(language, clauses, under_other_law=other_law(self.document) is not None)

    def suggestion(self, item: ChecklistItem, language: str) -> Suggestion:
        """What to write, in the contract's language if it is known: the house's own wording goes
        before the checklist's.
        """
        house = self.preferred.get(item.id)
        if house is not None:
            return Suggestion(house.newest.text, house.filing.title)
        return Suggestion(item.fallback_wording.text(self.document.language or language).strip())

    @property
    def uncertain(self) -> int:
        """How many findings rest on doubtful passages alone."""
        return sum(finding.uncertain for finding in self.findings)

    def of_severity(self, wanted: Severity) -> tuple[Finding, ...]:
        """The findings of this severity: first what is missing, then what is unacceptable."""
        held = [finding for finding in self.findings if severity_of(finding) is wanted]
        return tuple(sorted(held, key=lambda finding: _GRAVEST.index(finding.verdict)))

    def of_verdict(self, wanted: Verdict) -> tuple[Finding, ...]:
        """The findings with this verdict, in the checklist's order."""
        return tuple(finding for finding in self.findings if finding.verdict is wanted)

    @property
    def settled(self) -> int:
        """How many items are waived or do not apply."""
        return sum(
            finding.verdict in (Verdict.WAIVED, Verdict.NOT_APPLICABLE) for finding in self.findings
        )

    @property
    def decided(self) -> tuple[Finding, ...]:
        """The findings on which a person decided, those decisions included that have lapsed."""
        return tuple(finding for finding in self.findings if finding.decision)

    @property
    def worst(self) -> Severity:
        """The severity of the gravest finding."""
        held = {severity_of(finding) for finding in self.findings}
        return next(each for each in Severity if each in held or each is Severity.NONE)

    @property
    def defects(self) -> int:
        """How many remarks are defects."""
        return sum(remark.weight is Weight.DEFECT for remark in self.remarks)


_GRAVEST = (
    Verdict.MISSING,
    Verdict.UNACCEPTABLE,
    Verdict.WEAK,
    Verdict.WAIVED,
    Verdict.PRESENT,
    Verdict.NOT_APPLICABLE,
)
