"""O2: ten readers on the snapshot, while runs load and publish it anew and a person rolls back.

Each reader is a process of its own, knows DuckDB and the link `current.duckdb` and nothing else of
ours, and reads again and again. What it reads must agree with itself: a lock, half a load or a
table of another shape would end it.
"""

import json
import signal
import subprocess
from contextlib import ExitStack
from datetime import datetime

import duckdb
import pytest

from warehouse.marts import read_marts
from warehouse.migrate import read_migrations
from warehouse.publish import current_snapshot, list_snapshots, rollback

#: Seconds after which a reader ends itself, so that no test waits for one that hangs.
LONGEST = 300

#: What every reader has. It rests nine times as long as a reading took: ten that never rest would
#: leave the runs no processor.
HEAD = f"""
    import json, signal, sys, time
    from pathlib import Path

    signal.alarm({LONGEST})
    link, end = sys.argv[1], Path(sys.argv[2])

    def read_on(read):
        # Tells each change in a line, and at last how often it has read.
        last, times = None, 0
        while not end.exists():
            began = time.perf_counter()
            reading, times = read(), times + 1
            if reading != last:
                last = reading
                print(json.dumps(reading), flush=True)
            time.sleep(9 * (time.perf_counter() - began))
        print(times)
"""

#: One reading: the snapshot by its own record, and facts that must be equal to each other.
READ = """
    import duckdb

    ARTICLES = (
        "select count(*) from articles",
        "select count(*) from article_texts",
        "select count(distinct article_key) from article_blocks",
        "select article_count from mart.snapshot_summary",
        "select sum(article_count) from mart.source_day",
        "select sum(article_count) from mart.source_week",
        "select count(*) from mart.article_lookup",
        "select count(*) from mart.articles_wide",
        "select sum(articles_new_count) from ops.load_packages",
    )
    REMOVED = (
        "select count(*) from removed_blocks",
        "select removed_block_count from mart.snapshot_summary",
        "select sum(block_count) from mart.removed_day",
        "select count(*) from mart.removed_wide",
    )
    SHAPE = (
        "select count(*) from ops.migrations",
        "select count(distinct table_name) from information_schema.tables"
        " where table_schema = 'mart'",
    )

    def read(connection):
        def one(query):
            return connection.cursor().execute(query).fetchall()[0]
        snapshot, articles = one(
            "select snapshot_id, article_count from ops.snapshots"
            " where status = 'published' order by snapshot_id desc limit 1"
        )
        counts = {query: one(query)[0] for query in ARTICLES}
        assert set(counts.values()) == {articles}, (snapshot, articles, counts)
        removed = {query: one(query)[0] for query in REMOVED}
        assert len(set(removed.values())) == 1, (snapshot, removed)
        return [snapshot, articles, [one(query)[0] for query in SHAPE]]
"""

#: Connects through the link for each reading, as the README tells people to.
REOPENING = (
    HEAD
    + READ
    + """
    def connect_and_read():
        with duckdb.connect(link, read_only=True) as connection:
            return read(connection)

    read_on(connect_and_read)
"""
)

#: Keeps its connection over all swaps.
HOLDING = (
    HEAD
    + READ
    + """
    with duckdb.connect(link, read_only=True) as connection:
        read_on(lambda: read(connection))
"""
)

#: Asks a dashboard's server; `link` is its address. Of two pages one may be of the next snapshot.
BROWSING = (
    HEAD
    + """
    from urllib.request import urlopen

    def page(name):
        with urlopen(link + "api/" + name) as answer:
            value = json.load(answer)
        assert not any(panel.get("error") for panel in value["panels"].values()), value
        tables = {
            name: [dict(zip(panel["columns"], row)) for row in panel["rows"]]
            for name, panel in value["panels"].items()
        }
        return value["snapshot"], tables

    def browse():
        snapshot, story = page("story")
        articles = story["totals"][0]["article_count"]
        assert len(story["story-articles"]) == articles, (snapshot, story)
        other, sources = page("sources")
        listed = sum(row["article_count"] for row in sources["source-health"])
        assert (other, listed) == (snapshot, articles) or other != snapshot, (snapshot, sources)
        return [snapshot, articles, None]

    read_on(browse)
"""
)

