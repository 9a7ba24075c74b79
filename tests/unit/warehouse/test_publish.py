"""Snapshots: whole, swapped at once, kept for a while, and never half."""

import resource
import subprocess
import sys
import textwrap
from datetime import timedelta

import duckdb
import pytest

from warehouse.connection import open_reader, open_warehouse
from warehouse.errors import NoSpace, PublishFailed, WarehouseMissing
from warehouse.load import load_package
from warehouse.publish import current_snapshot, is_behind, list_snapshots, publish, rollback
from warehouse.rollback_notes import Rollback, leave_note, read_last_rollback


def count_articles(path):
    with open_reader(path) as reader:
        return reader.cursor().execute("select count(*) from articles").fetchall()[0][0]


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_readers_get_the_warehouse_as_it_was_published(warehouse, story, write, tmp_path, now):
    load_package(warehouse, write(tmp_path / "p1", story()), now)
    snapshot = publish(warehouse, now=now)
    load_package(warehouse, write(tmp_path / "p2", story(article="b")), now)
    folder = warehouse.folder
    assert snapshot.snapshot_id == "20260301T120000Z"
    assert folder.current.readlink().as_posix() == "snapshots/20260301T120000Z.duckdb"
    assert count_articles(folder.current) == snapshot.article_count == 1
    assert names_in(folder.snapshots) == ["20260301T120000Z.duckdb"]
    assert snapshot.byte_count == snapshot.path.stat().st_size


def test_o2_a_reader_keeps_its_snapshot_and_a_new_one_gets_the_next(
    warehouse, story, write, tmp_path, now
):
    publish(warehouse, now=now)
    with open_reader(warehouse.folder.current) as old:
        load_package(warehouse, write(tmp_path / "p1", story()), now)
        publish(warehouse, now=now + timedelta(minutes=1))
        assert old.cursor().execute("select count(*) from articles").fetchall() == [(0,)]
        assert count_articles(warehouse.folder.current) == 1


def test_new_articles_and_other_marts_call_for_a_new_snapshot(
    warehouse, story, write, tmp_path, now
):
    marts = tmp_path / "marts"
    marts.mkdir()
    assert is_behind(warehouse, marts)
    publish(warehouse, now=now, marts=marts)
    assert not is_behind(warehouse, marts)
    load_package(warehouse, write(tmp_path / "p1", story()), now + timedelta(minutes=1))
    assert is_behind(warehouse, marts)
    publish(warehouse, now=now + timedelta(minutes=2), marts=marts)
    assert not is_behind(warehouse, marts)
    (marts / "ant.sql").write_text("create or replace table mart.ant as select 1 as n")
    assert is_behind(warehouse, marts)
    publish(warehouse, now=now + timedelta(minutes=3), marts=marts)
    assert not is_behind(warehouse, marts)
    rollback(warehouse.folder.path, now=now)
    assert not is_behind(warehouse, marts)


def test_the_snapshot_and_the_live_file_know_of_it(warehouse, now):
    snapshot = publish(warehouse, now=now)
    live = (
        warehouse.cursor()
        .execute("select snapshot_id, status, byte_count, storage_version from ops.snapshots")
        .fetchall()
    )
    assert live == [(snapshot.snapshot_id, "published", snapshot.byte_count, "v1.4.0")]
    with open_reader(snapshot.path) as reader:
        inside = reader.cursor().execute("select snapshot_id, status from ops.snapshots").fetchall()
        assert inside == [(snapshot.snapshot_id, "published")]


def test_only_the_last_few_snapshots_stay(warehouse, now):
    ids = [publish(warehouse, now=now + timedelta(hours=n), keep=2).snapshot_id for n in range(4)]
    assert list_snapshots(warehouse.folder.path) == ids[2:]


def test_o7_a_clock_that_goes_back_still_makes_the_newest_snapshot(warehouse, now):
    first = publish(warehouse, now=now).snapshot_id
    same = publish(warehouse, now=now).snapshot_id
    back = publish(warehouse, now=now - timedelta(days=1), keep=2).snapshot_id
    assert first < same < back
    assert list_snapshots(warehouse.folder.path) == [same, back]
    assert current_snapshot(warehouse.folder.path) == back


def test_rollback_serves_an_older_snapshot_and_the_next_publication_a_newer(warehouse, now):
    data = warehouse.folder.path
    first, second, third = (
        publish(warehouse, now=now + timedelta(hours=n)).snapshot_id for n in range(3)
    )
    assert rollback(data, now=now) == second == current_snapshot(data)
    assert rollback(data, first, now=now) == first == current_snapshot(data)
    with pytest.raises(WarehouseMissing, match="older than"):
        rollback(data, now=now)
    with pytest.raises(WarehouseMissing, match=third):
        rollback(data, "20010101T000000Z", now=now)
    assert publish(warehouse, now=now + timedelta(hours=4)).snapshot_id > third


def test_a_snapshot_that_is_served_is_removed_only_after_the_next_publication_but_one(
    warehouse, now
):
    data = warehouse.folder.path
    first = publish(warehouse, now=now, keep=5).snapshot_id
    publish(warehouse, now=now + timedelta(hours=1), keep=5)
    rollback(data, first, now=now)
    third = publish(warehouse, now=now + timedelta(hours=2), keep=1).snapshot_id
    assert list_snapshots(data) == [first, third]  # a reader may just be opening the first
    fourth = publish(warehouse, now=now + timedelta(hours=3), keep=1).snapshot_id
    assert list_snapshots(data) == [third, fourth]


