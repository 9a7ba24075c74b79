"""What is on record of the web between runs: feeds, the pages they name, moves, robots.txt, holds.

In: addresses. Out: what is known of them; and rows of `ops` when a run has loaded all it brought.
Until then the former rows stand, so that a run that is killed is simply done again: a feed that was
read, but whose pages were not loaded, is not known as read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import datetime

import duckdb
import pyarrow as pa

from warehouse.connection import Warehouse


@dataclass(frozen=True, slots=True)
class Poll:
    """A row of `ops.polls`, whose comments say what each column means."""

    address: str
    source_id: str
    kind: str | None
    named_by: str | None
    asked_address: str
    final_address: str | None
    etag: str | None
    last_modified: str | None
    document_id: str | None
    polled_at: datetime
    answered_at: datetime | None
    brought_at: datetime | None
    usual_gap_hours: float | None
    entry_count: int | None
    failure_weight: float
    wait_hours: float
    due_at: datetime
    fate: str
    reason: str | None
    is_scheduled: bool = False


@dataclass(frozen=True, slots=True)
class PageState:
    """What is known of an address that was asked for: the bytes had last, and how it went since."""

    address: str
    fate: str
    final_uri: str | None
    etag: str | None
    last_modified: str | None
    document_id: str | None
    article_id: str | None
    held_fate: str | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class NamedPage:
    """A row of `ops.named_pages`."""

    address: str
    named_by: str
    source_id: str
    named_at: datetime
    days: str | None


@dataclass(frozen=True, slots=True)
class MovedArticle:
    """A row of `ops.moves`."""

    old_address: str
    new_address: str
    article_id: str
    moved_at: datetime


@dataclass(frozen=True, slots=True)
class RobotsRow:
    """A row of `ops.robots`."""

    origin: str
    state: str
    reason: str
    read_at: datetime
    body: str | None


@dataclass(frozen=True, slots=True)
class HostHold:
    """A row of `ops.host_holds`."""

    host: str
    held_until: datetime
    reason: str


#: The tables of this module, with the class of their rows; the first columns are the key.
_TABLES: dict[type, str] = {
    Poll: "ops.polls",
    NamedPage: "ops.named_pages",
    MovedArticle: "ops.moves",
    RobotsRow: "ops.robots",
    HostHold: "ops.host_holds",
}

_KEY_COLUMNS = {NamedPage: 2}

Row = Poll | NamedPage | MovedArticle | RobotsRow | HostHold


def find_polls(warehouse: Warehouse, addresses: Sequence[str]) -> dict[str, Poll]:
    """What is known of these feeds and sitemaps; those never asked are left out."""
    return {
        poll.address: poll
        for poll in _select(warehouse, Poll, "address in (select unnest($1::varchar[]))", addresses)
    }


def polls_named_by(warehouse: Warehouse, address: str) -> list[Poll]:
    """The sitemaps and feeds that an index or a home page named when it was read last."""
    return _select(warehouse, Poll, "named_by = $1", address)


def pages_named_by(warehouse: Warehouse, address: str) -> list[NamedPage]:
    """The pages that a feed or sitemap named when it was read last."""
    condition = """
        named_by = $1
        and named_at = (select max(named_at) from ops.named_pages where named_by = $1)
    """
    return _select(warehouse, NamedPage, condition, address)


def due_pages(warehouse: Warehouse, source_id: str, now: datetime) -> list[NamedPage]:
    """The pages of a source that are due again, whether it still names them or not."""
    condition = """
        source_id = $1
        and address in (select address from ops.page_states where due_at <= $2)
    """
    return _select(warehouse, NamedPage, condition, source_id, now)


def named_pages(warehouse: Warehouse, addresses: Sequence[str]) -> list[NamedPage]:
    """Those of these addresses that a feed or sitemap named, with the days it stated."""
    condition = "address in (select unnest($1::varchar[]))"
    return _select(warehouse, NamedPage, condition, addresses)


def known_pages(warehouse: Warehouse, addresses: Sequence[str]) -> set[str]:
    """Those of these addresses that a feed or sitemap named in an earlier run."""
    rows = _fetch(
        warehouse,
        "select address from ops.named_pages where address in (select unnest($1::varchar[]))",
        addresses,
    )
    return {address for (address,) in rows}


def page_states(warehouse: Warehouse, addresses: Sequence[str]) -> dict[str, PageState]:
    """What is known of these pages; those never asked for are left out."""
    names = ", ".join(field.name for field in fields(PageState))
    rows = _fetch(
        warehouse,
        f"select {names} from ops.page_states where address in (select unnest($1::varchar[]))",
        addresses,
    )
    return {row[0]: PageState(*row) for row in rows}


def all_moves(warehouse: Warehouse) -> list[MovedArticle]:
    """Every article that moved; they are few."""
    return _select(warehouse, MovedArticle, "true")


def all_robots(warehouse: Warehouse) -> list[RobotsRow]:
    """The robots.txt of every site met."""
    return _select(warehouse, RobotsRow, "true")


def current_holds(warehouse: Warehouse, now: datetime) -> list[HostHold]:
    """The hosts that are to be left alone now."""
    return _select(warehouse, HostHold, "held_until > $1", now)


def remember(
    warehouse: Warehouse, rows: Iterable[Row], scheduled: Iterable[str], now: datetime
) -> None:
    """Write what a run learnt, in one transaction.

    Args:
        scheduled: names of the sources that are enabled; the feeds of all others raise no alarm.
    """
    cursor = warehouse.cursor()
    cursor.execute("begin").fetchall()
    cursor.execute("delete from ops.host_holds where held_until <= ?", [now]).fetchall()
    by_kind: dict[type, dict[tuple, tuple]] = {}
    for row in rows:
        values = astuple(row)
        key = values[: _KEY_COLUMNS.get(type(row), 1)]
        by_kind.setdefault(type(row), {})[key] = values
    for kind, values in by_kind.items():
        _replace(cursor, kind, list(values.values()))
    cursor.execute(
        "update ops.polls set is_scheduled = list_contains(?::varchar[], source_id)",
        [sorted(scheduled)],
    ).fetchall()
    cursor.execute("commit").fetchall()


def _replace(cursor: duckdb.DuckDBPyConnection, kind: type, rows: list[tuple]) -> None:
    """Put rows in place of those with the same key."""
    names = [field.name for field in fields(kind)]
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    cursor.register("arriving", pa.table(columns))
    keys = ", ".join(names[: _KEY_COLUMNS.get(kind, 1)])
    cursor.execute(
        f"delete from {_TABLES[kind]} where ({keys}) in (select ({keys}) from arriving)"
    ).fetchall()
    cursor.execute(f"insert into {_TABLES[kind]} by name select * from arriving").fetchall()
    cursor.unregister("arriving")


def _select(warehouse: Warehouse, kind: type, condition: str, *values: object) -> list:
    """Rows of a table as values, in the order of their keys."""
    names = [field.name for field in fields(kind)]
    rows = _fetch(
        warehouse,
        f"select {', '.join(names)} from {_TABLES[kind]} where {condition} order by {names[0]}",
        *values,
    )
    return [kind(*row) for row in rows]


def _fetch(warehouse: Warehouse, query: str, *values: object) -> list[tuple]:
    given = [list(v) if isinstance(v, list | tuple | set) else v for v in values]
    return warehouse.cursor().execute(query, given).fetchall()
