"""Plain-text dumps of pages, and clean texts that must come through unharmed.

In: the dumps (`text/`) and true texts of the sets `body` and `fundus`. Out: an AreaReport. A dump
holds every visible line of a page, menus and all; only lines are left to judge by.
"""

import time
from pathlib import Path

from benchmarks.cleaner.folds import cleaner_for
from benchmarks.extraction import (
    SETS,
    PagePrediction,
    add_scores,
    judge_page,
    prepare_extraction,
)
from benchmarks.folder import load_scorer, read_gzip, read_rows
from benchmarks.parallel import Options, Workers
from benchmarks.report import AreaReport

AREA = "text"
DATA_SETS = ("body", "fundus")

#: inscriptis: every visible word; html2text: the same, Markdown-like; blocks: headings,
#: paragraphs, captions, quotes and list items.
RENDERINGS = ("inscriptis", "html2text", "blocks")
CLEAN = "clean"

_DUMP_MEASURES = SETS["body"]
_CLEAN_MEASURES = {name: SETS["body"][name] for name in ("recall", "exact")}


def measure(folder: Path, options: Options) -> AreaReport:
    """Every rendering of every set, then the true texts themselves.

    Raises:
        ConfigurationFault: the folder has no scorer for pages.
    """
    scorer = load_scorer(folder, "extraction")
    report = AreaReport(AREA, "Text: plain-text dumps of pages; clean: the true text given")
    settings = options.settings
    with Workers(options, prepare_extraction, settings.worker_memory) as workers:
        for name in DATA_SETS:
            home = folder / "extraction" / name
            rows = read_rows(home / "truth.jsonl", options.limit)
            for kind, arguments in _inputs(home / "text", rows, options.folds).items():
                if not arguments:
                    report.notes.append(f"{name} {kind}: not in the benchmark folder")
                    continue
                options.say(f"{name} {kind}, {len(arguments):,} texts")
                outcomes = workers.run_all(predict_text, arguments, settings.extract_deadline)
                measures = _CLEAN_MEASURES if kind == CLEAN else _DUMP_MEASURES
                add_scores(report, scorer, f"{name} {kind}", measures, rows, outcomes)
    return report


def _inputs(dumps: Path, rows: list[dict], folds: Path | None) -> dict[str, list[tuple]]:
    """Arguments of `predict_text` for each rendering that the folder holds, and the true texts."""
    inputs = {}
    for kind in (*RENDERINGS, CLEAN):
        arguments = []
        for row in rows:
            path = None if kind == CLEAN else dumps / f"{row['id']}.{kind}.txt.gz"
            text = row["body"] if kind == CLEAN else None
            arguments.append((row["id"], path, text, cleaner_for(row, folds)))
        is_there = kind == CLEAN or (rows and arguments[0][1].is_file())
        inputs[kind] = arguments if is_there else []
    return inputs


def predict_text(text_id: str, path: Path | None, text: str | None, cleaner: str) -> PagePrediction:
    """A dump at path, or the text given, through decoding, door and cleaning."""
    from tasks.extract.decode import decode
    from tasks.extract.text import read_text

    body = read_gzip(path) if path else (text or "").encode()
    started = time.process_time()
    decoded = decode(body)
    page = read_text(decoded.text, decoded.encoding, decoded.flags)
    return judge_page(text_id, page, time.process_time() - started, cleaner)
