"""What a rebuild carries over, and how it puts the new file in place of the former one."""

import pytest

from warehouse.connection import open_warehouse
from warehouse.errors import WarehouseBusy
from warehouse.history import (
    DERIVED_TABLES,
    HISTORY_TABLES,
    lost_documents,
    restore_history,
    save_history,
)
from warehouse.load import load_package
from warehouse.replacement import replace_live_file


@pytest.fixture
def loaded(warehouse, write, story, tmp_path, now):
    """A closed warehouse of two articles."""
    package = write(tmp_path / "package", story("river"), story("bridge", headline="A bridge"))
    load_package(warehouse, package, now)
    folder = warehouse.folder
    warehouse.close()
    return folder


def rows(warehouse, table):
    return warehouse.cursor().execute(f"select * from {table} order by all").fetchall()


def test_each_table_of_ops_is_history_or_made_anew(warehouse):
    tables = warehouse.cursor().execute(
        "select table_name from duckdb_tables() where schema_name = 'ops'"
    )
    assert {name for (name,) in tables.fetchall()} == HISTORY_TABLES | DERIVED_TABLES
    assert set() == HISTORY_TABLES & DERIVED_TABLES


def test_history_comes_along_and_the_rest_does_not(loaded, open_empty, tmp_path):
    former = save_history(loaded, tmp_path / "history")
    assert (former.state, former.history_from) == ("sound", loaded.database)
    with open_empty(tmp_path / "new") as new:
        restore_history(new, tmp_path / "history")
        assert len(rows(new, "ops.inputs")) == 2
        assert len(rows(new, "ops.surrogate_keys")) > 0
        assert rows(new, "ops.observations") == []
        assert rows(new, "articles") == []
        assert lost_documents(new, tmp_path / "history") == (2, ["archive/1.warc.gz"])


def test_without_any_file_there_is_no_history(open_empty, tmp_path):
    with open_empty(tmp_path / "new") as new:
        former = save_history(new.folder.rebuild, tmp_path / "history")
        assert (former.state, former.history_from) == ("missing", None)
        restore_history(new, tmp_path / "history")
        assert lost_documents(new, tmp_path / "history") == (0, [])


def test_a_file_that_a_writer_holds_is_busy(warehouse, tmp_path):
    with pytest.raises(WarehouseBusy):
        save_history_elsewhere(warehouse.folder.path, tmp_path / "history")


def save_history_elsewhere(data, target):
    """In another process: DuckDB lets one process open a file twice."""
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from warehouse.folder import DataFolder;"
        "from warehouse.history import save_history;"
        "save_history(DataFolder(Path(sys.argv[1])), Path(sys.argv[2]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(data), str(target)],
        capture_output=True,
        text=True,
        check=False,
    )
    if "WarehouseBusy" in done.stderr:
        raise WarehouseBusy(done.stderr)


def test_the_new_file_takes_the_place_and_the_former_one_another_name(loaded, open_empty, now):
    former = loaded.database.read_bytes()
    open_empty(loaded.rebuild.path).close()
    first = replace_live_file(loaded, "former", now)
    assert first.name == "dateline-former-20260301T120000Z.duckdb"
    assert first.read_bytes() == former
    open_empty(loaded.rebuild.path).close()
    second = replace_live_file(loaded, "former", now)
    assert second.name == "dateline-former-20260301T120000Z-2.duckdb"
    with open_warehouse(loaded.path, command="test", now=now, lock_wait=0) as opened:
        assert rows(opened, "articles") == []
