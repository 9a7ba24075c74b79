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

from tasks.models.article import (
    BLOCK_JOINT,
    TEXT_ROLES,
    Block,
    Caption,
    CleanedPage,
    ExtractedArticle,
    Fingerprint,
    Identity,
    Removal,
    Role,
    WireCredit,
)
from tasks.models.document import DocumentRef, InputFate, RawDocument
from tasks.models.enrichment import DateMention, Enrichment, Mention, Sentence, Zone
from tasks.models.page import DateCandidate, DomBlock, Page, PageKind, PageMetadata, Segment

__all__ = [
    "BLOCK_JOINT",
    "TEXT_ROLES",
    "Block",
    "Caption",
    "CleanedPage",
    "DateCandidate",
    "DateMention",
    "DocumentRef",
    "DomBlock",
    "Enrichment",
    "ExtractedArticle",
    "Fingerprint",
    "Identity",
    "InputFate",
    "Mention",
    "Page",
    "PageKind",
    "PageMetadata",
    "RawDocument",
    "Removal",
    "Role",
    "Segment",
    "Sentence",
    "WireCredit",
    "Zone",
]
