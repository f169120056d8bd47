"""Reliability: what was counted of a cue, of its type, and of cues that stand like it."""

import pytest

from contracts.clause import FoundCue, Strength
from contracts.reliability import Reliability

COUNTED = Reliability(
    {"acceptance": {"operative": -0.5, "operative: 验收": -1.0, "operative at home: 验收": 2.0}},
    {"operative": 0.3, "weak": -2.0},
)


def cue(
    written: str, strength: Strength = Strength.OPERATIVE, *, at_home: bool = False
) -> FoundCue:
    return FoundCue(written, strength, at_home, 0, len(written))


@pytest.mark.parametrize(
    ("clause_type", "found", "expected"),
    [
        ("acceptance", cue("验收"), -1.0),
        ("acceptance", cue("验收", at_home=True), 2.0),
        ("acceptance", cue("异议期"), -0.5),
        ("acceptance", cue("异议期", Strength.WEAK), -2.0),
        ("payment", cue("支付"), 0.3),
        ("payment", cue("支付", Strength.CANDIDATE), 0.0),
    ],
)
def test_a_cue_too_rare_to_be_counted_is_like_others_of_its_type_or_manner(
    clause_type: str, found: FoundCue, expected: float
) -> None:
    assert COUNTED.best(clause_type, [found]) == expected


def test_the_most_reliable_cue_speaks_and_no_cue_speaks_against() -> None:
    assert COUNTED.best("acceptance", [cue("验收"), cue("验收", at_home=True)]) == 2.0
    assert COUNTED.best("acceptance", []) < -3
