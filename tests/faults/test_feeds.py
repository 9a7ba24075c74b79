"""F: feeds, sitemaps and lists of addresses that lie, are broken, or have no end."""

import gzip
import json
import tracemalloc
from datetime import date, datetime
from io import BytesIO

import pytest

from tasks.collect import address_files as _addresses  # noqa: F401  registers its kinds of source
from tasks.collect import feed as feed_module
from tasks.collect.address_list import BadLine, ListedAddress, read_address_list
from tasks.collect.feed import MOST_ENTRIES, NotAFeed, parse_feed
from tasks.collect.sitemap import (
    NotASitemap,
    SitemapEntry,
    SitemapFault,
    SitemapLink,
    read_sitemap,
)
from tasks.collect.sitemap_walk import SitemapWalk, WalkLimits
from tasks.collect.source import FoundAddress, Refusal, collect, resolve_sources
from tasks.collect.xml_safety import XmlRefused

HOME = "https://gazette.example/feed.xml"
READ_AT = datetime(2024, 3, 8, 6, 0)


def rss(*items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> bytes:
    entries = "".join(f"<item>{item}</item>" for item in items)
    text = (
        f'{head}<rss version="2.0"><channel><title>Harbour Gazette</title>{entries}</channel></rss>'
    )
    return text.encode()


def item(number: int, more: str = "") -> str:
    return f"<title>Ferry {number}</title><link>https://gazette.example/{number}</link>{more}"


def addresses(feed) -> list[str]:
    return [entry.address.removeprefix("https://gazette.example/") for entry in feed.entries]


def parse(body: bytes, **options):
    return parse_feed(body, HOME, READ_AT, **options)


@pytest.mark.parametrize(
    "body",
    [
        rss(item(1), item(2)).replace(b"</channel></rss>", b""),
        rss(item(1), item(2)).replace(b"Ferry 1", b"Fog & ferry &nbsp; &undeclared;"),
        rss(item(1), item(2)).replace(b"</title><link>", b"<b></title><link>", 1),
        rss(item(1, "<description>café “fog”</description>"), item(2)).decode().encode("cp1252"),
        rss(item(1, "<description>café</description>"), item(2)).decode().encode("utf-16"),
        b"\xef\xbb\xbf\n  " + rss(item(1), item(2)),
    ],
    ids=["cut", "entities", "unclosed", "wrong encoding", "utf-16", "mark and space first"],
)  # fmt: skip
def test_f1_what_can_be_read_of_a_broken_feed_is_read(body):
    assert addresses(parse(body)) == ["1", "2"]


def test_f1_what_is_not_well_formed_is_noted():
    feed = parse(rss(item(1), item(2)).replace(b"</channel></rss>", b"<item><title>half"))
    assert addresses(feed)[:2] == ["1", "2"]
    assert any("not well-formed" in note for note in feed.notes)


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html><body><item><link>https://gazette.example/1</link></item></body>",
        b"<html><head><title>Page not found</title></head></html>",
        b"",
        b"Service unavailable",
        b'{"error": "not found"}',
        b'{"version": "https://jsonfeed.org/version/1.1", "items": ',
        b"[" * 100_000,
        b"<urlset><url><loc>https://gazette.example/1</loc></url></urlset>",
    ],
)
def test_f2_what_is_no_feed_is_refused(body):
    with pytest.raises(NotAFeed) as raised:
        parse(body)
    assert raised.value.fate == "not_a_feed"


def test_f2_a_picture_is_not_text():
    with pytest.raises(feed_module.BadInput) as raised:
        parse(b"\x89PNG\r\n\x1a\n" + bytes(400))
    assert raised.value.fate in ("not_text", "not_a_feed")


def test_f2_a_feed_without_entries_is_a_feed():
    assert parse(rss()).entries == ()


def guid(given: str) -> str:
    return f'<guid isPermaLink="false">{given}</guid>'


def test_f3_ids_missing_shared_changing_or_used_again_change_no_identity():
    known = {e.address: e.entry_id for e in parse(rss(item(1), item(2))).entries}
    assert len(set(known.values())) == 2
    one_for_all = parse(rss(item(1, guid("x")), item(2, guid("x"))))
    changing = parse(rss(item(1, guid("a-17:05")), item(2, guid("b-17:05"))))
    for feed in (one_for_all, changing):
        assert {e.address: e.entry_id for e in feed.entries} == known
    used_again = parse(rss(item(3, guid("x"))))
    assert used_again.entries[0].entry_id not in known.values()
    assert any("share the id 'x'" in note for note in one_for_all.notes)


