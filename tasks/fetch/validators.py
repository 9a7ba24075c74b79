"""Conditional requests (RFC 9110, section 13): what was received is sent back, byte for byte.

In: the headers of a response. Out: its validators, and the request headers they make. A value is
never parsed, corrected or compared: a server knows its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass

Headers = Iterable[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Validators:
    """ETag and Last-Modified exactly as received.

    address is where they came from; None stands for the address that is asked for. They are sent
    there alone: another address on the way may know the same day.
    """

    etag: str | None = None
    last_modified: str | None = None
    address: str | None = None

    def __bool__(self) -> bool:
        return self.etag is not None or self.last_modified is not None


def read_validators(headers: Headers, address: str) -> Validators:
    """The validators of a response."""
    return Validators(
        header_text(headers, b"etag"), header_text(headers, b"last-modified"), address
    )


def conditional_headers(
    validators: Validators, address: str, asked: str
) -> list[tuple[bytes, bytes]]:
    """The headers that make a request for `address` conditional; none if they are another's."""
    if (validators.address or asked) != address:
        return []
    pairs = ((b"If-None-Match", validators.etag), (b"If-Modified-Since", validators.last_modified))
    return [(name, value.encode("latin-1")) for name, value in pairs if value is not None]


def header_text(headers: Headers, name: bytes) -> str | None:
    """The first header of a name (lower case), one character a byte so that it can go back."""
    return next((v.decode("latin-1") for n, v in headers if n.lower() == name), None)
