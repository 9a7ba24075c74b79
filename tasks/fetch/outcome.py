"""What goes into the room and what comes out of it: a request and its outcome.

In and out: frozen values that know nothing of the library beneath.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tasks.errors import Fate
from tasks.fetch.robots import Verdict
from tasks.fetch.validators import Validators

#: A name that does not resolve is often our own network's fault: it counts for a quarter when
#: the failures of a feed are added up.
DNS_WEIGHT = 0.25


class Wanted(StrEnum):
    """What the caller expects behind an address."""

    PAGE = "page"  # HTML or plain text; anything else is refused
    ANY = "any"  # feeds, sitemaps, files: their readers judge


@dataclass(frozen=True, slots=True)
class Request:
    """One address to fetch, with what is known of it.

    known_digest is the document_id (sha256) of the body that was had last: the same bytes again
    are `unchanged` even if the server ignores validators. allow_bad_certificate is the exception
    of one source, for the host of its address alone: a redirect does not take it along.
    """

    address: str
    source_name: str = ""
    wanted: Wanted = Wanted.PAGE
    validators: Validators = field(default_factory=Validators)
    known_digest: str | None = None
    allow_bad_certificate: bool = False


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect that was followed: from where, with which status, to where."""

    address: str
    status: int
    location: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one fetch ended.

    fate is None when a body is there for the stages that follow; otherwise reason says why there
    is none. may_retry: a later run may have more luck. raw_headers and raw_body are what came over
    the wire (for the archive); body is without Content-Encoding. moved_to is set when every hop
    was permanent: from now on the address to ask for.
    """

    request: Request
    final_address: str
    seen_at: datetime  # UTC, naive: when the response had arrived, or the fault was known
    fate: Fate | None = None
    reason: str | None = None
    may_retry: bool = False
    hops: tuple[Hop, ...] = ()
    http_status: int | None = None
    http_version: str | None = None
    validators: Validators = field(default_factory=Validators)
    raw_headers: tuple[tuple[bytes, bytes], ...] = ()
    raw_body: bytes = b""
    body: bytes = b""
    media_type: str | None = None
    charset: str | None = None
    notes: tuple[str, ...] = ()
    robots: Verdict | None = None
    is_certificate_checked: bool = True
    tries: int = 1
    seconds: float = 0.0

    @property
    def moved_to(self) -> str | None:
        """The new address of something that moved for ever; None while a hop may change again."""
        is_permanent = all(hop.status in (301, 308) for hop in self.hops)
        had_answer = self.fate is None or self.fate is Fate.UNCHANGED
        return self.final_address if self.hops and is_permanent and had_answer else None

    @property
    def failure_weight(self) -> float:
        """How much this counts when the failures of an address are added up."""
        if self.fate is None or self.fate is Fate.UNCHANGED:
            return 0.0
        return DNS_WEIGHT if self.fate is Fate.DNS_ERROR else 1.0
