"""Why a fetch failed: library errors in, one fault with a fate and a reason out.

BadInput
└── FetchFault      the address ends in `fate`; `may_retry` says whether the cause can pass
"""

import ssl
from collections.abc import Iterator

import h11
import httpcore

from tasks.errors import BadInput, Fate


class FetchFault(BadInput):
    """One fetch failed.

    Args:
        fate: the word it ends in.
        reason: one sentence for a person.
        may_retry: the cause can pass, so that a later try makes sense.
    """

    def __init__(self, reason: str, fate: Fate, *, may_retry: bool = False) -> None:
        super().__init__(reason, fate)
        self.may_retry = may_retry

    def __reduce__(self):  # exceptions cross process borders: keep what they hold
        return _fault, (self.reason, self.fate, self.may_retry)


def _fault(reason: str, fate: Fate, may_retry: bool) -> FetchFault:
    return FetchFault(reason, fate, may_retry=may_retry)


#: What httpcore raises when a response cannot be had; its pool adds no others.
WIRE_ERRORS = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    ssl.SSLError,
    TimeoutError,
)


def fault_of(error: Exception, address: str, *, in_body: bool) -> FetchFault:
    """The fault that an error of the HTTP library stands for.

    Args:
        in_body: the head of the response was read without fault.
    """
    if tls := next((e for e in _chain(error) if isinstance(e, ssl.SSLError)), None):
        return FetchFault(
            f"{address}: TLS failed: {_say(tls)}; if the site is known to have a bad certificate, "
            "allow it for its source alone",
            Fate.TLS_ERROR,
        )
    if isinstance(error, TimeoutError | httpcore.TimeoutException):
        return FetchFault(
            f"{address}: no answer in time ({_say(error)})", Fate.TIMED_OUT, may_retry=True
        )
    if in_body:
        return FetchFault(
            f"{address}: the body ends early: {_say(error)}", Fate.TRUNCATED, may_retry=True
        )
    if _is_bad_head(error):
        return FetchFault(
            f"{address}: the head of the response is not HTTP, or too large: {_say(error)}",
            Fate.BAD_HEADERS,
        )
    return FetchFault(
        f"{address}: connection refused or lost: {_say(error)}",
        Fate.CONNECTION_FAILED,
        may_retry=True,
    )


def _is_bad_head(error: Exception) -> bool:
    """Whether the bytes before the body broke the protocol, rather than stopped coming."""
    if not isinstance(error, httpcore.ProtocolError):
        return False
    if isinstance(error, httpcore.LocalProtocolError):  # HTTP/2: h2 found a fault in a frame
        return True
    return any(isinstance(e, h11.RemoteProtocolError) for e in _chain(error))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _say(error: BaseException) -> str:
    return str(error) or type(error).__name__
