"""Articles to the rows of a load package.

In: extracted articles with their enrichment, and the fates of a batch's inputs. Out: one list of
tuples for each table of `warehouse.package.SCHEMAS`, in the order of its columns. Knows no key of
the warehouse: rows carry natural ids.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from tasks.clean.pieces import count_words
from tasks.errors import FATE_CLASS, Fate
from tasks.models import (
    DocumentRef,
    Enrichment,
    ExtractedArticle,
    InputFate,
    Sentence,
    Zone,
)

Tables = dict[str, list[tuple]]


@dataclass(frozen=True, slots=True)
class EnrichedArticle:
    """An article with its zones and what enrichment found in them."""

    article: ExtractedArticle
    zones: tuple[Zone, ...]
    enrichment: Enrichment


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span stands: in clean_text (None outside it), in raw_text, in which sentence."""

    char_start: int | None
    char_end: int | None
    raw_char_start: int
    raw_char_end: int
    sentence_no: int | None

    @property
    def columns(self) -> tuple:
        """The five columns in the order of the tables."""
        return (
            self.char_start,
            self.char_end,
            self.raw_char_start,
            self.raw_char_end,
            self.sentence_no,
        )


def rows_of_articles(articles: Iterable[EnrichedArticle], pipeline_version: str) -> Tables:
    """The rows of all article tables."""
    tables: Tables = defaultdict(list)
    for enriched in articles:
        _add_article(tables, enriched, pipeline_version)
        _add_blocks(tables, enriched.article)
        _add_parts(tables, enriched.article)
        _add_spans(tables, enriched)
    return tables


def rows_of_inputs(fates: Iterable[InputFate]) -> list[tuple]:
    """The rows of the table inputs."""
    return [
        (
            fate.input_no,
            fate.uri,
            None,  # final_uri, http_status, etag, last_modified: of fetched inputs
            fate.source_name,
            fate.seen_at,
            None,
            None,
            None,
            fate.document_id,
            fate.article_id,
            fate.stage,
            fate.fate,
            FATE_CLASS[Fate(fate.fate)].value,
            fate.reason,
        )
        for fate in fates
    ]


def rows_of_documents(documents: Iterable[DocumentRef], encodings: dict[str, str]) -> list[tuple]:
    """The rows of the table documents; encodings by document_id, where known."""
    return [
        (
            ref.document_id,
            ref.content_type,
            ref.byte_count,
            encodings.get(ref.document_id),
            ref.archive_file,
            ref.archive_offset,
            ref.archived_at,
        )
        for ref in documents
    ]


def source_of(article: ExtractedArticle) -> tuple[str | None, str | None, str | None]:
    """source_id, name and domain of the publisher; all None when nothing names it."""
    address = article.identity.canonical_url
    domain = urlsplit(address).hostname.removeprefix("www.") if address else None
    name = article.cleaned.publisher
    return domain or (slug(name) if name else None), name, domain


