"""Load packages into the warehouse.

In: the open warehouse, the folder of a package, the present moment. Out: how many articles were
new, changed or the same, and how inputs ended. Rows and the done mark are one transaction: a load
that is killed leaves nothing, and can be done again. It never loads a package twice, never
rewrites rows that are the same, and gives the same tables for any order of packages.

    package ──> staged_* ──> versions.py    which document is in force, which versions there were
                             articles.py    articles and the tables under them
                             version_changes.py  what each version changed
                             resolution.py  names to entities over the whole corpus
                             near_copies.py groups of articles with most of their text in common
                             word_index.py  which words each text has
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb

from config.crash import crash_point
from warehouse import articles, near_copies, resolution, version_changes, versions, word_index
from warehouse.connection import Warehouse
from warehouse.disk import require_space
from warehouse.errors import LoadFailed, NoSpace, PackageInvalid, WarehouseError
from warehouse.package import SCHEMAS, Manifest, list_packages, read_manifest, read_tables
from warehouse.runs import find_or_make_run

#: A package grows when it is unpacked, logged and then written; measured below ten times.
SPACE_FACTOR = 10
SPACE_FLOOR = 64 * 2**20


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load did. `rows` are those written by table; `fates` the inputs by final fate."""

    package_id: str
    articles_new: int = 0
    articles_changed: int = 0
    articles_unchanged: int = 0
    rows: Mapping[str, int] = field(default_factory=dict)
    fates: Mapping[str, int] = field(default_factory=dict)
    was_loaded_before: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """Articles new, changed and unchanged, and rows written by table, in one mapping."""
        return {
            "articles_new": self.articles_new,
            "articles_changed": self.articles_changed,
            "articles_unchanged": self.articles_unchanged,
            **self.rows,
        }


def load_package(warehouse: Warehouse, folder: Path, now: datetime) -> LoadResult:
    """Load the package in `folder`; a package that was loaded before changes nothing.

    Raises:
        PackageInvalid: torn, or its rows break the contract; nothing was loaded.
        NoSpace: the disk is full; nothing was loaded. Close the warehouse and free some.
        LoadFailed: anything else DuckDB refuses; nothing was loaded.
    """
    manifest = read_manifest(folder)
    if manifest.package_id in loaded_package_ids(warehouse):
        return LoadResult(manifest.package_id, was_loaded_before=True)
    tables = read_tables(folder, manifest)
    size = sum(path.stat().st_size for path in folder.iterdir())
    require_space(
        warehouse.folder.path, SPACE_FLOOR + SPACE_FACTOR * size, f"load package {folder.name}"
    )
    cursor = warehouse.cursor()
    try:
        cursor.execute("begin").fetchall()
        result = _load(cursor, manifest, tables, now)
        crash_point("before-commit")
        cursor.execute("commit").fetchall()
    except duckdb.Error as error:
        _roll_back(cursor)
        raise _explain_load_error(error, manifest) from error
    except BaseException:
        _roll_back(cursor)
        raise
    finally:
        cursor.close()
    crash_point("after-commit")
    return result


def loaded_package_ids(warehouse: Warehouse) -> set[str]:
    """Packages that carry the done mark."""
    rows = warehouse.cursor().execute("select package_id from ops.load_packages").fetchall()
    return {row[0] for row in rows}


def find_unloaded(warehouse: Warehouse) -> list[Path]:
    """Whole packages in the data folder that a killed run wrote and nobody loaded."""
    done = loaded_package_ids(warehouse)
    return [path for path in list_packages(warehouse.folder.packages) if path.name not in done]


def _load(
    cursor: duckdb.DuckDBPyConnection, manifest: Manifest, tables: Mapping, now: datetime
) -> LoadResult:
    run_key = find_or_make_run(cursor, manifest.run_id, now)
    for name, table in tables.items():
        cursor.register("arriving", table)
        cursor.execute(
            f"create or replace temp table staged_{name} as select * from arriving"
        ).fetchall()
        cursor.unregister("arriving")
    _check_staged(cursor, manifest)
    versions.stage_versions(cursor)
    articles.stage_articles(cursor, run_key, now)
    articles.merge_articles(cursor)
    rows = {"article_versions": articles.write_versions(cursor)}
    rows["version_changes"] = version_changes.write_version_changes(cursor)
    rows |= articles.write_children(cursor)
    articles.stage_names(cursor)
    resolution.write_names(cursor)
    rows |= articles.write_mentions(cursor)
    rows["article_entities"] = resolution.write_article_entities(cursor)
    articles.mark_written(cursor)
    rows["near_copies"] = near_copies.write_near_copies(cursor)
    word_index.write_words(cursor)
    articles.write_sources(cursor)
    rows["documents"] = _write_documents(cursor)
    rows["inputs"] = _write_inputs(cursor, manifest, run_key)
    result = LoadResult(
        manifest.package_id, *_count_articles(cursor), rows=rows, fates=_count_fates(cursor)
    )
    cursor.execute(
        "insert into ops.load_packages values (?, ?, ?, ?, 'loaded', ?, ?, ?, ?, ?)",
        [
            manifest.package_id,
            run_key,
            manifest.batch_no,
            manifest.pipeline_version,
            sum(table.num_rows for table in tables.values()),
            result.articles_new,
            result.articles_changed,
            result.articles_unchanged,
            now,
        ],
    ).fetchall()
    return result


