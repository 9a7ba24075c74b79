"""The demo site answers as a paper's server does, and its sources are sound."""

import http.client
import threading
from datetime import datetime
from io import BytesIO

import pytest

from flows.demo_site import DemoSite
from tasks.collect.discovery import discover
from tasks.collect.feed import parse_feed
from tasks.collect.sitemap import SitemapEntry, read_sitemap

READ_AT = datetime(2024, 5, 14)


@pytest.fixture
def site():
    with DemoSite() as served:
        thread = threading.Thread(target=served.serve_forever, daemon=True)
        thread.start()
        yield served
        served.shutdown()
        thread.join()


def ask(site, path, method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", site.server_port, timeout=10)
    connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    response = connection.getresponse()
    answer = response.status, dict(response.getheaders()), response.read()
    connection.close()
    return answer


def test_both_feeds_name_the_same_articles_and_all_are_there(site):
    feeds = [
        parse_feed(ask(site, path)[2], site.address + path, READ_AT)
        for path in ("/feed.xml", "/atom.xml")
    ]
    rss, atom = ([entry.address for entry in feed.entries] for feed in feeds)
    assert rss == atom
    assert len(rss) == 5
    assert [lost.fate for lost in feeds[0].lost] == ["off_site"]
    for address in rss:
        status, headers, body = ask(site, address.removeprefix(site.address))
        assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert f'rel="canonical" href="{address}"'.encode() in body


def test_the_sitemaps_name_pages_of_the_site(site):
    body = ask(site, "/news-sitemap.xml")[2]
    pages = list(read_sitemap(BytesIO(body), site.address + "/news-sitemap.xml"))
    assert len(pages) == 3
    assert all(isinstance(p, SitemapEntry) and p.published and p.title for p in pages)
    assert all(ask(site, p.address.removeprefix(site.address))[0] == 200 for p in pages)


def test_its_home_page_and_robots_lead_to_its_sources(site):
    robots = ask(site, "/robots.txt")[2].decode()
    found = discover(ask(site, "/")[2], site.address + "/", robots)
    assert [f.address.removeprefix(site.address) for f in found] == [
        "/news-sitemap.xml",
        "/feed.xml",
        "/atom.xml",
        "/sitemap.xml",
    ]


def test_what_is_known_is_not_sent_again(site):
    _, headers, body = ask(site, "/feed.xml")
    assert body
    for known in (
        {"If_None_Match": headers["ETag"]},
        {"If_Modified_Since": headers["Last-Modified"]},
    ):
        assert ask(site, "/feed.xml", **known)[::2] == (304, b"")
    assert ask(site, "/feed.xml", If_None_Match='"other"')[0] == 200
    assert ask(site, "/feed.xml", method="HEAD")[::2] == (200, b"")


def test_moved_gone_missing_and_outside(site):
    status, headers, _ = ask(site, "/2024/05/otters")
    assert (status, headers["Location"]) == (301, "/news/otters-at-the-weir")
    assert ask(site, "/latest")[0] == 302
    assert ask(site, "/news/circus-cancelled")[0] == 410
    assert ask(site, "/nothing")[0] == 404
    assert ask(site, "/../../pyproject.toml")[0] == 404
    assert ask(site, "/../harbour-gazette/whose-tides.html")[0] == 404
    assert ask(site, "/redirects.toml")[0] == 404


def test_the_edited_state_is_the_same_address_with_another_text_and_validator(site):
    path = "/news/ferry-fares"
    _, before, old = ask(site, path)
    site.is_edited = True
    _, after, new = ask(site, path)
    assert before["ETag"] != after["ETag"]
    assert b"2.80" in old and b"2.90" in new
    assert ask(site, "/news/library-seeds")[2].count(b"corrected") == 0


def test_runs_over_the_demo_site_load_it_change_nothing_and_then_see_the_edit(runs, site, tmp_path):
    quick = {"allow_loopback": True, "host_interval": 0.0}
    data, feed = tmp_path / "data", site.address + "/feed.xml"
    assert runs.ingest(data, feed, **quick).fates == {"polled": 1, "off_site": 1, "loaded": 5}
    report = runs.ingest(data, feed, **quick)
    assert report.fates == {"polled": 1, "unchanged": 5}
    assert not report.is_new_snapshot
    site.is_edited = True
    report = runs.ingest(data, feed, site.address + "/2024/05/otters", **quick)
    assert report.fates == {"polled": 1, "unchanged": 4, "loaded": 1, "duplicate": 1}
    versions = runs.ask(data, "select headline, version_no from articles where version_no > 1")
    assert [version for _, version in versions] == [2]
    known = runs.ask(
        data,
        "select count(distinct article_id) from ops.fate_of where contains(name, 'otters')",
    )
    assert known == [(1,)]
