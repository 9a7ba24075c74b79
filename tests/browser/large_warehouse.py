"""A published warehouse as large as asked, made by rule (`large_warehouse.sql`), without a run."""

from datetime import datetime
from pathlib import Path

from warehouse.connection import open_warehouse
from warehouse.publish import publish

NOW = datetime(2026, 7, 1, 6, 0)
SQL = Path(__file__).with_suffix(".sql")


def make_large_warehouse(data: Path, article_count: int, *more: str) -> Path:
    """Make and publish it; return its data folder.

    Args:
        more: statements that are run before it is published.
    """
    with open_warehouse(data, command="test", now=NOW) as warehouse:
        cursor = warehouse.cursor()
        for statement in [*SQL.read_text("utf-8").split(";\n"), *more]:
            wanted = {"article_count": article_count} if "$article_count" in statement else None
            if statement.strip():
                cursor.execute(statement, wanted).fetchall()
        publish(warehouse, now=NOW)
    return data
