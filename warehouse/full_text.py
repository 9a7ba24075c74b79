"""Ranked search, an option: DuckDB's full-text index in a snapshot.

In: a connection to the copy that becomes a snapshot. Out: the indexes of texts and headlines in it,
and the macro `ranked(query)`: articles by BM25, the words in their English stems.

`search` needs none of this. The index cannot be carried on from the last snapshot: it is made anew
at each publication, which costs 1.4 ms an article; so it is off by default (`full_text_index`), and
not made above MOST_ARTICLES. The extension is a Python package, as nothing is fetched at run time;
a tool that opens the snapshot needs it too, to ask by it (`install fts; load fts`).
"""

import contextlib
from importlib.util import find_spec
from pathlib import Path

import duckdb

from warehouse.connection import READER_SETTINGS, open_reader
from warehouse.errors import ExtensionMissing

MOST_ARTICLES = 100_000

_MACRO = Path(__file__).parent / "marts" / "full_text" / "ranked.sql"

#: The table that DuckDB keeps of an index of texts: whether a snapshot has one.
_HAS_INDEX = "select 1 from duckdb_schemas() where schema_name = 'fts_main_article_texts'"


def load_extension(connection: duckdb.DuckDBPyConnection) -> None:
    """Load the extension from its package into an open connection.

    Raises:
        ExtensionMissing: the package is not installed, or is for another version of DuckDB.
    """
    spec = find_spec("duckdb_extension_fts")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    file = f"extensions/v{duckdb.__version__}/fts.duckdb_extension"
    found = [path for folder in folders if (path := Path(folder, file)).is_file()]
    if not found:
        raise ExtensionMissing(
            f"DuckDB's full-text extension is not installed for DuckDB {duckdb.__version__}",
            f"python -m pip install duckdb-extension-fts=={duckdb.__version__}, "
            "or set full_text_index = false.",
        )
    quoted = str(found[0]).replace("'", "''")
    connection.execute(f"load '{quoted}'").fetchall()


def build_full_text(connection: duckdb.DuckDBPyConnection) -> bool:
    """Index texts and headlines of a snapshot; False when it has too many articles.

    Raises:
        ExtensionMissing: as `load_extension`.
    """
    load_extension(connection)
    ((count,),) = connection.execute("select count(*) from articles").fetchall()
    if count > MOST_ARTICLES:
        return False
    for table, columns in (
        ("article_texts", "'clean_text'"),
        ("articles", "'headline', 'subheadline'"),
    ):
        connection.execute(
            f"pragma create_fts_index('main.{table}', 'article_key', {columns}, overwrite = 1)"
        ).fetchall()
    connection.execute(_MACRO.read_text("utf-8")).fetchall()
    return True


def has_full_text(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether a snapshot was published with the index."""
    return bool(connection.execute(_HAS_INDEX).fetchall())


def open_full_text(path: Path) -> duckdb.DuckDBPyConnection:
    """Open such a snapshot read-only, with the extension where it is installed. Once it is loaded,
    no other file can be read: as for every reader.
    """
    connection = open_reader(path, enable_external_access=True)
    with contextlib.suppress(ExtensionMissing):
        load_extension(connection)
    locked = READER_SETTINGS["enable_external_access"]
    connection.execute(f"set enable_external_access = {locked}").fetchall()
    return connection
