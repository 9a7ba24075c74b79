"""What each version of an article changed in the one before it.

In: `version_texts` of `versions.py`. Out: rows of `version_changes`: the headline, and paragraphs
that were added, removed, reworded or moved, each with its text before and after and how much of it
differs. It is computed anew for every version of a touched article, so it depends on the versions
alone: each file in `warehouse/version_changes/` is a select over tables, kept under its own name as
a temporary table. Edits of spaces, quotes and commas are no change.
"""

from pathlib import Path

import duckdb

from warehouse.replace import find_changed, replace_groups
from warehouse.words import folded, words_of

CHANGES_FOLDER = Path(__file__).parent / "version_changes"

_EXPRESSIONS = {
    "{folded}": folded("text"),
    "{headline_before}": words_of("earlier.headline"),
    "{headline_after}": words_of("later.headline"),
}


def write_version_changes(cursor: duckdb.DuckDBPyConnection) -> int:
    """Write what versions of touched articles changed; return rows written."""
    for name in ("paragraphs", "kept_paragraphs", "reworded_paragraphs", "new_version_changes"):
        select = (CHANGES_FOLDER / f"{name}.sql").read_text("utf-8")
        for mark, expression in _EXPRESSIONS.items():
            select = select.replace(mark, expression)
        cursor.execute(f"create or replace temp table {name} as {select}").fetchall()
    changed = find_changed(
        cursor, "version_changes", "new_version_changes", "article_id", "touched_articles"
    )
    return replace_groups(cursor, "version_changes", "new_version_changes", "article_id", changed)
