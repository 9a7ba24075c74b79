"""`dateline sources`: what a source would bring, and blocks that are written for it."""

import json

import pytest

from config.sources import load_sources
from flows.commands.sources import append_block, sources_add, sources_list, sources_test
from tasks.errors import ConfigurationFault
from tests.faults.changing_site import serve_site

EMPTY = '[[source]]\nname = "news"\npath = "news"\n'


@pytest.fixture
def site(monkeypatch):
    monkeypatch.setenv("DATELINE_ALLOW_LOOPBACK", "1")
    monkeypatch.setenv("DATELINE_HOST_INTERVAL", "0")
    with serve_site() as served:
        yield served


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text(EMPTY)
    return path


def test_all_blocks_are_listed_with_what_they_mean(capsys):
    assert sources_list(as_json=False) == 0
    assert capsys.readouterr().out.split()[:4] == ["name", "kind", "where", "when"]
    assert sources_list(as_json=True) == 0
    assert json.loads(capsys.readouterr().out)[0]["name"] == "seeds"


def test_a_source_is_tried_without_asking_for_its_pages_and_without_a_warehouse(site, capsys):
    assert sources_test(site.url("/feed.xml"), as_json=True) == 0
    said = json.loads(capsys.readouterr().out)
    assert [(end["uri"], end["fate"]) for end in said["ends"]] == [
        (site.url("/feed.xml"), "polled")
    ]
    assert {page["day"] for page in said["pages"]} == {"2024-05-07"}
    assert len(said["pages"]) == 3
    assert site.paths() == ["/feed.xml"]


def test_what_cannot_be_had_is_said_with_its_reason(site, capsys):
    assert sources_test(site.url("/nothing"), as_json=False) == 3
    assert "not_found" in capsys.readouterr().out


def test_a_home_page_is_added_by_the_feed_it_names(site, file, capsys):
    site.put("/", "<html><head><link rel='alternate' type='application/rss+xml' href='/feed.xml'>")
    assert sources_add(site.url("/"), "echo", file) == 0
    block = load_sources(file)[-1]
    assert (block.name, block.url, block.kind) == ("echo", site.url("/feed.xml"), "feed")
    assert file.read_text().startswith(EMPTY)
    with pytest.raises(ConfigurationFault, match="is the source echo already"):
        sources_add(site.url("/feed.xml"), None, file)


def put_both(site, feed_paths, news_paths):
    """A home page with a feed, and a news sitemap in robots.txt."""
    site.put("/", "<html><head><link rel='alternate' type='application/rss+xml' href='/feed.xml'>")
    site.put_feed("/feed.xml", *feed_paths)
    named = "".join(f"<url><loc>{site.url(path)}</loc></url>" for path in news_paths)
    site.put("/news-sitemap.xml", f"<urlset>{named}</urlset>", "text/xml")
    robots = f"User-agent: *\nAllow: /\nSitemap: {site.url('/news-sitemap.xml')}\n"
    site.put("/robots.txt", robots, "text/plain")


def test_of_a_feed_and_a_news_sitemap_the_feed_is_added_and_both_are_named(site, file, capsys):
    put_both(site, ["/bridge", "/bus", "/market"], ["/bridge", "/bus", "/market", "/older"])
    assert sources_add(site.url("/"), "echo", file) == 0
    assert load_sources(file)[-1].url == site.url("/feed.xml")
    said = capsys.readouterr().err.splitlines()
    assert said[0].split()[:4] == ["feed", site.url("/feed.xml"), "3", "pages"]
    assert "taken: a feed tells headlines and days" in said[0]
    assert said[1].split()[:4] == ["sitemap", site.url("/news-sitemap.xml"), "4", "pages"]
    assert "1 of them not in the one taken" in said[1]


def test_a_news_sitemap_is_added_where_the_feed_is_empty(site, file, capsys):
    put_both(site, [], ["/bridge"])
    assert sources_add(site.url("/"), "echo", file) == 0
    block = load_sources(file)[-1]
    assert (block.url, block.kind) == (site.url("/news-sitemap.xml"), "sitemap")
    assert "taken: no feed has entries" in capsys.readouterr().err


def test_an_index_is_added_itself_and_not_by_a_sitemap_that_it_names(site, file, capsys):
    put_both(site, [], ["/bridge", "/bus"])
    link = f"<sitemap><loc>{site.url('/news-sitemap.xml')}</loc></sitemap>"
    site.put("/index.xml", f"<sitemapindex>{link}</sitemapindex>", "text/xml")
    assert sources_add(site.url("/index.xml"), "echo", file) == 0
    assert load_sources(file)[-1].url == site.url("/index.xml")
    assert "it names 2 pages now" in capsys.readouterr().err


def test_a_page_that_names_nothing_is_not_added(site, file):
    with pytest.raises(ConfigurationFault, match="names no feed"):
        sources_add(site.url("/bridge"), None, file)
    assert file.read_text() == EMPTY


def test_a_block_that_would_spoil_the_file_is_not_written(file):
    with pytest.raises(ConfigurationFault, match="stands twice"):
        append_block(file, "news", "https://tarnwick-post.example/feed", "feed")
    assert file.read_text() == EMPTY
    assert list(file.parent.iterdir()) == [file]
