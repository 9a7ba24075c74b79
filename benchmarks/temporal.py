"""Dates in texts against TIMEX3 annotations.

In: the `temporal` folder of the benchmark data. Out: an AreaReport. Texts are read as `dateline
annotate` reads them: nothing is cleaned, a line is a zone, and news or narrative is detected, not
told. The corpora are English, and their publication days are given.
"""

import time
from datetime import date
from pathlib import Path
from types import ModuleType

from benchmarks.folder import load_scorer, read_rows
from benchmarks.parallel import Options, Outcome, Workers
from benchmarks.report import AreaReport, Row
from tasks.models import DateMention

AREA = "temporal"
FILES = ("dev", "seeds")
MEASURES = ("strict_f1", "relaxed_f1", "type_f1", "value_f1", "calendar_f1", "duration_f1")
LANGUAGE = "en"
_CALENDAR_TYPES = ("DATE", "TIME")

#: Seconds one document may take; the longest of the corpora has 20,000 characters.
_DEADLINE = 60.0


def measure(folder: Path, options: Options) -> AreaReport:
    """Each file, and each corpus inside it where there is more than one.

    Raises:
        ConfigurationFault: the folder has no scorer for dates.
    """
    scorer = load_scorer(folder, AREA)
    report = AreaReport(AREA, "Dates: temporal expressions (TempEval-3 measures, calendar days)")
    with Workers(options, prepare_dates) as workers:
        for name in FILES:
            rows = read_rows(folder / AREA / f"{name}.jsonl", options.limit)
            if not rows:
                report.notes.append(f"{name}: not in the benchmark folder")
                continue
            options.say(f"{name}, {len(rows):,} documents")
            outcomes = workers.run_all(
                predict_dates, [(row["text"], row["dct"]) for row in rows], _DEADLINE
            )
            _add_documents(report, scorer, name, rows, outcomes)
    return report


def prepare_dates() -> None:
    """Load the date rules, once for all workers."""
    import tasks.enrich.temporal  # noqa: F401


def predict_dates(text: str, published: str) -> tuple[list[dict], float]:
    """The temporal expressions of one text as the scorer reads them, and CPU seconds.

    Args:
        published: the publication day, ISO; a clock time behind it is not looked at.
    """
    from tasks.enrich.temporal import find_dates
    from tasks.enrich.zones import zones_of_text

    started = time.process_time()
    zones = zones_of_text(text)
    mentions = find_dates(zones, date.fromisoformat(published[:10]), LANGUAGE)
    seconds = time.process_time() - started
    return [_describe(mention, zones[mention.zone_no].raw_start) for mention in mentions], seconds


def _describe(mention: DateMention, offset: int) -> dict:
    """A mention in the scorer's words.

    Its calendar measure is over DATE and TIME; that "the past four months" has days too in our
    tables is neither right nor wrong there.
    """
    has_days = mention.date_start and mention.date_end and mention.timex_type in _CALENDAR_TYPES
    return {
        "start": offset + mention.start,
        "end": offset + mention.end,
        "type": mention.timex_type,
        "value": mention.timex_value,
        "start_date": mention.date_start.isoformat() if has_days else None,
        "end_date": mention.date_end.isoformat() if has_days else None,
    }


def _add_documents(
    report: AreaReport,
    scorer: ModuleType,
    name: str,
    rows: list[dict],
    outcomes: list[Outcome[tuple[list[dict], float]]],
) -> None:
    predictions, seconds = {}, 0.0
    for row, outcome in zip(rows, outcomes, strict=True):
        timexes, spent = outcome.result or ([], 0.0)
        predictions[row["id"]] = {"id": row["id"], "timexes": timexes}
        seconds += spent
        if outcome.failure:
            report.note_failure(f"{name} {row['id']}", outcome)
    _add_scores(report, scorer, name, rows, predictions)
    size = sum(len(row["text"]) for row in rows)
    report.notes.append(
        f"{name}: {len(rows):,} documents, {1000 * seconds / len(rows):.1f} ms of CPU each, "
        f"{size / max(seconds, 1e-9):,.0f} characters a second"
    )


def _add_scores(
    report: AreaReport, scorer: ModuleType, name: str, rows: list[dict], predictions: dict
) -> None:
    counts, _errors, _missing = scorer.score({row["id"]: row for row in rows}, predictions)
    corpora: dict[str, list[str]] = {name: [row["id"] for row in rows]}
    for row in rows:
        if row.get("corpus"):
            corpora.setdefault(row["corpus"], []).append(row["id"])
    for data, ids in corpora.items():
        scores = scorer.measures(scorer.total(counts[document] for document in ids))
        report.rows += [Row(data, measure, scores[measure]) for measure in MEASURES]
