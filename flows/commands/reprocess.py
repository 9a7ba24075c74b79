"""`dateline reprocess`: archived documents read again with the rules of today, and what changed.

In: the words of the command. Out: the exit code; on stdout a line for each article that changed (or
one JSON object), progress and warnings on stderr.
"""

import json
import sys
from datetime import date
from pathlib import Path

from config.settings import load_settings
from flows.commands.run import run_recipe
from flows.display.summary import print_notes, print_rejected
from flows.display.terminal import Ink, columns, count_of, cut, printable, width_of
from flows.reprocess import ReprocessReport, ReprocessRequest
from flows.reprocess import reprocess as recipe
from tasks.errors import ConfigurationFault
from warehouse.differences import ArticleChange, Counted

#: Changed articles shown one by one; all of them with --json.
LISTED_CHANGES = 50


def reprocess(
    data: Path,
    workers: int | None,
    since: str | None,
    source: str | None,
    rule: str | None,
    dry_run: bool,
    publish: bool,
    as_json: bool,
) -> int:
    """Read again; returns the exit code of the contract."""
    request = ReprocessRequest(
        settings=load_settings(data=data, workers=workers),
        publish=publish,
        dry_run=dry_run,
        command="dateline reprocess",
        since=read_day(since, "--since") if since else None,
        source=source,
        rule=rule,
    )
    report = run_recipe("reprocess", recipe, request)
    if as_json:
        print(json.dumps(changes_as_json(report), ensure_ascii=False, indent=2))
    else:
        print_changes(report, Ink.of(sys.stdout))
    return report.exit_code


def read_day(text: str, option: str) -> date:
    """A day as the command line has it.

    Raises:
        ConfigurationFault: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ConfigurationFault(
            f"{option} {text!r} is no day such as 2024-03-01 ({error})"
        ) from error


def changes_as_json(report: ReprocessReport) -> dict:
    """The whole report: what `dateline reprocess --json` prints."""
    return {
        **report.as_json(),
        "is_dry_run": report.is_dry_run,
        "left_alone": report.left_alone,
        "compared": report.compared,
        "totals": {name: [rows.gone, rows.added] for name, rows in totals(report).items()},
        "changes": [_change_as_json(change) for change in report.changes],
        "withdrawn": [
            {"article_id": w.article_id, "name": w.name, "fate": w.fate, "reason": w.reason}
            for w in report.withdrawn
        ],
    }


def _change_as_json(change: ArticleChange) -> dict:
    days = [day.isoformat() if day else None for day in change.date_published]
    return {
        "article_id": change.article_id,
        "name": change.name,
        "is_new": change.is_new,
        "headline": list(change.headline),
        "date_published": days,
        "words": list(change.words),
        "is_text_changed": change.is_text_changed,
        **{
            name: {"gone": rows.gone, "added": rows.added} for name, rows in counted(change).items()
        },
    }


def counted(change: ArticleChange) -> dict[str, Counted]:
    """The rows of an article that would go and come, by table."""
    return {
        "removed_blocks": change.removed_blocks,
        "mentions": change.mentions,
        "date_mentions": change.date_mentions,
    }


def totals(report: ReprocessReport) -> dict[str, Counted]:
    """The same, summed over all articles."""
    names = ("removed_blocks", "mentions", "date_mentions")
    return {
        name: Counted(
            sum(counted(change)[name].gone for change in report.changes),
            sum(counted(change)[name].added for change in report.changes),
        )
        for name in names
    }


def print_changes(report: ReprocessReport, ink: Ink) -> None:
    """A line for each article that changed, with what it was and is below it; then the sums."""
    width = max(24, width_of(sys.stdout) - 56)
    shown = report.changes[:LISTED_CHANGES]
    rows = [("article", "headline", "words", "removed", "names", "dates")]
    rows += [describe_change(change, width) for change in shown]
    sums = totals(report)
    rows.append(("", "all", "", *(_signed(rows) for rows in sums.values())))
    lines = columns(rows)
    if report.changes:
        print(ink.faint(lines[0]))
        for line, change in zip(lines[1:-1], shown, strict=True):
            print(line)
            for said in describe_pairs(change):
                print(ink.warning(f"    {said}"))
        if len(report.changes) > len(shown):
            print(f"... and {len(report.changes) - len(shown):,} more: --json")
        print(ink.faint(lines[-1]))
    for gone in report.withdrawn:
        print(
            f"{ink.warning('no article now')}  {gone.article_id}  {printable(gone.name)}: "
            f"{gone.fate}, {gone.reason}; its rows stay until `dateline rebuild`"
        )
    verb = "would change; nothing was stored" if report.is_dry_run else "changed"
    print(
        f"{count_of(report.input_count, 'document')} read again, "
        f"{count_of(report.left_alone, 'document')} left alone (read by these rules already); "
        f"{len(report.changes):,} of {count_of(report.compared, 'article')} {verb}"
    )
    print_rejected(report, ink)
    print_notes(report, ink)


def describe_change(change: ArticleChange, width: int) -> tuple[str, ...]:
    """The cells of a changed article."""
    before, after = change.words
    words = f"{after:,}" if before in (None, after) else f"{before:,} → {after:,}"
    title = change.headline[1] or change.name
    mark = "new: " if change.is_new else ""
    return (
        change.article_id[:8],
        cut(mark + printable(title), width),
        words,
        *(_signed(rows) for rows in counted(change).values()),
    )


def describe_pairs(change: ArticleChange) -> list[str]:
    """Headline and day, where they are others now."""
    if change.is_new:
        return []
    pairs = {"headline": change.headline, "published": change.date_published}
    return [
        f"{name}: {printable(str(before or 'none'))} → {printable(str(after or 'none'))}"
        for name, (before, after) in pairs.items()
        if before != after
    ]


def _signed(rows: Counted) -> str:
    return f"+{rows.added:,} −{rows.gone:,}" if rows != Counted() else "="
