"""Which scheme of numbers encloses which."""

from contracts.structure.hierarchy import Hierarchy
from contracts.structure.schemes import Scheme


def test_chapters_stand_above_articles_whatever_the_numbers_around_them_suggest() -> None:
    chapter, article = (Scheme.CHAPTER, 0), (Scheme.ARTICLE, 0)
    misread = Hierarchy({}, {(article, chapter): 9.0})
    assert misread.outer(chapter, article)
    assert not misread.outer(article, chapter)
