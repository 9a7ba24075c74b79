"""Everything the warehouse knows of one article.

In: a connection to a snapshot and an article_id. Out: plain values: the article with its blocks,
dates, names, history and bytes. Which article a name means is for `warehouse/lookup.py` to say.
Reads only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

import duckdb

from warehouse.history import CopyRow, VersionRow, read_copies, read_versions
from warehouse.lookup import InputState, read_inputs_of

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """The row of an article, with its publisher, authors and run."""

    article_id: str
    publisher: str | None
    url: str | None
    file_name: str | None
    headline: str | None
    headline_method: str
    subheadline: str | None
    byline: str | None
    section: str | None
    date_published: date | None
    date_published_method: str
    date_published_precision: str | None
    date_published_confidence: float | None
    date_modified: date | None
    article_form: str
    language_code: str | None
    is_paywalled: bool
    word_count: int
    raw_chars: int
    clean_chars: int
    removed_share: float
    blocks_not_stored: int
    chars_not_stored: int
    version_no: int
    first_seen_at: datetime
    pipeline_version: str
    run_key: int
    run_id: str | None
    wire_agency: str | None
    wire_agency_origin: str | None
    duplicate_of_id: str | None


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One reading of the publication day."""

    candidate: date
    origin: str
    evidence_text: str
    precision: str
    confidence: float
    is_chosen: bool
    refused_because: str | None


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One block of raw_text. reason to harvested are None for a block that was kept."""

    block_no: int
    role: str
    char_start: int
    char_end: int
    is_in_text: bool
    reason: str | None
    rule_id: str | None
    rule_version: str | None
    confidence: float | None
    harvested: str | None
    text: str


@dataclass(frozen=True, slots=True)
class DateRow:
    """One way in which the text speaks of a time, with how often."""

    date_text: str
    timex_type: str
    timex_value: str
    timex_mod: str | None
    date_start: date | None
    date_end: date | None
    anchor_date: date | None
    anchor_kind: str | None
    rule_id: str
    confidence: float
    mention_count: int


@dataclass(frozen=True, slots=True)
class EntityRow:
    """One entity of the article; spellings are (as written, times), most often first."""

    entity_id: str
    entity_name: str
    entity_type: str
    country_code: str | None
    mention_count: int
    in_headline: bool
    spellings: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CaptionRow:
    """One picture caption."""

    position: int
    caption_text: str
    alt_text: str | None
    credit_text: str | None
    photographer: str | None
    agency: str | None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """Where the bytes of the version in force are; archive_file is relative to the data folder."""

    document_id: str
    content_type: str | None
    encoding: str | None
    byte_count: int | None
    archive_file: str | None
    archive_offset: int | None
    archived_at: datetime | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """One article and everything that was decided about it, in the order of the page."""

    head: ArticleHead
    authors: tuple[str, ...]
    candidates: tuple[CandidateRow, ...]
    blocks: tuple[BlockRow, ...]
    dates: tuple[DateRow, ...]
    entities: tuple[EntityRow, ...]
    captions: tuple[CaptionRow, ...]
    versions: tuple[VersionRow, ...]
    copies: tuple[CopyRow, ...]
    inputs: tuple[InputState, ...]
    document: DocumentRow | None


def read_explanation(connection: duckdb.DuckDBPyConnection, article_id: str) -> Explanation | None:
    """Everything about one article, or None when there is none of this id."""
    heads = _read(connection, ArticleHead, _HEAD, [article_id])
    if not heads:
        return None
    key = [article_id]
    documents = _read(connection, DocumentRow, _DOCUMENT, key)
    return Explanation(
        head=heads[0],
        authors=tuple(name for (name,) in _fetch(connection, _AUTHORS, key)),
        candidates=_read(connection, CandidateRow, _CANDIDATES, key),
        blocks=_read_blocks(connection, article_id),
        dates=_read(connection, DateRow, _DATES, key),
        entities=_read_entities(connection, article_id),
        captions=_read(connection, CaptionRow, _CAPTIONS, key),
        versions=read_versions(connection, article_id),
        copies=read_copies(connection, article_id),
        inputs=read_inputs_of(connection, article_id),
        document=documents[0] if documents else None,
    )


def _read_blocks(connection: duckdb.DuckDBPyConnection, article_id: str) -> tuple[BlockRow, ...]:
    texts = _fetch(connection, _RAW_TEXT, [article_id])
    raw_text = texts[0][0] if texts else ""
    return tuple(
        BlockRow(*row, text=raw_text[row[2] : row[3]])
        for row in _fetch(connection, _BLOCKS, [article_id])
    )


def _read_entities(connection: duckdb.DuckDBPyConnection, article_id: str) -> tuple[EntityRow, ...]:
    spellings: dict[int, list[tuple[str, int]]] = {}
    for entity_key, spelling, count in _fetch(connection, _SPELLINGS, [article_id]):
        spellings.setdefault(entity_key, []).append((spelling, count))
    return tuple(
        EntityRow(*row, spellings=tuple(spellings.get(entity_key, ())))
        for entity_key, *row in _fetch(connection, _ENTITIES, [article_id])
    )


def _read(
    connection: duckdb.DuckDBPyConnection, kind: type[Row], sql: str, parameters: Sequence[object]
) -> tuple[Row, ...]:
    return tuple(kind(*row) for row in _fetch(connection, sql, parameters))


def _fetch(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[object]
) -> list[tuple]:
    return connection.cursor().execute(sql, list(parameters)).fetchall()


_HEAD = """
    select
        articles.article_id, nullif(sources.source_name, 'Unknown'),
        coalesce(articles.canonical_url, articles.url), articles.file_name,
        articles.headline, articles.headline_method, articles.subheadline, articles.byline,
        articles.section, articles.date_published, articles.date_published_method,
        articles.date_published_precision, articles.date_published_confidence,
        articles.date_modified, articles.article_form, articles.language_code,
        articles.is_paywalled, articles.word_count, articles.raw_chars, articles.clean_chars,
        articles.removed_share, articles.blocks_not_stored, articles.chars_not_stored,
        articles.version_no, articles.first_seen_at, articles.pipeline_version,
        articles.run_key, runs.run_id, articles.wire_agency, articles.wire_agency_origin,
        articles.duplicate_of_id
    from articles
    left join sources on sources.source_key = articles.source_key
    left join ops.runs as runs on runs.run_key = articles.run_key
    where articles.article_id = $1