def test_f3_an_address_that_stands_twice_is_one_entry():
    feed = parse(rss(item(1, guid("a")), item(1, guid("b"))))
    assert addresses(feed) == ["1"]
    assert any("address of an earlier one" in note for note in feed.notes)


def test_f3_an_entry_without_a_link_is_lost_and_said():
    feed = parse(rss("<title>No link</title>", item(2)))
    assert addresses(feed) == ["2"]
    assert [(lost.number, lost.fate) for lost in feed.lost] == [(1, "bad_address")]


@pytest.mark.parametrize(
    ("written", "day", "says"),
    [
        ("Thu, 07 Mar 2024 23:30:00 -0500", date(2024, 3, 7), None),
        ("Do, 7. März 2024 09:00", date(2024, 3, 7), None),
        ("7 mars 2024", date(2024, 3, 7), None),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None, "no day"),
        ("vorgestern", None, "no day"),
        ("Fri, 31 Jun 2024", None, "no day"),
        ("Thu, 07 Mar 2044 09:00:00 GMT", date(2044, 3, 7), "in the future"),
        ("Thu, 07 Mar 1924 09:00:00 GMT", date(1924, 3, 7), "before 1990"),
    ],
)
def test_f4_a_date_of_a_feed_is_a_candidate_with_what_was_written(written, day, says):
    feed = parse(rss(item(1, f"<pubDate>{written}</pubDate>")))
    (found,) = feed.entries[0].dates
    assert (found.day, found.raw) == (day, written)
    assert (found.refused_because is None) if says is None else says in found.refused_because
    candidate = found.as_candidate()
    assert (candidate and candidate.candidate) == day
    assert candidate is None or candidate.origin == "feed"


def test_f4_a_day_with_two_readings_is_two_candidates():
    feed = parse(rss(item(1, "<pubDate>03/04/2023</pubDate>")))
    assert {d.day for d in feed.entries[0].dates} == {date(2023, 3, 4), date(2023, 4, 3)}


def test_f4_an_entry_without_a_date_has_no_candidate_and_stays():
    (entry,) = parse(rss(item(1))).entries
    assert entry.dates == ()


BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
DECLARATIONS = {
    "bomb": BOMB,
    "external entity": '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    "parameter entity": '<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;]>',
    "external dtd": '<!DOCTYPE rss SYSTEM "http://127.0.0.1/rss.dtd">',
    "behind a comment": "<!-- <rss> --><!DOCTYPE rss [<!ENTITY a 'x'>]>",
    "under the name of HTML": "<!DOCTYPE html [<!ENTITY a 'x'>]>",
    "lower case": "<!doctype rss [<!entity a 'x'>]>",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("declaration", DECLARATIONS.values(), ids=DECLARATIONS.keys())
def test_f5_a_feed_or_sitemap_with_declarations_is_refused_unread(declaration, encoding):
    feed = f"{declaration}<rss><channel><item><title>&a;</title></item></channel></rss>"
    sitemap = f"{declaration}<urlset><url><loc>https://gazette.example/&a;</loc></url></urlset>"
    with pytest.raises(XmlRefused) as raised:
        parse(feed.encode(encoding))
    assert raised.value.fate == "xml_refused"
    with pytest.raises(XmlRefused):
        list(read_sitemap(BytesIO(sitemap.encode(encoding)), HOME))


def test_f5_the_doctype_of_old_rss_declares_nothing_and_is_dropped():
    doctype = (
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.example/publish/formats/rss-0.91.dtd">'
    )
    assert addresses(parse(rss(item(1), head=doctype))) == ["1"]


def urlset(count: int) -> bytes:
    pages = "".join(f"<url><loc>https://gazette.example/{n}</loc></url>" for n in range(count))
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{pages}</urlset>'.encode()


def index(*names: str) -> bytes:
    links = "".join(
        f"<sitemap><loc>https://gazette.example/{name}</loc></sitemap>" for name in names
    )
    return f"<sitemapindex>{links}</sitemapindex>".encode()


def test_f6_a_feed_of_endless_entries_is_read_to_its_limit_and_the_rest_stated(monkeypatch):
    monkeypatch.setattr(feed_module, "MOST_ENTRIES", 50)
    feed = parse(rss(*(item(n) for n in range(60))))
    assert addresses(feed) == [str(n) for n in range(50)]
    assert feed.notes[0].startswith("10 entries left")
    assert MOST_ENTRIES > 50


