"""N, H, F and W in whole runs: from a source to the tables, the archive, and what `ops` says of it.

What a single fetch does is proven in `test_network.py` and `test_http.py`; here, that a run keeps
it: a fate for each input, right versions, nothing lost, and nothing asked twice.
"""

import json
import socket
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from fastwarc.warc import ArchiveIterator as OtherReader
from warcio.archiveiterator import ArchiveIterator

from config.sources import SourceBlock
from flows import ingest as flow
from tasks.errors import ConfigurationFault
from tasks.fetch.reach import NoSourceReachable
from tests.faults.conftest import QUICK


def records(tmp_path):
    """(type, address, status) of every record of the archive, by two readers that must agree."""
    ours, theirs = [], []
    for path in sorted((tmp_path / "data" / "archive").glob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise"):
                status = record.http_headers.get_statuscode() if record.http_headers else None
                address = record.rec_headers.get_header("WARC-Target-URI")
                ours.append((record.rec_type, address, status, record.raw_stream.read()))
        with path.open("rb") as stream:
            for record in OtherReader(stream, verify_digests=True):
                head = record.http_headers
                theirs.append(
                    (
                        record.headers["WARC-Type"],
                        record.headers["WARC-Target-URI"],
                        str(head.status_code) if head else None,
                        record.reader.read(),
                    )
                )
    assert ours == theirs
    return Counter(record[:3] for record in ours)


# ------------------------------------------------------------------------ runs over one site


def test_a_feed_brings_its_pages_and_a_second_run_changes_nothing(runs, site, collect, tmp_path):
    assert collect(site.url("/feed.xml")) == {"polled": 1, "loaded": 3}
    before = runs.exact_tables(tmp_path / "data")
    report = runs.ingest(tmp_path / "data", site.url("/feed.xml"), **QUICK)
    assert report.fates == {"polled": 1, "unchanged": 3}
    assert not report.is_new_snapshot
    assert runs.exact_tables(tmp_path / "data") == before


def test_a_page_a_sitemap_a_list_and_a_home_page_are_told_by_what_comes_back(site, collect, ask):
    site.put(
        "/sitemap.xml",
        f"<urlset><url><loc>{site.url('/bus')}</loc></url></urlset>",
        "application/xml",
    )
    site.put(
        "/sitemaps.xml",
        f"<sitemapindex><sitemap><loc>{site.url('/sitemap.xml')}</loc></sitemap></sitemapindex>",
        "application/xml",
    )
    assert collect(site.url("/bridge")) == {"loaded": 1}
    assert collect(site.url("/sitemaps.xml")) == {"polled": 2, "loaded": 1}
    assert collect(site.url("/bridge")) == {"unchanged": 1}
    kinds = ask("select kind, named_by is not null from ops.polls order by address")
    assert kinds == [("sitemap", True), ("sitemap", False)]


def test_a_list_in_a_file_is_fetched_like_a_feed(site, collect, tmp_path):
    path = tmp_path / "list.xml"
    path.write_text(
        f"<urlset><url><loc>{site.url('/bus')}</loc></url>"
        f"<url><loc>{site.url('/bridge')}</loc></url></urlset>"
    )
    assert collect(path, contact="desk@tarnwick-post.example") == {"loaded": 2}
    assert collect(path, contact="desk@tarnwick-post.example") == {"unchanged": 2}


def test_a_site_that_is_declared_one_is_collected_by_its_feeds(site, schedule):
    site.put("/", "<html><head><link rel='alternate' type='application/rss+xml' href='/feed.xml'>")
    block = SourceBlock("echo", url=site.url("/"), kind="site")
    assert schedule([block]) == {"polled": 2, "loaded": 3}


def test_an_edited_article_makes_a_version_and_white_space_none(site, collect, ask):
    collect(site.url("/feed.xml"))
    site.put_article("/bridge", "Bridge closes", "The old bridge closes for nine days, it said.")
    site.put_article("/bus", "Night bus stays", "The night bus to Brackenford  runs for one more"
                     " winter,  it said.")  # fmt: skip
    collect(site.url("/feed.xml"))
    versions = ask(
        "select url, max(v.version_no) from article_versions as v"
        " join articles using (article_id) group by url order by url"
    )
    assert versions == [
        (site.url("/bridge"), 2),
        (site.url("/bus"), 1),
        (site.url("/market"), 1),
    ]


def test_the_day_of_a_feed_is_a_candidate_and_comes_back_from_the_archive(
    runs, site, collect, ask, tmp_path
):
    collect(site.url("/feed.xml"))
    query = (
        "select date_published, date_published_method, evidence_text from articles"
        " join date_candidates using (article_key) where is_chosen order by url"
    )
    days = ask(query)
    evidence = "published: Tue, 07 May 2024 06:00:00 GMT"
    assert days == [(datetime(2024, 5, 7).date(), "feed", evidence)] * 3
    tables = runs.natural_tables(tmp_path / "data")
    runs.rebuild(tmp_path / "data")
    assert runs.natural_tables(tmp_path / "data") == tables
    assert ask(query) == days
    assert collect(site.url("/feed.xml")) == {"polled": 1, "unchanged": 3}


def test_the_archive_opens_in_two_readers_and_holds_every_answer(site, collect, tmp_path):
    site.put(
        "/bus", b"<html><title>Packed</title><p>The night bus runs for one more winter.</p></html>",
        Content_Encoding="gzip",
    )  # fmt: skip
    collect(site.url("/feed.xml"))
    site.fail("/market", 410)
    collect(site.url("/feed.xml"))
    assert records(tmp_path) == {
        ("response", site.url("/feed.xml"), "200"): 1,
        ("response", site.url("/bridge"), "200"): 1,
        ("response", site.url("/bus"), "200"): 1,
        ("response", site.url("/market"), "200"): 1,
        ("revisit", site.url("/feed.xml"), "304"): 1,
        ("revisit", site.url("/bridge"), "304"): 1,
        ("revisit", site.url("/bus"), "304"): 1,
        ("response", site.url("/market"), "410"): 1,
    }


def test_the_sums_of_a_run_are_those_of_its_inputs(site, collect, ask):
    site.put_feed("/feed.xml", "/bridge", "/missing", "/bus")
    fates = collect(site.url("/feed.xml"))
    assert fates == {"polled": 1, "loaded": 2, "not_found": 1}
    rows = ask("select input_count, loaded_count, good_count, refused_count from ops.runs")
    assert rows == [(4, 2, 3, 1)]
    assert dict(ask("select fate, count(*) from ops.inputs group by fate")) == dict(fates)


# ------------------------------------------------------------------------------- N: the network


def test_n9_without_a_network_a_run_fails_writes_nothing_and_the_next_one_catches_up(
    site, collect, ask, tmp_path
):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{closed.getsockname()[1]}/feed.xml"
        with pytest.raises(NoSourceReachable, match="no source reachable"):
            collect(dead)
    assert ask("select status from ops.runs") == [("failed",)]
    for table in ("ops.inputs", "ops.polls", "ops.host_holds", "documents"):
        assert ask(f"select count(*) from {table}") == [(0,)], table
    assert not (tmp_path / "data" / "archive").exists()
    assert collect(site.url("/feed.xml")) == {"polled": 1, "loaded": 3}


def test_n2_a_dead_host_costs_its_own_inputs_and_is_on_hold_in_the_next_run(site, collect, ask):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{closed.getsockname()[1]}/feed.xml"
        fates = collect(dead, site.url("/feed.xml"))
        assert fates == {"connection_failed": 1, "polled": 1, "loaded": 3}
        assert ask("select count(*) from ops.host_holds") == [(1,)]
        assert collect(dead, site.url("/feed.xml"))["host_on_hold"] == 1


def test_n7_this_machine_is_refused_unless_a_setting_allows_it(site, collect):
    assert collect(site.url("/bridge"), allow_loopback=False) == {"refused_address": 1}
    assert site.paths() == []


def test_n6_a_source_may_allow_a_bad_certificate_and_its_rows_say_so(site, schedule, ask):
    lenient = SourceBlock("echo", url=site.url("/bridge"), allow_bad_certificate=True)
    strict = SourceBlock("mercury", url=site.url("/bus"))
    schedule([lenient, strict])
    rows = ask("select source_id, is_certificate_checked from ops.inputs order by 1")
    assert rows == [("echo", False), ("mercury", True)]


def test_a_site_is_not_asked_by_someone_who_cannot_be_reached(collect):
    with pytest.raises(ConfigurationFault, match="contact is not set"):
        collect("https://tarnwick-post.example/feed.xml")


def test_a_page_of_this_machine_is_requeued_without_a_contact_as_it_was_run(
    runs, site, collect, tmp_path
):
    site.fail("/ferry", 503)
    assert collect(site.url("/ferry")) == {"server_error": 1}
    site.put_article("/ferry", "Ferry sails", "The ferry Marigold sails again on Friday, he said.")
    values = {"DATELINE_ALLOW_LOOPBACK": "1", "DATELINE_HOST_INTERVAL": "0"}
    done = runs.command("requeue", "--data", tmp_path / "data", "--json", **values)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["fates"] == {"loaded": 1}


# ---------------------------------------------------------------------------------- H: answers


def test_h1_validators_go_back_as_they_came_and_only_once_their_bytes_are_loaded(
    site, collect, ask
):
    collect(site.url("/feed.xml"))
    tags = dict(ask("select uri, etag from ops.inputs where etag is not null"))
    site.asked.clear()
    collect(site.url("/feed.xml"))
    sent = {site.url(path): headers.get("If-None-Match") for path, headers in site.asked}
    assert sent == tags


def test_h3_a_known_article_that_is_gone_keeps_its_text_and_is_marked(site, collect, ask):
    collect(site.url("/feed.xml"))
    site.fail("/market", 404)
    assert collect(site.url("/feed.xml"))["not_found"] == 1
    gone = ask(
        "select states.address, length(clean_text) > 50 from ops.page_states as states"
        " join articles using (article_id) join article_texts using (article_key)"
        " where gone_at is not null"
    )
    assert gone == [(site.url("/market"), True)]


@pytest.mark.parametrize("is_same", [True, False], ids=["same bytes", "new bytes"])
def test_h6_a_page_that_moved_for_ever_is_one_article_with_both_addresses(
    runs, site, collect, ask, tmp_path, is_same
):
    collect(site.url("/bridge"))
    (article_id,) = ask("select article_id from articles")
    if is_same:
        site.pages["/2024/bridge"] = site.pages["/bridge"]
    else:
        site.put_article("/2024/bridge", "Bridge closes", "The old bridge closes for ten days.")
    site.fail("/bridge", 301, Location="/2024/bridge")
    collect(site.url("/bridge"))
    assert ask("select article_id from articles") == [article_id]
    assert ask("select canonical_url from articles") == [(site.url("/2024/bridge"),)]
    known = {url for (url,) in ask("select url from ops.observations")}
    assert known == {site.url("/bridge"), site.url("/2024/bridge")}
    tables = runs.natural_tables(tmp_path / "data")
    site.paths()
    assert collect(site.url("/bridge")) == {"unchanged": 1}
    assert site.paths() == ["/2024/bridge"]
    collect(site.url("/2024/bridge"))
    assert ask("select article_id from articles") == [article_id]
    runs.rebuild(tmp_path / "data")
    assert runs.natural_tables(tmp_path / "data") == tables


def test_h10_a_server_without_validators_brings_the_same_bytes_and_no_version(site, collect, ask):
    for path, (status, headers, body) in list(site.pages.items()):
        site.pages[path] = (status, {**headers, "No-Validators": "1"}, body)
    collect(site.url("/feed.xml"))
    assert collect(site.url("/feed.xml")) == {"polled": 1, "unchanged": 3}
    assert ask("select max(version_no) from article_versions") == [(1,)]


def test_h12_robots_txt_is_kept_for_the_next_run_and_what_it_forbids_is_not_asked(
    site, collect, ask
):
    site.put("/robots.txt", "User-agent: *\nDisallow: /market\n", "text/plain")
    fates = collect(site.url("/feed.xml"))
    assert fates == {"polled": 1, "loaded": 2, "blocked_by_robots": 1}
    assert ask("select state from ops.robots") == [("rules",)]
    site.asked.clear()
    collect(site.url("/feed.xml"))
    assert "/robots.txt" not in {path for path, _ in site.asked}


# --------------------------------------------------------------------------- F: feeds over time


def test_f2_a_page_where_a_feed_was_is_a_failure_and_the_last_good_state_stays(site, schedule, ask):
    block = SourceBlock("echo", url=site.url("/feed.xml"), kind="feed")
    schedule([block])
    feed = site.pages["/feed.xml"]
    site.put("/feed.xml", "<!doctype html><html><title>We are closed</title></html>")
    assert schedule([block], hours=2)["not_a_feed"] == 1
    rows = ask("select failure_weight, entry_count, document_id is not null from ops.polls")
    assert rows == [(1.0, 3, True)]
    site.pages["/feed.xml"] = feed
    assert schedule([block], hours=9)["polled"] == 1
    assert ask("select failure_weight from ops.polls") == [(0.0,)]


def test_f7_entries_of_other_sites_are_told_and_not_asked_for(site, collect, ask):
    feed = site.pages["/feed.xml"][2].decode()
    other = "<item><link>https://tarnwick-post.example/x</link><guid>x</guid></item></channel>"
    site.put("/feed.xml", feed.replace("</channel>", other), "application/rss+xml")
    assert collect(site.url("/feed.xml")) == {"polled": 1, "loaded": 3, "off_site": 1}


def test_f8_a_busy_feed_that_comes_empty_is_refused_and_one_without_news_is_silent(
    site, schedule, ask
):
    block = SourceBlock("echo", url=site.url("/feed.xml"), kind="feed", longest_wait=1.0)
    schedule([block])
    site.put_article("/late", "Late news", "A late piece of news for the readers of Oldmere.")
    site.put_feed("/feed.xml", "/bridge", "/bus", "/market", "/late")
    schedule([block], hours=2)
    health = "select status from ops.poll_health_at(cast(? as timestamp))"
    now = datetime.now(UTC).replace(tzinfo=None)
    assert ask(health, now + timedelta(hours=40)) == [("ok",)]
    assert ask(health, now + timedelta(hours=60)) == [("silent",)]
    site.put_feed("/feed.xml")
    assert schedule([block], hours=4)["feed_went_empty"] == 1
    assert ask("select entry_count, failure_weight from ops.polls") == [(4, 1.0)]


def test_a_dead_feed_is_asked_rarely_and_shown(site, schedule, ask):
    block = SourceBlock("echo", url=site.url("/feed.xml"), kind="feed")
    other = SourceBlock("mercury", url=site.url("/bus"), kind="page")
    site.fail("/feed.xml", 500)
    hours = 0.0
    for _ in range(10):
        schedule([block, other], hours=hours)
        hours += 200
    assert ask("select status from ops.poll_health") == [("dead",)]
    site.paths()
    schedule([block, other], hours=100)
    assert "/feed.xml" not in site.paths()


# -------------------------------------------------------------------------------- the schedule


def test_a_scheduled_run_asks_what_is_due_and_a_person_gets_all(site, schedule, collect):
    block = SourceBlock("echo", url=site.url("/feed.xml"), kind="feed")
    assert schedule([block]) == {"polled": 1, "loaded": 3}
    site.paths()
    assert schedule([block], hours=0.1) == {}
    assert site.paths() == []
    assert schedule([block], hours=1.1) == {"polled": 1, "unchanged": 3}
    assert collect(site.url("/feed.xml")) == {"polled": 1, "unchanged": 3}


def test_a_page_that_left_its_feed_is_still_looked_at_while_it_is_young(site, schedule, ask):
    block = SourceBlock("echo", url=site.url("/feed.xml"), kind="feed")
    schedule([block])
    site.put_feed("/feed.xml", "/bus")
    site.put_article("/bridge", "Bridge closes", "The old bridge closes for nine days, it said.")
    assert schedule([block], hours=2) == {"polled": 1, "loaded": 1, "unchanged": 2}


def test_a_page_that_failed_is_asked_again_although_its_feed_did_not_change(site, schedule):
    block = SourceBlock("echo", url=site.url("/feed.xml"), kind="feed")
    good = site.pages["/market"]
    site.fail("/market", 503)
    assert schedule([block]) == {"polled": 1, "loaded": 2, "server_error": 1}
    site.pages["/market"] = good
    assert schedule([block], hours=1.2) == {"polled": 1, "loaded": 1, "unchanged": 2}


def test_a_feed_whose_pages_were_not_loaded_is_not_known_as_read(
    site, collect, ask, runs, tmp_path, monkeypatch
):
    def fail(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(flow, "load_batch", fail)
        with pytest.raises(KeyboardInterrupt):
            collect(site.url("/feed.xml"))
    assert ask("select count(*) from ops.polls") == [(0,)]
    collect(site.url("/feed.xml"))
    assert ask("select count(*) from articles") == [(3,)]


def test_f6_runs_move_on_through_an_index_of_more_sitemaps_than_one_of_them_asks(
    site, collect, ask
):
    paths = [f"/map-{number}.xml" for number in range(620)]
    links = "".join(f"<sitemap><loc>{site.url(path)}</loc></sitemap>" for path in paths)
    site.put("/index.xml", f"<sitemapindex>{links}</sitemapindex>", "text/xml")
    for path in paths:
        page = f"<url><loc>{site.url('/bridge')}</loc></url>"
        site.put(path, f"<urlset>{page}</urlset>", "text/xml")
    query = "select reason from ops.inputs where uri like '%#left-%' and run_key = ? order by uri"

    collect(site.url("/index.xml"))
    first = [path for path in site.paths() if path.startswith("/map")]
    assert len(first) == 499  # the index is one of the 500
    assert ask(query, 1) == [("121 sitemaps left for the next run (limit 500)",)]

    collect(site.url("/index.xml"))
    second = [path for path in site.paths() if path.startswith("/map")]
    assert set(first) | set(second) == set(paths)
    assert ask(query, 2) == [
        ("121 sitemaps of earlier runs not asked again in this one (limit 500)",)
    ]

    collect(site.url("/index.xml"))  # all are known: those asked longest ago come first
    third = {path for path in site.paths() if path.startswith("/map")}
    assert set(first) - set(second) <= third
