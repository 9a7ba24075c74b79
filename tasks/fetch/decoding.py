"""Content-Encoding taken off: gzip, deflate, Brotli and Zstandard, also in one another.

In: the body as received and what it says it is packed with. Out: the bytes inside, or a fault.
Unpacked bytes are counted while they are unpacked, in pieces, so that a bomb costs no more memory
than the limit.
"""

import sys
import zlib
from collections.abc import Callable, Iterator

import brotli

from tasks.errors import Fate
from tasks.fetch.faults import FetchFault

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: What we tell servers we can read.
ACCEPT_ENCODING = "gzip, deflate, br, zstd"
#: Unpacked bytes asked of a library at a time.
_PIECE = 65_536
_GZIP_MAGIC = b"\x1f\x8b\x08"
#: Zstandard windows above 8 MB need no support (RFC 9659); each costs its size in memory.
_ZSTD_WINDOW_LOG = 23


def decode_body(raw: bytes, content_encoding: str | None, most_bytes: int, packings: int) -> bytes:
    """The body without its codings.

    Args:
        content_encoding: the header's value: names in the order they were applied.
        most_bytes: the limit of each step.
        packings: how many codings there may be.

    Raises:
        FetchFault: `too_large`, or `undecodable`: an unknown coding, too many, broken data, a
            wrong checksum, or an end that is missing.
    """
    names = [name.strip().lower() for name in (content_encoding or "").split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if len(names) > packings:
        raise _broken(f"{len(names)} codings in one another, the limit is {packings}")
    for name in reversed(names):
        raw = _unpack(name, raw, most_bytes)
    return raw


def is_gzip(body: bytes) -> bool:
    """Whether bytes are a gzip file."""
    return body.startswith(_GZIP_MAGIC)


def _unpack(name: str, raw: bytes, most_bytes: int) -> bytes:
    if name not in _UNPACKERS:
        raise _broken(f"coding {name[:40]!r} is not one of {ACCEPT_ENCODING}")
    if not raw:  # an empty body under a coding: servers send that for empty pages
        return raw
    body = bytearray()
    try:
        for piece in _UNPACKERS[name](raw):
            body += piece
            if len(body) > most_bytes:
                raise FetchFault(
                    f"{len(raw):,} bytes of {name} unpack to more than the limit of "
                    f"{most_bytes:,} bytes",
                    Fate.TOO_LARGE,
                )
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
        raise _broken(f"broken {name}: {error}") from error
    return bytes(body)


def _zlib_pieces(raw: bytes, window_bits: int) -> Iterator[bytes]:
    """The members of a zlib stream; bytes after the last one are no part of it, as in browsers."""
    while True:
        unpacker = zlib.decompressobj(window_bits)
        while not unpacker.eof:
            piece = unpacker.decompress(raw, _PIECE)
            if not piece and not unpacker.eof and not unpacker.unconsumed_tail:
                raise EOFError("it ends before its end mark")
            yield piece
            raw = unpacker.unconsumed_tail
        raw = unpacker.unused_data
        if window_bits < 16 or not is_gzip(raw):
            return


def _gzip(raw: bytes) -> Iterator[bytes]:
    return _zlib_pieces(raw, zlib.MAX_WBITS | 16)


def _deflate(raw: bytes) -> Iterator[bytes]:
    """With the zlib head that RFC 9110 asks for, or without it, as some servers send it."""
    has_head = len(raw) > 1 and raw[0] & 0x0F == 8 and int.from_bytes(raw[:2], "big") % 31 == 0
    return _zlib_pieces(raw, zlib.MAX_WBITS if has_head else -zlib.MAX_WBITS)


def _brotli(raw: bytes) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    yield unpacker.process(raw, output_buffer_limit=_PIECE)
    while not unpacker.is_finished():
        piece = unpacker.process(b"", output_buffer_limit=_PIECE)
        if not piece and not unpacker.is_finished() and unpacker.can_accept_more_data():
            raise EOFError("it ends before its end mark")
        yield piece


def _zstandard(raw: bytes) -> Iterator[bytes]:
    options = {zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG}
    while raw:
        unpacker = zstd.ZstdDecompressor(options=options)
        while not unpacker.eof:
            piece = unpacker.decompress(raw, _PIECE)
            raw = b""
            if not piece and not unpacker.eof and unpacker.needs_input:
                raise EOFError("it ends before its end mark")
            yield piece
        raw = unpacker.unused_data


_UNPACKERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstandard,
}


def _broken(why: str) -> FetchFault:
    return FetchFault(f"the body cannot be unpacked: {why}", Fate.UNDECODABLE)
