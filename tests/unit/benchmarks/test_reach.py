"""The benchmarks of collection at a small size: what they measure is there, and adds up."""

import asyncio

import pytest

from benchmarks import archives, fetching, polling
from benchmarks.fetching import serving
from tasks.archive.records import read_records
from tasks.archive.responses import ArchivedResponse


def test_a_second_poll_costs_the_server_little_and_each_feed_is_unchanged():
    with serving("benchmarks.polling import serve; asyncio.run(serve(50_000))") as port:
        first, second = asyncio.run(polling.measure_polls(port, feeds=20, hosts=10, rate=50.0))
    assert (first.fates, second.fates) == ({"fetched": 20}, {"unchanged": 20})
    assert first.byte_count > 20 * 50_000
    assert 0 < second.byte_count < polling.GOAL * first.byte_count


def test_addresses_of_a_list_are_fetched_and_memory_is_told_at_each_quarter(capsys):
    with serving("benchmarks.fetching import serve; asyncio.run(serve(500))") as port:
        asyncio.run(fetching.measure(port, pages=80, hosts=20, rate=50.0, page_bytes=500))
    said = capsys.readouterr().out
    assert "80 pages of 500 bytes from 20 hosts" in said
    assert "{'fetched': 80}" in said
    (memory,) = [line for line in said.splitlines() if "memory at quarters" in line]
    assert len(memory.partition("quarters")[2].split(",")) == 4


@pytest.mark.parametrize("name", ["news.warc.gz", "news.warc"])
def test_an_archive_is_as_large_as_it_is_said_and_is_read_both_ways(tmp_path, name):
    path = tmp_path / name
    byte_count, record_count = archives.write_archive(path, 500_000, pages=10)
    assert byte_count >= 500_000
    if path.suffix != ".gz":
        assert path.stat().st_size == byte_count
    records = list(read_records(path, 10**6))
    assert len(records) == record_count
    assert all(isinstance(r, ArchivedResponse) and r.fault is None for r in records)
    speed = archives.measure_speed(path, byte_count, record_count)
    assert 0 < speed.bare < speed.ours
    peaks = archives.measure_memory(path, record_count)
    assert len(peaks) == 4
    assert peaks == sorted(peaks)
