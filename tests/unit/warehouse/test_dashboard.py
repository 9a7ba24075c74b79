"""The dashboard's server over real snapshots: its answers, and what it says when it has none."""

import re
import shutil

import duckdb
import pytest
from starlette.testclient import TestClient

from warehouse.connection import open_warehouse
from warehouse.dashboard.changes import WORDS_AROUND, find_changes
from warehouse.dashboard.pages import PAGES
from warehouse.dashboard.server import HOST, build_app
from warehouse.dashboard.snapshot import OpenSnapshot, read_page_queries, write_out
from warehouse.publish import publish

#: A word for each page that takes one, found in the answer of another: page, panel, column.
WORDS = {
    "article": ("story", "story-articles", "article_id"),
    "line": ("stripped/all", "common-removed-lines", "text_hash"),
    "source": ("sources", "source-health", "source_key"),
    "run": ("runs", "recent-runs", "run_key"),
    "entity": ("story", "story-names", "entity_id"),
}
FIXED_WORDS = {"news": "365", "month": "2024-03", "stripped": "copyright_notice"}


@pytest.fixture
def client(undisturbed):
    return open_client(undisturbed)


def open_client(data):
    return TestClient(build_app(data), base_url=f"http://{HOST}")


def values(client, page, panel, column):
    answer = client.get(f"/api/{page}").json()["panels"][panel]
    return [row[answer["columns"].index(column)] for row in answer["rows"]]


def copy_of(data, tmp_path):
    return shutil.copytree(data, tmp_path / "copy", symlinks=True)


@pytest.mark.parametrize("page", [page for page in PAGES if page != "entity"])
def test_each_panel_of_each_page_is_answered(client, page):
    word = FIXED_WORDS.get(page)
    if page in WORDS:
        word = values(client, *WORDS[page])[0]
    response = client.get(f"/api/{page}" + ("" if word is None else f"/{word}"))
    assert response.status_code == 200
    panels = response.json()["panels"]
    assert set(panels) == set(PAGES[page].panels)
    assert {name: answer["error"] for name, answer in panels.items() if answer["error"]} == {}


def test_the_sql_of_a_panel_gives_the_rows_that_it_shows(client, undisturbed):
    panel = client.get("/api/stripped/copyright_notice").json()["panels"]["common-removed-lines"]
    snapshot = OpenSnapshot(next((undisturbed / "snapshots").glob("*.duckdb")), undisturbed)
    rows = snapshot.connection.cursor().execute(panel["sql"]).fetchall()
    assert [row[0] for row in rows] == [row[0] for row in panel["rows"]] != []


def test_a_snapshot_is_read_within_limits_and_nothing_beside_it(undisturbed):
    snapshot = OpenSnapshot(next((undisturbed / "snapshots").glob("*.duckdb")), undisturbed)
    cursor = snapshot.connection.cursor()
    limits = "select current_setting('threads'), current_setting('memory_limit')"
    assert cursor.execute(limits).fetchall() == [(2, "953.6 MiB")]
    with pytest.raises(duckdb.PermissionException):
        cursor.execute(f"from read_text('{__file__}')")
    with pytest.raises(duckdb.InvalidInputException):
        cursor.execute("delete from articles")


def test_each_query_of_the_page_is_asked_by_a_page():
    asked = {panel for page in PAGES.values() for panel in page.panels}
    by_name = {"search-names", "search-articles"}
    of_exports = {"index-of-names", "index-of-headlines"}
    assert set(read_page_queries()) == asked | by_name | of_exports


def test_each_query_of_the_page_has_a_title():
    assert [q.query_name for q in read_page_queries().values() if not q.title[:1].isupper()] == []


def test_arguments_are_written_out_as_literals():
    assert write_out("-- Title.\nselect $1, $2", [7, "it's $1"]) == "select 7, 'it''s $1'"


def test_an_answer_that_has_not_changed_is_not_sent_again(client):
    first = client.get("/api/news/all")
    again = client.get("/api/news/all", headers={"If-None-Match": first.headers["etag"]})
    assert first.headers["etag"].startswith(f'"{first.json()["snapshot"]}')
    assert (again.status_code, again.content) == (304, b"")


def test_the_page_of_runs_tells_the_size_of_the_snapshot(client, undisturbed):
    size = (undisturbed / "current.duckdb").stat().st_size
    assert client.get("/api/runs").json()["byte_count"] == size


def test_an_answer_tells_how_long_the_database_took(client):
    assert client.get("/api/runs").headers["server-timing"].startswith("db;dur=")


@pytest.mark.parametrize(
    "path", ["/", "/app.js", "/app.css", "/theme.js", "/api/state", "/api/none"]
)
def test_every_response_forbids_what_is_not_the_page_itself(client, path):
    policy = client.get(path).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "10.0.0.1"])
def test_a_request_under_another_name_is_refused(undisturbed, host):
    client = TestClient(build_app(undisturbed), base_url=f"http://{host}")
    assert client.get("/api/state").status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_server_only_gives(client, method):
    assert getattr(client, method)("/api/state").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "article/0000000000000000",
        "article/' or 1=1 --",
        "news/7",
        "month/2024-13",
        "month/yesterday",
        "source/one",
        "run/999",
        "line/0",
        "story/1",
        "article",
    ],
)
def test_what_is_not_there_is_said_so(client, path):
    response = client.get(f"/api/{path}")
    assert response.status_code == 404
    assert response.json()["error"]


