"""The fate of a page that was read: the one place that says when a cleaned page is an article.

In: a CleanedPage and the least number of words. Out: an Ending. Used by runs and by
`dateline extract` alike. Pages that could not be read have theirs from the error they raised.
"""

from dataclasses import dataclass

from tasks.clean.pieces import count_words
from tasks.errors import Fate
from tasks.models import CleanedPage


@dataclass(frozen=True, slots=True)
class Ending:
    """How a page ends; is_article: its text goes into the tables. reason: for people."""

    fate: Fate
    reason: str | None
    is_article: bool


def fate_of(cleaned: CleanedPage, min_words: int) -> Ending:
    """Say how a cleaned page ends.

    A wall is named before a lack of words: it says why there are none.

    Args:
        min_words: a clean text of fewer words is no article.
    """
    words = count_words(cleaned.clean_text)
    if cleaned.is_consent_page:
        return Ending(Fate.CONSENT_PAGE, "only a request for consent, no article", False)
    if cleaned.not_article_because:
        return Ending(Fate.NOT_ARTICLE, cleaned.not_article_because, False)
    if cleaned.is_paywalled and words < min_words:
        return Ending(Fate.PAYWALLED, "a notice for readers who do not pay, and no text", False)
    if words < min_words:
        reason = f"{words} words of text are left, fewer than min_words ({min_words})"
        return Ending(Fate.TOO_SHORT, reason, False)
    if cleaned.is_paywalled:
        return Ending(Fate.PAYWALLED, "the page shows a teaser to readers who do not pay", True)
    return Ending(Fate.LOADED, None, True)