def peak_of_reading(body: bytes) -> tuple[int, int]:
    tracemalloc.start()
    try:
        count = sum(isinstance(i, SitemapEntry) for i in read_sitemap(BytesIO(body), HOME))
        return count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_f6_a_sitemap_of_many_pages_is_streamed(monkeypatch):
    few, little = peak_of_reading(gzip.compress(urlset(5_000)))
    many, much = peak_of_reading(gzip.compress(urlset(50_000)))
    assert (few, many) == (5_000, 50_000)
    assert much < little * 1.5


def test_f6_a_gzip_bomb_ends_at_the_limit_of_unpacked_bytes():
    bomb = gzip.compress(urlset(3).replace(b"</urlset>", b" " * 5_000_000))
    items = list(read_sitemap(BytesIO(bomb), HOME, most_bytes=1_000_000))
    assert [type(i) for i in items] == [SitemapEntry] * 3 + [SitemapFault]
    assert items[-1].fate == "too_large"


def walk_over(site: dict[str, bytes], walk: SitemapWalk) -> tuple[list[str], list[str]]:
    """(sitemaps asked for, pages found) of a walk over a site that is a table of bytes."""
    asked, pages = [], []
    while step := walk.next_address():
        address, depth = step
        asked.append(address.rpartition("/")[2])
        contents = read_sitemap(BytesIO(site[asked[-1]]), address)
        pages += [
            found.address
            for found in walk.take(address, depth, contents)
            if isinstance(found, SitemapEntry)
        ]
    return asked, pages


def test_f6_an_index_that_contains_itself_is_read_once():
    site = {"index.xml": index("index.xml", "a.xml", "a.xml"), "a.xml": urlset(2)}
    walk = SitemapWalk(["https://gazette.example/index.xml"])
    asked, pages = walk_over(site, walk)
    assert asked == ["index.xml", "a.xml"]
    assert len(pages) == 2
    assert (walk.rest, walk.notes) == ((), ())


def test_f6_of_50_000_sitemaps_the_limit_is_read_and_the_next_run_begins_with_the_rest():
    names = [f"{n}.xml" for n in range(50_000)]
    site = {"index.xml": index(*names), **dict.fromkeys(names, urlset(0))}
    limits = WalkLimits(sitemaps=200)
    walk = SitemapWalk(["https://gazette.example/index.xml"], limits)
    first, _ = walk_over(site, walk)
    assert len(first) == 200
    assert len(walk.rest) == 50_001 - 200
    assert "49,801 sitemaps left for the next run" in walk.notes[0]
    second, _ = walk_over(site, SitemapWalk(walk.rest, limits))
    assert second == names[199:399]


def test_f6_pages_over_the_limit_are_counted():
    walk = SitemapWalk(["https://gazette.example/a.xml"], WalkLimits(pages=10))
    _, pages = walk_over({"a.xml": urlset(25)}, walk)
    assert (len(pages), walk.pages_left) == (10, 15)
    assert "15 pages left (limit 10)" in walk.notes


def test_f6_indexes_below_indexes_end_at_a_depth():
    site = {f"{n}.xml": index(f"{n + 1}.xml") for n in range(9)}
    walk = SitemapWalk(["https://gazette.example/0.xml"], WalkLimits(depth=2))
    assert walk_over(site, walk)[0] == ["0.xml", "1.xml", "2.xml"]
    assert walk.links_dropped == 1


@pytest.mark.parametrize(
    "body",
    [b"<html><body>Not found</body></html>", b"", b"nothing", gzip.compress(b"", mtime=0)[:8]],
)
def test_f2_what_is_no_sitemap_is_refused(body):
    with pytest.raises(NotASitemap):
        list(read_sitemap(BytesIO(body), HOME))


def test_f1_names_that_are_none_cost_no_more_than_their_element():
    body = urlset(3).replace(b"<loc>https://gazette.example/1", b"<locIhttps://gazette.example/1")
    found = [i.address for i in read_sitemap(BytesIO(body), HOME) if isinstance(i, SitemapEntry)]
    assert "https://gazette.example/0" in found


@pytest.mark.parametrize("is_packed", [False, True])
def test_f1_of_a_sitemap_that_is_cut_the_pages_before_are_used(is_packed):
    body = urlset(2_000)
    body = gzip.compress(body, mtime=0)[:-800] if is_packed else body[:-900]
    items = list(read_sitemap(BytesIO(body), HOME))
    pages = [i for i in items if isinstance(i, SitemapEntry)]
    assert len(pages) > 1_000
    assert pages[0].address == "https://gazette.example/0"


def test_f7_links_are_made_whole_and_lose_trackers_and_fragments():
    links = [
        "/a?utm_source=rss&amp;4711",
        "b#comments",
        "//gazette.example:443/c",
        "HTTPS://Gazette.Example/d",
    ]
    feed = parse(rss(*(f"<link>{link}</link>" for link in links)))
    assert addresses(feed) == ["a?4711", "b", "c", "d"]  # fmt: skip


