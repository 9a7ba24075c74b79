"""What a run reads: the files of its sources as they are, and what they name on the web, fetched.

In: sources, and what the warehouse knows of the web. Out: documents and refusals, for the batches;
and, when all of them are loaded, what the next run must know. Feeds and sitemaps come first, then
the pages they name, then files. Parses nothing and writes nothing until it is told to remember.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from config.settings import Settings
from flows.collecting.fetching import LOCAL_KINDS, learnt_rows, make_fetcher
from flows.collecting.pages import PageDesk
from flows.collecting.polling import PollDesk
from flows.collecting.polls import PollTask
from flows.collecting.reading_on import read_on
from tasks.collect.days import on_day
from tasks.collect.source import Collected, Found, FoundAddress, Source, collect
from tasks.fetch.background import BackgroundFetcher
from tasks.fetch.outcome import Outcome, Request
from tasks.fetch.reach import Reach
from warehouse.collection import remember
from warehouse.connection import Warehouse

#: Addresses of lists that are looked up and fetched together; what stands in memory of a list.
ADDRESSES_AT_ONCE = 10_000


class Web:
    """The one door of a run to the network, opened by the first request.

    Nothing is handed out before some host has answered: a run without a network must leave no
    trace of half of its sources.

    Args:
        open_fetcher: makes the fetcher.
        is_alone: the run has nothing to read but the web.
    """

    def __init__(self, open_fetcher: Callable[[], BackgroundFetcher], is_alone: bool) -> None:
        self._open_fetcher = open_fetcher
        self._is_alone = is_alone
        self._stack = ExitStack()
        self._reach = Reach()
        self.background: BackgroundFetcher | None = None

    @property
    def is_gone(self) -> bool:
        """Whether no host answered, so that silence says nothing of a feed."""
        return self._reach.silent > 0 and not self._reach.answered

    def fetch(self, requests: Sequence[Request]) -> Iterator[Outcome]:
        """The outcomes of these requests, in no order.

        Raises:
            NoSourceReachable: no host has answered so far, and there is nothing else to read.
        """
        if not requests:
            return
        if self.background is None:
            self.background = self._stack.enter_context(self._open_fetcher())
        held: list[Outcome] = []
        for outcome in self.background.fetch(requests):
            self._reach.note(outcome)
            held.append(outcome)
            if self._reach.answered:
                yield from held
                held.clear()
        if self._is_alone:
            self._reach.check()
        yield from held

    def robots_of(self, address: str) -> str | None:
        """The text of a site's robots.txt, once it was read."""
        known = self.background.fetcher.robots.all() if self.background else ()
        return next((r.text for r in known if address.startswith(f"{r.origin}/")), None)

    def close(self) -> None:
        """Leave the network."""
        self._stack.close()


class Collection:
    """Everything that a run reads. A context manager; `inputs` may be called once.

    Args:
        warehouse: None where there is none: nothing is known, and nothing is remembered.
        is_scheduled: what is not yet due is left out; what a person asks for is always asked.
        day: what is of another day is left out, pages before they are asked for; None for all.
        pipeline_version: web archives that a run of this version had begun are read on; None: all
            are read from their beginning.
    """

    def __init__(
        self,
        warehouse: Warehouse | None,
        settings: Settings,
        sources: Sequence[Source],
        clock: Callable[[], datetime],
        is_scheduled: bool = False,
        day: date | None = None,
        pipeline_version: str | None = None,
    ) -> None:
        self._warehouse, self._settings, self._clock = warehouse, settings, clock
        self._day = day
        own_archive = settings.data / "archive"
        self._sources = [_trust_own_archive(source, own_archive) for source in sources]
        if warehouse and pipeline_version and day is None:
            limit = settings.max_document_bytes
            self._sources = [
                read_on(source, warehouse, pipeline_version, limit) for source in self._sources
            ]
        self._is_scheduled = is_scheduled
        is_alone = not any(source.kind in LOCAL_KINDS for source in sources)
        self.web = Web(lambda: make_fetcher(warehouse, settings, sources, clock()), is_alone)
        self.pages = PageDesk(warehouse, self.web.fetch, self._sources, clock, is_scheduled)
        self.polls = PollDesk(warehouse, self.web, self.pages, clock, is_scheduled)

    def inputs(self) -> Iterator[Collected]:
        """Every input once.

        Raises:
            NoSourceReachable: there is nothing but the web to read, and no host answered.
        """
        seen: set[str] = set()
        for item in self._all_inputs():
            if item.uri not in seen:
                seen.add(item.uri)
                yield item

    def _all_inputs(self) -> Iterator[Collected]:
        web = [source for source in self._sources if source.kind == "address"]
        yield from self._from_web([PollTask(s.url, s, kind=s.declared) for s in web])
        if self._is_scheduled:
            for source in web:
                yield from self.pages.read_due(source)
        named: list[FoundAddress] = []
        files = [source for source in self._sources if source.kind != "address"]
        for item in self._of_day(collect(files, self._settings.max_document_bytes)):
            if not isinstance(item, FoundAddress):
                yield item
                continue
            named.append(item)
            if len(named) == ADDRESSES_AT_ONCE:
                yield from self._from_addresses(named)
                named = []
        yield from self._from_addresses(named)

    def _from_addresses(self, named: Iterable[FoundAddress]) -> Iterator[Collected]:
        """What stands behind addresses that files name: sitemaps of an index, and pages."""
        sources = {source.name: source for source in self._sources}
        tasks = [PollTask(n.uri, sources[n.source_name]) for n in named if n.wanted == "any"]
        yield from self._from_web(tasks)
        yield from self.pages.read([n for n in named if n.wanted == "page"])

    def _from_web(self, tasks: Sequence[PollTask]) -> Iterator[Collected]:
        pages: dict[str, FoundAddress] = {}
        yield from self.polls.read(tasks, pages)
        yield from self.pages.read(list(self._of_day(pages.values())))

    def _of_day(self, items: Iterable[Found]) -> Iterator[Found]:
        return on_day(items, self._day) if self._day else iter(items)

    def preview(self) -> tuple[list[Collected], list[FoundAddress]]:
        """How the polls of its sources end, and the pages that they name, which are not asked."""
        pages: dict[str, FoundAddress] = {}
        web = [source for source in self._sources if source.kind == "address"]
        ends = list(self.polls.read([PollTask(s.url, s, kind=s.declared) for s in web], pages))
        return ends, list(pages.values())

    def remember(self, scheduled: Iterable[str]) -> None:
        """Write what was learnt of the web; only once all that it brought is loaded.

        Args:
            scheduled: names of the enabled sources.
        """
        if self._warehouse is None or self.web.background is None:
            return
        now = self._clock()
        rows = learnt_rows(self.web.background.fetcher, now)
        if not self.web.is_gone:
            rows += [*self.polls.rows, *self.pages.moved]
        remember(self._warehouse, rows, scheduled, now)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.web.close()


def _trust_own_archive(source: Source, archive: Path) -> Source:
    """The source, marked when it is a file or folder of our archive."""
    is_own = source.path is not None and source.path.resolve().is_relative_to(archive.resolve())
    return replace(source, is_own_archive=is_own)
