"""Addresses: which are well formed, and which machines they may lead to.

In: an address as written, or an IP number. Out: its parts in the form that goes over the wire, or
the reason for its refusal. Nothing is resolved or connected here.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin, urlsplit

import idna

from tasks.errors import Fate
from tasks.fetch.faults import FetchFault

DEFAULT_PORTS = {"http": 80, "https": 443}
#: A longer one is not an address; servers refuse them at 8 KB.
LONGEST_ADDRESS = 8_000
#: Characters that stay as they are; `%` because encoded ones are not encoded again.
_SAFE = "%/:=&?~#+!$,;'@()*[]|"
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
#: Said of a refused loopback address: for whoever tries a site of their own.
_LOOPBACK = "loopback; DATELINE_ALLOW_LOOPBACK=1 allows it"
#: Networks whose IPv6 numbers end in an IPv4 one: NAT64, and the old compatible form.
_CARRIERS = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"))
#: NAT64 with a prefix of one's own: never public.
_LOCAL_NAT64 = IPv6Network("64:ff9b:1::/48")


@dataclass(frozen=True, slots=True)
class Address:
    """An http or https address in parts. host is ASCII, without brackets; target starts with /."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """What goes into the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme and authority: the unit of robots.txt and of connections."""
        return f"{self.scheme}://{self.authority}"

    @property
    def pace_name(self) -> str:
        """The unit of politeness: http and https of one host share a pace."""
        return self.host if self.port in (80, 443) else f"{self.host}:{self.port}"

    def __str__(self) -> str:
        return self.origin + self.target


def parse_address(text: str, base: Address | None = None) -> Address:
    """The parts of an address; a relative one is resolved from `base`. Fragments are dropped.

    Raises:
        FetchFault: `refused_scheme` or `refused_address`.
    """
    text = text.strip()
    shown = f"{text[:200]}..." if len(text) > 200 else text
    try:
        parts = urlsplit(urljoin(str(base), text) if base else text)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _refused(shown, str(error)) from error
    if parts.scheme not in DEFAULT_PORTS:
        raise FetchFault(
            f"{shown}: scheme {parts.scheme or 'missing'!r}; only http and https are fetched",
            Fate.REFUSED_SCHEME,
        )
    if len(text) > LONGEST_ADDRESS:
        raise _refused(shown, f"{len(text)} characters, the limit is {LONGEST_ADDRESS}")
    if parts.username is not None or parts.password is not None:
        raise _refused(shown.replace(parts.netloc, host), "it holds a user name or password")
    if port == 0:
        raise _refused(shown, "port 0")
    target = quote(parts.path or "/", safe=_SAFE)
    if parts.query:
        target += "?" + quote(parts.query, safe=_SAFE)
    port = port or DEFAULT_PORTS[parts.scheme]
    return Address(parts.scheme, _ascii_host(host, shown), port, target)


def _ascii_host(host: str, shown: str) -> str:
    host = host.rstrip(".")
    if not host or _CONTROL.search(host) or "%" in host:
        raise _refused(shown, "no sound host name")
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError as error:
        raise _refused(shown, f"no sound host name: {error}") from error


def _refused(shown: str, why: str) -> FetchFault:
    return FetchFault(f"{shown}: not an address we fetch: {why}", Fate.REFUSED_ADDRESS)


def why_not_public(number: str, *, allow_loopback: bool) -> str | None:
    """Why a machine must not be asked, from its IP number; None when it may.

    Numbers inside numbers are unwrapped first: IPv4 mapped into IPv6, 6to4, Teredo, NAT64.
    allow_loopback opens 127.0.0.0/8 and ::1 alone, for a site that runs on this machine.
    """
    try:
        address = ip_address(number.split("%")[0])
    except ValueError:
        return f"{number} is no IP number"
    inner = _carried(address)
    if inner is not None:
        why = why_not_public(str(inner), allow_loopback=False)
        return why and f"{number} carries {why}"
    if address.is_loopback:
        return None if allow_loopback else f"{number} is this machine ({_LOOPBACK})"
    kinds = (
        ("unspecified", address.is_unspecified),
        ("link-local", address.is_link_local),  # cloud metadata lives at 169.254.169.254
        ("multicast", address.is_multicast),
        ("reserved", address.is_reserved),
        ("private", not address.is_global),
        ("private", address.version == 6 and address in _LOCAL_NAT64),
    )
    return next((f"{number} is {kind}" for kind, holds in kinds if holds), None)


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 number inside an IPv6 one."""
    if address.version == 4 or address.is_loopback or address.is_unspecified:
        return None
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if any(address in network for network in _CARRIERS):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
