"""Packages of invented articles, written as the pipeline would write them, on real files."""

import hashlib
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from tasks.identify.fingerprint import take_fingerprint
from warehouse.connection import Warehouse, open_warehouse
from warehouse.load import load_package
from warehouse.marts import build_marts
from warehouse.package import SCHEMAS, Manifest, write_package

NOW = datetime(2026, 3, 1, 12, 0)


@dataclass(frozen=True)
class Name:
    """A name in the body: its surface, and how its article resolves it."""

    surface: str
    entity_name: str
    entity_type: str = "PERSON"
    is_full_name: bool = True
    join_key: str | None = None
    method: str = "model"

    @property
    def local_entity_id(self) -> str:
        return digest(f"{self.entity_type}:{self.entity_name.casefold()}")[:16]


@dataclass(frozen=True)
class Day:
    """A date in the headline or in the body: its surface, and the interval it stands for."""

    surface: str
    first: date | None
    last: date | None = None
    precision: str = "day"
    timex_type: str = "DATE"
    confidence: float = 0.8
    zone: str = "body"


@dataclass(frozen=True)
class Story:
    """One document of one article. Text: headline, body, footer, each a line.

    Each line of the body is a sentence. Dates that do not stand in the body are left out.
    """

    article: str = "river"
    headline: str | None = "The river rises"
    body: str = "Ada Moss saw the water. Moss left on Friday."
    footer: str = "All rights reserved."
    names: tuple[Name, ...] = ()
    days: tuple[Day, ...] = (Day("Friday", date(2026, 2, 6)),)
    evidence: str = "date line"
    seen_at: datetime = datetime(2026, 2, 1, 8, 0)
    modified_at: datetime | None = None
    uri: str = ""
    published: date | None = date(2026, 2, 1)
    source: str | None = "valley-post"
    source_name: str | None = "Valley Post"
    pipeline_version: str = "1"
    fate: str = "loaded"
    wire_agency: str | None = None
    words: str = ""  # what the body hash is of; the body when empty

    @property
    def article_id(self) -> str:
        return digest(self.article)[:16]

    @property
    def raw_text(self) -> str:
        return "\n".join(part for part in (self.headline, self.body, self.footer) if part)

    @property
    def document_id(self) -> str:
        return digest(f"{self.raw_text}|{self.modified_at}|{self.published}|{self.source_name}")


