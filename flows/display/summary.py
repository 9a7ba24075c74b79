"""What a run did, on a page for people.

In: a RunReport, the data folder, the seconds it took. Out: lines on stdout. Reads the snapshot that
the run published; never the live warehouse.
"""

import os
import sys
from datetime import date
from pathlib import Path

from flows.display.terminal import Ink, count_of, cut, pad, printable, width_of
from flows.report import RunReport
from tasks.collect.addresses import is_address
from tasks.errors import Fate
from warehouse.summary import ArticleLine, RunSummary, read_summary

#: A run of at most so many articles lists all of them.
LISTED_ARTICLES = 25
#: Refused inputs shown one by one; the rest is counted and found with a query.
LISTED_REJECTED = 20


def print_dry_run(report: RunReport) -> None:
    """What a run would read."""
    print(f"{report.counts['to_read']:,} documents would be read; nothing was stored")
    if addresses := report.counts["to_fetch"]:
        print(f"{addresses:,} addresses would be fetched; `dateline sources test` shows the pages")
    for fate, count in sorted(report.fates.items()):
        print(f"{count:,} {fate}")
    for rejected in report.rejected:
        print(f"  {rejected.uri}  {rejected.fate}  {rejected.reason}")


def print_report(report: RunReport, data: Path, seconds: float) -> None:
    """The summary of a run, as people read it."""
    ink = Ink.of(sys.stdout)
    brought = report.counts["articles_new"] + report.counts["articles_changed"]
    if not brought and not report.rejected and not report.failed_checks:
        said = f"{describe_inputs(report)}; nothing new, nothing changed"
        if report.snapshot_id:
            state = "published" if report.is_new_snapshot else "still current"
            said += f"; snapshot {report.snapshot_id} {state}"
        print(f"  {ink.good('✓')} {said}  {ink.faint(f'{seconds:.1f} s')}")
        print_notes(report, ink)
        return
    summary = None
    if report.is_new_snapshot:
        summary = read_summary(data, report.run_key, LISTED_ARTICLES)
    inputs = count_of(report.input_count, "input")
    print(f"\n  {ink.strong('Dateline')} · run {report.run_key} · {inputs}\n")
    for name, said, took in stage_lines(report, summary, data):
        mark = ink.bad("✗") if name == "check" and report.failed_checks else ink.good("✓")
        print(f"  {mark} {name:<9} {said:<60} {ink.faint(f'{took:.1f} s')}")
    if summary:
        print_articles(summary, ink)
    print_rejected(report, ink)
    print_notes(report, ink)
    print(f"\n  Done in {seconds:.1f} s.")
    for word, command in next_commands(summary, data):
        print(f"    {word:<7} {ink.strong(command)}")
    print()


def describe_inputs(report: RunReport) -> str:
    """`6 inputs: 5 unchanged, 1 polled`: how many there were, and the words they ended in."""
    fates = ", ".join(f"{n:,} {fate}" for fate, n in report.fates.most_common())
    return count_of(report.input_count, "input") + (f": {fates}" if fates else "")


def stage_lines(
    report: RunReport, summary: RunSummary | None, data: Path
) -> list[tuple[str, str, float]]:
    """(stage, what it did, seconds) for each stage that did something."""
    counts, took = report.counts, report.seconds
    lines = [("ingest", describe_inputs(report), took["extract"])]
    if summary:
        stripped = (
            f"{summary.removed_count:,} blocks removed, {summary.removed_share:.1%} of the text"
        )
        found = (
            f"{summary.entity_count:,} entities, {counts['mentions']:,} mentions, "
            f"{counts['date_mentions']:,} dates"
        )
        lines += [("strip", stripped, took["clean"]), ("enrich", found, took["enrich"])]
    new, changed = counts["articles_new"], counts["articles_changed"]
    into = f"{new:,} articles new, {changed:,} changed, in {data / 'dateline.duckdb'}"
    lines.append(("load", into, took["load"]))
    checks = ", ".join(f"{n} {status}" for status, n in report.checks.most_common())
    lines.append(("check", checks, took["check"]))
    if report.is_new_snapshot:
        said = f"{data / 'current.duckdb'} (snapshot {report.snapshot_id})"
        lines.append(("publish", said, took["publish"]))
    return lines


def print_articles(summary: RunSummary, ink: Ink) -> None:
    """One line an article, then the names that several share."""
    width = max(24, width_of(sys.stdout) - 66)
    head = f"{'article':<9} {'published':<12} {'how found':<16} {'headline':<{width}} kept  removed"
    print(f"\n  {ink.faint(head)}")
    for article in summary.articles:
        title = cut(printable(_title(article)), width)
        shown = pad(title, width)
        shown = shown if article.headline else ink.faint(shown)
        method = article.date_published_method.replace("_", " ")
        print(
            f"  {article.article_id[:8]:<9} {_day(article.date_published):<12} {method:<16} "
            f"{shown} {1 - article.removed_share:4.0%}  "
            f"{article.removed_count:>3} blocks"
        )
    if summary.article_count > len(summary.articles):
        print(f"  ... and {summary.article_count - len(summary.articles):,} more")
    if summary.names:
        shared = " · ".join(f"{name} {count}" for name, count in summary.names)
        print(f"\n  in several articles   {shared}")


def _title(article: ArticleLine) -> str:
    return article.headline or f"(no headline) {article.first_words}"


def _day(day: date | None) -> str:
    return f"{day.day:>2} {day:%b %Y}" if day else "unknown"


def print_rejected(report: RunReport, ink: Ink) -> None:
    """A table of the inputs that were refused or quarantined."""
    if not report.rejected:
        return
    print(f"\n  {ink.bad('not used')}  {len(report.rejected):,} inputs; everything else is loaded")
    for rejected in report.rejected[:LISTED_REJECTED]:
        print(f"    {rejected.uri}")
        print(f"      {ink.bad(rejected.fate)}  {rejected.reason}")
    if len(report.rejected) > LISTED_REJECTED:
        print('    ... all of them: dateline sql "select uri, fate, reason from ops.rejects"')
    leading = [r.uri for r in report.rejected if r.fate == Fate.NOT_ARTICLE and is_address(r.uri)]
    if leading:
        print("    A page that leads to articles brings them as a source:")
        print(f"      {ink.strong(f'dateline sources add {leading[0]}')}")


def print_notes(report: RunReport, ink: Ink) -> None:
    """Warnings and failed checks."""
    for failed in report.failed_checks:
        print(f"  {ink.bad('failed')}   {failed}")
    if report.failed_checks:
        print("           no snapshot was published; readers keep the last one")
    for warning in (*report.warned_checks, *report.warnings):
        print(f"  {ink.warning('warning')}  {warning}")


def next_commands(summary: RunSummary | None, data: Path) -> list[tuple[str, str]]:
    """The next commands to try, with names from the run itself."""
    where = "" if data == Path("data") else f" --data {os.fspath(data)}"
    commands = []
    if summary and summary.articles:
        commands.append(("Look", f"dateline dashboard{where}"))
    if summary and summary.names:
        commands.append(("Ask", f'dateline sql @who-with "{summary.names[0][0]}"{where}'))
        commands.append(("", f'dateline sql @timeline "{summary.names[0][0]}"{where}'))
    if summary and summary.articles:
        commands.append(("Check", f"dateline explain {summary.articles[0].article_id[:8]}{where}"))
    return [*commands, ("State", f"dateline status{where}")]
