"""Which stands first in a date of figures, day or month: 03/04/2021.

In: a page's address and the language tags it states. Out: the order its outlet's country writes,
or None where nothing tells. Countries with the month first are those of Unicode's CLDR; Canada
and the Philippines write both.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from tasks.models import DayOrder

_MONTH_FIRST = frozenset({"us", "gov", "mil", "edu", "pr", "gu", "pw", "mh"})
_BOTH = frozenset({"ca", "ph"})
#: Endings of two letters that are sold to everyone.
_FREE_ENDINGS = frozenset(
    {"ai", "cc", "co", "eu", "fm", "gg", "io", "ly", "me", "so", "to", "tv", "ws"}
)


def day_order_of(url: str | None, language_tags: Iterable[str | None]) -> DayOrder | None:
    """The order at an outlet: by its address, else by the region of a language tag, else by the
    language, as all but English write the day first.
    """
    if country := _country_of(url):
        return _order_in(country)
    tags = [tag.strip().replace("_", "-").lower().split("-") for tag in language_tags if tag]
    for _, *rest in tags:
        if region := next((part for part in rest if len(part) == 2), None):
            return _order_in(region)
    if tags and len(tags[0][0]) == 2 and tags[0][0] != "en":
        return DayOrder.DAY_FIRST
    return None


def _order_in(country: str) -> DayOrder | None:
    if country in _BOTH:
        return None
    return DayOrder.MONTH_FIRST if country in _MONTH_FIRST else DayOrder.DAY_FIRST


def _country_of(url: str | None) -> str | None:
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    ending = (host or "").rpartition(".")[2]
    is_country = len(ending) == 2 and ending.isalpha() and ending not in _FREE_ENDINGS
    return ending if is_country or ending in _MONTH_FIRST else None
