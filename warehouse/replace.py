"""Make the rows of some groups of a table equal to the rows given, writing only what differs.

In: a table, a temporary table with all its columns, the groups in question. Out: which groups
differed. It never rewrites a group whose rows are the same, so loading the same again leaves the
table byte for byte as it was.

Groups are all rows with one value of one column, such as the mentions of one article. DuckDB
keeps no index on these tables (keys on them cost ten times the load), so a group is replaced by
delete and insert. Rows of a group are distinct (the load refuses ordinals that repeat), so
comparing them as sets is exact.
"""

import duckdb


def find_changed(
    cursor: duckdb.DuckDBPyConnection,
    table: str,
    staged: str,
    group: str,
    scope: str,
    ignored: tuple[str, ...] = (),
) -> str:
    """Compare rows of `table` with those of `staged`, within the groups listed in `scope`.

    Args:
        table: table to compare; `staged` has the same columns, in any order.
        group: the grouping column, in both and in `scope`.
        scope: temporary table with the groups in question, one a row.
        ignored: columns that may differ without being a change.

    Returns:
        Name of a temporary table with the groups that differ.
    """
    columns = ", ".join(name for name in column_names(cursor, table) if name not in ignored)
    changed = f"changed_{table.rpartition('.')[2]}"
    cursor.execute(
        f"""
        create or replace temp table {changed} as
        with present as (
            select {columns} from {table} where {group} in (select {group} from {scope})
        ),
        wanted as (
            select {columns} from {staged} where {group} in (select {group} from {scope})
        )
        select distinct {group}
        from (
            (select * from present except select * from wanted)
            union all
            (select * from wanted except select * from present)
        )
        """
    ).fetchall()
    return changed


def replace_groups(
    cursor: duckdb.DuckDBPyConnection, table: str, staged: str, group: str, changed: str
) -> int:
    """Replace the groups listed in `changed` by their rows in `staged`; return rows inserted."""
    names = ", ".join(column_names(cursor, table))
    cursor.execute(
        f"delete from {table} where {group} in (select {group} from {changed})"
    ).fetchall()
    rows = cursor.execute(
        f"""
        insert into {table} ({names})
        select {names} from {staged} where {group} in (select {group} from {changed})
        order by 1, 2
        """
    ).fetchall()
    return rows[0][0]


def column_names(cursor: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """Columns of a table, `schema.name` or of main, in order."""
    cursor.execute(f"select * from {table} limit 0").fetchall()
    return [column[0] for column in cursor.description]


def assign_keys(cursor: duckdb.DuckDBPyConnection, table_name: str, ids: str) -> None:
    """Give a number to each id of query `ids` that has none; none is ever given twice."""
    cursor.execute(
        f"""
        insert into ops.surrogate_keys
        with known as (
            select natural_id, surrogate_key from ops.surrogate_keys where table_name = $table_name
        ),
        wanted (natural_id) as ({ids})
        select
            $table_name,
            natural_id,
            (select coalesce(max(surrogate_key), 0) from known)
                + row_number() over (order by natural_id)
        from (select distinct natural_id from wanted where natural_id is not null)
        where natural_id not in (select natural_id from known)
        """,
        {"table_name": table_name},
    ).fetchall()
