"""W5 and W6: web archives that are cut, broken, wrong or very large."""

import gzip
import random
import tracemalloc
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tasks.archive.records import read_records
from tasks.archive.responses import ArchiveBreak, ArchivedResponse
from tasks.archive.sound_records import read_sound_records
from tasks.archive.warc import archive_documents
from tasks.collect import files as _files  # noqa: F401  registers its kinds of source
from tasks.collect import warc_source as _warc  # noqa: F401  registers its kind of source
from tasks.collect.source import Refusal, collect, resolve_sources
from tasks.collect.warc_source import collect_warc
from tasks.models import RawDocument

CASES = Path(__file__).parents[1] / "cases" / "archives"
LIMIT = 1_000_000
DAY = "2024-03-07T05:04:03Z"
SEEN_AT = datetime(2024, 3, 7, 5, 4, 3)


def page(number: int) -> bytes:
    return (
        f"<html><head><title>Ferry {number}</title></head><body><h1>Ferry {number} sails</h1>"
        f"<p>The ferry Marigold made her crossing number {number} to Oldmere on Thursday.</p>"
        "<p>Her captain said that the fog had lifted before the second bell.</p></body></html>"
    ).encode()


def write_response(writer, address, body, content_type="text/html; charset=utf-8", **options):
    """One response record; options: status, more headers as pairs, record type and its headers."""
    http = StatusAndHeaders(
        options.get("status", "200 OK"),
        [("Content-Type", content_type), *options.get("headers", [])],
        protocol="HTTP/1.1",
    )
    record = writer.create_warc_record(
        address,
        options.get("type", "response"),
        payload=BytesIO(body),
        length=len(body),
        http_headers=http,
        warc_headers_dict={"WARC-Date": DAY, **options.get("fields", {})},
    )
    writer.write_record(record)


def write_archive(path, count=3, is_packed=True):
    """An archive as crawlers write it; the offsets of its responses."""
    offsets = []
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=is_packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "a crawler"}))
        for number in range(count):
            offsets.append(stream.tell())
            write_response(writer, f"https://gazette.example/ferry-{number}", page(number))
    return offsets


def read(path, limit=LIMIT):
    return list(collect(resolve_sources([str(path)], ()), limit))


def bodies(items):
    return [item.body for item in items if isinstance(item, RawDocument)]


def refusals(items):
    return [item for item in items if isinstance(item, Refusal)]


@pytest.fixture(params=["news.warc.gz", "news.warc"])
def archive(request, tmp_path):
    """Path and offsets, packed and plain."""
    path = tmp_path / "crawl" / request.param
    path.parent.mkdir()
    return path, write_archive(path, is_packed=path.suffix == ".gz")


def test_pages_of_an_archive_come_with_their_address_time_and_charset(archive):
    path, offsets = archive
    items = read(path)
    assert bodies(items) == [page(n) for n in range(3)]
    assert [item.url for item in items] == [f"https://gazette.example/ferry-{n}" for n in range(3)]
    assert [item.uri for item in items] == [f"file:crawl/{path.name}#{o}" for o in offsets]
    assert {(i.seen_at, i.charset, i.content_type) for i in items} == {
        (SEEN_AT, "utf-8", "text/html")
    }


def test_w5_of_an_archive_cut_in_the_middle_the_records_before_are_used(archive):
    path, offsets = archive
    path.write_bytes(path.read_bytes()[: offsets[2] + 200])
    items = read(path)
    assert bodies(items) == [page(0), page(1)]
    (broken,) = refusals(items)
    assert broken.fate == "broken_archive"
    assert str(offsets[2]) in broken.reason
    assert "records before it are used" in broken.reason


