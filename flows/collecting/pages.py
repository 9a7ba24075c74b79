"""Pages of a run: which of those that are named are asked for, and what becomes of them.

In: addresses that sources name, and what the warehouse knows of them. Out: documents and refusals.
A page that was had before is asked for with its validators; one that moved for ever is asked for at
its new address and keeps its article. Parses nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from tasks.archive.fields import read_days
from tasks.collect.addresses import host_of
from tasks.collect.source import Collected, FoundAddress, Source
from tasks.errors import FATE_CLASS, Fate, FateClass
from tasks.fetch.inputs import as_document, as_refusal
from tasks.fetch.outcome import Outcome, Request, Wanted
from tasks.fetch.validators import Validators
from warehouse.collection import (
    MovedArticle,
    NamedPage,
    PageState,
    all_moves,
    due_pages,
    named_pages,
    page_states,
)
from warehouse.connection import Warehouse

Fetch = Callable[[Sequence[Request]], Iterator[Outcome]]


class PageDesk:
    """Asks for pages. `moved` are the articles that were found to have moved in this run."""

    def __init__(
        self,
        warehouse: Warehouse | None,
        fetch: Fetch,
        sources: Iterable[Source],
        clock: Callable[[], datetime],
        is_scheduled: bool,
    ) -> None:
        self._warehouse, self._fetch, self._clock = warehouse, fetch, clock
        self._sources = {source.name: source for source in sources}
        self._is_scheduled = is_scheduled
        self.moved: list[MovedArticle] = []
        known = all_moves(warehouse) if warehouse else []
        self._by_old = {move.old_address: move for move in known}
        self._by_new = {move.new_address: move for move in known}

    def read(self, pages: Sequence[FoundAddress]) -> Iterator[Collected]:
        """What came of these pages; those that are not due in a scheduled run are left out.

        Pages that are known come first: when one has moved, the page it moved to, which may be
        named too, is then known as the same article.
        """
        states = self.states_of([page.uri for page in pages])
        wanted = [page for page in pages if self._is_wanted(states.get(page.uri))]
        yield from self._read([p for p in wanted if p.uri in states], states)
        yield from self._read([p for p in wanted if p.uri not in states], states)

    def read_due(self, source: Source) -> Iterator[Collected]:
        """What came of the pages of a source that are due, whether it still names them or not."""
        if self._warehouse:
            due = due_pages(self._warehouse, source.name, self._clock())
            yield from self.read(list({page.address: name_again(page) for page in due}.values()))

    def read_again(self, addresses: Iterable[str], source_name: str) -> Iterator[Collected]:
        """What comes of pages that were asked for in an earlier run, by their addresses."""
        wanted = list(addresses)
        pages = {address: FoundAddress(address, source_name, "a former run") for address in wanted}
        if self._warehouse:
            known = named_pages(self._warehouse, wanted)
            pages |= {p.address: replace(name_again(p), source_name=source_name) for p in known}
        yield from self.read(list(pages.values()))

    def states_of(self, addresses: Sequence[str]) -> dict[str, PageState]:
        """What is known of these addresses as pages."""
        return page_states(self._warehouse, addresses) if self._warehouse else {}

    def request(self, page: FoundAddress, state: PageState | None, wanted: Wanted) -> Request:
        """The request for a page: conditional where its bytes are known and were of use."""
        move = self._by_old.get(page.uri)
        request = Request(
            move.new_address if move else page.uri,
            page.source_name,
            wanted,
            allow_bad_certificate=self.allows_bad_certificate(page),
        )
        if not state or not state.document_id:
            return request
        if FATE_CLASS[Fate(state.held_fate)] is FateClass.QUARANTINED:
            return request  # it is to be read once more
        return replace(
            request,
            validators=Validators(state.etag, state.last_modified, state.final_uri),
            known_digest=state.document_id,
        )

    def allows_bad_certificate(self, page: FoundAddress) -> bool:
        """Whether its source excepts the host of a page: its own, and no other."""
        source = self._sources.get(page.source_name)
        if source is None or not source.allow_bad_certificate:
            return False
        return host_of(page.uri) == host_of(source.url or "")

    def end(self, page: FoundAddress, state: PageState | None, outcome: Outcome) -> Collected:
        """How a page that was asked for ends, as an input of the run."""
        outcome = self._note_move(page, state, outcome)
        if outcome.fate is None:
            move = self._by_old.get(page.uri) or self._by_new.get(outcome.final_address)
            return as_document(outcome, page.uri, page.days, move.article_id if move else None)
        if outcome.fate is Fate.UNCHANGED and state and state.document_id:
            fate = state.held_fate if state.held_fate != Fate.LOADED else Fate.UNCHANGED
            refusal = as_refusal(
                outcome, page.uri, fate, outcome.reason, state.document_id, state.article_id
            )
            return replace(refusal, document_id=state.document_id)
        article_id = state.article_id if state else None
        return as_refusal(outcome, page.uri, outcome.fate, outcome.reason, article_id=article_id)

    def _is_wanted(self, state: PageState | None) -> bool:
        if state is None or not self._is_scheduled:
            return True
        return state.due_at is not None and state.due_at <= self._clock()

    def _read(
        self, pages: Sequence[FoundAddress], states: dict[str, PageState]
    ) -> Iterator[Collected]:
        requests = [self.request(page, states.get(page.uri), Wanted.PAGE) for page in pages]
        page_of = {id(request): page for request, page in zip(requests, pages, strict=True)}
        for outcome in self._fetch(requests):
            page = page_of[id(outcome.request)]
            yield self.end(page, states.get(page.uri), outcome)

    def _note_move(self, page: FoundAddress, state: PageState | None, outcome: Outcome) -> Outcome:
        """Note that a known article has moved for ever; its bytes are then had once more.

        A page that was behind a redirect when it was first read is known by its new address
        already; one whose new address is an article of its own stays as it is.
        """
        target = outcome.moved_to
        if not target or not state or not state.article_id or target == state.final_uri:
            return outcome
        other = self.states_of([target]).get(target)
        if other and other.article_id:
            return outcome
        move = MovedArticle(page.uri, target, state.article_id, outcome.seen_at)
        self.moved.append(move)
        self._by_old[page.uri] = self._by_new[target] = move
        if outcome.fate is not Fate.UNCHANGED:
            return outcome
        again = replace(outcome.request, validators=Validators(), known_digest=None)
        return next(self._fetch([again]))


def name_again(page: NamedPage) -> FoundAddress:
    """A page that was named before, with the days its source stated."""
    found_in = f"{page.named_by}, as it was"
    return FoundAddress(page.address, page.source_id, found_in, days=read_days(page.days or ""))
