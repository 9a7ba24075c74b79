"""What can go wrong, and how each input of a run may end.

    DatelineError
    ├── RetryLater          the fault can pass: wait and try the same thing again
    ├── BadInput            this one input is bad; it ends in `fate`, the run goes on
    │   ├── Undecodable     the bytes are not text in any encoding we accept
    │   ├── TooLarge        over a stated limit, refused before it is read
    │   └── TimedOut        the deadline of its stage passed
    └── StopRun             nothing sensible can follow; the run ends with exit code 1
        ├── ConfigurationFault   settings, sources or rules are wrong (exit code 2)
        └── WarehouseBusy        another process holds the warehouse (exit code 4)

Every message names the thing, the value, the limit and the next step.
"""

from enum import StrEnum


class FateClass(StrEnum):
    """What a fate means for the exit code: good is 0, the others make a run partial (3)."""

    GOOD = "good"
    REFUSED = "refused"
    QUARANTINED = "quarantined"


class Fate(StrEnum):
    """The one word in which an input ends. Stable: dashboards and scripts match on it."""

    LOADED = "loaded"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"
    TOO_SHORT = "too_short"
    NOT_ARTICLE = "not_article"
    PAYWALLED = "paywalled"
    CONSENT_PAGE = "consent_page"
    EMPTY = "empty"
    NOT_TEXT = "not_text"
    NOT_HTML = "not_html"
    UNDECODABLE = "undecodable"
    BROKEN_JSON = "broken_json"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    REFUSED_PATH = "refused_path"
    STILL_WRITTEN = "still_written"
    XML_REFUSED = "xml_refused"
    NOT_A_FEED = "not_a_feed"
    NOT_A_SITEMAP = "not_a_sitemap"
    BAD_ADDRESS = "bad_address"
    OFF_SITE = "off_site"
    POLLED = "polled"
    FEED_WENT_EMPTY = "feed_went_empty"
    BROKEN_ARCHIVE = "broken_archive"
    BAD_DIGEST = "bad_digest"
    EXTRACT_FAILED = "extract_failed"
    EXTRACT_TIMED_OUT = "extract_timed_out"
    EXTRACT_CRASHED = "extract_crashed"
    ENRICH_FAILED = "enrich_failed"
    DNS_ERROR = "dns_error"
    CONNECTION_FAILED = "connection_failed"
    TIMED_OUT = "timed_out"
    TRUNCATED = "truncated"
    TLS_ERROR = "tls_error"
    REFUSED_ADDRESS = "refused_address"
    REFUSED_SCHEME = "refused_scheme"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    BAD_HEADERS = "bad_headers"
    BLOCKED_BY_ROBOTS = "blocked_by_robots"
    BLOCKED = "blocked"
    LOGIN_PAGE = "login_page"
    NOT_FOUND = "not_found"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    HTTP_ERROR = "http_error"
    HOST_ON_HOLD = "host_on_hold"


