"""Dates in texts against TIMEX3 annotations.

In: the `temporal` folder of the benchmark data. Out: an AreaReport. Texts are read as `dateline
annotate` reads them: nothing is cleaned, a line is a zone, and news or narrative is detected, not
told. The corpora are English, and their publication days are given. The notes say of what kind
the errors are, and what the value measure falls to without each family of rules.
"""

import time
from datetime import date
from pathlib import Path
from types import ModuleType

from benchmarks.folder import load_scorer, read_rows
from benchmarks.parallel import Options, Outcome, Workers
from benchmarks.report import AreaReport, Row
from benchmarks.temporal_errors import describe_errors
from tasks.models import DateMention

AREA = "temporal"
FILES = ("dev", "seeds")
MEASURES = ("strict_f1", "relaxed_f1", "type_f1", "value_f1", "calendar_f1", "duration_f1")
LANGUAGE = "en"
#: The expressions of one text, and CPU seconds.
Prediction = Outcome[tuple[list[dict], float]]

_CALENDAR_TYPES = ("DATE", "TIME")

#: The file whose errors are told by kind, and on which each family of rules is left out once.
STUDIED = "dev"

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
            errors = _add_documents(report, scorer, name, rows, outcomes)
            if name == STUDIED:
                report.notes += describe_errors(name, errors)
                options.say(f"{name}, each family of rules left out once")
                report.notes.append(_value_of_families(workers, scorer, rows, outcomes))
    return report


def _value_of_families(
    workers: Workers, scorer: ModuleType, rows: list[dict], with_all: list[Prediction]
) -> str:
    """How much value F1 each family of rules brings: what is lost when it alone is left out.

    Args:
        with_all: the outcomes with all of them.
    """
    from tasks.enrich.temporal.rules import FAMILIES

    def value_f1(outcomes: list[Prediction]) -> float:
        counts, _errors, _missing = scorer.score(*_gold_and_predicted(rows, outcomes))
        return scorer.measures(scorer.total(counts.values()))["value_f1"]

    reached, lost = value_f1(with_all), {}
    for family in FAMILIES:
        arguments = [(row["text"], row["dct"], family) for row in rows]
        lost[family] = reached - value_f1(workers.run_all(predict_dates, arguments, _DEADLINE))
    by_worth = sorted(lost.items(), key=lambda entry: -entry[1])
    return "value F1 lost without a family of rules: " + ", ".join(
        f"{family} {loss:.3f}" for family, loss in by_worth
    )


def prepare_dates() -> None:
    """Load the date rules, once for all workers."""
    import tasks.enrich.temporal  # noqa: F401


def predict_dates(
    text: str, published: str, without: str | None = None
) -> tuple[list[dict], float]:
    """The temporal expressions of one text as the scorer reads them, and CPU seconds.

    Args:
        published: the publication day, ISO; a clock time behind it is not looked at.
        without: a family of rules to leave out.
    """
    from tasks.enrich.temporal import find_dates
    from tasks.enrich.temporal.rules import FAMILIES
    from tasks.enrich.zones import zones_of_text

    rules = tuple(rule for name in FAMILIES if name != without for rule in FAMILIES[name])
    started = time.process_time()
    zones = zones_of_text(text)
    mentions = find_dates(zones, date.fromisoformat(published[:10]), LANGUAGE, rules)
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
    outcomes: list[Prediction],
) -> list[dict]:
    """The rows and notes of a file; returns the scorer's list of errors."""
    seconds = sum(outcome.result[1] for outcome in outcomes if outcome.result)
    for row, outcome in zip(rows, outcomes, strict=True):
        if outcome.failure:
            report.note_failure(f"{name} {row['id']}", outcome)
    errors = _add_scores(report, scorer, name, rows, outcomes)
    size = sum(len(row["text"]) for row in rows)
    report.notes.append(
        f"{name}: {len(rows):,} documents, {1000 * seconds / len(rows):.1f} ms of CPU each, "
        f"{size / max(seconds, 1e-9):,.0f} characters a second"
    )
    return errors


def _gold_and_predicted(rows: list[dict], outcomes: list[Prediction]) -> tuple[dict, dict]:
    """The documents as the scorer takes them, by id; a failed one has no expressions."""
    predicted = {
        row["id"]: {"id": row["id"], "timexes": outcome.result[0] if outcome.result else []}
        for row, outcome in zip(rows, outcomes, strict=True)
    }
    return {row["id"]: row for row in rows}, predicted


def _add_scores(
    report: AreaReport,
    scorer: ModuleType,
    name: str,
    rows: list[dict],
    outcomes: list[Prediction],
) -> list[dict]:
    counts, errors, _missing = scorer.score(*_gold_and_predicted(rows, outcomes))
    corpora: dict[str, list[str]] = {name: [row["id"] for row in rows]}
    for row in rows:
        if row.get("corpus"):
            corpora.setdefault(row["corpus"], []).append(row["id"])
    for data, ids in corpora.items():
        scores = scorer.measures(scorer.total(counts[document] for document in ids))
        report.rows += [Row(data, measure, scores[measure]) for measure in MEASURES]
    return errors
