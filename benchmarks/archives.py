"""Reading web archives: how fast, beside the fastest library alone, and in how much memory.

    python -m benchmarks.archives [--gigabytes 2.5]

In: nothing. Out: two tables, and exit code 1 when a goal is missed. Pages made of our samples are
written as WARC, over and over until they are so large unpacked, into a temporary folder. The floor
is FastWARC's bare loop over the same file, which looks at no record; ours takes each record apart,
checks its digest and gives its body. Speed is told in CPU time: a busy machine spoils it less.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fastwarc.warc import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks.generated import generate_pages
from tasks.archive.records import read_records
from tasks.archive.responses import ArchivedResponse

#: The goal of the issue: so much of the speed of the bare loop, over packed files.
GOAL = 0.5
#: Memory is flat when the whole file takes no more than so much above its first quarter.
MOST_GROWN = 1.1
_QUARTERS = 4
_PAGES = 1_000
_LIMIT = 20_000_000


@dataclass(frozen=True, slots=True)
class ReadingSpeed:
    """CPU seconds over one file. byte_count is of the file unpacked."""

    byte_count: int
    record_count: int
    bare: float
    ours: float

    @property
    def ratio(self) -> float:
        """Our speed as a share of the bare loop's."""
        return self.bare / self.ours


def write_archive(path: Path, byte_count: int, pages: int = _PAGES) -> tuple[int, int]:
    """Write at least so many bytes (unpacked) of records; packed if the name says so.

    Returns:
        How many bytes unpacked, and how many records, the file has.
    """
    plain, packed = BytesIO(), BytesIO()
    for stream, is_packed in ((plain, False), (packed, True)):
        writer = WARCWriter(stream, gzip=is_packed)
        for page in generate_pages(pages):
            head = [("Content-Type", "text/html"), ("Content-Length", str(len(page.body)))]
            writer.write_record(
                writer.create_warc_record(
                    page.url,
                    "response",
                    payload=BytesIO(page.body),
                    length=len(page.body),
                    http_headers=StatusAndHeaders("200 OK", head, protocol="HTTP/1.1"),
                )
            )
    size = len(plain.getvalue())
    times = -(-byte_count // size)
    piece = (packed if path.suffix == ".gz" else plain).getvalue()
    with path.open("wb") as file:
        for _ in range(times):
            file.write(piece)
    return times * size, times * pages


def measure_speed(path: Path, byte_count: int, record_count: int) -> ReadingSpeed:
    """Read a file of so many bytes unpacked both ways."""
    return ReadingSpeed(
        byte_count,
        record_count,
        _cpu_seconds(lambda: sum(1 for _ in ArchiveIterator(str(path), parse_http=False))),
        _cpu_seconds(lambda: sum(1 for _ in _bodies(path))),
    )


def measure_memory(path: Path, record_count: int) -> list[int]:
    """The greatest memory of this process so far, in bytes, at each quarter of the records."""
    marks = [record_count * quarter // _QUARTERS for quarter in range(1, _QUARTERS + 1)]
    peaks = []
    for number, _ in enumerate(_bodies(path), start=1):
        if number == marks[len(peaks)]:
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
    return peaks


def _bodies(path: Path) -> Iterator[bytes]:
    """The body of each record, whose digest was right."""
    for record in read_records(path, _LIMIT):
        if not isinstance(record, ArchivedResponse) or record.fault:
            raise ValueError(f"a sound archive was read as damaged: {record}")
        yield record.body


def _cpu_seconds(work: Callable[[], int]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archives")
    parser.add_argument("--gigabytes", type=float, default=2.5, help="size of the file unpacked")
    given = parser.parse_args(arguments)
    is_well = True
    print("CPU seconds            unpacked   records  FastWARC bare    ours   share of its speed")
    with tempfile.TemporaryDirectory(prefix="dateline-benchmark-") as temporary:
        for name, share in (("news.warc.gz", 0.1), ("news.warc", 0.1)):
            path = Path(temporary) / name
            speed = measure_speed(path, *write_archive(path, int(given.gigabytes * 1e9 * share)))
            goal = f"goal {GOAL}" if path.suffix == ".gz" else "the bare loop skips the bodies"
            print(
                f"  {name:18} {speed.byte_count / 1e6:7.0f} MB {speed.record_count:9,}"
                f" {speed.bare:14.2f} {speed.ours:7.2f} {speed.ratio:20.2f}  {goal}"
            )
            is_well = is_well and (path.suffix != ".gz" or speed.ratio >= GOAL)
            path.unlink()
        path = Path(temporary) / "large.warc.gz"
        byte_count, record_count = write_archive(path, int(given.gigabytes * 1e9))
        peaks = measure_memory(path, record_count)
    told = ", ".join(f"{peak / 2**20:.0f}" for peak in peaks)
    print(f"peak memory at each quarter of {byte_count / 1e9:.1f} GB, MB   {told}")
    return 0 if is_well and peaks[-1] <= peaks[0] * MOST_GROWN else 1


if __name__ == "__main__":
    sys.exit(main())
