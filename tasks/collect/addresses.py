"""Addresses as sources write them: made whole, without trackers and fragments, told apart by site.

In: an address as written, and the one of the document it stood in. Out: the address to ask for, or
the reason why it is none. Nothing is resolved or connected; whether a machine may be asked is for
the fetch door to say.
"""

import hashlib
import re
from collections.abc import Collection
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from tasks.tracking import is_tracker

#: Servers refuse longer ones; a line of this length is no address.
LONGEST_ADDRESS = 8_000
#: So many hex digits of the sha256 of an address name an entry, as they name an article.
_ID_DIGITS = 16
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
#: Characters that stay as they are; `%` because what is encoded is not encoded again.
_SAFE = "%/:=&?~+!$,;'@()*[]|"
#: A scheme and nothing else; joined to a base it would be the base.
_BARE = re.compile(r"https?:/*", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class BadAddress(ValueError):
    """What is written is no address that can be asked for; the message says why."""


def is_address(word: str) -> bool:
    """Whether a word of the command line is an address, not a path."""
    return word.lower().startswith(("http://", "https://"))


def tidy_address(written: str, base: str | None = None) -> str:
    """The address to ask for: whole, without fragment, trackers and default port.

    The rest stays as it is written: `?4711` and the order of parameters mean something to servers.

    Raises:
        BadAddress: no http or https address, no host, too long, or with a password.
    """
    written = written.strip()
    shown = written if len(written) <= 200 else f"{written[:200]}..."
    if not written or _CONTROL.search(written) or _BARE.fullmatch(written):
        raise BadAddress(f"{shown!r} is empty, or holds control characters")
    if len(written) > LONGEST_ADDRESS:
        raise BadAddress(f"{len(written):,} characters, the limit is {LONGEST_ADDRESS:,}: {shown}")
    try:
        parts = urlsplit(urljoin(base, written) if base else written)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadAddress(f"{shown}: {error}") from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise BadAddress(f"{shown}: scheme {parts.scheme or 'missing'!r}, not http or https")
    if not host or " " in host:
        raise BadAddress(f"{shown}: no sound host name")
    if parts.username is not None:
        raise BadAddress(f"{shown.replace(parts.netloc, host)}: it holds a user name or password")
    netloc = parts.netloc.lower().removesuffix(_DEFAULT_PORTS[parts.scheme])
    path = quote(parts.path or "/", safe=_SAFE)
    return urlunsplit((parts.scheme, netloc, path, _without_trackers(parts.query), ""))


def _without_trackers(query: str) -> str:
    """The query without the trackers of config/tracking.toml, the rest byte for byte."""
    kept = [part for part in query.split("&") if part and not is_tracker(part)]
    return quote("&".join(kept), safe=_SAFE)


def name_address(address: str) -> str:
    """Our own identity of an entry: from its tidy address, never from what a feed calls an id."""
    return hashlib.sha256(address.encode()).hexdigest()[:_ID_DIGITS]


def host_of(address: str) -> str:
    """Host and port in lower case; empty for what has none."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def is_on_site(address: str, home: str, other_sites: Collection[str] = ()) -> bool:
    """Whether an address is of the site of `home`, or of one of the hosts allowed beside it.

    `www.` aside, a host counts with all hosts below it and the one above it: `feeds.paper.example`
    may name pages of `paper.example`. What has no address, a file, has no site of its own.
    """
    if not home:
        return True
    host = _site_of(host_of(address))
    own = _site_of(host_of(home))
    if host == own or host.endswith(f".{own}") or _is_above(host, own):
        return True
    return any(host == site or host.endswith(f".{site}") for site in map(_site_of, other_sites))


def _is_above(host: str, own: str) -> bool:
    """Whether `own` is a host directly below `host`, which is a site and no whole top domain."""
    above = own.partition(".")[2]
    return host == above and "." in above


def _site_of(host: str) -> str:
    return host.lower().removeprefix("www.")
