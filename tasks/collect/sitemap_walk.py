"""From one sitemap to the next: which are asked, how many, how deep, and what is left.

In: addresses to begin with, and then the contents of each sitemap that was had. Out: the next
address to ask for, and pages. An index may name itself, or 50,000 others: each sitemap is read
once, limits end the walk, and `rest` says what the next run begins with. Fetches nothing itself.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

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
    """

    roots: Sequence[str]
    limits: WalkLimits = field(default_factory=WalkLimits)
    other_sites: tuple[str, ...] = ()
    pages_found: int = 0
    pages_left: int = 0
    sitemaps_read: int = 0
    links_dropped: int = 0
    _waiting: deque[tuple[str, int]] = field(default_factory=deque)
    _known: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for root in self.roots:
            self._add(root, 0)

    def next_address(self) -> tuple[str, int] | None:
        """(address, depth) of the sitemap to ask for now; None when all are read, or a limit is."""
        is_full = self.pages_found >= self.limits.pages
        if not self._waiting or is_full or self.sitemaps_read >= self.limits.sitemaps:
            return None
        self.sitemaps_read += 1
        return self._waiting.popleft()

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
        # Written in ISO the days sort as text; sitemaps without a day come last.
        for link in sorted(links, key=lambda link: link.last_modified or "", reverse=True):
            self._add(link.address, depth + 1)

    def _add(self, address: str, depth: int) -> None:
        if address in self._known:
            return
        if depth > self.limits.depth or len(self._waiting) >= self.limits.waiting:
            self.links_dropped += 1
            return
        self._known.add(address)
        self._waiting.append((address, depth))

    @property
    def rest(self) -> tuple[str, ...]:
        """Sitemaps not yet read: what the next run begins with."""
        return tuple(address for address, _ in self._waiting)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left, with the limit that left it."""
        limits = self.limits
        left = (
            (len(self._waiting), "sitemaps left for the next run", limits.sitemaps),
            (self.pages_left, "pages left", limits.pages),
            (self.links_dropped, "sitemaps too deep or too many, not followed", limits.depth),
        )
        return tuple(f"{count:,} {what} (limit {most:,})" for count, what, most in left if count)
