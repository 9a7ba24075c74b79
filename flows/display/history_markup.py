"""The history of an article for a person: what its versions changed, and who else printed it.

In: versions and near copies of `warehouse/article_history.py`, a width, an ink. Out: lines. Never
reads the warehouse, never prints.
"""

from flows.display.terminal import (
    Ink,
    columns,
    cut,
    cut_middle,
    format_day,
    format_moment,
    pad,
    printable,
    wrap,
)
from warehouse.article_history import ChangeRow, CopyRow, VersionRow

#: Near copies that are listed; the group may be large.
MOST_COPIES = 12

#: Columns before the text of a change, and characters of it that are shown.
_INDENT, _TEXT_CHARS = 21, 240


def describe_versions(
    versions: tuple[VersionRow, ...], in_force: int, width: int, ink: Ink
) -> list[str]:
    """Each version and what it changed; nothing when there is one."""
    if len(versions) < 2:
        return []
    rows = columns(
        (
            f"  {version.version_no}",
            f"seen {format_moment(version.seen_at)}",
            "" if version.changed_share is None else f"{version.changed_share:.0%} changed",
            "in force" if version.version_no == in_force else "",
            cut(printable(version.headline or "(no headline)"), max(20, width - 54)),
        )
        for version in versions
    )
    lines = []
    for row, version in zip(rows, versions, strict=True):
        lines.append(row)
        for change in version.changes:
            lines += _describe_change(change, width, ink)
    return lines


def _describe_change(change: ChangeRow, width: int, ink: Ink) -> list[str]:
    """The text before behind a minus, the text after behind a plus; a moved one behind neither."""
    share = f"{change.changed_share:.0%}" if change.change == "reworded" else ""
    label = pad(f"      {change.change} {share}", _INDENT - 2)
    if change.change == "moved":
        texts = [("~", change.text_after, ink.faint)]
    else:
        texts = [("−", change.text_before, ink.bad), ("+", change.text_after, ink.good)]
    lines = []
    for sign, text, paint in texts:
        if text is None:
            continue
        shown = wrap(cut_middle(printable(text), _TEXT_CHARS), max(20, width - _INDENT))
        lines += [
            f"{label if not lines else ' ' * (_INDENT - 2)}{paint(sign)} {shown[0]}",
            *(" " * _INDENT + line for line in shown[1:]),
        ]
    return lines


def describe_copies(
    copies: tuple[CopyRow, ...], article_id: str, width: int, ink: Ink
) -> list[str]:
    """Who printed the text, the first in print first; this article is marked."""
    rows = columns(
        (
            (
                "  →" if copy.article_id == article_id else "",
                copy.article_id[:8],
                format_day(copy.date_published) if copy.date_published else "undated",
                cut(printable(copy.publisher or ""), 24),
                "first" if copy.copy_no == 1 else f"{copy.shared_share:.0%} of it as the first",
                "the same text" if copy.is_duplicate else f"{copy.own_words_share:.0%} own words",
                cut(printable(copy.headline or "(no headline)"), max(20, width - 90)),
            )
            for copy in copies[:MOST_COPIES]
        ),
        aligns="<<>",
    )
    more = len(copies) - MOST_COPIES
    return rows + ([ink.faint(f"  and {more:,} more")] if more > 0 else [])
