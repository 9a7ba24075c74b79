"""Near copies: how many are found, and what it costs at a million articles.

    python -m benchmarks.near_copies [--articles 1000000]

In: the written cases of `tests/cases/near_copies/`. Out: a table. For accuracy, forty outlets print
each case's wire story in their own way; a pair of prints is right, any other pair is wrong. For
speed, a temporary warehouse is filled with made-up articles (texts of some 300 words and random
fingerprints, as strangers have them), and a batch is loaded, half of it copies.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import combinations
from pathlib import Path

from tasks.clean.clean import clean_page
from tasks.extract.page import read_page
from tasks.identify.fingerprint import PLACES, take_fingerprint
from tasks.identify.identity import identify
from tasks.load.rows import EnrichedArticle, rows_of_articles, rows_of_documents
from tasks.models import DocumentRef, Enrichment, ExtractedArticle, RawDocument
from tests.near_copy_cases import Event, read_events
from warehouse import near_copies
from warehouse.connection import Warehouse, open_warehouse
from warehouse.load import load_package
from warehouse.near_copies import MOST_UNLIKE
from warehouse.package import Manifest, write_package

BATCH = 200
_NOW = datetime(2026, 3, 1, 12)

#: Texts of thirty sentences out of twenty thousand, so that they compress as texts do.
_FILL = """
create temp table phrases as
select phrase_no, string_agg('w' || (hash(phrase_no, word) % 30000), ' ') || '. ' as phrase
from range(20000) as numbers (phrase_no) cross join range(10) as words (word)
group by phrase_no;

create temp table made as
select
    (select max(article_key) from articles) + 1 + range as article_key,
    left(sha256('made ' || range), 16) as article_id
from range({count});

insert into articles by name
select made.*, model.* exclude (article_key, article_id, near_copy_group_id, duplicate_of_id)
from made cross join (select * from articles limit 1) as model;

insert into article_texts
with places as (
    select article_key, hash(article_key, place) % 20000 as phrase_no
    from made cross join range(30) as numbers (place)
)
select article_key, string_agg(phrase, '') as text, text
from places inner join phrases using (phrase_no)
group by article_key;

insert into article_fingerprints
select
    made.article_key, model.fingerprint_version, 300,
    (hash(made.article_key)::hugeint - 2::hugeint ** 63)::bigint,
    left(to_base64(cast(
        sha256('a' || article_id) || sha256('b' || article_id) || sha256('c' || article_id)
        || sha256('d' || article_id) as blob)), {places})
from made cross join (select fingerprint_version from article_fingerprints limit 1) as model;

insert into ops.fingerprint_bands
select (hash(made.article_key, band)::hugeint - 2::hugeint ** 63)::bigint, made.article_key
from made cross join range({bands}) as numbers (band);
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.near_copies")
    parser.add_argument("--articles", type=int, default=1_000_000, help="articles on record")
    given = parser.parse_args(arguments)
    events = read_events()
    rows = [*measure_accuracy(events), *measure_fingerprints(events)]
    rows += measure_batches(events, given.articles)
    width = max(len(name) for name, _ in rows)
    print("\n".join(f"{name:{width}}  {value}" for name, value in rows))
    return 0


def measure_accuracy(events: Sequence[Event]) -> list[tuple[str, str]]:
    """Precision and recall of pairs, as compared and as grouped by the warehouse."""
    prints = [(event.name, text) for event in events for text in dict.fromkeys(event.copies)]
    prints += [(text, text) for event in events for text in event.others]
    found = [(story, take_fingerprint(text)) for story, text in prints]
    right = wrong = missed = 0
    for (story, one), (other_story, other) in combinations(found, 2):
        unlike = sum(a != b for a, b in zip(one.signature, other.signature, strict=True))
        is_found = bool(set(one.bands) & set(other.bands)) and unlike <= MOST_UNLIKE
        right += is_found and story == other_story
        wrong += is_found and story != other_story
        missed += not is_found and story == other_story
    with tempfile.TemporaryDirectory(prefix="dateline-benchmark-") as temporary:
        groups = _group(Path(temporary), [text for _, text in prints])
    stories = [story for story, _ in prints]
    grouped = {
        (a, b) for a, b in combinations(range(len(prints)), 2) if groups[a] == groups[b] != ""
    }
    true = {(a, b) for a, b in combinations(range(len(prints)), 2) if stories[a] == stories[b]}
    return [
        (
            "texts, pairs of copies, other pairs",
            f"{len(prints)}, {len(true):,}, {len(prints) * (len(prints) - 1) // 2 - len(true):,}",
        ),
        ("pairs compared: precision, recall", _scores(right, wrong, missed)),
        (
            "pairs grouped: precision, recall",
            _scores(len(grouped & true), len(grouped - true), len(true - grouped)),
        ),
    ]


def _scores(right: int, wrong: int, missed: int) -> str:
    return f"{right / max(1, right + wrong):.3f}, {right / max(1, right + missed):.3f}"


