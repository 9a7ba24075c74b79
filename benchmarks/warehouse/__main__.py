"""`python -m benchmarks.warehouse`: how large and how fast a snapshot is.

In: a number of articles. Out: a table on stdout (and all figures as JSON in a file), progress on
stderr; an exit code:

    0    measured
    1    a figure misses its goal
    2    a wrong option, or a folder that is not empty

The warehouse is invented (`corpus.sql`) and removed again unless --data names a folder. Seconds
are told by the clock and of CPU: on a busy machine only the latter compare.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.warehouse.first_page import FirstPage
from benchmarks.warehouse.measure import Figures, measure

#: Of issue 6, for a million articles on two cores.
GOAL_QUERY_MS = 100
GOAL_BYTES = 6_000
GOAL_PUBLISH_MS = 0.18  # an article: 3 minutes for a million
GOAL_FIRST_PAGE_MS = 1_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the warehouse, publish it, ask it; return the exit code."""
    given = _parser().parse_args(arguments)
    if given.data and given.data.exists() and any(given.data.iterdir()):
        print(f"error: {given.data} is not empty: name a new folder", file=sys.stderr)
        return 2
    if given.json and not given.json.parent.is_dir():
        print(f"error: no folder {given.json.parent}: make it first", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="dateline-benchmark-") as temporary:
        figures = measure(given.data or Path(temporary, "data"), given.articles, _say)
    print("\n".join(describe(figures)))
    if given.json:
        given.json.write_text(json.dumps(figures.as_dict(), indent=1) + "\n", "utf-8")
    return 1 if missed(figures) else 0


def describe(figures: Figures) -> list[str]:
    """The figures as lines of a table."""
    each = figures.byte_count / figures.articles
    lines = [
        f"Dateline's warehouse, {figures.articles:,} invented articles, DuckDB {figures.duckdb}",
        "",
        f"made in        {figures.make_seconds:10.1f} s",
        f"published in   {figures.publish_seconds:10.1f} s   {figures.publish_cpu:.1f} s of CPU,"
        f" peak memory {(figures.peak_memory or 0) / 1e9:.1f} GB",
        f"snapshot       {figures.byte_count / 1e6:10.1f} MB  {each:,.0f} bytes an article"
        f" (texts of {figures.text_bytes / figures.articles:,.0f})",
        "",
        f"{'mart':<18}{'rows':>14}{'seconds':>10}{'CPU':>8}",
        *(
            f"{mart.name:<18}{mart.rows:>14,}{mart.seconds:>10.1f}{mart.cpu:>8.1f}"
            for mart in figures.marts
        ),
        "",
        _describe_first_page(figures.first_page),
        "",
        f"{'query':<52}{'rows':>8}{'best ms':>9}{'median':>8}{'CPU':>8}",
        *(
            f"{query.title:<52}{query.rows:>8,}{query.best:>9.1f}{query.median:>8.1f}{query.cpu:>8.1f}"
            for query in figures.queries
        ),
        "",
        *(missed(figures) or ["every goal is met"]),
    ]
    return lines


def _describe_first_page(first: FirstPage | None) -> str:
    if first is None:
        return "first page     not drawn: Chromium or Playwright is missing"
    return f"first page     {first.warm:10.0f} ms warm, {first.cold:.0f} ms cold"


def missed(figures: Figures) -> list[str]:
    """Sentences about the goals that were missed; none when all are met."""
    sentences = [
        f"missed: {query.title} takes {query.best:.0f} ms, the goal is {GOAL_QUERY_MS}"
        for query in figures.queries
        if query.best > GOAL_QUERY_MS
    ]
    each = figures.byte_count / figures.articles
    if each > GOAL_BYTES:
        sentences.append(f"missed: {each:,.0f} bytes an article, the goal is {GOAL_BYTES:,}")
    each = 1000 * figures.publish_seconds / figures.articles
    if each > GOAL_PUBLISH_MS:
        sentences.append(
            f"missed: publishing takes {each:.2f} ms an article, the goal is {GOAL_PUBLISH_MS}"
        )
    if figures.first_page and figures.first_page.warm > GOAL_FIRST_PAGE_MS:
        sentences.append(
            f"missed: the first page is drawn in {figures.first_page.warm:.0f} ms, "
            f"the goal is {GOAL_FIRST_PAGE_MS:,}"
        )
    return sentences


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.warehouse",
        description="Size, publication and queries of a warehouse of invented articles.",
    )
    parser.add_argument("--articles", type=_at_least, default=100_000, help="default 100,000")
    parser.add_argument("--data", type=Path, metavar="DIR", help="make it here and keep it")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to FILE")
    return parser


def _at_least(word: str) -> int:
    if (number := int(word.replace("_", "").replace(",", ""))) < 1000:
        raise argparse.ArgumentTypeError(f"{number} is less than 1,000")
    return number


def _say(line: str) -> None:
    print(f"  {line} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
