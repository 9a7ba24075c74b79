"""Names in texts: found, typed, and resolved within and across articles.

In: the `entities` folder of the benchmark data. Out: an AreaReport. Each corpus is one input of
`dateline annotate`, the function behind it and not a copy: entities are resolved across all its
texts, nothing is cleaned, no publication day is told.
"""

import time
from functools import partial
from pathlib import Path
from types import ModuleType

from benchmarks.folder import load_scorer, read_rows
from benchmarks.parallel import Options, Workers
from benchmarks.report import AreaReport, Row
from tasks.enrich.model import model_identity

AREA = "entities"

#: Where a corpus may stand in the folder, and the corpora, large ones first to share out the work.
_FOLDERS = ("open", "restricted")
CORPORA = (
    "ecbplus", "eww", "aida", "politics", "reuters128", "meantime", "wnut17", "seeds",
)  # fmt: skip

#: Seconds one corpus may take; the largest has 170,000 words.
_DEADLINE = 1800.0

RECOGNITION = {"core3_f1": "f", "core3_precision": "p", "core3_recall": "r"}
#: b3: clusters of the names found; b3_from_text: a name that was not found has recall 0.
RESOLUTION = {"b3": "b3_f", "b3_from_text": "b3_e2e_f"}


def measure(folder: Path, options: Options) -> AreaReport:
    """Every corpus that the folder holds.

    Raises:
        ConfigurationFault: the folder has no scorer for names.
        ModelMissing: the language model of the settings is not installed.
    """
    scorer = load_scorer(folder, AREA)
    model = model_identity(options.settings.model)
    report = AreaReport(AREA, f"Entities: model {model.name} {model.version}, with our rules")
    corpora = {name: read_rows(_find(folder, name), options.limit) for name in CORPORA}
    held = {name: documents for name, documents in corpora.items() if documents}
    report.notes += [f"{n}: not in the benchmark folder" for n in CORPORA if n not in held]
    options.say(", ".join(held))
    arguments = [
        ([(d["id"], d["text"]) for d in documents], options.settings.model)
        for documents in held.values()
    ]
    with Workers(options, partial(prepare_names, options.settings.model)) as workers:
        outcomes = workers.run_all(predict_names, arguments, _DEADLINE)
    for (name, documents), outcome in zip(held.items(), outcomes, strict=True):
        if outcome.result is None:
            report.note_failure(name, outcome)
            continue
        predictions, seconds = outcome.result
        _add_scores(report, scorer, name, documents, {p["id"]: p for p in predictions})
        words = sum(len(d["text"].split()) for d in documents)
        report.notes.append(
            f"{name}: {len(documents):,} documents, {1000 * seconds / len(documents):.0f} ms of "
            f"CPU each, {words / seconds:,.0f} words a second (dates included)"
        )
    return report


def _find(folder: Path, name: str) -> Path:
    places = [folder / AREA / place / f"{name}.jsonl" for place in _FOLDERS]
    return next((place for place in places if place.is_file()), places[0])


def prepare_names(model: str) -> None:
    """Load the language model, once for all workers."""
    from tasks.enrich.enricher import Enricher

    Enricher(model)


def predict_names(texts: list[tuple[str, str]], model: str) -> tuple[list[dict], float]:
    """The mentions of one corpus with their entities, and CPU seconds."""
    from flows.commands.annotate import Text, annotate_texts

    started = time.process_time()
    lines = list(annotate_texts([Text(text_id, text) for text_id, text in texts], model))
    seconds = time.process_time() - started
    return [{"id": line["id"], "mentions": line["mentions"]} for line in lines], seconds


def _add_scores(
    report: AreaReport, scorer: ModuleType, name: str, documents: list[dict], predictions: dict
) -> None:
    if any("ner" in document.get("tasks", ["ner"]) for document in documents):
        scores = scorer.ner(documents, predictions, "core3")
        report.rows += [Row(name, measure, scores[key]) for measure, key in RECOGNITION.items()]
    if scores := scorer.resolution(documents, predictions):
        report.rows += [
            Row(name, f"{reach}_{measure}", scores[reach][key])
            for reach in ("doc", "corpus")
            if scores[reach]
            for measure, key in RESOLUTION.items()
        ]
