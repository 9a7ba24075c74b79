"""The dashboard as a folder of files: the same page, its answers beside it.

In: the published snapshot and a folder. Out: `index.html` and what it loads. It works on any web
server and when it is opened from the folder itself, where a browser neither fetches nor loads
modules: so each answer is JSON in a script that hands it in, and the modules are joined into one.
It holds no path of this machine.

A large warehouse is not exported whole: the newest articles and the most named entities are.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from warehouse.dashboard.joined import join_page
from warehouse.dashboard.pages import PERIODS, answer_page
from warehouse.dashboard.server import STATIC, to_json
from warehouse.dashboard.snapshot import OpenSnapshot, PublishedSnapshot, read_page_queries
from warehouse.errors import FolderUnusable

#: How much of a large warehouse is exported: some 20 kB an article, 30 kB a name.
MOST_ARTICLES = 1000
MOST_NAMES = 500
MOST_MONTHS = 240

#: What tells that a folder is an export of ours, which may be written anew.
MARK = "dateline-export"

_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'\">"
)


@dataclass(frozen=True, slots=True)
class Export:
    """What was written: the page to open, how many answers, how many bytes in all."""

    path: Path
    page_count: int
    byte_count: int


def export_dashboard(data: Path, folder: Path) -> Export:
    """Write the dashboard over the published snapshot to a folder.

    Args:
        data: the data folder.
        folder: where to; made when missing. An export that is there is replaced.

    Raises:
        WarehouseMissing: nothing was published.
        FolderUnusable: the folder holds something else, or cannot be written.
    """
    snapshot = PublishedSnapshot(data).current()
    _clear(folder)
    try:
        _write_page(folder)
        page_count = 0
        for path, answer in _answers(snapshot):
            _write_answer(folder, path, answer)
            page_count += 1
    except OSError as error:
        raise FolderUnusable(
            f"{folder} could not be written: {error.strerror}", "Name another with --export."
        ) from error
    byte_count = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Export(folder / "index.html", page_count, byte_count)


def _clear(folder: Path) -> None:
    """Make the folder, or take out an older export; nothing else is ever removed."""
    if folder.exists() and not folder.is_dir():
        raise FolderUnusable(f"{folder} is a file", "Name a folder with --export.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise FolderUnusable(
            f"{folder} holds files that are no export of the dashboard",
            "Name a new folder with --export.",
        )
    if folder.is_dir():
        shutil.rmtree(folder / "data", ignore_errors=True)


def _write_page(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text(
        "An export of the Dateline dashboard; it may be replaced.\n", "utf-8"
    )
    for name in ("fonts", "vendor"):
        shutil.copytree(STATIC / name, folder / name, dirs_exist_ok=True)
    for name in ("icon.svg", "theme.js"):
        shutil.copy(STATIC / name, folder / name)
    joined = join_page(STATIC)
    page = joined.html.replace('<html lang="en">', '<html lang="en" data-exported>')
    page = page.replace("<title>", f"{_POLICY}\n<title>")
    (folder / "index.html").write_text(page, "utf-8")
    (folder / "app.js").write_text(joined.script, "utf-8")
    (folder / "app.css").write_text(joined.styles, "utf-8")


def _write_answer(folder: Path, path: str, answer: dict) -> None:
    file = folder / "data" / f"{path}.js"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"datelineAnswer({to_json(path)}, {to_json(answer)});\n", "utf-8")


def _answers(snapshot: OpenSnapshot) -> Iterator[tuple[str, dict]]:
    """(path, answer) of each page that is exported."""
    queries = read_page_queries()
    index = {
        "index-of-names": snapshot.ask(queries["index-of-names"], [MOST_NAMES]),
        "index-of-headlines": snapshot.ask(queries["index-of-headlines"], [MOST_ARTICLES]),
    }
    yield "index", {"panels": {name: answer.to_dict() for name, answer in index.items()}}
    for name, words in _words(snapshot, index).items():
        for word in words:
            path = name if word is None else f"{name}/{word}"
            answer = answer_page(snapshot, name, word)
            answer.pop("path", None)  # of this machine
            yield path, answer


def _words(snapshot: OpenSnapshot, index: dict) -> dict[str, list[str | None]]:
    """The words of each page that are exported; what other pages lead to is among them."""

    def column(page: str, word: str | None, panel: str, name: str) -> list[str]:
        answer = answer_page(snapshot, page, word)["panels"][panel]
        place = answer["columns"].index(name) if name in answer["columns"] else None
        values = {} if place is None else dict.fromkeys(row[place] for row in answer["rows"])
        return [_month(value) if isinstance(value, date) else str(value) for value in values]

    reasons = ["all", *column("stripped", "all", "removed-by-reason", "reason")]
    return {
        **{page: [None] for page in ("state", "story", "timeline", "sources", "runs", "data")},
        "news": list(PERIODS),
        "article": [str(row[0]) for row in index["index-of-headlines"].rows],
        "entity": [str(row[0]) for row in index["index-of-names"].rows],
        "month": column("timeline", None, "months-written-about", "event_month")[-MOST_MONTHS:],
        "stripped": reasons,
        "line": list(
            dict.fromkeys(
                text_hash
                for reason in reasons
                for panel in ("common-removed-lines", "lines-removed-once")
                for text_hash in column("stripped", reason, panel, "text_hash")
            )
        ),
        "source": column("sources", None, "source-health", "source_key"),
        "run": column("runs", None, "recent-runs", "run_key"),
    }


def _month(day: date) -> str:
    return re.sub(r"-\d\d$", "", day.isoformat())
