"""The content of the warehouse without its surrogate numbers, to compare two warehouses.

In: a connection. Out: for each table of main its rows on natural ids, sorted. Two warehouses made
from the same inputs, in any order, with or without kills and rebuilds between, give the same.
It never looks at `ops`, which grows with every run.
"""

import duckdb

#: Columns that say when and where, not what: they differ after a rebuild.
VOLATILE = frozenset({"run_key", "loaded_at", "archived_at", "archive_file", "archive_offset"})

#: Row numbers of the form article_key * 2^20 + ordinal: the ordinal is natural.
ORDINAL_KEYS = frozenset({"removed_block_key", "mention_key", "date_mention_key"})

#: Which table gives a surrogate key its natural id.
NATURAL = {
    "article_key": ("articles", "article_key", "article_id"),
    "source_key": ("sources", "source_key", "source_id"),
    "entity_key": ("entities", "entity_key", "entity_id"),
    "speaker_entity_key": ("entities", "entity_key", "entity_id"),
}


def read_natural_tables(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple]]:
    """Rows of each table of main, surrogate keys replaced by what they stand for, sorted."""
    cursor = connection.cursor()
    tables = cursor.execute(
        """
        select table_name from duckdb_tables()
        where schema_name = 'main' and not internal and not temporary
            and database_name = current_database()
        order by table_name
        """
    ).fetchall()
    return {name: _read_table(cursor, name) for (name,) in tables}


def _read_table(cursor: duckdb.DuckDBPyConnection, table: str) -> list[tuple]:
    cursor.execute(f"select * from {table} limit 0").fetchall()
    names = [column[0] for column in cursor.description]
    values, joins = [], []
    for name in names:
        if name in VOLATILE or (name in NATURAL and NATURAL[name][0] == table):
            continue
        if name in ORDINAL_KEYS:
            values.append(f"t.{name} % 1048576")
        elif name in NATURAL:
            parent, key, natural_id = NATURAL[name]
            values.append(f"{name}_of.{natural_id}")
            joins.append(f"left join {parent} as {name}_of on {name}_of.{key} = t.{name}")
        else:
            values.append(f"t.{name}")
    return cursor.execute(
        f"select {', '.join(values)} from {table} as t {' '.join(joins)} order by all"
    ).fetchall()
