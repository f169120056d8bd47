"""Every clause finds what became of it, however it was changed, moved, split or merged."""

from itertools import pairwise

import pytest
from compare_documents import CONTRACT, compare_texts
from hypothesis import given
from hypothesis import strategies as st

from compare.chain import Bead, heaviest_chain
from compare.comparison import Comparison
from compare.pairs import Flag, Pair, PairKind

PARAGRAPHS = CONTRACT.strip().split("\n\n")
TITLE, ARTICLES = PARAGRAPHS[0], [article.split(" ", 1)[1] for article in PARAGRAPHS[1:]]

SOME = st.lists(st.sampled_from(ARTICLES), max_size=7)


def numbered(articles: list[str]) -> str:
    """The articles as a contract, numbered anew."""
    digits = "零一二三四五六七八九十"
    return "\n".join([TITLE, *(f"第{digits[n]}条 {a}" for n, a in enumerate(articles, start=1))])


def pair_of(comparison: Comparison, words: str) -> Pair:
    return next(pair for pair in comparison.pairs if words in pair.old_text + pair.new_text)


def test_identical_documents_have_no_change() -> None:
    comparison = compare_texts(CONTRACT, CONTRACT)
    assert {pair.kind for pair in comparison.pairs} == {PairKind.UNCHANGED}
    assert not any(pair.flags for pair in comparison.pairs)


def test_an_added_clause_renumbers_those_behind_it_and_changes_none() -> None:
    more = "培训\n乙方每年为甲方的操作人员提供两次培训，费用包含在服务费中。"
    comparison = compare_texts(numbered(ARTICLES), numbered([*ARTICLES[:4], more, *ARTICLES[4:]]))
    counts = comparison.counts
    assert (counts["added"], counts["modified"], counts["deleted"]) == (1, 0, 0)
    assert counts["renumbered"] == len(ARTICLES) - 4
    assert pair_of(comparison, "操作人员").kind is PairKind.ADDED


def test_a_deleted_clause_stands_where_it_was() -> None:
    comparison = compare_texts(numbered(ARTICLES), numbered([*ARTICLES[:6], *ARTICLES[7:]]))
    kinds = [pair.kind for pair in comparison.pairs]
    assert kinds.count(PairKind.DELETED) == 1
    deleted = kinds.index(PairKind.DELETED)
    assert "违约金" in comparison.pairs[deleted - 1].old_text
    assert "争议" in comparison.pairs[deleted + 1].old_text


def test_what_was_deleted_at_the_beginning_comes_first() -> None:
    untitled = numbered(ARTICLES).removeprefix(f"{TITLE}\n")
    comparison = compare_texts(untitled, untitled[untitled.index("第二条") :])
    assert [pair.kind for pair in comparison.pairs].count(PairKind.DELETED) == 1
    assert comparison.pairs[0].kind is PairKind.DELETED


def test_a_moved_clause_is_moved_and_not_changed() -> None:
    moved = [ARTICLES[0], ARTICLES[6], *ARTICLES[1:6], ARTICLES[7]]
    pair = pair_of(compare_texts(numbered(ARTICLES), numbered(moved)), "商业秘密")
    assert pair.kind is PairKind.MOVED_ONLY
    assert Flag.MOVED in pair.flags
    assert Flag.RENUMBERED in pair.flags


def test_a_clause_that_moved_may_be_changed_as_well() -> None:
    changed = ARTICLES[6].replace("两年", "五年")
    moved = [ARTICLES[0], changed, *ARTICLES[1:6], ARTICLES[7]]
    pair = pair_of(compare_texts(numbered(ARTICLES), numbered(moved)), "商业秘密")
    assert pair.kind is PairKind.MODIFIED
    assert Flag.MOVED in pair.flags


def test_of_what_changed_places_the_shorter_has_moved() -> None:
    comparison = compare_texts(numbered(ARTICLES), numbered([ARTICLES[7], *ARTICLES[:7]]))
    moved = [pair for pair in comparison.pairs if Flag.MOVED in pair.flags]
    assert [pair.new[0].number_label for pair in moved] == ["第一条"]


def test_clauses_that_moved_together_are_one_group() -> None:
    comparison = compare_texts(numbered(ARTICLES), numbered([*ARTICLES[5:7], *ARTICLES[:5]]))
    assert {pair.group for pair in comparison.pairs} == {None, 1}


def test_a_clause_split_in_two_is_one_pair() -> None:
    first, second = ARTICLES[5].split("；")
    split = [*ARTICLES[:5], f"{first}。", f"付款违约\n{second}", *ARTICLES[6:]]
    pair = pair_of(compare_texts(numbered(ARTICLES), numbered(split)), "万分之五")
    assert pair.kind is PairKind.SPLIT
    assert (len(pair.old), len(pair.new)) == (1, 2)


