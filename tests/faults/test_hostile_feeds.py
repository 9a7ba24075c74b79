"""F over a real server: feeds and lists that lie or are broken, in whole runs.

What the readers make of each is proven in `test_feeds.py`; here, that a run keeps what is sound,
says what is lost, and that nothing in `articles` or in the archive is wrong for it.
"""

import pytest

FEED = "<rss version='2.0'><channel><title>Oldmere Echo</title>{items}</channel></rss>"


def entry(site, path, more=""):
    return f"<item><title>Of {path}</title><link>{site.url(path)}</link>{more}</item>"


def put_feed(site, *items, body=None):
    content = body if body is not None else FEED.format(items="".join(items))
    site.put("/feed.xml", content, "application/rss+xml")


def test_f1_of_a_broken_feed_the_pages_it_names_are_loaded_and_the_break_is_noted(
    site, collect, ask
):
    cut = FEED.format(items=entry(site, "/bridge") + "<item><title>Fog &nbsp; & ferries").encode()
    put_feed(site, body=b"<?xml version='1.0' encoding='utf-16'?>" + cut)
    fates = collect(site.url("/feed.xml"))
    assert fates["loaded"] == 1
    notes = ask("select reason from ops.inputs where fate = 'skipped' order by uri")
    assert any("not well-formed" in reason for (reason,) in notes)


def test_f3_ids_that_are_shared_changed_or_used_again_make_no_flood_and_lose_nothing(
    site, collect, ask
):
    paths = ("/bridge", "/bus", "/market")
    for ids in (("1", "1", "1"), ("a", "b", "c"), ("c", "a", "b"), (None, None, None)):
        guids = [f"<guid>{i}</guid>" if i else "" for i in ids]
        put_feed(site, *(entry(site, *pair) for pair in zip(paths, guids, strict=True)))
        collect(site.url("/feed.xml"))
    assert ask("select count(*) from articles") == [(3,)]
    assert ask("select count(*) from article_versions") == [(3,)]
    assert ask("select count(*) from ops.named_pages") == [(3,)]


@pytest.mark.parametrize("date", ["Mon, 01 Jan 0001 00:00:00 GMT", "Fri, 07 May 2199 06:00:00 GMT"])
def test_f4_an_impossible_day_of_a_feed_is_never_the_day_of_its_article(site, collect, ask, date):
    put_feed(site, entry(site, "/bridge", f"<pubDate>{date}</pubDate>"))
    assert collect(site.url("/feed.xml"))["loaded"] == 1
    assert ask("select count(*) from articles where date_published_method = 'feed'") == [(0,)]
    chosen = ask("select count(*) from date_candidates where origin = 'feed' and is_chosen")
    assert chosen == [(0,)]


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "Maren"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY b SYSTEM "{outside}">',
        '<!ENTITY % b SYSTEM "{outside}"> %b;',
    ],
    ids=["bomb", "external entity", "parameter entity"],
)
def test_f5_a_feed_that_declares_entities_is_refused_and_nothing_is_asked_for_them(
    site, collect, declared
):
    declared = declared.replace("{outside}", site.url("/secret.txt"))
    items = entry(site, "/bridge", "<description>&b;</description>")
    put_feed(site, body=f"<!DOCTYPE rss [{declared}]>{FEED.format(items=items)}")
    assert collect(site.url("/feed.xml")) == {"xml_refused": 1}
    assert site.paths() == ["/feed.xml"]


def test_f9_of_a_list_on_the_web_good_lines_are_loaded_and_bad_ones_named(site, collect, ask):
    lines = ["# the paper", "", f"  {site.url('/bridge')}  ", site.url("/bus"), "no address",
             site.url("/bridge"), "ftp://oldmere-echo.example/x"]  # fmt: skip
    site.put("/list.txt", "\r\n".join(lines), "text/plain")
    fates = collect(site.url("/list.txt"))
    assert fates == {"polled": 1, "loaded": 2, "bad_address": 2, "duplicate": 1}
    bad = ask("select uri from ops.inputs where fate = 'bad_address' order by uri")
    assert bad == [(site.url(f"/list.txt#{number}"),) for number in (5, 7)]