@pytest.mark.parametrize("path", ["/../server.py", "/%2e%2e/server.py", "/js/../../server.py"])
def test_no_file_beside_the_page_is_given(client, path):
    assert client.get(path).status_code == 404


def test_a_missing_article_names_the_command_that_explains_it(client):
    assert client.get("/api/article/ab").json()["hint"] == "dateline explain ab"


@pytest.mark.parametrize("text", ["ferry", "FERR", "marigold sails", "Marigold  ret"])
def test_search_finds_articles_by_the_beginning_of_words(client, text):
    found = client.get("/api/search", params={"q": text}).json()["panels"]["search-articles"]
    headlines = [row[found["columns"].index("headline")] for row in found["rows"]]
    assert headlines == ["Ferry returns after winter repairs"]


@pytest.mark.parametrize("text", ["", "   ", "%", "'", "\x00", "*", "a" * 5000])
def test_search_for_no_word_finds_nothing(client, text):
    response = client.get("/api/search", params={"q": text})
    assert response.status_code == 200
    assert [panel["rows"] for panel in response.json()["panels"].values() if panel["rows"]] == []


def test_a_new_snapshot_is_read_with_the_next_request(undisturbed, tmp_path, now):
    data = copy_of(undisturbed, tmp_path)
    client = open_client(data)
    before = client.get("/api/state").json()
    with open_warehouse(data, command="test", now=now) as warehouse:
        warehouse.cursor().execute("update articles set headline = 'Another'").fetchall()
        publish(warehouse, now=now)
    after = client.get(f"/api/article/{values(client, 'story', 'story-articles', 'article_id')[0]}")
    assert after.json()["snapshot"] != before["snapshot"]
    assert "Another" in after.json()["panels"]["article"]["rows"][0]


def test_a_snapshot_that_is_gone_is_an_answer_with_the_next_step(undisturbed, tmp_path):
    data = copy_of(undisturbed, tmp_path)
    client = open_client(data)
    assert client.get("/api/state").status_code == 200
    for snapshot in (data / "snapshots").iterdir():
        snapshot.unlink()
    response = client.get("/api/state")
    assert response.status_code == 503
    assert response.json()["hint"] == "dateline publish"
    (data / "current.duckdb").unlink()
    assert client.get("/api/news/all").json()["hint"] == "dateline run"


def test_a_snapshot_that_is_no_database_is_an_answer(undisturbed, tmp_path):
    data = copy_of(undisturbed, tmp_path)
    next((data / "snapshots").iterdir()).write_bytes(b"not a database" * 1000)
    response = open_client(data).get("/api/state")
    assert response.status_code == 503
    assert "damaged" in response.json()["error"]


@pytest.mark.parametrize(
    "page", ["story", "news/all", "timeline", "stripped/all", "sources", "runs"]
)
def test_an_empty_warehouse_has_pages_without_rows(tmp_path, open_empty, now, page):
    with open_empty(tmp_path / "data") as warehouse:
        publish(warehouse, now=now)
    response = open_client(tmp_path / "data").get(f"/api/{page}")
    assert response.status_code == 200
    errors = [answer["error"] for answer in response.json()["panels"].values()]
    assert set(errors) == {None}


def test_a_snapshot_older_than_the_page_says_what_it_lacks_and_shows_the_rest(
    undisturbed, tmp_path, now
):
    data = copy_of(undisturbed, tmp_path)
    (tmp_path / "marts").mkdir()
    with open_warehouse(data, command="test", now=now) as warehouse:
        publish(warehouse, now=now, marts=tmp_path / "marts")
    panels = open_client(data).get("/api/runs").json()["panels"]
    assert panels["recent-runs"]["rows"]
    story = open_client(data).get("/api/story").json()["panels"]
    assert {panel["hint"] for panel in story.values() if panel["error"]} == {"dateline publish"}
    assert "event_day" in story["story-dates"]["error"]


def test_changes_of_a_text_show_what_went_and_what_came():
    assert find_changes("The bill is £4.3 million.", "The bill is £3.4 million.") == [
        ("same", "The bill is "),
        ("removed", "£4.3 "),
        ("added", "£3.4 "),
        ("same", "million."),
    ]


def test_words_far_from_a_change_are_left_out():
    words = " ".join(f"word{number}" for number in range(100))
    changes = find_changes(f"{words} old", f"{words} new")
    assert [kind for kind, _ in changes] == ["gap", "same", "removed", "added"]
    assert len(changes[1][1].split()) == WORDS_AROUND


def test_a_text_beyond_measure_went_and_came():
    long = "word " * 30_000
    assert find_changes(long, "word") == [("removed", long), ("added", "word")]


def test_the_page_is_sent_in_one_script_and_one_style_sheet_and_not_a_second_time(client):
    loaded = re.findall(r'(?:src|href)="([^"#]+)"', client.get("/").text)
    ours = [name for name in loaded if name.endswith((".js", ".css"))]
    assert ours == ["app.css", "theme.js", "vendor/d3.min.js", "app.js"]
    for name in loaded:
        answer = client.get(f"/{name}")
        assert answer.status_code == 200
        again = client.get(f"/{name}", headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304
    fonts = re.findall(r'url\("([^"]+)"\)', client.get("/app.css").text)
    assert fonts
    assert [client.get(f"/{name}").status_code for name in fonts] == [200] * len(fonts)