def _group(folder: Path, texts: Sequence[str]) -> list[str]:
    """The group of each text in a warehouse of these texts; empty when it has none."""
    with open_warehouse(folder / "data", command="benchmark", now=_NOW) as warehouse:
        load_package(warehouse, _write_package(folder / "texts", "texts", texts), _NOW)
        rows = warehouse.cursor().execute("select file_name, near_copy_group_id from articles")
        groups = dict(rows.fetchall())
    return [groups[f"texts-{number}.txt"] or "" for number in range(len(texts))]


def measure_fingerprints(events: Sequence[Event]) -> list[tuple[str, str]]:
    """CPU time of a fingerprint."""
    texts = [text for event in events for text in event.copies]
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        for text in texts:
            take_fingerprint(text)
        best = min(best, time.process_time() - started)
    words = sum(len(text.split()) for text in texts) / len(texts)
    return [(f"a fingerprint, {words:.0f} words", f"{1000 * best / len(texts):.2f} ms")]


def measure_batches(
    events: Sequence[Event], count: int, batch_size: int = BATCH
) -> list[tuple[str, str]]:
    """Time to load batches into a warehouse of `count` articles, and the grouping's part of it.

    CPU time is told beside the time that passed: on a busy machine only the first compares.
    """
    chance = random.Random(1)
    copies = [text for event in events for text in event.copies]
    rows: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory(prefix="dateline-benchmark-") as temporary:
        folder = Path(temporary)
        with open_warehouse(folder / "data", command="benchmark", now=_NOW) as warehouse:
            load_package(warehouse, _write_package(folder / "first", "first", copies[::2]), _NOW)
            _fill(warehouse, count - len(copies[::2]))
            for number in (1, 2):
                half = batch_size // 2
                news = [_made_up_text(chance) for _ in range(half)]
                batch = news + [f"{chance.choice(copies)}\n\n{number} {i}" for i in range(half)]
                package = _write_package(folder / f"batch-{number}", f"batch-{number}", batch)
                whole, grouping = _time_load(warehouse, package)
                rows.append(
                    (
                        f"batch {number} of {batch_size} at {count:,} articles, half of it copies",
                        f"{whole}, of it grouping {grouping}",
                    )
                )
    return rows


class _Spent:
    """Seconds that passed, and those of CPU, since it was made."""

    def __init__(self) -> None:
        self._passed, self._cpu = time.perf_counter(), time.process_time()

    def __str__(self) -> str:
        passed, cpu = time.perf_counter() - self._passed, time.process_time() - self._cpu
        return f"{passed:.2f} s ({cpu:.2f} s of CPU)"


def _time_load(warehouse: Warehouse, package: Path) -> tuple[str, str]:
    """The time of a load, and of the grouping in it."""
    grouping = near_copies.write_near_copies
    spent = []

    def timed(cursor: object) -> int:
        since = _Spent()
        rows = grouping(cursor)
        spent.append(str(since))
        return rows

    near_copies.write_near_copies = timed
    try:
        since = _Spent()
        load_package(warehouse, package, _NOW)
        return str(since), spent[0]
    finally:
        near_copies.write_near_copies = grouping


def _fill(warehouse: Warehouse, count: int) -> None:
    bands = len(take_fingerprint(_made_up_text(random.Random(0))).bands)
    warehouse.cursor().execute(_FILL.format(count=count, places=PLACES, bands=bands)).fetchall()
    warehouse.checkpoint()


def _made_up_text(chance: random.Random) -> str:
    words = [f"w{chance.randrange(30_000)}" for _ in range(300)]
    return "\n\n".join(" ".join(words[first : first + 50]) + "." for first in range(0, 300, 50))


def _write_package(folder: Path, name: str, texts: Iterable[str]) -> Path:
    """A load package of these texts, without names and dates."""
    articles = [_extract(f"{name}-{number}.txt", text) for number, text in enumerate(texts)]
    tables = rows_of_articles(
        (EnrichedArticle(article, (), Enrichment("en")) for article in articles), "benchmark"
    )
    tables["documents"] = rows_of_documents((article.document for article in articles), {})
    write_package(folder, tables, Manifest(folder.name, "benchmark", 1, "benchmark"))
    return folder


def _extract(file_name: str, text: str) -> ExtractedArticle:
    document = RawDocument(
        uri=f"file:{file_name}",
        source_name="benchmark",
        file_name=file_name,
        url=None,
        content_type="text/plain",
        charset="utf-8",
        body=f"{file_name}\n\n{text}\n".encode(),
        seen_at=_NOW,
    )
    page = read_page(document)
    cleaned = clean_page(page)
    ref = DocumentRef.of(document, document.document_id, "archive/none", 0, _NOW)
    return ExtractedArticle(ref, page, cleaned, identify(ref, page, cleaned))


if __name__ == "__main__":
    sys.exit(main())
