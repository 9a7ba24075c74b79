"""Polls of a run: feeds, sitemaps, lists and home pages are asked, and give the pages they name.

In: what is to be asked. Out: how each poll ended, as inputs of the run; the pages they name, and
the rows that the next run wants. An address of which nothing is known may turn out to be a page;
then it ends as one. Which sitemap follows is for `sitemap_walk.py`; nothing is parsed here.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from flows.collecting.pages import PageDesk, name_again
from flows.collecting.polls import (
    PollTask,
    name_pages,
    poll_after_reading,
    poll_failed,
    poll_unchanged,
)
from tasks.collect.poll import Reading, found_in_sitemap, kind_of_body, read_poll
from tasks.collect.sitemap import SitemapEntry, SitemapLink
from tasks.collect.sitemap_walk import SitemapWalk
from tasks.collect.source import Collected, FoundAddress, Refusal, Source
from tasks.errors import BadInput, Fate
from tasks.fetch.inputs import as_refusal
from tasks.fetch.outcome import Outcome, Request, Wanted
from tasks.fetch.validators import Validators
from tasks.fetch.verdicts import judge_as_page
from warehouse.collection import (
    NamedPage,
    PageState,
    Poll,
    find_polls,
    known_pages,
    pages_named_by,
    polls_named_by,
)
from warehouse.connection import Warehouse


class Door(Protocol):
    """What a desk asks of the network."""

    def fetch(self, requests: Sequence[Request]) -> Iterator[Outcome]:
        """The outcomes of requests."""
        ...

    def robots_of(self, address: str) -> str | None:
        """The text of a site's robots.txt."""
        ...


