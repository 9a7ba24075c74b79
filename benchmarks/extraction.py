"""HTML pages against true article texts, titles, days and authors.

In: the `extraction` folder of the benchmark data. Out: an AreaReport. Pages pass the door and the
cleaning of a run, with their address as a fetched page would have it; the folder's own scorer
judges what comes out.
"""

import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean
from types import ModuleType

from benchmarks.cleaner.folds import cleaner_for
from benchmarks.folder import load_scorer, read_gzip, read_rows
from benchmarks.parallel import Options, Outcome, Workers
from benchmarks.report import AreaReport, Row

AREA = "extraction"

#: Measures of each set: our name, then the part and the key of the scorer's report.
_BODY = {
    "f1": ("body", "f1"),
    "precision": ("body", "precision"),
    "recall": ("body", "recall"),
    "exact": ("body", "accuracy"),
}
_METADATA = {
    "title_norm": ("title", "title_norm"),
    "date_accuracy": ("date", "date_accuracy"),
    "authors_f1": ("authors", "authors_f1"),
}
_SEGMENTS = {f"segments_{key}": ("segments", key) for key in ("f1", "precision", "recall")}
SETS = {
    "body": _BODY,
    "fundus": _BODY | _METADATA,
    "wcxb": _BODY | {"bag_f1": ("body", "bag_f1")} | _METADATA,
    "dates": {
        "date_accuracy": ("date", "date_accuracy"),
        "date_precision": ("date", "date_precision"),
    },
    "segments": _SEGMENTS,
}

#: Resamples of the pages behind the standard deviation of a figure: its first digit is stable.
RESAMPLES = 200


@dataclass(frozen=True, slots=True)
class PagePrediction:
    """What we make of one page, as the scorer reads it; seconds are of CPU."""

    id: str
    text: str
    title: str | None
    published: str | None
    authors: tuple[str, ...]
    read_seconds: float
    clean_seconds: float


def measure(folder: Path, options: Options) -> AreaReport:
    """Every set of pages that the folder holds.

    Raises:
        ConfigurationFault: the folder has no scorer for pages.
    """
    scorer = load_scorer(folder, AREA)
    report = AreaReport(AREA, "Extraction: HTML pages (sets of the benchmark folder, dev half)")
    settings = options.settings
    with Workers(options, prepare_extraction, settings.worker_memory) as workers:
        for name, measures in SETS.items():
            rows = read_rows(folder / AREA / name / "truth.jsonl", options.limit)
            if not rows:
                report.notes.append(f"{name}: not in the benchmark folder")
                continue
            options.say(f"{name}, {len(rows):,} pages")
            pages = folder / AREA / name / "pages"
            outcomes = workers.run_all(
                predict_page,
                [
                    (
                        pages / f"{row['id']}.html.gz",
                        row["id"],
                        row.get("url"),
                        cleaner_for(row, options.folds),
                    )
                    for row in rows
                ],
                settings.extract_deadline,
            )
            add_scores(report, scorer, name, measures, rows, outcomes)
    return report


def prepare_extraction() -> None:
    """Load what reading a page needs, once for all workers."""
    from tasks.clean.cleaner import load_cleaner
    from tasks.extract.preload import preload

    preload()
    load_cleaner()


def predict_page(path: Path, page_id: str, url: str | None, cleaner: str) -> PagePrediction:
    """One compressed HTML page through decoding, door and cleaning.

    Args:
        cleaner: the block model, as `load_cleaner` takes it.
    """
    from tasks.extract.decode import decode
    from tasks.extract.html import read_html

    body = read_gzip(path)
    started = time.process_time()
    decoded = decode(body, None, is_html=True)
    page = read_html(decoded.text, url, decoded.encoding, decoded.flags)
    return judge_page(page_id, page, time.process_time() - started, cleaner)


def judge_page(page_id: str, page, read_seconds: float, cleaner: str) -> PagePrediction:
    """A page that its door has read, cleaned, in the scorer's words."""
    from tasks.clean.clean import clean_page
    from tasks.clean.cleaner import load_cleaner

    in_force = load_cleaner(cleaner)
    started = time.process_time()
    cleaned = clean_page(page, in_force)
    chosen = cleaned.date_chosen
    return PagePrediction(
        page_id,
        cleaned.clean_text,
        cleaned.headline,
        chosen.candidate.isoformat() if chosen else None,
        cleaned.authors,
        read_seconds,
        time.process_time() - started,
    )


def add_scores(
    report: AreaReport,
    scorer: ModuleType,
    data: str,
    measures: dict[str, tuple[str, str]],
    rows: list[dict],
    outcomes: list[Outcome[PagePrediction]],
) -> None:
    """Score one set; a page that failed counts as empty."""
    predictions = {}
    for row, outcome in zip(rows, outcomes, strict=True):
        if outcome.result:
            predictions[row["id"]] = asdict(outcome.result)
        else:
            report.note_failure(f"{data} {row['id']}", outcome)
    scores = scorer.score(rows, predictions, RESAMPLES)
    for measure, (part, key) in measures.items():
        if part in scores:
            numbers = scores[part]
            report.rows.append(Row(data, measure, numbers[key], numbers.get("err", {}).get(key)))
    report.notes.append(_cost(data, rows, list(predictions.values()), scores))


def _cost(data: str, rows: list[dict], predictions: list[dict], scores: dict) -> str:
    read = 1000 * fmean([p["read_seconds"] for p in predictions] or [0.0])
    clean = 1000 * fmean([p["clean_seconds"] for p in predictions] or [0.0])
    empty = scores.get("body", {}).get("empty", 0)
    return (
        f"{data}: {len(rows):,} pages, {read + clean:.0f} ms of CPU a page "
        f"(reading {read:.1f}, cleaning {clean:.1f})" + (f", {empty} empty" if empty else "")
    )
