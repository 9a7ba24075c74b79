"""Where a redirect leads, and how far one is followed.

In: a reply and the hops so far. Out: the next address, or a fault. The next address is checked as
the first was: its scheme here, its robots.txt and its machine when it is asked for.
"""

from collections.abc import Sequence

from tasks.errors import Fate
from tasks.fetch.addresses import Address, parse_address
from tasks.fetch.exchange import Reply
from tasks.fetch.faults import FetchFault
from tasks.fetch.outcome import Hop

_STATUSES = {301, 302, 303, 307, 308}


def next_address(reply: Reply, hops: Sequence[Hop], most_hops: int) -> Address | None:
    """The address a reply redirects to; None when it is an answer.

    Raises:
        FetchFault: `too_many_redirects` at the limit or in a circle, `refused_scheme`,
            `refused_address`.
    """
    location = reply.header(b"location")
    if reply.status not in _STATUSES or not location:
        return None
    target = parse_address(_as_text(location), base=reply.address)
    been = {hop.address for hop in hops} | {str(reply.address)}
    if str(target) in been:
        raise FetchFault(
            f"{reply.address} redirects in a circle, back to {target}", Fate.TOO_MANY_REDIRECTS
        )
    if len(hops) >= most_hops:
        raise FetchFault(
            f"{reply.address}: more than {most_hops} redirects", Fate.TOO_MANY_REDIRECTS
        )
    return target


def _as_text(location: str) -> str:
    """Header bytes are read one a character; letters beyond ASCII are meant as UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return location
