"""W6: a run killed in the middle of a web archive is read on at the record where its marks end."""

import os
import signal
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.conftest import CHANGED_AT

COUNT = 9
SMALL_BATCHES = {"DATELINE_BATCH_SIZE": "3"}


def write_crawl(
    path: Path, captain: str = "Maren Holt", day: str = "2024-03-07", is_packed: bool = True
) -> list[int]:
    """An archive of pages; the offsets of their records."""
    offsets = []
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=is_packed)
        for number in range(COUNT):
            offsets.append(stream.tell())
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            body = (
                f"<title>Crossing {number}</title><h1>Crossing {number}</h1><p>The ferry Marigold "
                f"made her crossing number {number} to Oldmere, {captain} said on Thursday.</p>"
                "<p>The fog had lifted before the second bell, and all cars came ashore.</p>"
            ).encode()
            writer.write_record(
                writer.create_warc_record(
                    f"https://tarnwick-mercury.example/crossing-{number}",
                    "response",
                    payload=BytesIO(body),
                    length=len(body),
                    http_headers=head,
                    warc_headers_dict={"WARC-Date": f"{day}T05:04:03Z"},
                )
            )
    os.utime(path, (CHANGED_AT, CHANGED_AT))
    return offsets


def kill_after_the_first_batch(runs, data: Path, source: Path) -> None:
    killed = runs.command(
        "run", source, "--data", data, DATELINE_CRASH_AT="after-commit", **SMALL_BATCHES
    )
    assert killed.returncode == -signal.SIGKILL


def read_offsets(runs, data: Path) -> list[int]:
    """Offsets of the records that the last run has read, in order."""
    rows = runs.ask(
        data,
        "select uri from ops.inputs where run_key = (select max(run_key) from ops.runs) "
        "and fate <> 'skipped' order by input_no",
    )
    return [int(uri.rpartition("#")[2]) for (uri,) in rows]


@pytest.fixture
def data(tmp_path) -> Path:
    return tmp_path / "data"


@pytest.mark.parametrize(("name", "is_folder"), [("crawl.warc.gz", True), ("crawl.warc", False)])
def test_w6_a_killed_run_goes_on_at_the_record_with_equal_tables(
    runs, data, tmp_path, name, is_folder
):
    path = tmp_path / "mercury" / name
    offsets = write_crawl(path, is_packed=name.endswith(".gz"))
    source = path.parent if is_folder else path
    kill_after_the_first_batch(runs, data, source)

    report = runs.ingest(data, source, batch_size=3)

    loaded = runs.ask(data, "select count(*) from ops.inputs where run_key = 1")[0][0]
    assert 3 <= loaded < COUNT
    assert read_offsets(runs, data) == offsets[loaded - 1 :]
    assert report.fates == {"skipped": 1, "unchanged": 1, "loaded": COUNT - loaded}
    runs.ingest(tmp_path / "undisturbed", source)
    assert runs.natural_tables(data) == runs.natural_tables(tmp_path / "undisturbed")
    assert runs.ingest(data, source).fates == {"unchanged": COUNT}  # a whole run is begun anew


def test_w6_an_archive_that_was_changed_since_is_read_from_its_beginning(runs, data, tmp_path):
    path = tmp_path / "mercury" / "crawl.warc.gz"
    write_crawl(path)
    kill_after_the_first_batch(runs, data, path)
    later = datetime.now(UTC).timestamp()
    os.utime(path, (later, later))
    report = runs.ingest(data, path)
    assert len(read_offsets(runs, data)) == COUNT
    assert "skipped" not in report.fates


def test_w6_other_bytes_at_the_place_are_seen_whatever_the_time_of_the_file(runs, data, tmp_path):
    path = tmp_path / "mercury" / "crawl.warc"
    write_crawl(path, is_packed=False)
    kill_after_the_first_batch(runs, data, path)
    write_crawl(path, "Edda Crown", "2024-03-08", is_packed=False)  # the same offsets
    runs.ingest(data, path)
    assert len(read_offsets(runs, data)) == COUNT
    (texts,) = runs.ask(data, "select count(*) from article_texts where raw_text like '%Edda%'")
    assert texts == (COUNT,)


def test_w6_a_run_of_other_rules_reads_all_of_it(runs, data, tmp_path):
    path = tmp_path / "mercury" / "crawl.warc.gz"
    write_crawl(path)
    kill_after_the_first_batch(runs, data, path)
    runs.ingest(data, path, min_words=6)
    assert len(read_offsets(runs, data)) == COUNT