@pytest.mark.parametrize("damaged", [12, 60, -6], ids=["head", "data", "checksum"])
def test_w5_a_bad_gzip_member_costs_itself_and_its_offset_is_said(tmp_path, damaged):
    path = tmp_path / "news.warc.gz"
    offsets = write_archive(path)
    content = bytearray(path.read_bytes())
    place = offsets[1] + damaged if damaged > 0 else offsets[2] + damaged
    content[place] ^= 0xFF
    path.write_bytes(content)
    items = read(path)
    assert bodies(items) == [page(0), page(2)]
    (broken,) = refusals(items)
    assert broken.fate == "broken_archive"
    assert str(offsets[1]) in broken.reason
    assert f"went on at offset {offsets[2]}" in broken.reason


def test_w5_a_changed_byte_costs_one_record_and_never_gives_a_wrong_page(tmp_path):
    path = tmp_path / "news.warc.gz"
    offsets = write_archive(path, count=4)
    content, random_places = path.read_bytes(), random.Random(7)
    pages = [page(n) for n in range(4)]
    for _ in range(200):
        place = random_places.randrange(offsets[0], len(content))
        flipped = bytes([content[place] ^ random_places.randrange(1, 256)])
        path.write_bytes(content[:place] + flipped + content[place + 1 :])
        kept = bodies(read(path))
        assert set(kept) <= set(pages)
        assert len(kept) >= 3, place


@pytest.mark.parametrize("name", ["news.warc.gz", "news.warc"])
def test_w5_however_damaged_an_archive_is_reading_goes_forward_and_ends(tmp_path, name):
    path = tmp_path / name
    write_archive(path, count=4, is_packed=path.suffix == ".gz")
    content, random_places = path.read_bytes(), random.Random(4)
    for _ in range(600):
        damaged = bytearray(content)
        for _ in range(random_places.choice((1, 3, 20))):
            damaged[random_places.randrange(len(damaged))] = random_places.randrange(256)
        if random_places.random() < 0.3:
            del damaged[random_places.randrange(len(damaged)) :]
        path.write_bytes(damaged)
        items = list(islice(read_records(path, LIMIT), 100))
        assert len(items) < 100
        breaks = [i for i in items if isinstance(i, ArchiveBreak)]
        assert all(b.next_offset is None or b.next_offset > b.offset for b in breaks)
        assert [b.offset for b in breaks] == sorted({b.offset for b in breaks})


def test_w5_reading_goes_forward_where_the_library_counts_back():
    # The damage makes warcio place the record after the first one before it.
    items = list(islice(read_records(CASES / "counts-back.warc.gz", LIMIT), 100))
    offsets = [item.offset for item in items]
    assert len(items) < 100
    assert offsets == sorted(offsets)
    assert items[-1].next_offset is None


def test_w5_a_wrong_length_of_a_plain_record_costs_no_more_than_its_neighbour(tmp_path):
    path = tmp_path / "news.warc"
    write_archive(path, is_packed=False)
    head, mark, rest = path.read_bytes().partition(b"Content-Length: ")
    number, end, rest = rest.partition(b"\r\n")
    path.write_bytes(head + mark + str(int(number) + 40).encode() + end + rest)
    items = read(path)
    assert bodies(items)[-2:] == [page(1), page(2)]
    assert refusals(items)[0].fate == "broken_archive"


def test_w5_a_wrong_digest_is_quarantined_and_the_rest_is_read(archive):
    path, _ = archive
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    changed = content.replace(b"crossing number 1 ", b"crossing number 7 ")
    assert changed != content
    plain = path.with_name("changed.warc")
    plain.write_bytes(changed)
    items = read(plain)
    assert bodies(items) == [page(0), page(2)]
    (bad,) = refusals(items)
    assert bad.fate == "bad_digest"
    assert "ferry-1" in bad.reason


def packed_in_chunks(body, size=100):
    blocks = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(b), b) for b in blocks) + b"0\r\n\r\n"