def test_two_clauses_made_one_are_one_pair() -> None:
    joined = f"{ARTICLES[2]}{ARTICLES[3].split(chr(10))[1]}"
    merged = [*ARTICLES[:2], joined, *ARTICLES[4:]]
    pair = pair_of(compare_texts(numbered(ARTICLES), numbered(merged)), "36000")
    assert pair.kind is PairKind.MERGED
    assert (len(pair.old), len(pair.new)) == (2, 1)


def test_lines_of_a_schedule_align_in_order() -> None:
    lines = [
        f"壁挂式空调，型号KF-{n}A，数量{n % 7 + 1}台，单价{n}00元，送杭州仓" for n in range(21, 61)
    ]
    new = [line.replace("杭州", "宁波") for line in lines]
    del new[10]
    new.insert(25, "柜式空调，型号KF-99C，数量2台，单价9900元，送杭州仓")
    old_text = "\n".join(f"{n}. {line}" for n, line in enumerate(lines, start=1))
    new_text = "\n".join(f"{n}. {line}" for n, line in enumerate(new, start=1))
    comparison = compare_texts(old_text, new_text)
    counts = comparison.counts
    assert (counts["modified"], counts["added"], counts["deleted"], counts["moved"]) == (
        39,
        1,
        1,
        0,
    )
    assert pair_of(comparison, "KF-31A").kind is PairKind.DELETED
    assert pair_of(comparison, "KF-99C").kind is PairKind.ADDED


def test_everything_can_be_new() -> None:
    other = "第一条 租赁物\n出租方把位于高新区的仓库交给承租方使用。"
    comparison = compare_texts(CONTRACT, other)
    assert all(pair.kind is not PairKind.UNCHANGED for pair in comparison.pairs)


@given(SOME, SOME)
def test_each_clause_stands_in_one_pair(old: list[str], new: list[str]) -> None:
    old_text, new_text = numbered(old), numbered(new)
    comparison = compare_texts(old_text, new_text)
    olds = sorted(clause.order for pair in comparison.pairs for clause in pair.old)
    news = sorted(clause.order for pair in comparison.pairs for clause in pair.new)
    assert olds == list(range(len(olds)))
    assert news == list(range(len(news)))
    assert len(olds) == sum(len(pair.old) for pair in comparison.pairs)


@given(SOME, SOME)
def test_the_other_way_round_the_counts_are_mirrored(old: list[str], new: list[str]) -> None:
    there = compare_texts(numbered(old), numbered(new)).counts
    back = compare_texts(numbered(new), numbered(old)).counts
    mirrored = {"added": "deleted", "deleted": "added", "split": "merged", "merged": "split"}
    assert back == {name: there[mirrored.get(name, name)] for name in there}


BEADS = st.builds(
    lambda i, j, more, other, weight: Bead(
        tuple(range(i, i + more)), tuple(range(j, j + other)), float(weight)
    ),
    st.integers(0, 6), st.integers(0, 6), st.integers(1, 2), st.integers(1, 2), st.integers(1, 9),
)  # fmt: skip


@given(st.lists(BEADS, max_size=9))
def test_no_chain_in_order_is_heavier_than_the_heaviest(beads: list[Bead]) -> None:
    def heaviest(rest: list[Bead], old: int, new: int) -> float:
        follow = [bead for bead in rest if bead.old[0] >= old and bead.new[0] >= new]
        return max(
            (b.weight + heaviest(follow, b.old[-1] + 1, b.new[-1] + 1) for b in follow), default=0.0
        )

    chain = heaviest_chain(beads)
    assert sum(bead.weight for bead in chain) == pytest.approx(heaviest(beads, 0, 0))
    for first, second in pairwise(chain):
        assert first.old[-1] < second.old[0]
        assert first.new[-1] < second.new[0]


def test_what_ends_two_lists_stays_in_the_list_it_ends() -> None:
    authority = "（二）主管机关认定的其他协议。"
    meaning = "本法所称协议，是指排除竞争的决定。"
    first = "禁止下列协议：\n（一）固定商品价格；\n"
    second = "禁止与交易相对人达成下列协议：\n（一）固定转售价格；\n"
    old = f"第一条 {first}{authority}{meaning}\n第二条 {second}{authority}"
    new = (
        f"第一条 {meaning}\n第二条 {first}{authority}\n"
        f"第三条 {second}{authority}能够证明其不排除竞争的，不予禁止。"
    )
    pair = pair_of(compare_texts(old, new), "不予禁止")
    assert [clause.text for clause in pair.old] == [authority]
    assert not pair.flags & {Flag.MOVED}
