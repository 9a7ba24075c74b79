"""Group near copies: articles that have most of their text in common.

In: the fingerprints that a load changed, and those on record. Out: `near_copy_group_id` and
`duplicate_of_id` of articles, and `near_copies`: who printed it first, and how much of each text
is the outlet's own. Nothing is deleted, and nothing depends on the order in which articles came:
each file in `warehouse/near_copies/` is a select over tables, kept under its own name as a
temporary table.

Two articles are near copies when their signatures say that they have 35 of 100 runs of three words
in common: when they are equally long, 52 of 100 words. Copies of a wire story under different
introductions lie above, other stories on the same event below a tenth. A group is what such pairs
lead to (connected components), so a text that was cut in one paper and extended in another is
still one group. The price is a chain whose ends have little in common, such as a report that is
printed each month with new figures; the shares in `near_copies` show it, and a check names it.

Only bands that the load touched are looked at, and the articles in them. What costs time is kept in
`ops`: the pairs of each band (`copy_pairs`), which hold until the band is touched, and the words of
each article of a group (`copy_runs`), which hold until its text changes. A change of MOST_UNLIKE or
of what a word is needs a migration that makes them anew.
"""

from pathlib import Path

import duckdb

from warehouse.replace import find_changed, replace_groups
from warehouse.words import words_of

COPIES_FOLDER = Path(__file__).parent / "near_copies"

#: Share of runs in common from which two articles are near copies.
LEAST_IN_COMMON = 0.35

#: Places of a signature, and characters that a place may hold: one in so many is equal by chance.
PLACES, CHARACTERS = 256, 64

#: So many places of the signatures of near copies may differ.
MOST_UNLIKE = int(PLACES * (1 - LEAST_IN_COMMON) * (1 - 1 / CHARACTERS))

_WRITE_GROUPS = """
update articles
set
    near_copy_group_id = found.near_copy_group_id,
    duplicate_of_id = found.duplicate_of_id,
    loaded_at = (select max(loaded_at) from new_articles),
    run_key = (select max(run_key) from new_articles)
from copy_order as found
where
    found.article_key = articles.article_key
    and (
        found.near_copy_group_id is distinct from found.group_before
        or found.duplicate_of_id is distinct from found.duplicate_before
    )
"""


def stage_fingerprints(cursor: duckdb.DuckDBPyConnection) -> None:
    """Write the bands of changed fingerprints; make `touched_bands`, those they have or had.

    Expects `changed_article_fingerprints` and `fresh_articles` of `articles.py`.
    """
    cursor.execute(
        """
        create or replace temp table new_fingerprint_bands as
        select s.band_hash, f.article_key
        from staged_fingerprint_bands as s
        inner join fresh_articles as f
            on f.article_id = s.article_id and f.document_id = s.document_id
        """
    ).fetchall()
    _stage(cursor, "touched_bands")
    replace_groups(
        cursor,
        "ops.fingerprint_bands",
        "new_fingerprint_bands",
        "article_key",
        "changed_article_fingerprints",
    )


def write_near_copies(cursor: duckdb.DuckDBPyConnection) -> int:
    """Group what the load touched; return rows written to `near_copies`.

    Expects `new_articles` and `changed_articles` of `articles.py`. An article that comes to a
    group, leaves it, or turns out to be a duplicate gets the time and run of this load.
    """
    stage_fingerprints(cursor)
    _stage(cursor, "touched_members")
    _stage(cursor, "band_pairs", {"most_unlike": MOST_UNLIKE})
    replace_groups(cursor, "ops.copy_pairs", "band_pairs", "band_hash", "touched_bands")
    for name in ("affected_copies", "copy_pairs", "copy_groups", "copy_order", "moved_groups"):
        _stage(cursor, name)
    _write_copy_runs(cursor)
    _stage(cursor, "new_near_copies")
    changed = find_changed(
        cursor, "near_copies", "new_near_copies", "near_copy_group_id", "moved_groups"
    )
    written = replace_groups(
        cursor, "near_copies", "new_near_copies", "near_copy_group_id", changed
    )
    cursor.execute(_WRITE_GROUPS).fetchall()
    return written


def _write_copy_runs(cursor: duckdb.DuckDBPyConnection) -> None:
    """Bring `ops.copy_runs` up to date for the members of moved groups."""
    _stage(cursor, "stale_copy_runs")
    cursor.execute(
        "delete from ops.copy_runs where article_key in (select article_key from stale_copy_runs)"
    ).fetchall()
    _stage(cursor, "new_copy_runs")
    cursor.execute("insert into ops.copy_runs select * from new_copy_runs").fetchall()


def _stage(
    cursor: duckdb.DuckDBPyConnection, name: str, values: dict[str, object] | None = None
) -> None:
    """Keep the select in `near_copies/<name>.sql` as the temporary table `name`."""
    select = (COPIES_FOLDER / f"{name}.sql").read_text("utf-8")
    select = select.replace("{words}", words_of("lower(texts.clean_text)"))
    cursor.execute(f"create or replace temp table {name} as {select}", values).fetchall()
