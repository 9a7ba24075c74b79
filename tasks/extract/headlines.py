"""Candidates for a page's headline, best first.

In: what JSON-LD, `meta`, `h1` and `title` say, and the names the site goes by. Out: pairs of
headline and origin. Names of the site at either end are taken off (`Storm over Ashford - The
Harbour Gazette`); nothing else is changed, and nothing is taken from the article's text.
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

_SEPARATOR = re.compile(r"\s+(?:[|\-–—:•·»›«~]|::|//)\s+|\s*[|»]\s*")
#: Labels of a domain that name no site.
_GENERIC_LABELS = frozenset(
    {
        "www", "m", "mobile", "amp", "edition", "news", "com", "co", "org", "net", "gov", "edu",
    }
)  # fmt: skip

#: Shorter rests are a section's name, not a headline.
_MIN_HEADLINE_CHARS = 8

#: Longer texts are no headline, whatever the markup calls them.
_MAX_HEADLINE_CHARS = 500


def fold(text: str) -> str:
    """Letters and digits of a text, case folded: what two spellings of a title share."""
    return "".join(char for char in text.casefold() if char.isalnum())


def site_names(site_name: str | None, url: str | None) -> tuple[str, ...]:
    """Folded names a site goes by: as it calls itself, and the label of its domain."""
    names = [fold(site_name)] if site_name else []
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        host = None
    if host:
        labels = host.split(".")
        names.append(fold(host.removeprefix("www.")))
        names.extend(fold(label) for label in labels[:-1] if label not in _GENERIC_LABELS)
    return tuple(name for name in dict.fromkeys(names) if len(name) > 1)


def strip_site_name(title: str, names: Sequence[str]) -> str:
    """The title without the site's name at its start or end; unchanged if nothing would be left."""
    while True:
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts:
            return title
        head, tail = title[: cuts[-1].start()], title[cuts[-1].end() :]
        if _names_site(tail, names) and len(head) >= _MIN_HEADLINE_CHARS:
            title = head
            continue
        head, tail = title[: cuts[0].start()], title[cuts[0].end() :]
        if _names_site(head, names) and len(tail) >= _MIN_HEADLINE_CHARS:
            title = tail
            continue
        return title


def _names_site(part: str, names: Sequence[str]) -> bool:
    """Whether a part of a title is a name of the site, or one with little added or left out."""
    folded = fold(part)
    for name in names:
        short, long = sorted((folded, name), key=len)
        if short == long or (len(short) >= 4 and short in long and 2 * len(short) >= len(long)):
            return True
    return False


def rank_headlines(
    candidates: Iterable[tuple[str | None, str]], names: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """Cleaned candidates, each once, in the order given."""
    ranked: dict[str, tuple[str, str]] = {}
    for text, origin in candidates:
        if not text or len(text) > _MAX_HEADLINE_CHARS:
            continue
        if (headline := strip_site_name(text, names).strip()) and fold(headline):
            ranked.setdefault(fold(headline), (headline, origin))
    return tuple(ranked.values())
