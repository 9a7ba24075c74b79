"""`dateline extract`: files or JSON lines to cleaned articles, without a warehouse.

In: files, or JSON lines `{path or html or text, url?}` on stdin. Out: one JSON line an article on
stdout, in the order of the input; the exit code. Every input gives a line, also one that cannot be
read: then with its fate and error.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from config.settings import Settings, load_settings
from tasks.clean.clean import clean_page
from tasks.clean.cleaner import load_cleaner
from tasks.clean.fate import fate_of
from tasks.collect.files import collect_file
from tasks.collect.source import CONTENT_TYPES, Refusal, Source
from tasks.enrich.language import main_language
from tasks.errors import BadInput, Fate, is_good
from tasks.extract.page import read_page
from tasks.extract.preload import preload
from tasks.models import CleanedPage, Page, RawDocument
from tasks.workers import WorkerDied, WorkerPool, WorkerTimedOut

#: Inputs worked on at once for each worker: the next one is there when a worker is free.
_AHEAD = 2
#: The time of an input that has none; it decides nothing here.
_NO_TIME = datetime(1970, 1, 1)


def extract(files: tuple[str, ...], workers: int | None) -> int:
    """Print one JSON line an article; exit code 3 when an input was refused or quarantined."""
    settings = load_settings(workers=workers)
    exit_code = 0
    with WorkerPool(settings.workers, settings.worker_memory, preload) as pool:
        for line in _in_order(pool, read_inputs(files, settings), settings):
            print(json.dumps(line, ensure_ascii=False), flush=True)
            if not is_good(line["fate"]):
                exit_code = 3
    return exit_code


def _in_order(
    pool: WorkerPool, inputs: Iterable[RawDocument | Refusal], settings: Settings
) -> Iterator[dict]:
    with ThreadPoolExecutor(settings.workers) as threads:
        waiting = []
        for item in inputs:
            waiting.append(threads.submit(_extract_one, pool, item, settings))
            if len(waiting) >= _AHEAD * settings.workers:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()


def read_inputs(files: tuple[str, ...], settings: Settings) -> Iterator[RawDocument | Refusal]:
    """The documents of the files named; those of JSON lines on stdin when none is, or for `-`."""
    limit = settings.max_document_bytes
    for name in files or ("-",):
        path = Path(name)
        if name == "-":
            for number, line in enumerate(sys.stdin.buffer, start=1):
                if line.strip():
                    yield from _read_line(f"stdin#{number}", line.strip(), limit)
        elif path.suffix.lower() == ".jsonl" and path.is_file():
            with path.open("rb") as stream:
                for number, line in enumerate(stream, start=1):
                    if line.strip():
                        yield from _read_line(f"{name}#{number}", line.strip(), limit)
        else:
            yield from _read_file(name, path, None, limit)


def _read_line(name: str, line: bytes, limit: int) -> Iterator[RawDocument | Refusal]:
    """The document of a JSON line: the file it names, or what it holds."""
    try:
        article = json.loads(line)
    except (ValueError, RecursionError):
        article = None
    if isinstance(article, dict) and isinstance(article.get("path"), str):
        url = article.get("url") if isinstance(article.get("url"), str) else None
        yield from _read_file(article["path"], Path(article["path"]), url, limit)
    else:
        yield _document(name, line, "application/json", None)


def _read_file(
    name: str, path: Path, url: str | None, limit: int
) -> Iterator[RawDocument | Refusal]:
    if not path.is_file():
        yield Refusal(name, "", Fate.UNREADABLE, "no such file; check the path")
        return
    if path.suffix.lower() not in CONTENT_TYPES:
        known = ", ".join(CONTENT_TYPES)
        yield Refusal(name, "", Fate.NOT_TEXT, f"Dateline reads {known}, not {path.suffix or name}")
        return
    for item in collect_file(Source("", "file", path), limit):
        if isinstance(item, Refusal):
            yield Refusal(name, "", item.fate, item.reason)
        else:
            yield _document(name, item.body, item.content_type, url)


def _document(name: str, body: bytes, content_type: str, url: str | None) -> RawDocument:
    return RawDocument(name, "", name, url, content_type, None, body, _NO_TIME)


def _extract_one(pool: WorkerPool, item: RawDocument | Refusal, settings: Settings) -> dict:
    if isinstance(item, Refusal):
        return describe_failure(item.uri, None, item.fate, item.reason)
    try:
        return pool.run(
            extract_document,
            item,
            settings.min_words,
            settings.cleaner,
            deadline=settings.extract_deadline,
        )
    except WorkerTimedOut:
        reason = f"not read within {settings.extract_deadline:g} s"
        return describe_failure(item.uri, item.url, Fate.EXTRACT_TIMED_OUT, reason)
    except WorkerDied as error:
        return describe_failure(item.uri, item.url, Fate.EXTRACT_CRASHED, str(error))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        reason = f"{type(error).__name__}: {error}"
        return describe_failure(item.uri, item.url, Fate.EXTRACT_FAILED, reason)


def extract_document(document: RawDocument, min_words: int, cleaner: str) -> dict:
    """One document as the JSON object of the contract. Runs in a worker process."""
    try:
        page = read_page(document)
    except BadInput as error:
        return describe_failure(document.uri, document.url, error.fate, error.reason)
    return describe_article(document, page, clean_page(page, load_cleaner(cleaner)), min_words)


def describe_article(
    document: RawDocument, page: Page, cleaned: CleanedPage, min_words: int
) -> dict:
    """The JSON object of an article that was read."""
    chosen = cleaned.date_chosen
    ending = fate_of(cleaned, min_words)
    language_code, language_share = main_language(cleaned.clean_text, page.metadata.language_code)
    return {
        "path": document.uri,
        "url": document.url or page.metadata.canonical_url,
        "headline": cleaned.headline,
        "subheadline": cleaned.subheadline,
        "authors": list(cleaned.authors),
        "date_published": chosen.candidate.isoformat() if chosen else None,
        "date_published_method": chosen.origin if chosen else "none",
        "language_code": language_code,
        "language_share": language_share,
        "article_form": cleaned.article_form,
        "flags": [*page.flags, *cleaned.flags],
        "text": cleaned.clean_text,
        "removed": [
            {
                "text": page.raw_text[block.start : block.end],
                "reason": block.removal.reason,
                "rule_id": block.removal.rule_id,
            }
            for block in cleaned.blocks
            if block.removal
        ],
        "fate": ending.fate.value,
        "error": ending.reason,
    }


def describe_failure(path: str, url: str | None, fate: str, error: str) -> dict:
    """The JSON object of an input that could not be read."""
    return {
        "path": path,
        "url": url,
        "headline": None,
        "subheadline": None,
        "authors": [],
        "date_published": None,
        "date_published_method": "none",
        "language_code": None,
        "language_share": None,
        "article_form": None,
        "flags": [],
        "text": "",
        "removed": [],
        "fate": Fate(fate).value,
        "error": error,
    }
