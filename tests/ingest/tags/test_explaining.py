"""Explanations: the words that decided a tag, in the clause as it is printed."""

from word_encoder import WordEncoder

from contracts.clause import TagSource
from contracts.document import Block, BlockKind
from contracts.structure.segmentation import segment
from contracts.tagging import tag_clauses
from ingest.tags.explaining import explain_tags
from ingest.tags.text_scoring import tags_by_encoder

LINES = (
    "维修合同",
    "第一条 付款",
    "甲方应当在三十日内支付服务费。",
    "第二条 其他",
    "乙　方應(yīng)当对每张工单＿＿＿＿＿＿日内回复，工单须编号。",
)
CLAUSES = segment(
    tuple(Block(order, BlockKind.PARAGRAPH, line) for order, line in enumerate(LINES)), 1
)


def test_an_encoder_says_which_words_its_score_hangs_on() -> None:
    encoder = WordEncoder()
    tags = tags_by_encoder(encoder, CLAUSES, lambda: tag_clauses(CLAUSES))
    explained = list(explain_tags(encoder, CLAUSES, tags))
    (one,) = [one for one in explained if one.tag.source is TagSource.MODEL]
    ((start, end),) = one.words
    assert one.tag.clause_type == "complaint_handling"
    assert one.clause.text[start:end] == "工单"


def test_rules_point_out_their_own_words() -> None:
    explained = list(explain_tags(WordEncoder(), CLAUSES, tag_clauses(CLAUSES)))
    payment = next(one for one in explained if one.tag.clause_type == "payment")
    quotes = [payment.clause.text[start:end] for start, end in payment.words]
    assert quotes
    assert all(quote in LINES[2] for quote in quotes)


def test_without_an_encoder_a_whole_clause_singles_out_no_words() -> None:
    tags = tags_by_encoder(WordEncoder(), CLAUSES, lambda: tag_clauses(CLAUSES))
    explained = list(explain_tags(None, CLAUSES, tags))
    (one,) = [one for one in explained if one.tag.source is TagSource.MODEL]
    assert one.words == ()
