"""Packages of invented articles, written as the pipeline would write them, on real files."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from warehouse.connection import Warehouse, open_warehouse
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
class Story:
    """One document of one article. Text: headline, body, footer, each a line."""

    article: str = "river"
    headline: str | None = "The river rises"
    body: str = "Ada Moss saw the water. Moss left on Friday."
    footer: str = "All rights reserved."
    names: tuple[Name, ...] = ()
    seen_at: datetime = datetime(2026, 2, 1, 8, 0)
    modified_at: datetime | None = None
    uri: str = ""
    published: date | None = date(2026, 2, 1)
    source: str | None = "valley-post"
    source_name: str | None = "Valley Post"
    pipeline_version: str = "1"
    fate: str = "loaded"

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
    day = body.find("Friday")
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
                digest(body),
                story.pipeline_version,
                story.seen_at,
                uri,
            )
        ],
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
            (*ids, 1, story.published, "date_header", "date line", "day", 0.9, True, None)
        ]
        if story.published
        else [],
        "sentences": [(*ids, 1, 0, len(body))],
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
                1,
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
            (
                *ids,
                1,
                "Friday",
                "body",
                day,
                day + 6,
                body_start + day,
                body_start + day + 6,
                1,
                "DATE",
                "2026-02-06",
                None,
                date(2026, 2, 6),
                date(2026, 2, 6),
                "day",
                story.published,
                "publication_day",
                "weekday",
                0.8,
            )
        ]
        if day >= 0
        else [],
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
