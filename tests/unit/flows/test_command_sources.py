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


def test_a_page_that_names_nothing_is_not_added(site, file):
    with pytest.raises(ConfigurationFault, match="names no feed"):
        sources_add(site.url("/bridge"), None, file)
    assert file.read_text() == EMPTY


def test_a_block_that_would_spoil_the_file_is_not_written(file):
    with pytest.raises(ConfigurationFault, match="stands twice"):
        append_block(file, "news", "https://tarnwick-post.example/feed", "feed")
    assert file.read_text() == EMPTY
    assert list(file.parent.iterdir()) == [file]