def slug(name: str) -> str:
    """A name as lower-case words joined by hyphens: `The Valley Post` gives the-valley-post."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", plain).strip("-")


def _ids(article: ExtractedArticle) -> tuple[str, str]:
    return article.identity.article_id, article.document.document_id


def _add_article(tables: Tables, enriched: EnrichedArticle, pipeline_version: str) -> None:
    article = enriched.article
    page, cleaned, ref = article.page, article.cleaned, article.document
    chosen = cleaned.date_chosen
    removed = sum(b.end - b.start for b in cleaned.blocks if b.removal)
    modified_at = page.metadata.modified_at
    tables["articles"].append(
        (
            *_ids(article),
            article.identity.url,
            article.identity.canonical_url,
            ref.file_name,
            *source_of(article),
            cleaned.headline,
            cleaned.headline_method,
            cleaned.subheadline,
            cleaned.byline,
            chosen.candidate if chosen else None,
            chosen.origin if chosen else "none",
            chosen.precision if chosen else None,
            chosen.confidence if chosen else None,
            modified_at.date() if modified_at else None,
            modified_at,
            page.metadata.section,
            cleaned.article_form,
            enriched.enrichment.language_code,
            enriched.enrichment.language_share,
            cleaned.is_paywalled,
            count_words(cleaned.clean_text),
            len(page.raw_text),
            len(cleaned.clean_text),
            removed / max(1, len(page.raw_text)),
            page.blocks_not_stored,
            page.chars_not_stored,
            article.identity.body_hash,
            pipeline_version,
            ref.seen_at,
            ref.uri,
            wire.agency if (wire := article.identity.wire) else None,
            wire.origin if wire else None,
        )
    )
    tables["article_texts"].append((*_ids(article), page.raw_text, cleaned.clean_text))
    if found := article.identity.fingerprint:
        tables["article_fingerprints"].append(
            (*_ids(article), found.version, found.run_count, found.words_hash, found.signature)
        )
        tables["fingerprint_bands"].extend((*_ids(article), band) for band in found.bands)


def _add_blocks(tables: Tables, article: ExtractedArticle) -> None:
    ids, raw_text = _ids(article), article.page.raw_text
    for number, block in enumerate(article.cleaned.blocks):
        removed_no = number if block.removal else None
        tables["article_blocks"].append(
            (
                *ids,
                number,
                block.role.value,
                block.start,
                block.end,
                block.clean_start,
                block.clean_end,
                removed_no,
            )
        )
        if removal := block.removal:
            text = raw_text[block.start : block.end]
            tables["removed_blocks"].append(
                (
                    *ids,
                    removed_no,
                    block.start,
                    block.end,
                    text,
                    removal.reason,
                    removal.rule_id,
                    removal.rule_version,
                    removal.confidence,
                    text_hash(text),
                    removal.harvested,
                )
            )


def text_hash(text: str) -> str:
    """The same for the same line on other pages, whatever its spaces and case: 16 hex digits."""
    return hashlib.sha256(" ".join(text.casefold().split()).encode()).hexdigest()[:16]


def _add_parts(tables: Tables, article: ExtractedArticle) -> None:
    ids, cleaned = _ids(article), article.cleaned
    for position, name in enumerate(cleaned.authors, start=1):
        tables["article_authors"].append((*ids, position, name))
    for number, flag in enumerate(_flags(article), start=1):
        name, _, detail = flag.partition("=")
        tables["article_flags"].append((*ids, number, name, detail or None))
    for position, c in enumerate(cleaned.captions, start=1):
        tables["captions"].append(
            (*ids, position, c.caption_text, c.alt_text, c.credit_text, c.photographer, c.agency)
        )
    for number, d in enumerate(cleaned.dates, start=1):
        tables["date_candidates"].append(
            (
                *ids,
                number,
                d.candidate,
                d.origin,
                d.evidence_text,
                d.precision,
                d.confidence,
                d.is_chosen,
                d.refused_because,
            )
        )


def _flags(article: ExtractedArticle) -> list[str]:
    """Findings of reading and cleaning, each once."""
    return list(dict.fromkeys((*article.page.flags, *article.cleaned.flags)))


def _add_spans(tables: Tables, enriched: EnrichedArticle) -> None:
    ids, zones = _ids(enriched.article), enriched.zones
    sentences = list(_clean_sentences(zones, enriched.enrichment.sentences))
    for number, (start, end) in enumerate(sentences):
        tables["sentences"].append((*ids, number, start, end))
    starts = [start for start, _ in sentences]
    for number, m in enumerate(enriched.enrichment.mentions):
        zone = zones[m.zone_no]
        tables["mentions"].append(
            (
                *ids,
                number,
                zone.text[m.start : m.end],
                m.label,
                zone.name,
                *_place(zone, m.start, m.end, starts).columns,
                m.method,
                m.entity_id,
                m.entity_type,
                m.entity_name,
                m.spelling,
                m.is_full_name,
                m.join_key,
                m.country_code,
            )
        )
    for number, d in enumerate(enriched.enrichment.dates):
        zone = zones[d.zone_no]
        tables["date_mentions"].append(
            (
                *ids,
                number,
                zone.text[d.start : d.end],
                zone.name,
                *_place(zone, d.start, d.end, starts).columns,
                d.timex_type,
                d.timex_value,
                d.timex_mod,
                d.date_start,
                d.date_end,
                d.precision,
                d.anchor_date,
                d.anchor_kind,
                d.rule_id,
                d.confidence,
            )
        )


def _clean_sentences(
    zones: tuple[Zone, ...], sentences: Iterable[Sentence]
) -> Iterator[tuple[int, int]]:
    """Offsets in clean_text of the sentences that stand in it, in order."""
    for sentence in sentences:
        clean_start = zones[sentence.zone_no].clean_start
        if clean_start is not None:
            yield clean_start + sentence.start, clean_start + sentence.end


def _place(zone: Zone, start: int, end: int, sentence_starts: list[int]) -> Place:
    raw_start, raw_end = zone.raw_start + start, zone.raw_start + end
    if zone.clean_start is None:
        return Place(None, None, raw_start, raw_end, None)
    clean_start = zone.clean_start + start
    number = bisect_right(sentence_starts, clean_start) - 1
    return Place(
        clean_start,
        zone.clean_start + end,
        raw_start,
        raw_end,
        number if number >= 0 else None,
    )