class PollDesk:
    """Asks feeds and sitemaps.

    `rows` are what is to be remembered of them and their pages; `asked` what was to be asked, in
    order: the most useful of what a home page names first.
    """

    def __init__(
        self,
        warehouse: Warehouse | None,
        web: Door,
        pages: PageDesk,
        clock: Callable[[], datetime],
        is_scheduled: bool,
    ) -> None:
        self._warehouse, self._web, self._desk = warehouse, web, pages
        self._clock, self._is_scheduled = clock, is_scheduled
        self.rows: list[Poll | NamedPage] = []
        self.asked: dict[str, PollTask] = {}
        self._walks: dict[str, tuple[SitemapWalk, Source]] = {}
        self._named_by: dict[str, str] = {}

    def read(
        self, tasks: Sequence[PollTask], pages: dict[str, FoundAddress]
    ) -> Iterator[Collected]:
        """Ask all of these, and what they name in turn; `pages` gets the pages that are named."""
        while tasks:
            tasks = [task for task in tasks if task.address not in self.asked]
            self.asked.update((task.address, task) for task in tasks)
            addresses = [task.address for task in tasks]
            formers = find_polls(self._warehouse, addresses) if self._warehouse else {}
            states = self._desk.states_of(addresses)
            due = [task for task in tasks if self._is_due(formers.get(task.address))]
            requests = [
                self._request(task, formers.get(task.address), states.get(task.address))
                for task in due
            ]
            task_of = {id(request): task for request, task in zip(requests, due, strict=True)}
            tasks = []
            for outcome in self._web.fetch(requests):
                task = task_of[id(outcome.request)]
                former, state = formers.get(task.address), states.get(task.address)
                yield from self._take(task, former, state, outcome, pages, tasks)
            tasks += self._next_sitemaps()
        for root, (walk, source) in self._walks.items():
            for number, note in enumerate(walk.notes, start=1):
                yield Refusal(f"{root}#left-{number}", source.name, Fate.SKIPPED, note)
        self._walks.clear()

    def _is_due(self, former: Poll | None) -> bool:
        return former is None or not self._is_scheduled or former.due_at <= self._clock()

    def _request(self, task: PollTask, former: Poll | None, state: PageState | None) -> Request:
        page = FoundAddress(task.address, task.source.name, "the source itself", wanted="any")
        if former is None or former.document_id is None or self._has_rest(former):
            wanted = Wanted.PAGE if task.kind == "page" else Wanted.ANY
            return self._desk.request(page, state, wanted)
        return Request(
            former.asked_address,
            task.source.name,
            Wanted.ANY,
            Validators(former.etag, former.last_modified, former.final_address),
            former.document_id,
            self._desk.allows_bad_certificate(page),
        )

    def _take(
        self,
        task: PollTask,
        former: Poll | None,
        state: PageState | None,
        outcome: Outcome,
        pages: dict[str, FoundAddress],
        tasks: list[PollTask],
    ) -> Iterator[Collected]:
        """How a poll ended; what it names is put to `pages` and `tasks`."""
        is_known_feed = former is not None and former.document_id is not None
        is_known_page = state is not None and state.document_id is not None
        if outcome.fate is Fate.UNCHANGED and is_known_feed:
            self._name_as_before(task, former, pages, tasks)
            self.rows.append(poll_unchanged(task, former, outcome))
            yield as_refusal(outcome, task.address, Fate.POLLED, outcome.reason, former.document_id)
        elif outcome.fate is not None and (is_known_feed or not is_known_page):
            yield self._fail(task, former, outcome, outcome.fate, outcome.reason or "")
        elif outcome.fate is not None or self._is_page(task, outcome):
            page = FoundAddress(task.address, task.source.name, "the source itself")
            if outcome.fate is None:
                outcome = judge_as_page(outcome)
            yield self._desk.end(page, state, outcome)
        else:
            yield from self._read(task, former, outcome, pages, tasks)

    def _is_page(self, task: PollTask, outcome: Outcome) -> bool:
        return kind_of_body(outcome.body, outcome.media_type, task.kind) == "page"

    def _fail(
        self,
        task: PollTask,
        former: Poll | None,
        outcome: Outcome,
        fate: str,
        reason: str,
        weight: float | None = None,
    ) -> Refusal:
        """A poll that brought nothing: a feed that is known, or meant to be one, is asked later."""
        if former or task.kind != "page":
            weight = outcome.failure_weight if weight is None else weight
            self.rows.append(poll_failed(task, former, outcome, (str(fate), reason), weight))
        return as_refusal(outcome, task.address, fate, reason)

    def _read(
        self,
        task: PollTask,
        former: Poll | None,
        outcome: Outcome,
        pages: dict[str, FoundAddress],
        tasks: list[PollTask],
    ) -> Iterator[Collected]:
        kind = kind_of_body(outcome.body, outcome.media_type, task.kind)
        address = outcome.final_address
        robots = self._web.robots_of(address)
        try:
            reading = read_poll(
                task.source, kind, outcome.body, address, outcome.seen_at, outcome.charset, robots
            )
        except BadInput as error:
            yield self._fail(task, former, outcome, error.fate, error.reason, 1.0)
            return
        if not reading.entry_count and former and former.entry_count:
            reason = (
                f"{reading.summary}; it had {former.entry_count:,} before: look at {address}, and "
                "correct its address if it has another one now"
            )
            yield self._fail(task, former, outcome, Fate.FEED_WENT_EMPTY, reason, 1.0)
            return
        named, refused, more = self._sort(task, reading, address, outcome.seen_at)
        known = known_pages(self._warehouse, [p.uri for p in named]) if self._warehouse else set()
        ending = (str(Fate.POLLED), reading.summary)
        self.rows.append(
            poll_after_reading(
                task,
                former,
                outcome,
                kind=reading.kind,
                digest=hashlib.sha256(outcome.body).hexdigest(),
                entry_count=reading.entry_count,
                news_count=len(named) - len(known),
                ending=ending,
            )
        )
        self.rows += name_pages(named, task.address, outcome.seen_at)
        _add_pages(pages, named)
        tasks += more
        yield as_refusal(outcome, task.address, *ending)
        yield from refused

    def _sort(
        self, task: PollTask, reading: Reading, address: str, read_at: datetime
    ) -> tuple[list[FoundAddress], list[Refusal], list[PollTask]]:
        """Pages, refusals, and further polls that a reading names."""
        if reading.kind == "sitemap":
            return *self._walk(task, reading, address, read_at), []
        named, refused, more = [], [], []
        for item in reading.found:
            if isinstance(item, Refusal):
                refused.append(item)
            elif item.wanted == "page":
                named.append(item)
            else:
                more.append(PollTask(item.uri, task.source, named_by=task.address))
        return named, refused, more

    def _walk(
        self, task: PollTask, reading: Reading, address: str, read_at: datetime
    ) -> tuple[list[FoundAddress], list[Refusal]]:
        """Pages and refusals of a sitemap; `_next_sitemaps` tells what it leads to."""
        walk = self._walk_of(task, address)
        named, refused = [], []
        for number, item in enumerate(walk.take(address, task.depth, reading.sitemap), start=1):
            if isinstance(item, SitemapEntry):
                named.append(found_in_sitemap(task.source, item, address, read_at))
            else:
                uri = f"{task.address}#{number}"
                refused.append(Refusal(uri, task.source.name, item.fate, item.reason))
        for link in reading.sitemap:
            if isinstance(link, SitemapLink):
                self._named_by.setdefault(link.address, task.address)
        return named, refused

    def _walk_of(self, task: PollTask, address: str) -> SitemapWalk:
        """The walk that a sitemap belongs to; that of a first one begins at its address."""
        root = task.root or task.address
        if root not in self._walks:
            walk = SitemapWalk(
                [address], other_sites=task.source.other_sites, asked_at=self._asked_at
            )
            walk.next_address()
            self._walks[root] = walk, task.source
        return self._walks[root][0]

    def _next_sitemaps(self) -> Iterator[PollTask]:
        """What the walks ask for now, once all was read that they had asked for before."""
        for root, (walk, source) in self._walks.items():
            while (following := walk.next_address()) is not None:
                address, depth = following
                yield PollTask(address, source, self._named_by.get(address), root, depth)

    def _asked_at(self, addresses: Sequence[str]) -> dict[str, datetime]:
        if self._warehouse is None:
            return {}
        return {a: poll.polled_at for a, poll in find_polls(self._warehouse, addresses).items()}

    def _has_rest(self, former: Poll) -> bool:
        """Whether an index names sitemaps that no run has asked for: it is read again for them."""
        if former.kind != "sitemap" or self._warehouse is None:
            return False
        return 0 < len(polls_named_by(self._warehouse, former.address)) < (former.entry_count or 0)

    def _name_as_before(
        self, task: PollTask, former: Poll, pages: dict[str, FoundAddress], tasks: list[PollTask]
    ) -> None:
        """What an unchanged feed or index named when it was read last."""
        children = polls_named_by(self._warehouse, task.address)
        if former.kind == "sitemap":
            self._named_by |= {child.address: task.address for child in children}
            links = [SitemapLink(child.address) for child in children]
            self._walk_of(task, former.final_address or task.address).add(links, task.depth + 1)
        else:
            tasks += [PollTask(c.address, task.source, named_by=task.address) for c in children]
        if not self._is_scheduled:  # a scheduled run asks for the pages that are due
            known = pages_named_by(self._warehouse, task.address)
            _add_pages(pages, map(name_again, known))


def _add_pages(pages: dict[str, FoundAddress], more: Iterable[FoundAddress]) -> None:
    """Add pages; one that is there already gets the days that the other one states too."""
    for page in more:
        there = pages.get(page.uri)
        if there:
            days = tuple(dict.fromkeys((*there.days, *page.days)))
            page = replace(there, days=days)
        pages[page.uri] = page
