"""The headline of a page: candidates, cleaned and ranked, best first.

In: what JSON-LD, Open Graph, Twitter cards and `title` say, the page's visible lines, and the names
the site goes by. Out: pairs of headline and origin. Each text is cleaned of what is not the
headline's: names of the site and of its sections at either end, the dots of a title cut short.
Nothing is taken from running text.

The order rests on who writes which place. The `headline` of a news article in JSON-LD comes from
the newsroom; that of a blog post or a bare web page is often a title made for search engines, so
there the h1 that readers see goes first. An h1 that shares too few words with every title of the
page is a logo, a section or a slogan. On the development sets (124 news pages, 524 pages of the
whole web, halves by site) this order was right on .863 and .870, "JSON-LD, then h1" on .863 and
.832, "h1, then JSON-LD" on .750 and .836, and weights fitted to the same signs on .863 and .840.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from urllib.parse import urlsplit

from tasks.extract.dom import DomLine
from tasks.extract.elements import HEADING_TAGS
from tasks.extract.json_ld import LinkedArticle
from tasks.extract.landmarks import FURNITURE

_SEPARATOR = re.compile(r"\s+(?:[|\-–—:•·»›«~]|::|//)\s+|\s*[|»]\s*")
_WORD = re.compile(r"\w+")
_CUT_SHORT = re.compile(r"\s*(?:\.\.\.|…)$")
_COPYRIGHT = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
#: Labels of a domain that name no site.
_GENERIC_LABELS = frozenset(
    {
        "www", "m", "mobile", "amp", "edition", "news", "com", "co", "org", "net", "gov", "edu",
    }
)  # fmt: skip

#: Landmarks of the article itself; a logo set as h1 stands in the page's frame.
_ARTICLE = frozenset({"article", "main", "article_body"})

#: Shorter rests are a section's name, not a headline.
_MIN_HEADLINE_CHARS = 8

#: A heading of fewer characters ("News") can start or end a title by chance.
_MIN_HEADING_CHARS = 15

#: Longer texts are no headline, whatever the markup calls them ...
_MAX_HEADLINE_CHARS = 500
#: ... and a JSON-LD headline of more is the story's summary (Google asks for 110 at most).
_MAX_STATED_CHARS = 250
#: No site's name is looked for in a longer title: time grows with the square of its separators.
_MAX_TITLE_CHARS = 2_000

#: An h1 with a smaller share of its words in the page's titles is not about what they are about.
#: Every value from a third to a half gave the same result on the development sets.
_SHARED_WORDS = 0.4


@lru_cache(maxsize=4_096)  # several readers ask for the lines of one page
def fold(text: str) -> str:
    """Letters and digits of a text, case folded: what two spellings of a title share."""
    return "".join(filter(str.isalnum, text.casefold()))


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
    while len(title) <= _MAX_TITLE_CHARS:
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts:
            return title
        head, tail = title[: cuts[-1].start()], title[cuts[-1].end() :]
        if names_site(tail, names) and len(head) >= _MIN_HEADLINE_CHARS:
            title = head
            continue
        head, tail = title[: cuts[0].start()], title[cuts[0].end() :]
        if names_site(head, names) and len(tail) >= _MIN_HEADLINE_CHARS:
            title = tail
            continue
        return title
    return title


def names_site(part: str, names: Sequence[str]) -> bool:
    """Whether a part of a title is a name of the site, or one with little added or left out."""
    folded = fold(part)
    for name in names:
        short, long = sorted((folded, name), key=len)
        if short == long or (len(short) >= 4 and short in long and 2 * len(short) >= len(long)):
            return True
    return False


def rank_headlines(
    article: LinkedArticle,
    titles: Mapping[str, str | None],
    lines: Sequence[DomLine],
    names: Sequence[str],
) -> tuple[tuple[str, str], ...]:
    """Cleaned candidates, each once, best first, with the place they stand in.

    Args:
        article: what JSON-LD says.
        titles: the page's titles by origin (`open_graph`, `twitter`, `title`), best first.
        lines: the visible lines.
        names: folded names of the site, as `site_names` gives them.
    """
    folded_lines = {fold(line.text) for line in lines if len(line.text) <= _MAX_HEADLINE_CHARS}
    stated = {
        "json_ld": article.headline or "",
        **{key: text or "" for key, text in titles.items()},
    }
    if _is_site_title(stated.get("title", ""), lines):
        stated["title"] = ""
    for origin, text in stated.items():
        text = strip_site_name(text, names)
        stated[origin] = text if origin == "json_ld" else _cut_section(text, folded_lines)
    said = [text for text in stated.values() if text]
    first = stated.pop("json_ld")
    by_newsroom = article.is_news and len(first) <= _MAX_STATED_CHARS
    apt, other = _headings(lines, said)
    ranked = chain(
        [(first, "json_ld")] if by_newsroom else [],
        apt,
        [(first, "json_ld")] if len(first) <= _MAX_STATED_CHARS else [],
        ((text, origin) for origin, text in stated.items()),
        other,
    )
    return _distinct(ranked, said, names)


def headline_places(lines: Sequence[DomLine], headlines: Sequence[tuple[str, str]]) -> list[int]:
    """Numbers of the lines that repeat a headline or are an h1, in order."""
    wanted = {fold(text) for text, _ in headlines}
    return [
        number
        for number, line in enumerate(lines)
        if line.tag == "h1" or (len(line.text) <= _MAX_HEADLINE_CHARS and fold(line.text) in wanted)
    ]


def _headings(
    lines: Sequence[DomLine], said: Sequence[str]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Headings that can be the headline: those that the page's titles bear out, and the others.

    Borne out is an h1 that shares its words with the titles; the one that a title repeats goes
    before the others, and one inside the article before one in the page's frame. Lesser headings
    have to stand at the start or the end of a title.
    """
    headings = [line for line in lines if line.tag in HEADING_TAGS]
    top = sorted((h for h in headings if h.tag == "h1"), key=_stands_outside)
    echoes = {fold(text) for text in said}
    apt = [h for h in top if not said or _shares_words(h.text, said)]
    apt.sort(key=lambda h: fold(h.text) not in echoes)
    other = [h for h in top if h not in apt]
    apt += [h for h in headings if h.tag != "h1" and _is_edge(fold(h.text), echoes)][:1]
    if not top:
        other += [h for h in headings if h.tag == "h2" and not FURNITURE & set(h.container)][:1]
    return ([(h.text, h.tag) for h in apt], [(h.text, h.tag) for h in other])


