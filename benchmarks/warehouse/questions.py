"""What is asked of a snapshot, at its costliest: every chart of the dashboard, search, the macros.

In: a published snapshot. Out: questions that can be asked again and again. The charts are asked as
the page asks them, by its own code; the macros are in `macros.sql`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from warehouse.dashboard.pages import PAGES, SEARCH_PANELS, Page, ask_panel
from warehouse.dashboard.snapshot import Argument, OpenSnapshot, write_out
from warehouse.query import run_query

MACROS = Path(__file__).with_name("macros.sql")

_NAMED = re.compile(r"\$([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Question:
    """One question, and what asks it: it returns the number of rows."""

    title: str
    ask: Callable[[], int]


def list_questions(snapshot: OpenSnapshot) -> list[Question]:
    """All questions, with the arguments that bring most rows."""
    costliest = find_costliest(snapshot)
    return [
        *_charts(snapshot, costliest),
        *_searches(snapshot, costliest),
        *_macros(snapshot, costliest),
    ]


def find_costliest(snapshot: OpenSnapshot) -> dict[str, Argument]:
    """The entity, month, publisher, stripped line and word in most articles, and a rare word."""
    result = run_query(
        snapshot.connection,
        """
        with largest as (
            select entity_key, entity_id, entity_name
            from mart.entity_summary
            order by article_count desc, entity_key
            limit 1
        ),
        line as (
            select text_hash, reason
            from mart.removed_line
            order by article_count desc, text_hash
            limit 1
        ),
        numbered as (select term, article_count from mart.text_word where term_no is not null)
        select
            (select entity_id from largest) as entity_id,
            (select entity_name from largest) as name,
            (
                select article_id from articles
                where article_key = (select max(article_key) // 2 from articles)
            ) as article_id,
            (
                select strftime(event_month, '%Y-%m')
                from mart.event_month
                group by event_month
                order by sum(reference_count) desc, event_month
                limit 1
            ) as month,
            (select reason from line) as reason,
            (select text_hash from line) as text_hash,
            (
                select source_key
                from mart.source_week
                group by source_key
                order by sum(article_count) desc, source_key
                limit 1
            ) as source_key,
            (select max(run_key) from mart.runs_wide) as run_key,
            (select term from numbered order by article_count desc, term limit 1) as common_word,
            (
                select term from numbered
                where article_count >= 20
                order by article_count, term
                limit 1
            ) as rare_word,
            (
                select string_agg(term, ' ')
                from (select term from numbered order by article_count desc, term limit 3)
            ) as words
        """,
    )
    found = dict(zip(result.columns, result.rows[0], strict=True))
    return {**found, "days": "90", "prefix": f"{found['rare_word'][:4]}*"}


def _charts(snapshot: OpenSnapshot, costliest: dict[str, Argument]) -> Iterator[Question]:
    for name, page in PAGES.items():
        yield from _panels(snapshot, name, page, costliest)
    yield from _panels(snapshot, "news of all days", PAGES["news"], {**costliest, "days": "all"})


def _panels(
    snapshot: OpenSnapshot, title: str, page: Page, words: dict[str, Argument]
) -> Iterator[Question]:
    arguments = {}
    if page.word:
        name, read = page.word
        if words[name] is None:
            return  # a warehouse without such a thing has no such page
        arguments = {name: read(str(words[name]))}
    for panel in page.panels:
        yield Question(f"{title}: {panel}", _asker(snapshot, panel, arguments))


def _searches(snapshot: OpenSnapshot, costliest: dict[str, Argument]) -> Iterator[Question]:
    """As one types: two letters, a word, words."""
    typed = {
        "two letters": str(costliest["common_word"])[:2],
        "a common word": costliest["common_word"],
        "a rare word": costliest["rare_word"],
        "three words": costliest["words"],
    }
    for title, text in typed.items():
        for panel in SEARCH_PANELS:
            yield Question(f"{panel}: {title}", _asker(snapshot, panel, {"text": text}))


def _asker(snapshot: OpenSnapshot, panel: str, words: dict[str, Argument]) -> Callable[[], int]:
    def ask() -> int:
        answer = ask_panel(snapshot, panel, words)
        if answer.error:
            raise RuntimeError(f"{panel}: {answer.error}")
        return len(answer.rows)

    return ask


def _macros(snapshot: OpenSnapshot, costliest: dict[str, Argument]) -> Iterator[Question]:
    for title, sql in read_macros().items():
        names = list(dict.fromkeys(_NAMED.findall(sql)))
        for number, name in enumerate(names, 1):
            sql = sql.replace(f"${name}", f"${number}")
        query = write_out(sql, [costliest[name] for name in names])
        yield Question(title, lambda query=query: len(run_query(snapshot.connection, query).rows))


def read_macros() -> dict[str, str]:
    """The queries of `macros.sql` by their title."""
    parts = re.split(r"^-- (\w+: .+)\n", MACROS.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], (sql.strip().rstrip(";") for sql in parts[1::2]), strict=True))