def test_w5_wrong_chunks_cost_the_record_and_right_ones_are_joined(tmp_path):
    path = tmp_path / "news.warc.gz"
    chunked = [("Transfer-Encoding", "chunked")]
    right = packed_in_chunks(gzip.compress(page(1)))
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for number, (body, headers) in enumerate(
            [
                (right, [*chunked, ("Content-Encoding", "gzip")]),
                (packed_in_chunks(page(2))[:-40], chunked),
                (packed_in_chunks(page(3)).replace(b"\r\n64\r\n", b"\r\nzz\r\n", 1), chunked),
                (page(4), chunked),  # a tool that joined them and left the header
            ]
        ):
            write_response(writer, f"https://gazette.example/{number}", body, headers=headers)
    items = read(path)
    assert bodies(items) == [page(1), page(4)]
    assert [r.fate for r in refusals(items)] == ["undecodable", "undecodable"]
    assert "wrong chunks" in refusals(items)[0].reason


def test_w5_an_arc_file_under_the_name_of_a_warc_is_read(tmp_path):
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(0)
    version = b"1 0 Crawler\nURL IP-address Archive-date Content-type Archive-length\n"
    path = tmp_path / "old.warc"
    path.write_bytes(
        b"filedesc://old.arc 0.0.0.0 20080430204825 text/plain %d\n" % len(version)
        + version
        + b"\nhttp://gazette.example/old 192.0.2.1 20080430204826 text/html %d\n" % len(body)
        + body
        + b"\n"
    )
    items = read(path)
    assert bodies(items) == [page(0)]
    assert (items[0].url, items[0].seen_at) == (
        "http://gazette.example/old",
        datetime(2008, 4, 30, 20, 48, 26),
    )


@pytest.mark.parametrize(
    ("content", "fate"),
    [(b"", "empty"), (b"not an archive\n" * 50, "broken_archive"), (page(0), "broken_archive")],
    ids=["nothing", "words", "a page"],
)
def test_w5_what_is_no_archive_is_refused(tmp_path, content, fate):
    path = tmp_path / "news.warc.gz"
    path.write_bytes(content)
    items = read(path)
    assert [item.fate for item in items][:1] == [fate]
    assert bodies(items) == []


def test_w5_what_is_no_page_ends_with_its_reason(tmp_path):
    path = tmp_path / "news.warc.gz"
    site = "https://gazette.example"
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        write_response(writer, f"{site}/a.png", b"\x89PNG", "image/png")
        write_response(writer, f"{site}/gone", page(1), status="404 Not Found")
        write_response(writer, f"{site}/large", page(2) + b" " * LIMIT)
        write_response(writer, f"{site}/empty", b" \n")
        writer.write_record(
            writer.create_revisit_record(
                f"{site}/again", "sha1:B6QJ6BNJ3R4B23XXMRKZKHLPGJY2VE4O", f"{site}/first", DAY
            )
        )
        packed = gzip.compress(page(3) + b" " * 2 * LIMIT)
        write_response(writer, f"{site}/bomb", packed, headers=[("Content-Encoding", "gzip")])
        write_response(writer, f"{site}/zstd", b"\x28\xb5", headers=[("Content-Encoding", "zstd")])
    items = read(path)
    assert bodies(items) == []
    assert [(r.fate, r.reason.split()[0].rpartition("/")[2]) for r in items] == [
        ("skipped", "a.png"),
        ("skipped", "gone"),
        ("too_large", "large"),
        ("empty", "empty"),
        ("unchanged", "again"),
        ("undecodable", "bomb"),
        ("undecodable", "zstd"),
    ]


def test_a_sound_archive_is_read_fast_but_for_its_last_record_and_in_the_same_words(archive):
    path, offsets = archive
    content, ends = path.read_bytes(), [*offsets[1:], None]
    careful = []
    for offset, end in zip(offsets, ends, strict=True):  # a last record is read with care
        path.with_name("one.warc").write_bytes(content[:end])
        careful += read_records(path.with_name("one.warc"), LIMIT, offset)
    with path.open("rb") as stream:
        fast = read_sound_records(stream, 0, LIMIT)
        given = []
        with pytest.raises(StopIteration) as end:
            while True:
                given.append(next(fast))
    assert given == careful[:-1]
    assert end.value.value == offsets[-1]