def _stands_outside(line: DomLine) -> bool:
    return _ARTICLE.isdisjoint(line.container)


def _shares_words(heading: str, said: Iterable[str]) -> bool:
    """Whether a heading is about what one of the titles is about."""
    words = set(_WORD.findall(heading.casefold()))
    among = set(chain.from_iterable(_WORD.findall(text.casefold()) for text in said))
    if len(words & among) >= _SHARED_WORDS * len(words):
        return True
    folded = fold(heading)  # scripts that set no spaces between words
    return any(folded in (other := fold(text)) or other in folded for text in said)


def _is_edge(heading: str, titles: Iterable[str]) -> bool:
    return len(heading) >= _MIN_HEADING_CHARS and any(
        title.startswith(heading) or title.endswith(heading) for title in titles
    )


def _is_site_title(title: str, lines: Iterable[DomLine]) -> bool:
    """Whether a copyright line of the page repeats the title: it is the site's name."""
    return bool(title) and any(
        title in line.text and _COPYRIGHT.search(line.text)
        for line in lines
        if line.tag not in HEADING_TAGS
    )


def _cut_section(title: str, folded_lines: set[str]) -> str:
    """A title cut to what the page shows as a line of its own: `Crane may stay | Local news`.

    Only a whole part between separators is cut off, the longest rest that is shown is kept.
    """
    if len(title) > _MAX_TITLE_CHARS:
        return title
    cuts = list(_SEPARATOR.finditer(title))
    heads = (title[: cut.start()] for cut in reversed(cuts))
    tails = (title[cut.end() :] for cut in cuts)
    for rest in (title, *heads, *tails):
        if len(rest) >= _MIN_HEADING_CHARS and fold(rest) in folded_lines:
            return rest
    return title


def _distinct(
    ranked: Iterable[tuple[str, str]], said: Sequence[str], names: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """Each headline once, at its best place, without those that name the site alone."""
    best: dict[str, tuple[str, str]] = {}
    for text, origin in _whole(ranked, said):
        headline = strip_site_name(text, names).strip()
        if len(headline) <= _MAX_HEADLINE_CHARS and (folded := fold(headline)):
            best.setdefault(folded, (headline, origin))
    return tuple(best.values())


def _whole(ranked: Iterable[tuple[str, str]], said: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Headlines that end in dots, with the whole of them where another place gives it."""
    for text, origin in ranked:
        stem = fold(_CUT_SHORT.sub("", text)) if _CUT_SHORT.search(text) else ""
        longer = (other for other in said if fold(other).startswith(stem) and other != text)
        yield (next(longer, text) if len(stem) >= _MIN_HEADING_CHARS else text), origin
