"""Lists of addresses, one a line.

In: the lines of a file. Out: each good address once, and each bad line with its number. Blank lines
and comments (`#`) are passed over, ends of lines and spaces do not matter. Streamed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tasks.collect.addresses import BadAddress, tidy_address

#: More in one list are left for another one; the last BadLine says so.
MOST_ADDRESSES = 1_000_000


@dataclass(frozen=True, slots=True)
class ListedAddress:
    """A good line. line_no counts from 1."""

    line_no: int
    address: str


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that holds no address, and why; first_line_no is where a double stood first."""

    line_no: int
    reason: str
    first_line_no: int | None = None


def read_address_list(lines: Iterable[bytes]) -> Iterator[ListedAddress | BadLine]:
    """The addresses of a list in order. A double is a BadLine that names the line it repeats."""
    first_seen: dict[str, int] = {}
    for line_no, line in enumerate(lines, start=1):
        try:
            written = line.decode("utf-8-sig" if line_no == 1 else "utf-8").strip()
        except UnicodeDecodeError:
            yield BadLine(line_no, f"line {line_no} is not UTF-8")
            continue
        # A comment after an address stands behind a space: `#` alone may begin a fragment.
        written = written.partition(" #")[0].partition("\t#")[0].strip()
        if not written or written.startswith("#"):
            continue
        try:
            address = tidy_address(written)
            if " " in written:
                raise BadAddress(f"{written[:200]!r} holds spaces; one address a line")
        except BadAddress as error:
            yield BadLine(line_no, f"line {line_no}: {error}")
            continue
        if address in first_seen:
            reason = f"line {line_no}: {address} stands in line {first_seen[address]} already"
            yield BadLine(line_no, reason, first_seen[address])
        elif len(first_seen) == MOST_ADDRESSES:
            yield BadLine(line_no, f"line {line_no}: over {MOST_ADDRESSES:,} addresses; split it")
            return
        else:
            first_seen[address] = line_no
            yield ListedAddress(line_no, address)
