"""The fetcher of a run: made from settings and from what earlier runs learnt of hosts.

In: settings, sources, the warehouse. Out: a fetcher in a thread of its own, and afterwards the rows
that the next run wants. Never fetches by itself.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

from config.settings import Settings
from tasks.collect.addresses import host_of
from tasks.collect.source import Source
from tasks.errors import ConfigurationFault
from tasks.fetch.background import BackgroundFetcher
from tasks.fetch.client import Fetcher
from tasks.fetch.limits import Agent, FetchLimits
from tasks.fetch.pace import Hold
from tasks.fetch.robots import Robots, RobotsState, read_again
from warehouse.collection import HostHold, RobotsRow, all_robots, current_holds
from warehouse.connection import Warehouse

#: The kinds of source that name nothing on the web.
LOCAL_KINDS = frozenset({"file", "folder", "warc"})
#: Whoever fetches from this machine alone need not say who they are.
_THIS_MACHINE = ("127.", "localhost", "[::1]")
_LOCAL_CONTACT = "http://localhost/"


def make_fetcher(
    warehouse: Warehouse | None, settings: Settings, sources: Sequence[Source], now: datetime
) -> BackgroundFetcher:
    """A fetcher that knows the robots.txt and the holds of earlier runs; to be used in `with`.

    Args:
        warehouse: None where there is none yet: nothing is known.

    Raises:
        ConfigurationFault: sites are to be fetched from, and no contact is set.
    """
    usual = FetchLimits()
    limits = FetchLimits(
        body_bytes=settings.max_document_bytes,
        unpacked_bytes=settings.max_document_bytes,
        host_interval=settings.host_interval,
        tries=settings.fetch_tries,
        total_seconds=settings.fetch_deadline,
        read_seconds=min(usual.read_seconds, settings.fetch_deadline),
        connect_seconds=min(usual.connect_seconds, settings.fetch_deadline),
    )
    robots = [_robots(row) for row in all_robots(warehouse)] if warehouse else []
    holds = current_holds(warehouse, now) if warehouse else []
    return BackgroundFetcher(
        partial(
            Fetcher,
            Agent(_contact(settings, sources)),
            limits,
            known_robots=robots,
            holds={h.host: Hold((h.held_until - now).total_seconds(), h.reason) for h in holds},
            allow_loopback=settings.allow_loopback,
            authorities=settings.certificate_authorities,
        )
    )


def learnt_rows(fetcher: Fetcher, now: datetime) -> list[RobotsRow | HostHold]:
    """What the fetcher knows of hosts, for the next run."""
    rows: list[RobotsRow | HostHold] = [
        RobotsRow(
            origin=robots.origin,
            state=robots.state.value,
            reason=robots.reason,
            read_at=datetime.fromtimestamp(robots.read_at, UTC).replace(tzinfo=None),
            body=robots.text or None,
        )
        for robots in fetcher.robots.all()
    ]
    rows += [
        HostHold(host, now + timedelta(seconds=hold.seconds), hold.reason)
        for host, hold in fetcher.pace.holds().items()
    ]
    return rows


def _robots(row: RobotsRow) -> Robots:
    read_at = row.read_at.replace(tzinfo=UTC).timestamp()
    return read_again(
        Robots(row.origin, RobotsState(row.state), row.reason, read_at, row.body or "")
    )


def _contact(settings: Settings, sources: Sequence[Source]) -> str:
    if settings.contact:
        return settings.contact
    naming = [source for source in sources if source.kind not in LOCAL_KINDS]
    if naming and all(s.url and host_of(s.url).startswith(_THIS_MACHINE) for s in naming):
        return _LOCAL_CONTACT
    raise ConfigurationFault(
        "contact is not set: sites must be able to reach whoever fetches from them; write "
        'contact = "you@example.org" (or the address of a page) into config/dateline.toml, or set '
        "DATELINE_CONTACT"
    )