NOW = datetime(2026, 3, 1, 12)


class Reader:
    """A process that reads until the file `end` is there, and tells each change it sees."""

    def __init__(self, process: subprocess.Popen) -> None:
        self.process = process
        self.seen: list[list] = []

    def next_reading(self) -> list:
        """The next change. A reader that met a fault has none, and says why."""
        line = self.process.stdout.readline()
        if not line:
            pytest.fail(f"a reader ended: {self.process.communicate()[1]}")
        self.seen.append(json.loads(line))
        return self.seen[-1]

    def see(self, snapshot_id: str) -> None:
        """Go on until it reads this snapshot."""
        while not self.seen or self.seen[-1][0] != snapshot_id:
            self.next_reading()

    def times(self) -> int:
        """How often it has read, once it has ended."""
        out, err = self.process.communicate()
        assert self.process.returncode == 0, err
        *rest, count = out.splitlines()
        self.seen += map(json.loads, rest)
        return int(count)


@pytest.fixture
def older_data(runs, one_story, tmp_path):
    """A data folder whose warehouse and snapshot lack the last migration."""
    data = runs.copy_data(one_story, tmp_path / "data")
    for path in (data / "dateline.duckdb", (data / "current.duckdb").resolve()):
        with duckdb.connect(str(path)) as connection:
            connection.execute("alter table ops.load_packages rename column rows to row_count")
            connection.execute(
                "delete from ops.migrations where name = '0014_rows_of_packages.sql'"
            )
    return data


def test_o2_ten_readers_see_whole_snapshots_only_while_runs_publish_and_a_person_rolls_back(
    runs, older_data, tmp_path
):
    data, end, folder = older_data, tmp_path / "end", tmp_path / "news"
    link = data / "current.duckdb"
    first = current_snapshot(data)
    new_shape = [len(read_migrations()), len(read_marts())]
    old_shape = [new_shape[0] - 1, new_shape[1]]

    with ExitStack() as stack:
        server = stack.enter_context(
            runs.start_command("dashboard", "--no-open", "--port", "0", "--data", data)
        )
        stack.callback(server.send_signal, signal.SIGINT)
        stack.callback(end.touch)  # also when something fails

        def start(code, where):
            return Reader(stack.enter_context(runs.start_code(code, where, end)))

        reopening = [start(REOPENING, link) for _ in range(10)]
        holding = start(HOLDING, link)
        browsing = start(BROWSING, server.stdout.readline().strip())
        following = [*reopening, browsing]
        for reader in (*following, holding):
            reader.see(first)

        served, counts = [first], [1]

        def follow():
            served.append(current_snapshot(data))
            with duckdb.connect(str(link), read_only=True) as connection:
                counts.append(connection.sql("select count(*) from articles").fetchall()[0][0])
            for reader in following:
                reader.see(served[-1])

        for names in (["ferry.txt", "library.txt"], ["market.html"], [], ["wire.jsonl"]):
            if names:
                runs.write_files(folder, {name: runs.stories[name] for name in names})
                report = runs.ingest(data, folder)  # waits for no reader
                assert (report.exit_code, report.is_new_snapshot) == (0, True)
            else:
                assert rollback(data, now=NOW) == served[1]
            follow()

        end.touch()
        times = [reader.times() for reader in (*following, holding)]

    assert counts == [1, 2, 3, 2, 5]
    assert list_snapshots(data) == sorted(set(served))
    shapes = [old_shape, *[new_shape] * 4]
    for reader in reopening:
        assert reader.seen == [list(row) for row in zip(served, counts, shapes, strict=True)]
    assert [row[:2] for row in browsing.seen] == [
        list(row) for row in zip(served, counts, strict=True)
    ]
    assert holding.seen == [[first, 1, old_shape]]
    assert min(times) > len(served)  # they read all the time, not only when something was new
    assert runs.ask(data, "select from_snapshot_id, to_snapshot_id from ops.rollbacks") == [
        (served[2], served[1])
    ]
