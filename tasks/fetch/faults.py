"""Why a fetch failed: library errors in, one fault with a fate and a reason out.

BadInput
└── FetchFault      the address ends in `fate`; `may_retry` says whether the cause can pass
"""

import ssl
from collections.abc import Iterator

import h2.exceptions
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


#: What httpcore raises when a response cannot be had. While a body is read over HTTP/2, errors of
#: h2 come through as they are; those of the system (and of TLS and the clock) are OSErrors.
WIRE_ERRORS = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    h2.exceptions.H2Error,
    OSError,
)
#: How h2 begins what it says of a connection that another request's fault has ended.
_ENDED = "Invalid input"


def fault_of(error: Exception, address: str, *, in_body: bool) -> FetchFault:
    """The fault that an error of the HTTP library stands for.

    Args:
        in_body: the head of the response was read without fault.
    """
    tls = next((e for e in _chain(error) if isinstance(e, ssl.SSLError)), None)
    if tls and isinstance(error, httpcore.ConnectError):  # later ones are lost connections
        return FetchFault(
            f"{address}: TLS failed: {_say(tls)}; if the site is known to have a bad certificate, "
            "allow it for its source alone",
            Fate.TLS_ERROR,
        )
    if isinstance(error, TimeoutError | httpcore.TimeoutException):
        return FetchFault(
            f"{address}: no answer in time ({_say(error)})", Fate.TIMED_OUT, may_retry=True
        )
    if in_body or isinstance(_h2_error(error), h2.exceptions.InvalidBodyLengthError):
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
    if any(isinstance(e, h11.RemoteProtocolError) for e in _chain(error)):
        return True
    found = _h2_error(error)
    if found is None or isinstance(found, h2.exceptions.NoSuchStreamError):
        return False
    return not str(found).startswith(_ENDED)


def _h2_error(error: Exception) -> h2.exceptions.ProtocolError | None:
    return next((e for e in _chain(error) if isinstance(e, h2.exceptions.ProtocolError)), None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _say(error: BaseException) -> str:
    return str(error) or type(error).__name__
