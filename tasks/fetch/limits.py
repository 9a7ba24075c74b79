"""What a fetch may cost, and who asks: every number of the room with its reason.

In: nothing. Out: frozen values that the other modules are given. Sizes are bytes, times seconds.
"""

from dataclasses import dataclass

from config.version import code_version
from tasks.errors import ConfigurationFault


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """The limits of one fetcher; the defaults suit news sites that know nothing of us."""

    # Time
    connect_seconds: float = 10.0  # a TLS handshake around the world takes one
    read_seconds: float = 20.0  # silence; slow pages of small papers take ten
    total_seconds: float = 60.0  # one request and its response; ends a drip that is never silent

    # Size
    body_bytes: int = 20_000_000  # as received; the same as `max_document_bytes` of the settings
    unpacked_bytes: int = 20_000_000  # after Content-Encoding
    header_bytes: int = 65_536  # browsers and servers stop at 8 to 256 KiB
    robots_bytes: int = 512_000  # RFC 9309: at least 500 KiB; the rest is not read
    packings: int = 3  # codings in one another; nobody honest sends more than two

    # Hops
    redirects: int = 10  # RFC 9309 asks for five; browsers stop at twenty
    redirect_robots: int = 5

    # Pace
    host_interval: float = 1.0  # between two requests to one host
    host_requests: int = 2  # at once at one host: a slow page does not stop the next
    crawl_delay_ceiling: float = 30.0  # a larger Crawl-delay of robots.txt is cut to this
    hold_seconds: float = 300.0  # a host that refused connections is left alone for this long

    # Tries
    tries: int = 3
    retry_seconds: float = 1.0  # before the second try; doubled for each more, with noise
    retry_after_ceiling: float = 120.0  # a longer Retry-After is cut to this: a run has an end

    # Memory
    hosts_at_once: int = 200  # two connections each stay below 1,024 open files
    requests_waiting: int = 10_000  # read ahead of the lazy input; about 1 KB each
    hosts_remembered: int = 10_000  # pace and robots.txt of the hosts met last

    # robots.txt
    robots_seconds: float = 86_400.0  # RFC 9309: not used for more than a day
    robots_stale_seconds: float = 30 * 86_400.0  # while the host is unreachable: thirty days


@dataclass(frozen=True, slots=True)
class Agent:
    """Who asks. product is the token that robots.txt names; contact an address for complaints."""

    contact: str
    product: str = "Dateline"

    def __post_init__(self) -> None:
        if not self.contact.isprintable() or not (
            "@" in self.contact or self.contact.startswith(("https://", "http://"))
        ):
            raise ConfigurationFault(
                f"contact {self.contact!r}: sites must be able to reach whoever fetches from them; "
                "give an e-mail address or the address of a page"
            )

    @property
    def header(self) -> str:
        """The value of User-Agent."""
        return f"{self.product}/{code_version()} (+{self.contact})"
