"""A reading: all that is known of a version once it has been parsed and understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contracts.clause import Clause, Tag
from contracts.document import Failure, ParsedFile
from contracts.fact import Fact
from contracts.fingerprint import Fingerprint


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from a version; ``failure`` says what a person should still mend.

    ``tags`` are those of rules alone, by clause id.
    """

    parsed: ParsedFile
    clauses: Sequence[Clause]
    tags: Mapping[str, Sequence[Tag]]
    facts: Sequence[Fact]
    fingerprint: Fingerprint
    failure: Failure | None = None
