"""A page as its door left it: segments in order, and what its markup claims."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class DomBlock:
    """One block element: its number on the page, tag, class and id as written; lines share it."""

    number: int
    tag: str
    names: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of raw_text that a door found, one line or one DOM block, not yet judged.

    tag: lower-case HTML tag of the block (`p`, `h1` .. `h6`, `li`, `blockquote`, `figcaption`,
        `pre`, `td`, ...), or `line` for plain text.
    container: names of the enclosing landmarks from the outside in, each once, from the closed
        list in `tasks/extract/dom.py` (`article`, `main`, `nav`, `header`, `footer`, `aside`,
        `figure`, `form`, `comments`, `related`, `share`, `newsletter`, `dialog`, ...). Empty for
        plain text.
    link_share: share of the segment's characters that stand inside links, 0 to 1.
    vote: share of the segment's words that the extractor kept, 0 to 1; None where it was not
        asked (plain text, and pages on which the block model is sure).
    alt_text: text of the picture a caption belongs to, from the page's markup, if any.
    path: the block elements around it from the outside in, its own last; empty for plain text.
    """

    start: int
    end: int
    tag: str = "line"
    container: tuple[str, ...] = ()
    link_share: float = 0.0
    vote: float | None = None
    alt_text: str | None = None
    path: tuple[DomBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """One reading of the publication day, with where it stands and why it won or lost.

    origin is a value of `articles.date_published_method` (metadata, feed, url, date_header,
    published_stamp, byline, caption_date, inferred), or copyright_year for one never to be chosen.
    precision: day, month or year; confidence 0 to 1.
    """

    candidate: date
    origin: str
    evidence_text: str
    precision: str = "day"
    confidence: float = 0.5
    is_chosen: bool = False
    refused_because: str | None = None


@dataclass(frozen=True, slots=True)
class PageKind:
    """What a page claims to be, in its markup and its address; claims, not findings.

    types: lower-case types of the page itself, from JSON-LD and microdata (`newsarticle`,
        `collectionpage`) and Open Graph (`og:article`, `og:video.other`).
    article_count: nodes of JSON-LD that are articles; a page that lists stories has many.
    is_front_page: its address is the root of its site.
    player_count: players of video or sound that stand in the page.
    """

    types: frozenset[str] = frozenset()
    article_count: int = 0
    is_front_page: bool = False
    player_count: int = 0


class DayOrder(StrEnum):
    """What stands first in a date of figures (03/04/2021) at an outlet."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What markup, transport or a JSONL line says about the page; nothing guessed from its text."""

    headlines: tuple[tuple[str, str], ...] = ()  # (headline, where it stood), best first
    description: str | None = None
    authors: tuple[str, ...] = ()
    site_name: str | None = None
    canonical_url: str | None = None
    section: str | None = None
    language_code: str | None = None
    modified_at: datetime | None = None  # UTC, naive
    is_paywalled: bool = False  # the markup says so (isAccessibleForFree, paywall classes)
    dates: tuple[DateCandidate, ...] = ()
    day_order: DayOrder | None = None  # None where nothing tells
    kind: PageKind = PageKind()


@dataclass(frozen=True, slots=True)
class Page:
    """A page after its door: the whole text in segments, and its metadata.

    flags: findings for the curious (`nul_dropped`, `replaced_characters`, `long_token`, ...).
    html: what an HTML page was read from, for an extractor that is asked later; None after that.
    """

    raw_text: str
    segments: tuple[Segment, ...]
    metadata: PageMetadata
    encoding: str
    is_html: bool
    blocks_not_stored: int = 0
    chars_not_stored: int = 0
    flags: tuple[str, ...] = ()
    html: str | None = field(default=None, repr=False)

    @property
    def has_votes(self) -> bool:
        """Whether the extractor was asked about its segments."""
        return any(segment.vote is not None for segment in self.segments)