def digest(text: str) -> str:
    """sha256 of a text, 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def story_rows(story: Story, input_no: int) -> dict[str, list[tuple]]:
    """The rows of one document in each table of a package."""
    ids = (story.article_id, story.document_id)
    raw, body = story.raw_text, story.body
    body_start = raw.index(body)
    footer_start = raw.rindex(story.footer)
    uri = story.uri or f"file:{story.article}.txt"
    blocks = [("body", body_start, body_start + len(body), 0, len(body), None)]
    if story.headline:
        blocks.insert(0, ("headline", 0, len(story.headline), None, None, None))
    blocks.append(("removed", footer_start, len(raw), None, None, 1))
    return {
        "articles": [
            (
                *ids,
                None,
                None,
                f"{story.article}.txt",
                story.source,
                story.source_name,
                story.source and f"{story.source}.example",
                story.headline,
                "title_line" if story.headline else "none",
                None,
                None,
                story.published,
                "date_header" if story.published else "none",
                "day" if story.published else None,
                0.9 if story.published else None,
                None,
                story.modified_at,
                None,
                "story",
                "en",
                1.0,
                False,
                len(body.split()),
                len(raw),
                len(body),
                len(story.footer) / len(raw),
                0,
                0,
                digest(story.words or body),
                story.pipeline_version,
                story.seen_at,
                uri,
                story.wire_agency,
                story.wire_agency and "dateline",
            )
        ],
        **fingerprint_rows(ids, body),
        "article_texts": [(*ids, raw, body)],
        "article_blocks": [(*ids, number, *block) for number, block in enumerate(blocks, 1)],
        "article_authors": [(*ids, 1, "Ida Reed")],
        "article_flags": [(*ids, 1, "encoding_guessed", "cp1252")],
        "removed_blocks": [
            (
                *ids,
                1,
                footer_start,
                len(raw),
                story.footer,
                "copyright_notice",
                "rights",
                "1",
                0.95,
                digest(story.footer),
                None,
            )
        ],
        "captions": [(*ids, 1, "High water.", None, "Jo Lane/Wire", "Jo Lane", "Wire")],
        "date_candidates": [
            (*ids, 1, story.published, "date_header", story.evidence, "day", 0.9, True, None)
        ]
        if story.published
        else [],
        "sentences": [(*ids, number, *span) for number, span in enumerate(sentence_spans(body), 1)],
        "mentions": [
            (
                *ids,
                number,
                name.surface,
                name.entity_type,
                "body",
                start,
                start + len(name.surface),
                body_start + start,
                body_start + start + len(name.surface),
                sentence_at(body, start),
                name.method,
                name.local_entity_id,
                name.entity_type,
                name.entity_name,
                name.surface,
                name.is_full_name,
                name.join_key,
                None,
            )
            for number, name in enumerate(story.names, 1)
            for start in [body.index(name.surface)]
        ],
        "date_mentions": [
            (*ids, number, *date_row(story, found))
            for number, found in enumerate(days_in(story), 1)
        ],
        "documents": [
            (story.document_id, "text/plain", len(raw), "utf-8", "archive/1.warc.gz", 0, NOW)
        ],
        "inputs": [
            (
                input_no,
                uri,
                None,
                story.source,
                story.seen_at,
                None,
                None,
                None,
                story.document_id,
                story.article_id,
                "load",
                story.fate,
                "good",
                None,
            )
        ],
    }


def fingerprint_rows(ids: tuple[str, str], body: str) -> dict[str, list[tuple]]:
    """The rows that say what a text is like."""
    found = take_fingerprint(body)
    if found is None:
        return {}
    return {
        "article_fingerprints": [
            (*ids, found.version, found.run_count, found.words_hash, found.signature)
        ],
        "fingerprint_bands": [(*ids, band) for band in found.bands],
    }


def days_in(story: Story) -> list[Day]:
    """The dates of a story that its text holds."""
    return [
        found
        for found in story.days
        if found.surface in (story.body if found.zone == "body" else story.headline or "")
    ]


def date_row(story: Story, found: Day) -> tuple:
    """The columns of `date_mentions` after its ids and number."""
    in_body = found.zone == "body"
    start = (story.body if in_body else story.headline).index(found.surface)
    end = start + len(found.surface)
    raw_start = story.raw_text.index(story.body) if in_body else 0
    return (
        found.surface,
        found.zone,
        start if in_body else None,
        end if in_body else None,
        raw_start + start,
        raw_start + end,
        sentence_at(story.body, start) if in_body else None,
        found.timex_type,
        str(found.first or "PRESENT_REF"),
        None,
        found.first,
        found.last or found.first,
        found.precision,
        story.published,
        "publication_day",
        "weekday",
        found.confidence,
    )


def sentence_spans(body: str) -> list[tuple[int, int]]:
    """First offset and one past the last of each line."""
    return [match.span() for match in re.finditer(r"[^\n]+", body)]


def sentence_at(body: str, offset: int) -> int:
    """Number of the line at an offset, from 1."""
    return body.count("\n", 0, offset) + 1


def join_rows(stories: Iterable[Story]) -> dict[str, list[tuple]]:
    """The rows of several documents, table by table."""
    tables: dict[str, list[tuple]] = {name: [] for name in SCHEMAS}
    for number, story in enumerate(stories, 1):
        for name, rows in story_rows(story, number).items():
            tables[name].extend(rows)
    return tables


def write_stories(folder: Path, *stories: Story, run_id: str = "run-1") -> Path:
    """Write a package of these documents to `folder` and return it."""
    version = stories[0].pipeline_version if stories else "1"
    write_package(folder, join_rows(stories), Manifest(folder.name, run_id, 1, version))
    return folder


@pytest.fixture(scope="session")
def story() -> type[Story]:
    return Story


@pytest.fixture(scope="session")
def name() -> type[Name]:
    return Name


@pytest.fixture(scope="session")
def day() -> type[Day]:
    return Day


@pytest.fixture(scope="session")
def write() -> Callable[..., Path]:
    return write_stories


@pytest.fixture(scope="session")
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file, to be copied: making one takes a quarter of a second."""
    data = tmp_path_factory.mktemp("empty")
    open_warehouse(data, command="test", now=NOW, lock_wait=0).close()
    return data / "dateline.duckdb"


@pytest.fixture(scope="session")
def open_empty(empty_database: Path) -> Callable[[Path], Warehouse]:
    """A function that opens a new, empty warehouse in a folder."""

    def open_empty_in(data: Path) -> Warehouse:
        data.mkdir(parents=True, exist_ok=True)
        shutil.copy(empty_database, data / "dateline.duckdb")
        return open_warehouse(data, command="test", now=NOW, lock_wait=0)

    return open_empty_in


@pytest.fixture
def warehouse(tmp_path: Path, open_empty: Callable[[Path], Warehouse]) -> Iterator[Warehouse]:
    with open_empty(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def fill(warehouse: Warehouse, tmp_path: Path, now: datetime) -> Callable:
    """A function that loads stories, builds the marts and gives a cursor."""

    def fill_with(*stories: Story) -> duckdb.DuckDBPyConnection:
        load_package(warehouse, write_stories(tmp_path / "p1", *stories), now)
        build_marts(warehouse.cursor())
        return warehouse.cursor()

    return fill_with
