"""What a rebuild carries over, and how it puts the new file in place of the former one."""

import subprocess
import sys

import pytest

from warehouse.connection import open_warehouse
from warehouse.load import load_package
from warehouse.replacement import replace_live_file
from warehouse.run_history import (
    DERIVED_TABLES,
    HISTORY_TABLES,
    lost_documents,
    restore_history,
    save_history,
)


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


SAVE = """
import sys
from pathlib import Path
from warehouse.folder import DataFolder
from warehouse.run_history import save_history
save_history(DataFolder(Path(sys.argv[1])), Path(sys.argv[2]))
"""


def test_a_file_that_another_process_has_open_is_busy_not_damaged(warehouse, tmp_path):
    words = [str(warehouse.folder.path), str(tmp_path / "history")]
    done = subprocess.run(
        [sys.executable, "-c", SAVE, *words], capture_output=True, text=True, check=False
    )
    assert "WarehouseBusy" in done.stderr
    assert not (tmp_path / "history").exists()


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
