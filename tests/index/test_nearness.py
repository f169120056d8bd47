"""What spares engines the reading of texts changes nothing of what is found."""

import re

from hypothesis import given
from hypothesis import strategies as st

from index.analysis import GAP
from index.fuzziness import nearly_places, telling_variants, variants
from index.nearness import single_tokens_tell
from index.occurrences import near_test, places
from index.query import Near, Text

words = st.text("甲乙ab", min_size=1, max_size=3)
rows = st.lists(st.text("甲乙ab", min_size=1, max_size=6), max_size=8).map(" ".join)


@given(left=words, right=words, distance=st.integers(0, 5), row=rows)
def test_a_pattern_stands_in_a_text_where_both_words_stand_near(
    left: str, right: str, distance: int, row: str
) -> None:
    near = Near(Text(left), Text(right), distance)
    assert near_test(near)(row) == bool(places(near, row))
    assert near_test(near)(GAP.join(["丙", row])) == bool(places(near, row))
    assert not near_test(near)(GAP.join([left, right]))


@given(typed=st.text("甲乙丙", min_size=4, max_size=5), row=st.text("甲乙丙丁", max_size=12))
def test_the_telling_variants_find_what_all_of_them_find(typed: str, row: str) -> None:
    told = any(re.search(".".join(pieces), row) is not None for pieces in telling_variants(typed))
    assert told == any(nearly_places(typed, row))
    assert {*telling_variants(typed)} <= {*variants(typed)}


def test_single_tokens_tell_nothing_of_texts_that_are_longer_or_may_share_characters() -> None:
    assert single_tokens_tell(Near(Text("违约"), Text("赔偿"), 9))
    assert not single_tokens_tell(Near(Text("违约金"), Text("赔偿"), 9))
    assert not single_tokens_tell(Near(Text("违约"), Text("约金"), 9))
    assert not single_tokens_tell(Near(Text("term"), Text("terms"), 9))
