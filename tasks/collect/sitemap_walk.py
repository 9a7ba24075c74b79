"""From one sitemap to the next: which are asked, how many, how deep, and what is left.

In: addresses to begin with, and then the contents of each sitemap that was had. Out: the next
address to ask for, and pages. An index may name itself, or 50,000 others: each sitemap is read
once, limits end the walk, and `rest` says what the next run begins with. Fetches nothing itself.

Runs share the work: half of a run's requests are for sitemaps that no run has asked for yet, those
changed last first, the other half for those that were asked before, the changed ones and then the
longest ago first; where there are none of one kind, all are of the other.
"""

import heapq
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tasks.collect.addresses import is_on_site
from tasks.collect.sitemap import SitemapEntry, SitemapFault, SitemapLink
from tasks.errors import Fate


@dataclass(frozen=True, slots=True)
class WalkLimits:
    """How far one run goes. An index of indexes is depth 2; the protocol knows none deeper."""

    sitemaps: int = 500
    pages: int = 50_000
    depth: int = 3
    waiting: int = 50_000


@dataclass
class SitemapWalk:
    """One walk over the sitemaps of a site.

    Args:
        roots: sitemaps to begin with: those of robots.txt, or the rest of the last walk.
        other_sites: hosts that sitemaps and pages may be of, beside those of the roots.
        asked_at: of these sitemaps, when earlier runs asked for them last (UTC, naive).
    """

    roots: Sequence[str]
    limits: WalkLimits = field(default_factory=WalkLimits)
    other_sites: tuple[str, ...] = ()
    asked_at: Callable[[Sequence[str]], Mapping[str, datetime]] = lambda addresses: {}
    pages_found: int = 0
    pages_left: int = 0
    sitemaps_read: int = 0
    links_dropped: int = 0
    _waiting: deque[tuple[str, int]] = field(default_factory=deque)
    _asked_before: list[tuple[bool, datetime, str, int]] = field(default_factory=list)
    _known: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._waiting.extend((root, 0) for root in self.roots)
        self._known.update(self.roots)

    def next_address(self) -> tuple[str, int] | None:
        """(address, depth) of the sitemap to ask for now; None when all are read, or a limit is."""
        is_full = self.pages_found >= self.limits.pages
        if is_full or self.sitemaps_read >= self.limits.sitemaps:
            return None
        is_turn_of_new = self.sitemaps_read % 2 == 0 or not self._asked_before
        if self._waiting and is_turn_of_new:
            found = self._waiting.popleft()
        elif self._asked_before:
            found = heapq.heappop(self._asked_before)[2:]
        else:
            return None
        self.sitemaps_read += 1
        return found

    def take(
        self,
        address: str,
        depth: int,
        contents: Iterable[SitemapEntry | SitemapLink | SitemapFault],
    ) -> Iterator[SitemapEntry | SitemapFault]:
        """The pages of one sitemap; the sitemaps it names wait, those changed last first."""
        links: list[SitemapLink] = []
        for item in contents:
            if isinstance(item, SitemapFault):
                yield item
            elif not is_on_site(item.address, address, self.other_sites):
                yield SitemapFault(
                    Fate.OFF_SITE,
                    f"{item.address} is another site; name its host in `other_sites` to allow it",
                )
            elif isinstance(item, SitemapLink):
                links.append(item)
            elif self.pages_found >= self.limits.pages:
                self.pages_left += 1
            else:
                self.pages_found += 1
                yield item
        self.add(links, depth + 1)

    def add(self, links: Iterable[SitemapLink], depth: int) -> None:
        """Let sitemaps wait that are not yet known to the walk."""
        # Written in ISO the days sort as text; sitemaps without a day come last.
        links = sorted(links, key=lambda link: link.last_modified or "", reverse=True)
        asked_at = self.asked_at([link.address for link in links])
        for link in links:
            if link.address in self._known:
                continue
            waiting = len(self._waiting) + len(self._asked_before)
            if depth > self.limits.depth or waiting >= self.limits.waiting:
                self.links_dropped += 1
                continue
            self._known.add(link.address)
            if asked := asked_at.get(link.address):
                is_same = (link.last_modified or "")[:10] < f"{asked:%Y-%m-%d}"
                heapq.heappush(self._asked_before, (is_same, asked, link.address, depth))
            else:
                self._waiting.append((link.address, depth))

    @property
    def rest(self) -> tuple[str, ...]:
        """Sitemaps that no run has asked for yet: what the next run begins with."""
        return tuple(address for address, _ in self._waiting)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left, with the limit that left it."""
        limits = self.limits
        left = (
            (len(self._waiting), "sitemaps left for the next run", limits.sitemaps),
            (
                len(self._asked_before),
                "sitemaps of earlier runs not asked again in this one",
                limits.sitemaps,
            ),
            (self.pages_left, "pages left", limits.pages),
            (self.links_dropped, "sitemaps too deep or too many, not followed", limits.depth),
        )
        return tuple(f"{count:,} {what} (limit {most:,})" for count, what, most in left if count)