def test_a_rollback_during_a_write_is_recorded_by_the_next_writer(warehouse, now):
    data = warehouse.folder.path
    first, second = (publish(warehouse, now=now + timedelta(hours=n)).snapshot_id for n in range(2))
    at = now + timedelta(hours=2, microseconds=7)
    rollback(data, now=at)
    rollback(data, now=at + timedelta(hours=1), snapshot_id=first)  # no change, so no record
    assert read_last_rollback(warehouse.folder, warehouse.cursor()) == Rollback(at, second, first)
    warehouse.close()
    recorded = "from ops.rollbacks"
    with open_warehouse(data, command="test", now=now) as next_writer:
        assert next_writer.cursor().execute(recorded).fetchall() == [(at, second, first)]
        third = publish(next_writer, now=now + timedelta(hours=4)).snapshot_id
    assert names_in(data / "rollbacks") == []
    assert current_snapshot(data) == third
    with open_reader(data / "current.duckdb") as reader:
        assert reader.cursor().execute(recorded).fetchall() == [(at, second, first)]


def test_a_rollback_comes_once_even_if_its_note_outlived_the_writer(warehouse, now):
    folder = warehouse.folder
    warehouse.close()
    for _ in range(2):  # the second time it lies there as a killed writer would have left it
        leave_note(folder, Rollback(now, "20260301T120000Z", "20260301T110000Z"))
        with open_warehouse(folder.path, command="test", now=now) as writer:
            count = writer.cursor().execute("select count(*) from ops.rollbacks").fetchall()
    assert count == [(1,)]


def test_a_file_among_the_notes_that_is_none_stops_nobody(warehouse, now):
    folder = warehouse.folder
    warehouse.close()
    leave_note(folder, Rollback(now, None, "20260301T110000Z"))
    (folder.rollbacks / "list.json").write_text("[1, 2")
    with open_warehouse(folder.path, command="test", now=now) as writer:
        assert len(writer.cursor().execute("from ops.rollbacks").fetchall()) == 1
    assert names_in(folder.rollbacks) == ["list.json"]


def test_marts_are_built_in_the_copy_only(warehouse, tmp_path, story, write, now):
    marts = tmp_path / "marts"
    marts.mkdir()
    (marts / "source_count.sql").write_text(
        "create table mart.source_count as"
        " select source_key, count(*) as n from articles group by source_key"
    )
    load_package(warehouse, write(tmp_path / "p1", story()), now)
    snapshot = publish(warehouse, now=now, marts=marts)
    with open_reader(snapshot.path) as reader:
        assert reader.cursor().execute("select * from mart.source_count").fetchall() == [(1, 1)]
    with pytest.raises(duckdb.CatalogException):
        warehouse.cursor().execute("select * from mart.source_count").fetchall()


def test_d3_a_publication_that_fails_leaves_the_last_snapshot_and_no_half_file(
    warehouse, tmp_path, now
):
    marts = tmp_path / "marts"
    marts.mkdir()
    (marts / "wrong.sql").write_text("create table mart.wrong as select * from nowhere")
    kept = publish(warehouse, now=now)
    with pytest.raises(PublishFailed, match=r"mart wrong failed: .*nowhere.*`dateline publish`"):
        publish(warehouse, now=now + timedelta(hours=1), marts=marts)
    assert names_in(warehouse.folder.snapshots) == [kept.path.name]
    assert count_articles(warehouse.folder.current) == 0
    publish(warehouse, now=now + timedelta(hours=2))
    statuses = (
        warehouse.cursor()
        .execute("select status from ops.snapshots order by snapshot_id")
        .fetchall()
    )
    assert statuses == [("published",), ("failed",), ("published",)]


def test_d3_a_copy_that_cannot_be_written_ends_clean(warehouse, now):
    kept = publish(warehouse, now=now)
    data = warehouse.folder.path
    warehouse.close()
    code = """
        import resource, sys
        from datetime import datetime
        from pathlib import Path
        from warehouse.connection import open_warehouse
        from warehouse.errors import WarehouseError
        from warehouse.publish import publish
        with open_warehouse(Path(sys.argv[1]), command="t", now=datetime(2026, 3, 2)) as opened:
            limit = int(sys.argv[2])
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            try:
                publish(opened, now=datetime(2026, 3, 2))
            except WarehouseError as error:
                print(type(error).__name__, error)
    """
    assert resource.RLIMIT_FSIZE is not None
    size = (data / "dateline.duckdb").stat().st_size
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(data), str(size // 2)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("PublishFailed snapshot 20260302T000000Z was not published")
    assert names_in(data / "snapshots") == [kept.path.name]
    assert current_snapshot(data) == kept.snapshot_id
    assert count_articles(data / "current.duckdb") == 0


def test_d3_too_little_space_is_said_before_anything_is_written(warehouse, now, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 1000})())
    with pytest.raises(NoSpace, match="1,000 are free"):
        publish(warehouse, now=now)
    assert names_in(warehouse.folder.snapshots) == []


def test_copying_does_not_lose_the_lock_on_the_live_file(warehouse, now):
    publish(warehouse, now=now)
    probe = subprocess.run(
        [
            sys.executable,
            "-c",
            "import duckdb, sys; duckdb.connect(sys.argv[1])",
            str(warehouse.folder.database),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Could not set lock" in probe.stderr
