"""robots.txt after RFC 9309: what a site lets us fetch, with the reason.

In: what came of asking for robots.txt. Out: rules, and a verdict for an address. Fetches nothing.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from protego import Protego

_BOM = "\ufeff"


class RobotsState(StrEnum):
    """What came of asking for robots.txt; stored beside each verdict."""

    RULES = "rules"
    MISSING = "missing"  # 4xx: everything is allowed
    NOT_ROBOTS = "not_robots"  # a web page instead: it has no rules, so everything is allowed
    UNREACHABLE = "unreachable"  # 5xx, 429 or no answer: nothing is allowed
    LOST = "lost"  # more redirects than we follow: as if missing


#: What a state without rules means.
_ALLOWS = {
    RobotsState.MISSING: True,
    RobotsState.NOT_ROBOTS: True,
    RobotsState.UNREACHABLE: False,
    RobotsState.LOST: True,
}


@dataclass(frozen=True, slots=True)
class Robots:
    """The robots.txt of one origin. read_at is in seconds of the wall clock (`time.time`)."""

    origin: str
    state: RobotsState
    reason: str
    read_at: float
    text: str = ""
    parsed: Protego | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an address may be fetched. may_change: asking later can end otherwise."""

    is_allowed: bool
    state: RobotsState
    reason: str
    may_change: bool = False
    crawl_delay: float | None = None


def read_robots(origin: str, status: int, body: bytes, read_at: float, most_bytes: int) -> Robots:
    """The rules in a response to a request for robots.txt.

    Only the first `most_bytes` are read, up to a whole line. 429 counts as unreachable: a site
    that says "slow down" has not said "come in".
    """
    where = f"{origin}/robots.txt"
    if status == 429 or status >= 500:
        return no_answer(origin, f"{where} answered {status}", read_at)
    if status >= 300:
        reason = f"{where} answered {status}: no rules"
        return Robots(origin, RobotsState.MISSING, reason, read_at)
    if len(body) > most_bytes:
        body = body[:most_bytes].rpartition(b"\n")[0]
    text = body.decode("utf-8", errors="replace").lstrip(_BOM)
    if text.lstrip()[:1] == "<":
        return Robots(origin, RobotsState.NOT_ROBOTS, f"{where} is a web page", read_at)
    reason = f"rules of {where}"
    return Robots(origin, RobotsState.RULES, reason, read_at, text, Protego.parse(text))


def read_again(kept: Robots) -> Robots:
    """A robots.txt of an earlier run, of which the text was kept."""
    is_rules = kept.state is RobotsState.RULES
    return replace(kept, parsed=Protego.parse(kept.text) if is_rules else None)


def no_answer(origin: str, reason: str, read_at: float) -> Robots:
    """robots.txt could not be had, for a reason that can pass."""
    return Robots(origin, RobotsState.UNREACHABLE, reason, read_at)


def judge_address(robots: Robots, address: str, product: str) -> Verdict:
    """Whether we may fetch an address of the origin."""
    if robots.parsed is None:
        is_allowed = _ALLOWS[robots.state]
        return Verdict(is_allowed, robots.state, robots.reason, may_change=not is_allowed)
    is_allowed = robots.parsed.can_fetch(address, product)
    word = "allow" if is_allowed else "disallow"
    return Verdict(
        is_allowed,
        robots.state,
        f"{robots.reason} {word} it for {product}",
        crawl_delay=robots.parsed.crawl_delay(product),
    )