def test_w6_reading_begins_again_at_the_offset_of_any_record(archive):
    path, offsets = archive
    (source,) = resolve_sources([str(path)], ())
    whole = list(collect_warc(source, LIMIT))
    for number, offset in enumerate(offsets):
        left_out, *rest = collect_warc(replace(source, starts={path.name: offset}), LIMIT)
        assert (left_out.fate, rest) == ("skipped", whole[number:])


def peak_of_reading(path) -> tuple[int, int]:
    """Number of records and greatest memory held while each is dropped after it was seen."""
    tracemalloc.start()
    try:
        count = sum(isinstance(r, ArchivedResponse) for r in read_records(path, LIMIT))
        return count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_w6_memory_stays_flat_however_many_records_an_archive_has(tmp_path):
    small, large = tmp_path / "small.warc.gz", tmp_path / "large.warc.gz"
    write_archive(small, count=300)
    write_archive(large, count=3000)
    few, little = peak_of_reading(small)
    many, much = peak_of_reading(large)
    assert (few, many) == (300, 3000)
    assert much < little * 1.1


def test_w6_a_record_far_over_the_limit_is_not_held(tmp_path):
    peaks = []
    for megabytes in (20, 60):
        path = tmp_path / f"{megabytes}.warc.gz"
        with path.open("wb") as stream:
            writer = WARCWriter(stream, gzip=True)
            write_response(writer, "https://gazette.example/large", b" " * megabytes * 2**20)
            write_response(writer, "https://gazette.example/next", page(1))
        count, peak = peak_of_reading(path)
        assert count == 2
        peaks.append(peak)
    assert peaks[1] < peaks[0] * 1.1


def test_an_archive_of_ours_is_read_back_under_the_names_it_was_given(tmp_path):
    documents = [
        RawDocument(
            "file:port/a.txt", "port", "a.txt", None, "text/plain", None, b"A text.", SEEN_AT
        ),
        RawDocument(
            "https://gazette.example/é", "gazette", None, "https://gazette.example/é",
            "text/html", "utf-8", page(1), SEEN_AT,
        ),
    ]  # fmt: skip
    (ref, _) = archive_documents(documents, tmp_path, "batch-1", SEEN_AT)
    (source,) = resolve_sources([str(tmp_path / ref.archive_file)], ())
    assert list(collect([replace(source, is_own_archive=True)], LIMIT)) == documents


def test_an_archive_from_elsewhere_is_not_believed_whose_pages_it_holds(runs, tmp_path):
    forged = RawDocument(
        "https://tarnwick-post.example/budget", "tarnwick-post", "budget.html",
        "https://tarnwick-post.example/budget", "text/html", "utf-8", page(1), SEEN_AT,
    )  # fmt: skip
    (ref,) = archive_documents([forged], tmp_path, "batch-1", SEEN_AT)
    path = (tmp_path / ref.archive_file).rename(tmp_path / "gift.warc.gz")
    (item,) = read(path)
    assert (item.source_name, item.uri) == (tmp_path.name, f"file:{tmp_path.name}/gift.warc.gz#0")
    runs.ingest(tmp_path / "data", path)
    rows = runs.ask(tmp_path / "data", "select uri, source_id from ops.inputs")
    assert rows == [(item.uri, tmp_path.name)]


def test_a_run_over_an_archive_loads_its_pages_and_a_second_one_changes_nothing(runs, tmp_path):
    path = tmp_path / "crawl" / "news.warc.gz"
    path.parent.mkdir()
    write_archive(path)
    report = runs.ingest(tmp_path / "data", path)
    assert report.fates == {"loaded": 3}
    urls = runs.ask(tmp_path / "data", "select canonical_url from articles order by 1")
    assert urls == [(f"https://gazette.example/ferry-{n}",) for n in range(3)]
    assert runs.ingest(tmp_path / "data", path).fates == {"unchanged": 3}
    assert runs.ingest(tmp_path / "data", path.parent).fates == {"unchanged": 3}
