"""D5: a warehouse that cannot be opened, or an archive that cannot be read, costs nothing else."""

import json

import duckdb
import pytest

from tasks.errors import ConfigurationFault
from warehouse.errors import WarehouseDamaged, WarehouseMissing
from warehouse.lock import find_holder
from warehouse.publish import current_snapshot


def cut_in_half(database):
    database.write_bytes(database.read_bytes()[: database.stat().st_size // 2])


def flip_every_page(database):
    content = bytearray(database.read_bytes())
    content[20_000::1_000] = bytes(255 - byte for byte in content[20_000::1_000])
    database.write_bytes(content)


@pytest.mark.parametrize("damage", [cut_in_half, flip_every_page])
def test_d5_a_damaged_warehouse_is_made_again_and_the_damaged_file_is_kept(
    runs, stories, undisturbed, tmp_path, damage
):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    damage(data / "dateline.duckdb")
    damaged = (data / "dateline.duckdb").read_bytes()
    with pytest.raises(WarehouseDamaged, match="dateline rebuild"):
        runs.ingest(data, stories)

    done = runs.command("rebuild", "--data", data, "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert runs.natural_tables(data) == runs.natural_tables(undisturbed)
    (kept,) = data.glob("dateline-damaged-*.duckdb")
    assert report["kept_file"] == str(kept)
    assert kept.read_bytes() == damaged
    assert any(f"{data / 'dateline.duckdb'} is damaged" in said for said in report["warnings"])
    # The history comes from the snapshot, which was made at the end of the first run.
    assert runs.ask(data, "select run_key, flow_name from ops.runs order by 1") == [
        (1, "ingest"),
        (2, "rebuild"),
    ]
    assert runs.ingest(data, stories).fates == {"unchanged": 5}


def test_d5_a_log_that_cannot_be_replayed_is_kept_with_its_file(
    runs, stories, undisturbed, one_story, tmp_path
):
    data = runs.copy_data(one_story, tmp_path / "data")
    runs.command("run", stories, "--data", data, DATELINE_CRASH_AT="after-commit")
    log = data / "dateline.duckdb.wal"
    content = bytearray(log.read_bytes())
    content[len(content) // 2] ^= 0xFF
    log.write_bytes(content)
    with pytest.raises(WarehouseDamaged, match="dateline rebuild"):
        runs.ingest(data, stories)

    report = runs.rebuild(data)
    assert report.exit_code == 0
    assert runs.natural_tables(data) == runs.natural_tables(undisturbed)
    assert report.kept_file.with_name(f"{report.kept_file.name}.wal").read_bytes() == content
    assert not log.exists()


def test_d5_a_warehouse_that_is_gone_is_made_again_without_a_history(
    runs, stories, undisturbed, tmp_path
):
    data = tmp_path / "data"
    runs.copy_data(undisturbed / "archive", data / "archive")
    report = runs.rebuild(data)
    assert (report.exit_code, report.kept_file) == (0, None)
    assert runs.natural_tables(data) == runs.natural_tables(undisturbed)
    assert runs.ask(data, "select run_key from ops.runs") == [(1,)]
    assert runs.ingest(data, stories).fates == {"unchanged": 5}


def test_d5_names_are_not_lost_when_the_model_is_missing(runs, undisturbed, tmp_path):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    with duckdb.connect(str(data / "dateline.duckdb")) as connection:
        connection.execute("update ops.runs set model_name = 'en_core_web_sm'")
    before = (data / "dateline.duckdb").read_bytes()
    with pytest.raises(ConfigurationFault, match="names would be lost"):
        runs.rebuild(data)
    assert (data / "dateline.duckdb").read_bytes() == before


def test_d5_without_an_archive_nothing_is_touched(runs, tmp_path):
    data = tmp_path / "data"
    with pytest.raises(WarehouseMissing, match="no archive"):
        runs.rebuild(data)
    assert not data.exists()
    done = runs.command("rebuild", "--data", data)
    assert done.returncode == 2
    assert "dateline run" in done.stderr


def test_d5_a_sound_warehouse_is_not_replaced_from_an_archive_that_lost_documents(
    runs, stories, tmp_path
):
    data = tmp_path / "data"
    runs.ingest(data, stories, batch_size=2)
    snapshot, content = current_snapshot(data), (data / "dateline.duckdb").read_bytes()
    lost, cut = sorted((data / "archive").iterdir())[:2]
    lost.unlink()
    cut.write_bytes(cut.read_bytes()[:100])

    report = runs.rebuild(data)
    assert report.exit_code == 1
    assert not report.is_replaced
    assert "are not in the archive any more" in report.failed_checks[0]
    assert (data / "dateline.duckdb").read_bytes() == content
    assert current_snapshot(data) == snapshot
    assert list(data.glob("dateline-*.duckdb")) == []
    assert find_holder(data / "dateline.lock") is None


def test_d5_a_damaged_warehouse_and_archive_give_what_is_left_and_say_what_is_lost(
    runs, stories, tmp_path
):
    data = tmp_path / "data"
    runs.ingest(data, stories, batch_size=1)
    cut_in_half(data / "dateline.duckdb")
    broken = sorted((data / "archive").iterdir())[0]
    broken.write_bytes(broken.read_bytes()[:-60])

    report = runs.rebuild(data)
    assert report.exit_code == 3
    assert report.fates == {"loaded": 4, "broken_archive": 1}
    assert report.rejected[0].uri == f"archive/{broken.name}#0"
    done = runs.command("requeue", "--data", data)
    assert done.returncode == 0, done.stderr  # a place of the archive is no input to try again
    assert any("1 documents are not in the archive any more" in said for said in report.warnings)
    assert runs.ask(data, "select count(*) from articles") == [(4,)]


def test_d5_a_rebuild_loses_nothing_behind_a_break_inside_an_archive_file(runs, stories, tmp_path):
    data = tmp_path / "data"
    runs.ingest(data, stories, batch_size=5)
    query = "select archive_file, archive_offset from documents order by archive_offset"
    (file, _), (_, damaged), *_ = runs.ask(data, query)
    cut_in_half(data / "dateline.duckdb")
    content = bytearray((data / file).read_bytes())
    content[damaged + 60] ^= 0xFF
    (data / file).write_bytes(content)

    report = runs.rebuild(data)
    assert report.fates == {"loaded": 4, "broken_archive": 1}
    assert report.rejected[0].uri == f"{file}#{damaged}"
    assert "where reading went on" in report.rejected[0].reason
