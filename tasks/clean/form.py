"""What kind of page a cleaned page is: story, gallery, live blog, brief, or no article at all.

In: a Page, its settled pieces, and the kinds of boilerplate that rules found. Out: a PageForm. A
pure function of them. Evidence adds up, and a page is called no article only against no claim of
its own and without a text of its own: a story lost costs more than a front page kept.

    claims of the page      JSON-LD types, og:type, the address of a site's root, players
    what it shows           link headlines with their teasers, share of links, prose of its own
    what was cut            notices of consent and of payment, and how little stands beside them
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from tasks.clean.pieces import NO_TEXT, Piece
from tasks.clean.rules import RuleSet
from tasks.models import TEXT_ROLES, Page, PageKind, Role

#: A text with at least so many captions, whose words outnumber the rest, is a gallery.
_GALLERY_CAPTIONS = 3
#: A story of fewer words is a brief (agencies call up to some 80 words so).
_BRIEF_WORDS = 80

#: A line that is nearly all link, of so many words, is the headline of another story.
_POINTER_LINK_SHARE = 0.8
_POINTER_WORDS = 4
#: A page of lists has at least so many of them; articles have as many beside their text.
_MANY_POINTERS = 6
#: A teaser below such a line is no longer than this.
_TEASER_WORDS = 50
#: Words of its own prose with which a page is an article, whatever stands around them.
_OWN_WORDS = 60
#: Reasons that say where a paragraph stands, not what it says: a page may have it all the same.
_DOUBTFUL_REASONS = frozenset({"outside_article", "share_links", "navigation"})
_ELSEWHERE = frozenset({"nav", "footer", "aside", "related", "comments", "newsletter", "dialog"})
#: Index pages are links for the most part; of article pages with text about one in ten is.
_MOSTLY_LINKS = 0.5
#: Points of evidence that make an index page: no single sign does.
_ENOUGH = 3

#: With a player and fewer words the page is there for the video.
_VIDEO_WORDS = 60

#: A live blog has so many posts, each below the time of day at which it was posted.
_LIVE_POSTS = 4
_CLOCK = regex.compile(
    r"(?:(?:today|updated|posted|at|um|à)\s+)?(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d))"
    r"(?:[:.]\d\d)?(?:\s*(?P<half>[ap])\.?m\.?)?(?:\s*(?:uhr|[a-z]{2,4}))?(?:\s+ago)?",
    regex.IGNORECASE,
)

#: A wall leaves fewer words of prose than this beside its notice.
_WALL_WORDS = 40
#: Landmarks of the frame that stands around every page of a site.
_FRAME = frozenset({"nav", "footer", "header"})
_OVERLAY = _FRAME | {"newsletter", "dialog"}
#: Teasers above a demand for payment have some 30 to 110 words; a longer text is no teaser.
_WHOLE_WORDS = 200
#: A notice of fewer words is a button.
_NOTICE_WORDS = 6
_CONSENT = regex.compile(
    r"cookie|consent|privacy|tracking|personal data|datenschutz|einwillig|zustimm|donn[ée]es"
    r"|confidentialit|privacidad|consentim|privacyverklaring|toestemming",
    regex.IGNORECASE,
)

_ARTICLE_TYPE = regex.compile(r"(?:article|posting|report|review|column)$")
_LIST_TYPES = frozenset({"collectionpage", "itemlist", "searchresultspage", "profilepage"})


@dataclass(frozen=True, slots=True)
class PageForm:
    """What a page is.

    article_form: story, photo_gallery, live_blog or brief. not_article_because: the evidence, for
    people, when the page holds no article of its own. flags: `video_page`.
    """

    article_form: str
    is_paywalled: bool = False
    is_consent_page: bool = False
    not_article_because: str | None = None
    flags: tuple[str, ...] = ()


def page_form(page: Page, pieces: Sequence[Piece], kinds: Iterable[str]) -> PageForm:
    """Decide what a page is.

    Args:
        pieces: all settled.
        kinds: reasons of the rules that found something on the page.
    """
    kind, text = page.metadata.kind, _text(pieces)
    own_words = sum(p.words for p in _own_prose(pieces))
    is_consent_page = is_consent_wall(kind, pieces)
    is_paywalled = not is_consent_page and (
        page.metadata.is_paywalled
        or ("paywall_notice" in kinds and _is_below_notice(pieces, own_words))
        or _is_pay_wall(pieces, own_words)
    )
    because = None
    if page.is_html and not is_consent_page and not is_paywalled:
        because = _index_evidence(kind, pieces, own_words)
    flags = ()
    if page.is_html and because is None and _is_video_page(kind, text):
        flags = ("video_page",)
    return PageForm(
        article_form=_article_form(kind, pieces, text, is_paywalled),
        is_paywalled=is_paywalled,
        is_consent_page=is_consent_page,
        not_article_because=because,
        flags=flags,
    )


def _text(pieces: Iterable[Piece]) -> list[Piece]:
    return [p for p in pieces if p.role in TEXT_ROLES and not p.removal]


def _article_form(
    kind: PageKind, pieces: Sequence[Piece], text: list[Piece], is_paywalled: bool
) -> str:
    if is_gallery(pieces):
        return "photo_gallery"
    if is_live_blog(kind, pieces, text):
        return "live_blog"
    return "brief" if not is_paywalled and sum(p.words for p in text) < _BRIEF_WORDS else "story"


def is_gallery(pieces: Sequence[Piece]) -> bool:
    """Whether the captions of the page are its text."""
    captions = [p.words for p in pieces if p.role is Role.CAPTION and not p.removal]
    words = sum(p.words for p in _text(pieces))
    return len(captions) >= _GALLERY_CAPTIONS and sum(captions) > words


def is_live_blog(kind: PageKind, pieces: Sequence[Piece], text: list[Piece]) -> bool:
    """Whether the page says so, stands in the markup of one, or is posts below their times."""
    if "liveblogposting" in kind.types and text:
        return True
    if text and sum("live" in p.segment.container for p in text) > len(text) / 2:
        return True
    return count_timed_posts(pieces) >= _LIVE_POSTS


def count_timed_posts(pieces: Iterable[Piece]) -> int:
    """Posts that stand below a time of day alone on its line, if their times go one way.

    Timetables and results have times too, but no prose below each of them.
    """
    times: list[int] = []
    waiting: int | None = None
    for piece in pieces:
        if piece.stands_in(NO_TEXT - {"stamp"}):
            continue
        if (minutes := clock_minutes(piece.line)) is not None:
            waiting = minutes
        elif waiting is not None and piece.is_prose and piece.removal is None:
            times.append(waiting)
            waiting = None
    is_ordered = times in (sorted(times), sorted(times, reverse=True))
    return len(times) if is_ordered and len(set(times)) > 1 else 0


def clock_minutes(line: str) -> int | None:
    """Minutes since midnight of a line that is a time of day and nothing else, or None."""
    if len(line) > 24 or not (found := _CLOCK.fullmatch(line)):
        return None
    hour = int(found["hour"])
    if half := found["half"]:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return hour * 60 + int(found["minute"])


def _is_pointer(piece: Piece) -> bool:
    """A line that leads to another story, and is no entry of a menu."""
    return (
        piece.segment.link_share >= _POINTER_LINK_SHARE
        and piece.words >= _POINTER_WORDS
        and not piece.stands_in(frozenset({"nav", "footer"}))
    )


def _own_prose(pieces: Sequence[Piece]) -> list[Piece]:
    """Prose that the page has for itself, kept or cut for no more than its place.

    A short paragraph below a pointer is the teaser of another story. A long one is not: blogs
    make the headline of an article a link to itself.
    """
    own, below_pointer = [], False
    for piece in pieces:
        if _is_pointer(piece):
            below_pointer = True
        elif piece.is_prose:
            is_teaser = below_pointer and piece.words <= _TEASER_WORDS
            if (piece.removal is None or _is_cut_for_its_place(piece)) and not is_teaser:
                own.append(piece)
            below_pointer = False
    return own


def _is_cut_for_its_place(piece: Piece) -> bool:
    """Whether it was cut for no more than that, where an article may stand."""
    return (
        piece.removal is not None
        and piece.removal.reason in _DOUBTFUL_REASONS
        and not piece.stands_in(_ELSEWHERE)
    )


def _index_evidence(kind: PageKind, pieces: Sequence[Piece], own_words: int) -> str | None:
    """Why the page is one that leads to articles, or None when it may be one itself."""
    lists_articles = kind.article_count >= _MANY_POINTERS
    if own_words >= _OWN_WORDS or (_claims_article(kind) and not lists_articles):
        return None
    pointers = [p for p in pieces if _is_pointer(p)]
    words = sum(p.words for p in pieces) or 1
    link_share = sum(p.words * p.segment.link_share for p in pieces) / words
    evidence = []
    if kind.is_front_page:
        evidence.append((2, "its address is the root of the site"))
    if listed := sorted(_LIST_TYPES & kind.types):
        evidence.append((2, f"its markup calls it {listed[0]}"))
    if lists_articles:
        evidence.append((2, f"its markup lists {kind.article_count} articles"))
    if len(pointers) >= _MANY_POINTERS and sum(p.words for p in pointers) > own_words:
        evidence.append((2, f"{len(pointers)} lines are links to other stories"))
    if link_share >= _MOSTLY_LINKS:
        evidence.append((1, f"{link_share:.0%} of its words are links"))
    if sum(points for points, _ in evidence) < _ENOUGH:
        return None
    return (
        f"an index page, not an article: {'; '.join(why for _, why in evidence)}; "
        f"{own_words} words of prose of its own"
    )


def _claims_article(kind: PageKind) -> bool:
    return any(_ARTICLE_TYPE.search(name) for name in kind.types)


def _is_video_page(kind: PageKind, text: Sequence[Piece]) -> bool:
    claims_video = any(name.startswith("og:video") for name in kind.types)
    has_player = kind.player_count > 0 or claims_video
    return has_player and sum(p.words for p in text) < _VIDEO_WORDS


def is_consent_wall(kind: PageKind, pieces: Sequence[Piece]) -> bool:
    """Whether a request for consent is what the page shows, and no text of its own.

    Most pages carry such a request somewhere, so on one that claims an article there must be
    nothing else. Dialogs hold much besides: only sentences that speak of consent count, those
    that no rule knows too if there is a button or sentence that one does.
    """
    text = _text(pieces)
    if not any(_is_cut_for(p, "consent_notice") for p in pieces) or (
        text and _claims_article(kind)
    ):
        return False
    about_consent = [p for p in text if p.ends_sentence and _CONSENT.search(p.line)]
    notice = sum(p.words for p in (*about_consent, *filter(_is_consent_notice, pieces)))
    rest = sum(p.words for p in text) - sum(p.words for p in about_consent)
    cut_for_its_place = [p for p in pieces if _is_cut_for_its_place(p)]
    sentences = (
        p for p in (*text, *cut_for_its_place) if p.ends_sentence and not _CONSENT.search(p.line)
    )
    return 0 < notice >= rest and sum(p.words for p in sentences) < _WALL_WORDS


def _is_consent_notice(piece: Piece) -> bool:
    return _is_notice(piece, "consent_notice") and bool(_CONSENT.search(piece.line))


def _is_below_notice(pieces: Iterable[Piece], own_words: int) -> bool:
    """Whether a demand for payment stands with the text, or over one no longer than a teaser.

    Blogs lay "Subscribe to keep reading" over texts that anybody can read to the end.
    """
    notices = [p for p in pieces if _is_cut_for(p, "paywall_notice")]
    stands_apart = all(p.stands_in(_OVERLAY) for p in notices)
    return bool(notices) and not (stands_apart and own_words >= _WHOLE_WORDS)


def _is_pay_wall(pieces: Sequence[Piece], own_words: int) -> bool:
    """Whether a demand for payment, or for an account, stands where the text should be.

    Every second page asks for an account somewhere; that alone must outweigh what text there is.
    """
    if own_words >= _WALL_WORDS:
        return False
    sign_in = sum(p.words for p in pieces if _is_notice(p, "sign_in_prompt"))
    has_offer = any(_is_notice(p, "paywall_notice") for p in pieces)
    return has_offer or sign_in > sum(p.words for p in _text(pieces))


def _is_notice(piece: Piece, reason: str) -> bool:
    """Whether it is a sentence cut for this reason, and no entry of a menu or footer."""
    return (
        _is_cut_for(piece, reason) and piece.words >= _NOTICE_WORDS and not piece.stands_in(_FRAME)
    )


def _is_cut_for(piece: Piece, reason: str) -> bool:
    return piece.removal is not None and piece.removal.reason == reason


def settle_walls(page: Page, pieces: Sequence[Piece], rules: RuleSet) -> None:
    """Cut what is left of a page whose text is a request for consent: it is the wall's own."""
    rule = rules.get("consent-wall")
    if rule and is_consent_wall(page.metadata.kind, pieces):
        for piece in _text(pieces):
            piece.role = None
            piece.cut(rule, confidence=0.9)