def test_f7_entries_to_other_sites_are_refused_unless_they_are_allowed():
    body = rss(
        item(1), "<link>https://elsewhere.example/2</link>", "<link>file:///etc/passwd</link>"
    )
    feed = parse(body)
    assert addresses(feed) == ["1"]
    assert [lost.fate for lost in feed.lost] == ["off_site", "bad_address"]
    assert "other_sites" in feed.lost[0].reason
    allowed = parse(body, other_sites=("elsewhere.example",))
    assert [e.address for e in allowed.entries][1] == "https://elsewhere.example/2"


def test_f7_a_sitemap_does_not_lead_to_other_sites():
    walk = SitemapWalk(["https://gazette.example/a.xml"])
    body = b"<urlset><url><loc>https://elsewhere.example/x</loc></url></urlset>"
    contents = read_sitemap(BytesIO(body), "https://gazette.example/a.xml")
    (found,) = walk.take("https://gazette.example/a.xml", 0, contents)
    assert found.fate == "off_site"


LIST = (
    b"\xef\xbb\xbf# harbour news\r\n"
    b"\r\n"
    b"  https://gazette.example/1  \r\n"
    b"https://gazette.example/2 # the ferry\n"
    b"not an address\n"
    b"HTTPS://GAZETTE.example:443/1#top\n"
    b"ftp://gazette.example/3\n"
    b"https://gazette.example/caf\xe9\n"
    b"https://gazette.example/4 https://gazette.example/5\n"
    b"https://gazette.example/6"
)


def test_f9_the_good_lines_of_a_list_are_used_and_the_bad_ones_named_by_number():
    items = list(read_address_list(LIST.splitlines(keepends=True)))
    good = {i.line_no: i.address for i in items if isinstance(i, ListedAddress)}
    assert good == {n: f"https://gazette.example/{p}" for n, p in ((3, 1), (4, 2), (10, 6))}
    bad = {i.line_no: i for i in items if isinstance(i, BadLine)}
    assert sorted(bad) == [5, 6, 7, 8, 9]
    assert bad[6].first_line_no == 3
    assert "spaces" in bad[9].reason
    assert all(i.reason.startswith(f"line {n}") for n, i in bad.items())


def test_a_feed_given_as_a_file_names_its_addresses_and_refuses_the_rest(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_bytes(rss(item(1), "<title>No link</title>"))
    items = list(collect(resolve_sources([str(path)], ()), 1_000_000))
    named = {i.uri: i.found_in for i in items if isinstance(i, FoundAddress)}
    assert named == {"https://gazette.example/1": "the feed feed.xml"}
    ends = {i.uri: i.fate for i in items if isinstance(i, Refusal)}
    assert ends[f"file:{tmp_path.name}/feed.xml#2"] == "bad_address"


def test_a_sitemap_given_as_a_file_is_told_from_a_feed(tmp_path):
    path = tmp_path / "sitemap.xml"
    path.write_bytes(urlset(2))
    items = list(collect(resolve_sources([str(path)], ()), 1_000_000))
    assert [(i.uri, i.found_in) for i in items] == [
        (f"https://gazette.example/{n}", "the sitemap sitemap.xml") for n in range(2)
    ]


def test_f5_a_file_with_declarations_ends_as_xml_refused(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(f"{BOMB}<rss><channel/></rss>")
    (refused,) = collect(resolve_sources([str(path)], ()), 1_000_000)
    assert refused.fate == "xml_refused"


def test_f3_a_json_feed_is_read_like_the_others():
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Gazette",
        "items": [
            {"id": 7, "url": "/1?utm_medium=feed", "title": "Fog &amp; <b>ferries</b>",
             "date_published": "2024-03-07T09:00:00+01:00"},
            {"id": "7", "external_url": "https://elsewhere.example/x"},
            "no entry",
        ],
    }  # fmt: skip
    feed = parse(json.dumps(body).encode())
    assert feed.form == "JSON Feed 1.1"
    assert addresses(feed) == ["1"]
    assert feed.entries[0].title == "Fog & ferries"
    assert feed.entries[0].dates[0].moment == datetime(2024, 3, 7, 8, 0)
    assert [lost.fate for lost in feed.lost] == ["off_site"]


def test_f6_the_index_of_a_sitemap_names_sitemaps_not_pages():
    items = list(read_sitemap(BytesIO(index("a.xml")), HOME))
    assert items == [SitemapLink("https://gazette.example/a.xml")]
