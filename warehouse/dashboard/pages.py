"""Which questions make which page.

In: the name of a page, the words that follow it in its address, an open snapshot. Out: the page's
answers as plain values, ready to be JSON. It holds no SQL and no markup.

A page is a list of panels; each is the query of that name in `queries/`. The page's word goes to
the queries that declare a parameter of its name.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from warehouse.dashboard.changes import Change, find_changes
from warehouse.dashboard.snapshot import Answer, Argument, OpenSnapshot, read_page_queries
from warehouse.dictionary import read_dictionary
from warehouse.errors import WarehouseError
from warehouse.query import list_queries

#: Periods of the page "In the news", in days; the last one is everything.
PERIODS = {"30": 30, "90": 90, "365": 365, "all": 36500}

#: What is asked while someone types into the search field.
SEARCH_PANELS = ("search-names", "search-articles")

#: Longer than any name: what is typed beyond it cannot be one.
LONGEST_SEARCH = 200


class PageMissing(WarehouseError):
    """There is no such page, or nothing in this snapshot to show on it."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Args:
        panels: names of its queries; without a row of the first there is nothing to show.
        word: name of the word that follows the page's name, and what reads it; None for no word.
        needs: what is missing when the first panel is empty; None when an empty page is fine.
    """

    panels: tuple[str, ...]
    word: tuple[str, Callable[[str], Argument]] | None = None
    needs: str | None = None


def read_period(word: str) -> int:
    """Days of a period."""
    return PERIODS[word]


def read_month(word: str) -> str:
    """The first day of a month that is written 2024-06."""
    if not re.fullmatch(r"\d{4}-\d{2}", word):
        raise ValueError(word)
    return date.fromisoformat(f"{word}-01").isoformat()


PAGES: Mapping[str, Page] = {
    "state": Page(("totals", "last-run")),
    "story": Page(
        ("totals", "story-articles", "story-dates", "story-names", "removed-by-reason"),
    ),
    "news": Page(
        (
            "news-numbers",
            "articles-per-week",
            "names-in-the-news",
            "months-of-names",
            "months-written-about",
            "removed-by-reason",
            "sources-in-period",
            "recent-runs",
            "latest-articles",
        ),
        ("days", read_period),
    ),
    "article": Page(
        (
            "article",
            "article-text",
            "article-blocks",
            "article-mentions",
            "article-dates",
            "article-names",
            "article-candidates",
            "article-captions",
            "article-flags",
            "article-bytes",
            "article-versions",
            "article-changes",
            "near-copies",
        ),
        ("article_id", str),
        "article",
    ),
    "entity": Page(
        (
            "entity",
            "entity-months",
            "entity-neighbours",
            "entity-links",
            "entity-spellings",
            "entity-sources",
            "entity-articles",
            "entity-events",
        ),
        ("entity_id", str),
        "name",
    ),
    "timeline": Page(("totals", "months-written-about")),
    "month": Page(("sentences-of-month", "days-of-month"), ("month", read_month)),
    "stripped": Page(
        ("removed-by-reason", "reasons-by-source", "common-removed-lines", "lines-removed-once"),
        ("reason", str),
    ),
    "line": Page(("removed-line", "articles-with-line"), ("text_hash", str), "stripped line"),
    "sources": Page(("source-health", "coverage", "freshness")),
    "source": Page(
        ("source", "source-months", "source-reasons", "source-articles"),
        ("source_key", int),
        "publisher",
    ),
    "runs": Page(("recent-runs", "freshness", "snapshots")),
    "run": Page(
        ("run", "run-steps", "run-fates", "run-checks", "run-losses"), ("run_key", int), "run"
    ),
    "data": Page(("snapshots",)),
}

_QUERIES = read_page_queries()


def answer_page(snapshot: OpenSnapshot, name: str, word: str | None = None) -> dict:
    """The answers of a page.

    Raises:
        PageMissing: there is no page of this name, or no such article, name, run, ...
    """
    page = PAGES.get(name)
    if page is None or (page.word is None) != (word is None):
        raise PageMissing(f"there is no page {name}/{word or ''}")
    try:
        words = {page.word[0]: page.word[1](word)} if page.word and word is not None else {}
    except (ValueError, KeyError) as error:
        raise PageMissing(f"there is no page {name}/{word}") from error
    panels = {}
    for panel in page.panels:
        panels[panel] = ask_panel(snapshot, panel, words)
        if page.needs and not panels[panel].rows and panel == page.panels[0]:
            raise _explain_absence(panels[panel], page.needs, str(word))
    return {
        "snapshot": snapshot.snapshot_id,
        "panels": {panel: answer.to_dict() for panel, answer in panels.items()},
        **(_EXTRAS[name](snapshot, panels) if name in _EXTRAS else {}),
    }


def search(snapshot: OpenSnapshot, text: str) -> dict:
    """Names and articles with words that begin so as what was typed."""
    text = text[:LONGEST_SEARCH].strip()
    panels = {}
    if any(letter.isalnum() for letter in text):
        for panel in SEARCH_PANELS:
            panels[panel] = ask_panel(snapshot, panel, {"text": text}).to_dict()
    return {"snapshot": snapshot.snapshot_id, "panels": panels}


def ask_panel(snapshot: OpenSnapshot, panel: str, words: Mapping[str, Argument]) -> Answer:
    """The answer of one panel.

    Args:
        words: arguments of its query by name; those it does not declare are passed over.
    """
    query = _QUERIES[panel]
    if panel == "search-articles":
        return snapshot.find(query, str(words["text"]))
    return snapshot.ask(query, [words.get(word, default) for word, default in query.parameters])


def _explain_absence(answer: Answer, thing: str, word: str) -> PageMissing:
    if answer.error:
        return PageMissing(answer.error, answer.hint or "")
    hint = f"dateline explain {word}" if thing == "article" else "dateline publish"
    return PageMissing(f"There is no {thing} {word} in the published snapshot.", hint)


def _rewordings(_: OpenSnapshot, panels: Mapping[str, Answer]) -> dict:
    """For each row of the panel `article-changes` its change, word by word."""
    answer = panels["article-changes"]
    changes: list[list[Change]] = []
    for row in answer.rows:
        change = dict(zip(answer.columns, row, strict=True))
        changes.append(find_changes(change["text_before"] or "", change["text_after"] or ""))
    return {"rewordings": changes}


def _dictionary(snapshot: OpenSnapshot, _: Mapping[str, Answer]) -> dict:
    """The data dictionary, the named queries, and where the snapshot is."""
    return {
        "dictionary": [row._asdict() for row in read_dictionary(snapshot.connection)],
        "queries": [
            {
                "name": query.query_name,
                "title": query.title,
                "parameters": [name for name, _ in query.parameters],
                "sql": query.sql.strip(),
            }
            for query in list_queries()
        ],
        "path": str(snapshot.link.absolute()),
    }


def _size(snapshot: OpenSnapshot, _: Mapping[str, Answer]) -> dict:
    """The bytes of the snapshot, which it cannot hold itself."""
    return {"byte_count": snapshot.path.stat().st_size}


#: What a page has beside its panels.
_EXTRAS: Mapping[str, Callable[[OpenSnapshot, Mapping[str, Answer]], dict]] = {
    "article": _rewordings,
    "data": _dictionary,
    "runs": _size,
}