"""

_AUTHORS = """
    select author_name
    from article_authors
    inner join articles using (article_key)
    where article_id = $1
    order by position
"""

_CANDIDATES = """
    select candidate, origin, evidence_text, precision, confidence, is_chosen, refused_because
    from date_candidates
    inner join articles using (article_key)
    where article_id = $1
    order by is_chosen desc, candidate_no
"""

_RAW_TEXT = """
    select raw_text from article_texts inner join articles using (article_key) where article_id = $1
"""

_BLOCKS = """
    select
        blocks.block_no, blocks.role, blocks.char_start, blocks.char_end,
        blocks.clean_char_start is not null, removed.reason, removed.rule_id,
        removed.rule_version, removed.confidence, removed.harvested
    from article_blocks as blocks
    inner join articles on articles.article_key = blocks.article_key
    left join removed_blocks as removed
        on removed.article_key = blocks.article_key
        and removed.removed_block_key = blocks.removed_block_key
    where articles.article_id = $1
    order by blocks.block_no
"""

_DATES = """
    select
        min_by(date_text, raw_char_start), timex_type, timex_value, timex_mod, date_start, date_end,
        anchor_date, anchor_kind, rule_id, max(dates.confidence), count(*)
    from date_mentions as dates
    inner join articles using (article_key)
    where article_id = $1
    group by
        lower(date_text), timex_type, timex_value, timex_mod, date_start, date_end, anchor_date,
        anchor_kind, rule_id
    order by min(raw_char_start)
"""

_ENTITIES = """
    select
        entities.entity_key, entities.entity_id, entities.entity_name, entities.entity_type,
        entities.country_code, namings.mention_count, namings.in_headline
    from article_entities as namings
    inner join articles on articles.article_key = namings.article_key
    inner join entities on entities.entity_key = namings.entity_key
    where articles.article_id = $1
    order by namings.mention_count desc, entities.entity_name, entities.entity_type
"""

_SPELLINGS = """
    select entity_key, mention_text, count(*)
    from mentions
    inner join articles using (article_key)
    where article_id = $1
    group by entity_key, mention_text
    order by entity_key, count(*) desc, mention_text
"""

_CAPTIONS = """
    select position, caption_text, alt_text, credit_text, photographer, agency
    from captions
    inner join articles using (article_key)
    where article_id = $1
    order by position
"""

_DOCUMENT = """
    select
        articles.document_id, content_type, encoding, byte_count, archive_file, archive_offset,
        archived_at
    from articles
    left join documents on documents.document_id = articles.document_id
    where articles.article_id = $1
"""
