"""News for the person who asks: new hits of saved searches."""

from store.saved_hits import count_news
from webapp.access import reading


def news_count() -> int:
    """How many new hits of saved searches a person has not seen, and may see."""
    with reading() as access:
        return sum(count_news(access.connection, access.user.id, access.visible).values())