def _check_staged(cursor: duckdb.DuckDBPyConnection, manifest: Manifest) -> None:
    """Refuse a package whose rows contradict each other, in what no CHECK can see."""
    cursor.execute("update staged_articles set source_id = nullif(source_id, 'unknown')").fetchall()
    faults = [
        """
        select 'the document stands twice in the article' as fault, article_id, document_id
        from staged_articles
        group by article_id, document_id
        having count(*) > 1
        """,
        """
        select 'the article has not exactly one text', a.article_id, a.document_id
        from staged_articles as a
        left join staged_article_texts as t
            on t.article_id = a.article_id and t.document_id = a.document_id
        group by a.article_id, a.document_id
        having count(t.article_id) <> 1
        """,
    ]
    faults += [
        f"""
        select 'an ordinal of {name} stands twice, or is not below {articles.ORDINALS}',
            article_id, document_id
        from staged_{name}
        group by article_id, document_id, ordinal
        having count(*) > 1 or ordinal not between 0 and {articles.ORDINALS - 1}
        """
        for name, schema in SCHEMAS.items()
        if "ordinal" in schema.names
    ]
    wrong = cursor.execute(" union all ".join(faults) + " limit 1").fetchall()
    for fault, article_id, document_id in wrong:
        raise PackageInvalid(
            f"load package {manifest.package_id} was not loaded: {fault}: article {article_id},"
            f" document {document_id}"
        )


def _write_documents(cursor: duckdb.DuckDBPyConnection) -> int:
    rows = cursor.execute(
        """
        insert into documents by name
        select * from staged_documents
        where document_id not in (select document_id from documents)
        qualify row_number() over (
            partition by document_id order by archived_at, archive_file, archive_offset
        ) = 1
        """
    ).fetchall()
    cursor.execute(
        """
        update documents
        set encoding = staged.encoding
        from staged_documents as staged
        where
            staged.document_id = documents.document_id
            and documents.encoding is null
            and staged.encoding is not null
        """
    ).fetchall()  # a document whose first reading failed shows its encoding only now
    return rows[0][0]


def _write_inputs(cursor: duckdb.DuckDBPyConnection, manifest: Manifest, run_key: int) -> int:
    """Write the inputs; one that was read but changed no row of its article ends as unchanged.

    A duplicate gets the article that the same bytes belong to.
    """
    cursor.execute(
        """
        update staged_inputs
        set fate = 'unchanged', reason = coalesce(reason, 'the warehouse already holds this text')
        where fate = 'loaded' and article_id in (
            select article_id from in_force
            where article_key not in (select article_key from changed_articles)
        )
        """
    ).fetchall()
    cursor.execute(
        """
        update staged_inputs
        set article_id = (
            select min(article_id) from ops.observations
            where observations.document_id = staged_inputs.document_id
        )
        where fate = 'duplicate' and article_id is null
        """
    ).fetchall()
    rows = cursor.execute(
        """
        insert into ops.inputs by name
        select
            cast($run_key as bigint) as run_key,
            $package_id as package_id,
            coalesce(sources.source_key, 0) as source_key,
            staged_inputs.*
        from staged_inputs
        left join sources on sources.source_id = staged_inputs.source_id
        """,
        {"run_key": run_key, "package_id": manifest.package_id},
    ).fetchall()
    return rows[0][0]


def _count_articles(cursor: duckdb.DuckDBPyConnection) -> tuple[int, int, int]:
    """Articles of the package that were new, changed, and the same."""
    rows = cursor.execute(
        """
        select
            count(*) filter (where is_new),
            count(*) filter (where not is_new and is_changed),
            count(*) filter (where not is_new and not is_changed)
        from (
            select is_new, article_key in (select article_key from changed_articles) as is_changed
            from in_force
        )
        """
    ).fetchall()
    return rows[0]


def _count_fates(cursor: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return dict(
        cursor.execute(
            "select fate, count(*) from staged_inputs group by fate order by fate"
        ).fetchall()
    )


def _roll_back(cursor: duckdb.DuckDBPyConnection) -> None:
    try:
        cursor.execute("rollback").fetchall()
    except duckdb.Error:
        return  # after a fatal error the whole connection is gone, and the transaction with it


def _explain_load_error(error: duckdb.Error, manifest: Manifest) -> WarehouseError:
    first_line = (str(error).splitlines() or [type(error).__name__])[0]
    if "No space left" in str(error):
        return NoSpace(
            f"the disk is full: load package {manifest.package_id} was not loaded",
            "Free some space, then run again; the last snapshot is still served.",
        )
    if isinstance(error, duckdb.ConstraintException):
        return PackageInvalid(
            f"load package {manifest.package_id} breaks the contract: {first_line};"
            " nothing of it was loaded"
        )
    return LoadFailed(
        f"load package {manifest.package_id} was not loaded: {first_line}",
        "Run again; if it stays so, remove the package and report it.",
    )