#: The one table from fate to class, and so to the exit code.
FATE_CLASS: dict[Fate, FateClass] = {
    Fate.LOADED: FateClass.GOOD,
    Fate.UNCHANGED: FateClass.GOOD,
    Fate.DUPLICATE: FateClass.GOOD,
    Fate.SKIPPED: FateClass.GOOD,
    Fate.TOO_SHORT: FateClass.GOOD,
    Fate.NOT_ARTICLE: FateClass.GOOD,
    Fate.PAYWALLED: FateClass.GOOD,
    Fate.CONSENT_PAGE: FateClass.GOOD,
    Fate.EMPTY: FateClass.REFUSED,
    Fate.NOT_TEXT: FateClass.REFUSED,
    Fate.NOT_HTML: FateClass.REFUSED,
    Fate.UNDECODABLE: FateClass.REFUSED,
    Fate.BROKEN_JSON: FateClass.REFUSED,
    Fate.TOO_LARGE: FateClass.REFUSED,
    Fate.UNREADABLE: FateClass.REFUSED,
    Fate.REFUSED_PATH: FateClass.REFUSED,
    Fate.STILL_WRITTEN: FateClass.REFUSED,
    Fate.XML_REFUSED: FateClass.REFUSED,
    Fate.NOT_A_FEED: FateClass.REFUSED,
    Fate.NOT_A_SITEMAP: FateClass.REFUSED,
    Fate.BAD_ADDRESS: FateClass.REFUSED,
    Fate.OFF_SITE: FateClass.GOOD,  # a source that links to others does what it should
    Fate.POLLED: FateClass.GOOD,  # read; what it names are inputs of their own
    Fate.FEED_WENT_EMPTY: FateClass.REFUSED,
    Fate.BROKEN_ARCHIVE: FateClass.REFUSED,
    Fate.BAD_DIGEST: FateClass.QUARANTINED,
    Fate.EXTRACT_FAILED: FateClass.QUARANTINED,
    Fate.EXTRACT_TIMED_OUT: FateClass.QUARANTINED,
    Fate.EXTRACT_CRASHED: FateClass.QUARANTINED,
    Fate.ENRICH_FAILED: FateClass.QUARANTINED,
    Fate.DNS_ERROR: FateClass.REFUSED,
    Fate.CONNECTION_FAILED: FateClass.REFUSED,
    Fate.TIMED_OUT: FateClass.REFUSED,
    Fate.TRUNCATED: FateClass.REFUSED,
    Fate.TLS_ERROR: FateClass.REFUSED,
    Fate.REFUSED_ADDRESS: FateClass.REFUSED,
    Fate.REFUSED_SCHEME: FateClass.REFUSED,
    Fate.TOO_MANY_REDIRECTS: FateClass.REFUSED,
    Fate.BAD_HEADERS: FateClass.REFUSED,
    Fate.BLOCKED_BY_ROBOTS: FateClass.REFUSED,
    Fate.BLOCKED: FateClass.REFUSED,
    Fate.LOGIN_PAGE: FateClass.REFUSED,
    Fate.NOT_FOUND: FateClass.REFUSED,
    Fate.RATE_LIMITED: FateClass.REFUSED,
    Fate.SERVER_ERROR: FateClass.REFUSED,
    Fate.HTTP_ERROR: FateClass.REFUSED,
    Fate.HOST_ON_HOLD: FateClass.REFUSED,
}


def is_good(fate: str) -> bool:
    """Whether an input that ended in this word ended well.

    Raises:
        ValueError: the word is no fate.
    """
    return FATE_CLASS[Fate(fate)] is FateClass.GOOD


class DatelineError(Exception):
    """The root of every error Dateline raises on purpose."""


class RetryLater(DatelineError):
    """A passing fault; the same call may succeed later."""


class BadInput(DatelineError):
    """One input cannot be used.

    Args:
        fate: the word the input ends in.
        reason: one sentence for a person: the thing, the value, the limit, the next step.
    """

    fate = Fate.EXTRACT_FAILED

    def __init__(self, reason: str, fate: Fate | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        if fate is not None:
            self.fate = fate

    def __reduce__(self):  # exceptions cross process borders: keep the fate
        return (type(self), (self.reason, self.fate))


class Undecodable(BadInput):
    """The bytes are not text."""

    fate = Fate.UNDECODABLE


class TooLarge(BadInput):
    """The input is over a size limit."""

    fate = Fate.TOO_LARGE


class TimedOut(BadInput):
    """A stage did not finish this input before its deadline."""

    fate = Fate.EXTRACT_TIMED_OUT


class StopRun(DatelineError):
    """The run cannot go on."""

    exit_code = 1


class ConfigurationFault(StopRun):
    """Settings, sources or rules are wrong; all faults found are in the message."""

    exit_code = 2


class WarehouseBusy(StopRun):
    """Another process holds the warehouse; the message says which."""

    exit_code = 4
