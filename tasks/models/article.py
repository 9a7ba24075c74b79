"""A page after cleaning: blocks with a role and a verdict, and the names of the article."""

from dataclasses import dataclass
from enum import StrEnum

from tasks.models.document import DocumentRef
from tasks.models.page import DateCandidate, Page


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
class Fingerprint:
    """By what near copies of a text are found; `tasks/identify/fingerprint.py` says how.

    run_count: distinct runs of words. words_hash and bands: signed 64-bit numbers; words_hash
    stands for the whole text and is the first of the bands.
    """

    version: str
    run_count: int
    words_hash: int
    signature: str
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WireCredit:
    """The news agency a story is from, and where the page says so.

    origin: dateline, byline or credit_line.
    """

    agency: str
    origin: str


@dataclass(frozen=True, slots=True)
class Identity:
    """The names of an article and of its text, and where the text is from.

    fingerprint: None for a text without a word.
    """

    article_id: str
    url: str | None
    canonical_url: str | None
    body_hash: str
    fingerprint: Fingerprint | None = None
    wire: WireCredit | None = None


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """One input after the pure stages extract, clean and identify."""

    document: DocumentRef
    page: Page
    cleaned: CleanedPage
    identity: Identity
