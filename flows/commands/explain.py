"""`dateline explain ARTICLE`: what became of an article, or of an input that became none.

In: an id prefix, an address or part of a file name. Out: on stdout the article's mark-up
(`flows/display/article_markup.py`), or the input's end and its reason. Reads the published
snapshot only.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

from flows.display.article_markup import describe_article, describe_input
from flows.display.terminal import Ink, columns, cut, format_day, printable, width_of
from warehouse.errors import QueryFailed, WarehouseMissing
from warehouse.explain import read_explanation
from warehouse.lookup import Match, find_matches, read_input
from warehouse.query import open_snapshot

#: Widest text on wide terminals: longer lines are hard to read.
WIDEST = 140


def explain(article: str, data: Path, as_json: bool) -> int:
    """Print what became of an article.

    Raises:
        WarehouseMissing: no snapshot yet, or nothing of this name; the hint says what to try.
        QueryFailed: the name means several articles; they are listed.
    """
    with open_snapshot(data) as connection:
        matches, total = find_matches(connection, article, _canonical(article))
        if not matches:
            raise WarehouseMissing(
                f"no article and no input is known as {article!r}",
                "Give the beginning of an id, an address, or a part of a file name; "
                '`dateline sql "select article_id, file_name, url from articles"` lists them.',
            )
        if total > 1:
            _refuse_to_choose(article, matches, total)
        match = matches[0]
        if match.article_id is None:
            state = read_input(connection, match.name)
            if as_json:
                _print_json({"article": None, "input": asdict(state) if state else None})
            elif state:
                print("\n".join(describe_input(state, Ink.of(sys.stdout))))
            return 0
        explanation = read_explanation(connection, match.article_id)
    if explanation is None:
        raise WarehouseMissing(
            f"article {match.article_id} is known to a run, but not in the snapshot",
            "Publish a fresh one: `dateline publish`.",
        )
    if as_json:
        _print_json(asdict(explanation))
    else:
        width = min(width_of(sys.stdout), WIDEST)
        print("\n".join(describe_article(explanation, width, Ink.of(sys.stdout))))
    return 0


def _canonical(name: str) -> str | None:
    """The address an article would be known by, when the name is an address."""
    if not name.startswith(("http://", "https://")):
        return None
    from tasks.identify.identity import canonical_address  # costs time: only for addresses

    return canonical_address(None, name)


def _refuse_to_choose(name: str, matches: list[Match], total: int) -> NoReturn:
    rows = [
        (
            (match.article_id or "(no article)")[:12],
            format_day(match.date_published) if match.article_id else "",
            cut(printable(match.name), 48),
            cut(printable(match.headline or ""), 60),
        )
        for match in matches
    ]
    more = [f"... and {total - len(matches):,} more"] if total > len(matches) else []
    raise QueryFailed(
        "\n".join([f"{name!r} means {total:,} things", *columns(rows, "<><<"), *more]),
        f"Name one of them by its id, as in `dateline explain {rows[0][0]}`."
        if matches[0].article_id
        else "Give more of the name.",
    )


def _print_json(value: object) -> None:
    print(json.dumps(value, default=str, ensure_ascii=False, indent=2))
