"""The values that flow through the stages: frozen, picklable, free of any library's types.

    collect -> RawDocument -> extract -> Page -> clean -> CleanedPage
            -> identify -> ExtractedArticle -> enrich -> Enrichment -> load

Text, offsets and blocks follow one set of laws, which the property tests hold:

* `raw_text` is the decoded text with LF line ends, without BOM and NUL; for HTML it is every
  visible block of our walk over the DOM, one block a line.
* Offsets are code points, end exclusive. `text[start:end]` is the stored surface of each span.
* The blocks of an article, in order, with only white space between them, are `raw_text`.
* `clean_text` is the text blocks in order, each a trimmed verbatim slice of `raw_text`, joined
  by a blank line.
* Folding (case, accents, look-alike letters) is for matching only; stored text is never changed.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    """What a block of raw_text is."""

    HEADLINE = "headline"
    SUBHEADLINE = "subheadline"
    BYLINE = "byline"
    STAMP = "stamp"
    CAPTION = "caption"
    ALT_TEXT = "alt_text"
    CREDIT = "credit"
    SUBHEADING = "subheading"
    BODY = "body"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    EMBED = "embed"
    REMOVED = "removed"


#: Roles whose blocks make up clean_text, unless the block was removed.
TEXT_ROLES = frozenset({Role.BODY, Role.SUBHEADING, Role.LIST_ITEM, Role.QUOTE, Role.EMBED})

#: Blocks of clean_text are joined by this.
BLOCK_JOINT = "\n\n"


@dataclass(frozen=True, slots=True)
class RawDocument:
    """The bytes of one input as they came, with what its door knew of them.

    uri names the input in the run (`file:folder/name.txt`, `file:lines.jsonl#3`, or an address);
    file_name is the path relative to the SOURCE named, with `/`; seen_at (UTC, naive) is the
    input's own time: a file's modification time, a response's arrival.
    """

    uri: str
    source_name: str
    file_name: str | None
    url: str | None
    content_type: str  # media type without parameters: text/plain, text/html, application/json
    charset: str | None  # as the transport declared it
    body: bytes
    seen_at: datetime

    @property
    def document_id(self) -> str:
        """sha256 of the bytes, 64 hex digits."""
        return hashlib.sha256(self.body).hexdigest()


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
        asked (plain text).
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
    kind: PageKind = PageKind()


@dataclass(frozen=True, slots=True)
class Page:
    """A page after its door: the whole text in segments, and its metadata.

    flags: findings for the curious (`nul_dropped`, `replaced_characters`, `long_token`, ...).
    """

    raw_text: str
    segments: tuple[Segment, ...]
    metadata: PageMetadata
    encoding: str
    is_html: bool
    blocks_not_stored: int = 0
    chars_not_stored: int = 0
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Removal:
    """Why a block is not part of the text: the rule's reason and id, and what it gave first."""

    reason: str
    rule_id: str
    rule_version: str
    confidence: float = 1.0
    harvested: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A run of raw_text with one role. A block with a removal is not part of clean_text.

    A credit, an alt text or a stamp keeps its role when it is removed: the role says what the
    block is, the removal why it is no text.
    """

    role: Role
    start: int
    end: int
    clean_start: int | None = None
    clean_end: int | None = None
    removal: Removal | None = None


@dataclass(frozen=True, slots=True)
class Caption:
    """One picture caption; credit_text is the credit as printed, agency its news agency."""

    caption_text: str
    alt_text: str | None = None
    credit_text: str | None = None
    photographer: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class CleanedPage:
    """A page with a verdict on each block.

    not_article_because: the evidence that the page leads to articles and holds none, for people.
    flags: findings of the cleaning, as those of a Page (`repeated_text=3`, `video_page`).
    """

    headline: str | None
    headline_method: str  # title_line, metadata, none
    subheadline: str | None
    byline: str | None
    authors: tuple[str, ...]
    article_form: str  # story, photo_gallery, live_blog, brief
    publisher: str | None  # name as printed or as the metadata has it
    blocks: tuple[Block, ...]
    captions: tuple[Caption, ...]
    dates: tuple[DateCandidate, ...]
    clean_text: str
    is_paywalled: bool = False
    is_consent_page: bool = False
    not_article_because: str | None = None
    flags: tuple[str, ...] = ()

    @property
    def date_chosen(self) -> DateCandidate | None:
        """The candidate taken as the publication day, or None."""
        return next((d for d in self.dates if d.is_chosen), None)


@dataclass(frozen=True, slots=True)
class Zone:
    """A piece of an article that is enriched: one block of text, with both its offsets.

    name: headline, subheadline, caption or body. text is raw_text[raw_start:raw_start+len(text)],
    and, where clean_start is not None, the same slice of clean_text.
    """

    name: str
    text: str
    raw_start: int
    clean_start: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in one zone, offsets within the zone's text.

    entity_id is the article's own resolution (hash of type and normalised full name); entity_name
    the name it stands for; spelling the surface without title, article and possessive.
    is_full_name says whether entity_name is complete: a lone surname or acronym that the article
    never spells out is not, and the warehouse may join it to the full name that dominates among
    those of the same type and join_key. join_key is the folded family name of a person, the folded
    initials of an organisation; None where nothing may be joined.
    """

    zone_no: int
    start: int
    end: int
    label: str
    method: str
    entity_id: str
    entity_type: str
    entity_name: str
    is_full_name: bool
    spelling: str
    join_key: str | None = None
    country_code: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """One temporal expression in one zone, offsets within the zone's text.

    timex_type: DATE, TIME, DURATION, SET; timex_value and timex_mod as TIMEX3 has them;
    date_start and date_end the first and last calendar day, None for what has no interval.
    """

    zone_no: int
    start: int
    end: int
    timex_type: str
    timex_value: str
    rule_id: str
    timex_mod: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    precision: str | None = None
    anchor_date: date | None = None
    anchor_kind: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, offsets within the zone's text."""

    zone_no: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Enrichment:
    """What language processing adds to an article; all offsets are within its zones.

    language_share: share of the text in that language, None where the text does not say it.
    """

    language_code: str | None
    language_share: float | None = None
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """The names of an article and of its text."""

    article_id: str
    url: str | None
    canonical_url: str | None
    body_hash: str


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """Where an input's bytes are and what its door knew of them: a RawDocument without the body.

    archive_file is relative to the data folder.
    """

    document_id: str
    uri: str
    source_name: str
    file_name: str | None
    url: str | None
    content_type: str
    charset: str | None
    byte_count: int
    seen_at: datetime
    archive_file: str
    archive_offset: int
    archived_at: datetime

    @classmethod
    def of(
        cls,
        document: RawDocument,
        document_id: str,
        archive_file: str,
        archive_offset: int,
        archived_at: datetime,
    ) -> "DocumentRef":
        """The ref of a document that stands in the archive."""
        d, size = document, len(document.body)
        known = (d.uri, d.source_name, d.file_name, d.url, d.content_type, d.charset)
        return cls(document_id, *known, size, d.seen_at, archive_file, archive_offset, archived_at)


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """One input after the pure stages extract, clean and identify."""

    document: DocumentRef
    page: Page
    cleaned: CleanedPage
    identity: Identity


@dataclass(frozen=True, slots=True)
class InputFate:
    """How one input of a run ended; fate is a word of `tasks.errors.Fate`."""

    input_no: int
    uri: str
    source_name: str
    seen_at: datetime | None
    stage: str
    fate: str
    reason: str | None = None
    document_id: str | None = None
    article_id: str | None = None
