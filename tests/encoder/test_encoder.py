"""The shipped weights: they know clauses by what they say, and can show the words."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from contracts.clause import Clause
from contracts.document import Block, BlockKind
from contracts.errors import InvalidData
from contracts.joining import Joined
from contracts.passages import Passage, passages_of, scored_by_clause
from contracts.structure.segmentation import segment
from contracts.tagging import tag_clauses
from encoder.encoder import WEIGHTS, Encoder, load_encoder

LARGEST = 35_000_000  # bytes of a file that people still clone gladly


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    found = load_encoder()
    assert found is not None
    return found


def clauses(*lines: str) -> tuple[Clause, ...]:
    return segment([Block(i, BlockKind.PARAGRAPH, line) for i, line in enumerate(lines)], 1)


def passage(text: str) -> Passage:
    return Passage("1.0", 0, len(text), "", text)


def joined(encoder: Encoder, outline: tuple[Clause, ...], language: str) -> Joined:
    passages = passages_of(outline)
    scored = scored_by_clause(passages, encoder.score(passages, language))
    return encoder.join(outline, tag_clauses(outline), scored, language)


@pytest.mark.parametrize(
    ("text", "clause_type"),
    [
        ("未经对方书面同意,不得将合作中获得的技术资料和经营数据泄露给第三人。", "confidentiality"),
        ("由此发生的争议交由甲方所在地人民法院审理。", "dispute_resolution"),
        ("每逾期一日,应按未付金额的万分之三向对方支付赔偿。", "liquidated_damages"),
        ("自收到合格票据后十五个工作日内,将款项汇入乙方账户。", "payment"),
    ],
)
def test_a_body_without_its_heading_is_known_by_what_it_says(
    encoder: Encoder, text: str, clause_type: str
) -> None:
    (scores,) = encoder.score([passage(text)], "zh")
    assert scores.operative.get(clause_type, 0.0) > 0.5


@pytest.mark.parametrize("blank", ["____________", "────────────\n────────────", "……………………"])
def test_a_blank_under_a_heading_is_to_be_filled_in_however_it_is_drawn(
    encoder: Encoder, blank: str
) -> None:
    lines = "承揽合同", "第一条 验收标准和方法", *blank.split("\n"), "第二条 其他", "正本两份。"
    assert "acceptance" in joined(encoder, clauses(*lines), "zh").present
    bare = clauses(*(line for line in lines if line not in blank.split("\n")))
    assert "acceptance" not in joined(encoder, bare, "zh").present


@pytest.mark.parametrize(
    ("text", "clause_type"),
    [
        ("this agreement shall be governed by the laws of the state of new york.", "governing_law"),
        (
            "in no event shall the aggregate liability of supplier exceed the fees paid in the"
            " twelve months before the claim.",
            "cap_on_liability",
        ),
        (
            "neither party may assign this agreement without the prior written consent of the"
            " other party.",
            "anti_assignment",
        ),
    ],
)
def test_english_bodies_are_known_by_cuads_categories(
    encoder: Encoder, text: str, clause_type: str
) -> None:
    (scores,) = encoder.score([passage(text)], "en")
    assert scores.operative.get(clause_type, 0.0) > 0.5


def test_a_passage_scores_the_same_alone_and_among_others(encoder: Encoder) -> None:
    texts = ["双方应当保密。", "本合同一式两份," * 30, "甲方付款。"]
    together = list(encoder.score([passage(text) for text in texts], "zh"))
    alone = [next(encoder.score([passage(text)], "zh")) for text in texts]
    assert together == alone


def test_likeness_is_in_the_direction(encoder: Encoder) -> None:
    secret, alike, other = encoder.score(
        [
            passage("双方对本合同内容负有保密义务。"),
            passage("任何一方不得泄露本合同的内容。"),
            passage("货物由卖方送至买方仓库。"),
        ],
        "zh",
    )
    assert cosine(secret.vector, alike.vector) > cosine(secret.vector, other.vector)


def cosine(first: bytes, second: bytes) -> float:
    pairs = zip(memoryview(first).cast("b"), memoryview(second).cast("b"), strict=True)
    return sum(a * b for a, b in pairs) / 127**2


def test_the_words_that_decide_are_shown(encoder: Encoder) -> None:
    text = "本合同签订后,双方对了解到的对方商业秘密均应严格保密。"
    start, end, weight = encoder.explain(passage(text), "confidentiality", "zh")[0]
    assert weight > 0
    assert set("商业秘密保密") & set(text[start:end])


@pytest.mark.parametrize(
    ("text", "clause_type", "language", "word"),
    [
        (
            "neither party may assign this agreement without the other party's written consent.",
            "anti_assignment",
            "en",
            r"[\w']+",
        ),
        (
            "未经对方书面同意,不得将经营数据泄露给第三人。",
            "confidentiality",
            "zh",
            "书面|同意|数据|泄露",
        ),
    ],
)
def test_the_words_that_decide_are_whole_and_without_punctuation(
    encoder: Encoder, text: str, clause_type: str, language: str, word: str
) -> None:
    words = [match.span() for match in re.finditer(word, text)]
    places = encoder.explain(passage(text), clause_type, language)
    assert len(places) > 1
    for start, end, _ in places:
        assert not re.search("[,.。]", text[start:end])
        assert not [w for w in words if w[0] < start < w[1] or w[0] < end < w[1]]


def test_a_type_that_the_weights_do_not_know_has_no_deciding_words(encoder: Encoder) -> None:
    assert encoder.explain(passage("双方应当保密。"), "no_such_type", "zh") == []


def test_a_language_without_weights_keeps_the_rules(encoder: Encoder) -> None:
    outline = clauses("第一条 不可抗力", "因不可抗力不能履行的,免除责任。")
    found = joined(encoder, outline, "fr")
    assert found.tags == tag_clauses(outline)


def test_what_is_left_out_of_a_contract_is_missed(encoder: Encoder) -> None:
    outline = clauses(
        "技术服务合同",
        "第一条 甲方委托乙方维护其生产线设备,每季度上门检查一次。",
        "第二条 服务费每年人民币十万元,甲方于每年一月三十一日前汇付。",
        "第三条 因履行本合同发生的争议,由甲方所在地人民法院管辖。",
    )
    found = joined(encoder, outline, "zh")
    assert {"payment", "price", "dispute_resolution"} <= found.present
    assert {"confidentiality", "force_majeure", "warranty"}.isdisjoint(found.present | found.weak)


def test_a_folder_without_weights_has_no_encoder(tmp_path: Path) -> None:
    assert load_encoder(tmp_path) is None


def test_weights_that_do_not_fit_are_told_with_their_file(tmp_path: Path) -> None:
    (tmp_path / "zh.onnx").touch()
    (tmp_path / "zh.json").write_text('{"name": "zh-0"}')
    with pytest.raises(InvalidData, match=r"zh\.json.*outputs"):
        load_encoder(tmp_path)


def test_the_weights_are_few_and_small_and_each_has_its_data_sheet() -> None:
    networks = sorted(WEIGHTS.glob("*.onnx"))
    assert [path.stem for path in networks] == ["en", "meaning-en", "meaning-zh", "zh"]
    for path in networks:
        assert path.stat().st_size <= LARGEST
        sheet = path.with_suffix(".md").read_text(encoding="utf-8")
        assert all(heading in sheet for heading in headings())


def headings() -> Iterable[str]:
    return ("## Sources", "## Licence", "## Figures", "## What it can't do")
