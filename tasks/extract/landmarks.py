"""What the parts of a page are called: element names, roles, class and id words -> landmarks.

In: one element's name and attributes. Out: the landmark words it stands for, from the closed list
LANDMARKS. Never looks at text or at other elements, and never decides what is kept: a landmark is a
hint for the cleaner.

Class and id names are read as compound nouns, by whole words (`site-header__logoBox` is site,
header, logo, box). Words that name one thing wherever they stand (`newsletter`) count in any place
of a name; words that are used for much else (`header`) count only as the noun of the compound,
after the words of mere layout are taken off: `article-header-wrapper` is a header,
`header-image-article` is not.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

#: The closed list. A segment's container is a tuple of these, outermost first.
LANDMARKS = frozenset(
    {
        # the page's frame
        "header", "nav", "main", "footer", "aside", "search", "form", "dialog",
        # the article and its parts
        "article", "article_body", "headline", "standfirst", "byline", "stamp", "figure", "caption",
        "credit", "gallery", "embed", "infobox", "table", "list", "live", "tags", "author_bio",
        # what stands around an article
        "comments", "related", "share", "newsletter", "consent", "paywall", "advertisement",
    }
)  # fmt: skip

#: Landmarks that say "not the article's text". One that turns out to hold most of the page's prose
#: may be the article after all, whatever its class says; dom.py then takes it back.
FURNITURE = frozenset(
    {
        "nav", "footer", "aside", "search", "form", "dialog", "tags", "author_bio", "infobox",
        "comments", "related", "share", "newsletter", "consent", "paywall", "advertisement",
        "byline", "stamp", "caption", "credit", "standfirst", "headline", "embed",
    }
)  # fmt: skip

TAG_LANDMARKS = {
    "article": "article",
    "aside": "aside",
    "dialog": "dialog",
    "dl": "list",
    "figcaption": "caption",
    "figure": "figure",
    "footer": "footer",
    "form": "form",
    "header": "header",
    "main": "main",
    "nav": "nav",
    "ol": "list",
    "search": "search",
    "table": "table",
    "ul": "list",
    "amp-ad": "advertisement",
}

ROLE_LANDMARKS = {
    "alertdialog": "dialog",
    "article": "article",
    "banner": "header",
    "complementary": "aside",
    "contentinfo": "footer",
    "dialog": "dialog",
    "form": "form",
    "list": "list",
    "main": "main",
    "menu": "nav",
    "menubar": "nav",
    "navigation": "nav",
    "search": "search",
}

#: schema.org properties written into the markup (https://schema.org/NewsArticle).
ITEMPROP_LANDMARKS = {
    "articlebody": "article_body",
    "author": "byline",
    "caption": "caption",
    "comment": "comments",
    "copyrightholder": "credit",
    "datemodified": "stamp",
    "datepublished": "stamp",
    "headline": "headline",
    "keywords": "tags",
}

#: Words that mean their landmark in any place of a name. Two words: one after the other.
_ANYWHERE = {
    "related": """related recommended recommendation recommendations recirc recirculation outbrain
        taboola trending relacionados verwandte similar|articles similar|posts most|read
        most|popular most|viewed also|read read|also read|more read|next see|also more|stories
        more|news more|from more|on more|in next|article next|story next|post up|next you|may
        top|stories latest|news latest|stories popular|posts story|list
        further|reading zum|thema""",
    "share": """share sharing shares sharedaddy sharethis addthis addtoany social socials
        socialshare sharebar follow|us""",
    "newsletter": """newsletter newsletters subscribe subscription signup sign|up mailchimp
        email|alerts optin""",
    "advertisement": """advert adverts advertisement advertisements advertising advertorial
        sponsored sponsor sponsors adsbygoogle googlead dfp promo promotion promos teads
        partner|content anzeige publicidad ad|slot ad|unit ad|container ad|wrapper
        ad|placeholder""",
    "comments": """disqus respond comment comments commentlist kommentare comentarios
        commentaires""",
    "consent": "cookie cookies consent gdpr ccpa onetrust cmp",
    "paywall": "paywall piano regwall meteredwall subscriber|only sign|in signin login",
    "nav": "nav navbar navigation navigations menubar breadcrumb breadcrumbs pagination skip|link",
    "author_bio": "author|bio author|box author|card author|info author|profile about|author bio",
    "gallery": "gallery slideshow carousel fotostrecke",
    "stamp": """timestamp dateline published|date publish|date pub|date post|date entry|date
        article|date published|time updated|date date|time publish|time date|published""",
    "standfirst": "standfirst dek",
    "byline": "byline bylines",
    "article_body": """article|body article|content article|text story|body story|content
        entry|content post|content post|body articlebody storybody article|paragraphs""",
    "embed": "twitter|tweet instagram|media embed embedded fb|post",
    "infobox": "infobox factbox fact|box",
    "credit": "photocredit photographer credit credits copyright",
    "caption": "caption captions figcaption",
    "live": "liveblog live|blog",
    "tags": "tags tag|list taglist topics keywords",
}  # fmt: skip

#: Words that mean their landmark only as the last word of a name.
_AS_NOUN = {
    "header": "header masthead topbar",
    "nav": "menu menus",
    "footer": "footer colophon",
    "aside": "sidebar aside rail",
    "search": "search",
    "form": "form",
    "dialog": "modal dialog popup overlay lightbox",
    "figure": "figure",
    "advertisement": "ad ads",
    "related": "teaser teasers",
    "headline": "headline",
    "standfirst": "subtitle lede lead deck",
    "byline": "author authors writer",
    "stamp": "date published updated",
}

#: Words of mere layout: they say nothing of what a thing is when they end a name.
_LAYOUT_WORDS = frozenset(
    {
        "area", "bar", "block", "body", "bottom", "box", "button", "buttons", "card", "col",
        "column", "component", "container", "content", "desktop", "div", "dropdown", "element",
        "grid", "group", "holder", "icon", "icons", "inner", "item", "items", "label", "left",
        "link", "links", "list", "mobile", "module", "outer", "panel", "placeholder", "region",
        "right", "row", "section", "sections", "slot", "tablet", "text", "title", "top", "unit",
        "widget", "widgets", "wrap", "wrapper", "zone",
    }
)  # fmt: skip

#: A name that begins so tells of a state or a switch, not of a thing (`has-sidebar`, `no-ads`).
_STATE_WORDS = frozenset(
    {
        "has", "have", "no", "not", "is", "without", "with", "hide", "hidden", "show", "when",
        "if", "enable", "enabled", "disable", "disabled",
    }
)  # fmt: skip

_NAMING_ATTRIBUTES = frozenset({"class", "id", "data-component", "data-testid"})
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def _phrases(table: dict[str, str]) -> dict[tuple[str, ...], str]:
    return {
        tuple(phrase.split("|")): landmark
        for landmark, phrases in table.items()
        for phrase in phrases.split()
    }


_PHRASES = _phrases(_ANYWHERE)
_NOUNS = _phrases(_AS_NOUN)


def landmarks_of(tag: str, attributes: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The landmarks an element stands for; empty for most. Body and html never name one.

    Args:
        tag: its name; attributes: (name, value) of each of its attributes.
    """
    if tag in ("body", "html"):  # their classes describe the page, often what it does not have
        return ()
    found = [TAG_LANDMARKS[tag]] if tag in TAG_LANDMARKS else []
    for attribute, value in attributes:
        if attribute in _NAMING_ATTRIBUTES:
            found += _landmarks_of_names(value[:500])
        elif attribute == "role":
            found.append(ROLE_LANDMARKS.get(value.strip().lower(), ""))
        elif attribute == "itemprop":
            found += [ITEMPROP_LANDMARKS.get(word.lower(), "") for word in value.split()[:4]]
    if not found:
        return ()
    if tag == "p" and "paywall" in found:  # on a paragraph the word marks paid text, not a notice
        found = [landmark for landmark in found if landmark != "paywall"]
    return tuple(dict.fromkeys(landmark for landmark in found if landmark))


@lru_cache(maxsize=20_000)  # the elements of a list or a menu have one class
def _landmarks_of_names(names: str) -> tuple[str, ...]:
    return tuple(landmark for name in names.split() if (landmark := landmark_of_name(name)))


@lru_cache(maxsize=20_000)  # names repeat within a page and over the pages of a site
def landmark_of_name(name: str) -> str | None:
    """The landmark one class or id name stands for.

    >>> landmark_of_name("site-header__inner"), landmark_of_name("header-image-article")
    ('header', None)
    """
    words = [word.lower() for word in _WORD.findall(name)]
    if not words or words[0] in _STATE_WORDS:
        return None
    for phrase in (*pairwise(words), *zip(words, strict=True)):
        if landmark := _PHRASES.get(phrase):
            return landmark
    while len(words) > 1 and words[-1] in _LAYOUT_WORDS:
        words.pop()
    return _NOUNS.get((words[-1],))
