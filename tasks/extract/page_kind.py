"""What a page's markup and address say it is: an article, a live blog, a front page, a video.

In: the page's tree, its JSON-LD and its address. Out: PageKind, claims only: whether they are
believed is for `tasks/clean/form.py` to say, which also sees the text. Types of things that the
page merely mentions (the publisher, the videos of a list) are among them where JSON-LD sets them
beside the page's own node.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from lxml import html

from tasks.extract.json_ld import is_article, types_of
from tasks.extract.markup_dates import meta_name
from tasks.models import PageKind

#: Players that sites set into a page, by a part of the frame's address.
_PLAYERS = ("youtube", "vimeo", "dailymotion", "brightcove", "jwpl", "kaltura", "video", "player")

#: Paths of the page that leads to all others.
_FRONT_PATHS = frozenset({"", "/", "/index.html", "/index.htm", "/index.php", "/home"})


def read_page_kind(root: html.HtmlElement, nodes: Sequence[dict], url: str | None) -> PageKind:
    """Gather what the markup and the address claim.

    Args:
        root: the parsed page; nodes: those of its JSON-LD, see `read_nodes`.
        url: the address it came from, if known.
    """
    types = {name.lower() for node in nodes for name in types_of(node)}
    for element in root.iter("meta"):
        if meta_name(element) == "og:type" and (content := element.get("content")):
            types.add(f"og:{content.strip().lower()}")
    for element in root.iter("html", "body", "main", "article"):
        if itemtype := element.get("itemtype"):
            types.add(itemtype.rstrip("/").rpartition("/")[2].lower())
    return PageKind(
        types=frozenset(types),
        article_count=sum(map(is_article, nodes)),
        is_front_page=is_front_page(url),
        player_count=sum(1 for _ in root.iter("video", "amp-video", "amp-youtube"))
        + sum(map(_is_player, root.iter("iframe"))),
    )


def is_front_page(url: str | None) -> bool:
    """Whether an address is the root of its site."""
    try:
        parts = urlsplit(url or "")
    except ValueError:  # a broken host
        return False
    return bool(parts.hostname) and parts.path.lower() in _FRONT_PATHS and not parts.query


def _is_player(frame: html.HtmlElement) -> bool:
    address = (frame.get("src") or frame.get("data-src") or "").lower()
    return any(player in address for player in _PLAYERS)
