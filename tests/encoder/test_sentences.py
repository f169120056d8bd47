"""The encoder of meaning: what says the same lies close together, whatever the words."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from encoder.sentences import SentenceEncoder, load_sentences
from index.directions import likenesses

CLAUSES = {
    "zh": (
        "甲方逾期付款的，每逾期一日按逾期金额的万分之三支付违约金。",
        "一般故障应在接到通知后四小时内到场。",
        "因本合同发生的争议，提交甲方所在地人民法院诉讼解决。",
    ),
    "en": (
        "late amounts bear interest at one percent (1%) per month.",
        "either party may terminate on thirty (30) days' written notice.",
        "this agreement is governed by the laws of england.",
    ),
}


def rows(directions: list[bytes]) -> NDArray[np.int8]:
    return np.stack([np.frombuffer(each, np.int8) for each in directions])


@pytest.fixture(scope="module")
def sentences() -> SentenceEncoder:
    found = load_sentences()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        ("zh", "晚付钱每天要多付多少", 0),
        ("zh", "东西坏了多久有人来", 1),
        ("zh", "打官司去哪里", 2),
        ("en", "what happens if payment is late", 0),
        ("en", "how can we end the contract", 1),
        ("en", "which law applies", 2),
    ],
)
def test_a_question_finds_the_clause_that_answers_it(
    sentences: SentenceEncoder, language: str, question: str, answer: int
) -> None:
    clauses = sentences.directions(CLAUSES[language], language)
    alike = likenesses(sentences.question(question, language), rows(clauses))
    assert int(alike.argmax()) == answer


def test_a_text_points_the_same_way_alone_and_among_others(sentences: SentenceEncoder) -> None:
    together = sentences.directions(CLAUSES["zh"], "zh")
    assert together == [sentences.directions([text], "zh")[0] for text in CLAUSES["zh"]]


def test_a_language_without_a_network_has_no_directions(sentences: SentenceEncoder) -> None:
    assert sentences.directions(["bonjour"], "fr") == [b""]


def test_a_folder_without_weights_has_no_encoder_of_meaning(tmp_path: Path) -> None:
    assert load_sentences(tmp_path) is None
