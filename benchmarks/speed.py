"""Speed: ours beside the peer that does the costly part, in the same run.

In: the sample articles, the model of the settings and, where there is one, the benchmark folder:
articles made here have short menus, so pages as they are fetched are measured too. Out: an
AreaReport. Seconds are of CPU, the best of a few rounds in turn with the peer's, so that other work
on the machine tells little; only the whole run is timed by the clock. A ratio has a floor: below it
the benchmark fails.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.cleaner.examples import SETS
from benchmarks.extraction import prepare_extraction
from benchmarks.folder import read_gzip, read_rows
from benchmarks.generated import (
    SEEDS,
    GeneratedDocument,
    generate_pages,
    generate_texts,
)
from benchmarks.parallel import Options, Workers
from benchmarks.report import AreaReport, Row

AREA = "speed"

#: How many documents are made for each figure, unless limited.
PAGES, TEXTS, RUN_ARTICLES = 66, 60, 240
#: How many pages of each set of the benchmark folder are read.
REAL_PAGES = 40

#: What must not be fallen below: a mistake falls below it, a busy or an older machine does not.
#: The goals of the issues stand in `peers.toml`.
FLOOR_PAGES, FLOOR_REAL_PAGES = 0.35, 0.7
FLOOR_NAMES = 0.5
FLOOR_CHARACTERS = 50_000

_ROUNDS = 3
_DEADLINE = 600.0
_DAY = date(2025, 6, 18)


def measure(options: Options, folder: Path | None = None) -> AreaReport:
    """Pages, names, dates, then a whole run with the workers of the options.

    Args:
        folder: of the benchmark data; without it no fetched pages are read.
    """
    report = AreaReport(AREA, "Speed (seconds of CPU; run: by clock)")
    model = options.settings.model
    with Workers(replace(options, workers=1), partial(prepare_reading, model)) as workers:
        for function, arguments in (
            *([(compare_real_pages, (folder, _at_most(REAL_PAGES, options)))] if folder else []),
            (compare_pages, (_at_most(PAGES, options),)),
            (compare_names, (_at_most(TEXTS, options), model)),
            (time_dates, (_at_most(TEXTS, options),)),
        ):
            options.say(function.__name__.replace("_", " "))
            (outcome,) = workers.run_all(function, [arguments], _DEADLINE)
            report.rows += outcome.result or []
            if outcome.failure:
                report.note_failure(function.__name__, outcome)
    options.say("a whole run")
    add_whole_run(report, _at_most(RUN_ARTICLES, options), options.workers)
    return report


def _at_most(how_many: int, options: Options) -> int:
    return min(how_many, options.limit or how_many)


def best_seconds(*rivals: Callable[[], object]) -> list[float]:
    """CPU seconds of each rival, the best of a few rounds in which they take turns."""
    best = [float("inf")] * len(rivals)
    for _ in range(_ROUNDS):
        for number, rival in enumerate(rivals):
            started = time.process_time()
            rival()
            best[number] = min(best[number], time.process_time() - started)
    return best


def compare_pages(how_many: int) -> list[Row]:
    """Pages made of the samples."""
    pages = generate_pages(how_many)
    return _compare_reading("pages", [(page.body, page.url) for page in pages], FLOOR_PAGES)


def compare_real_pages(folder: Path, how_many: int) -> list[Row]:
    """Pages as they were fetched: so many of each set of the folder, spread over it."""
    pages = []
    for name in SETS:
        home = folder / "extraction" / name
        rows = read_rows(home / "truth.jsonl")
        pages += [
            (read_gzip(home / "pages" / f"{row['id']}.html.gz"), row.get("url"))
            for row in rows[:: max(1, len(rows) // how_many)][:how_many]
        ]
    return _compare_reading("real pages", pages, FLOOR_REAL_PAGES) if pages else []


def _compare_reading(data: str, pages: list[tuple[bytes, str | None]], floor: float) -> list[Row]:
    """Door and cleaning, against trafilatura's extraction with metadata, of the same bytes.

    Args:
        data: what the figures are of; pages: bytes and address of each.
    """
    import trafilatura

    from tasks.clean.clean import clean_page
    from tasks.extract.decode import decode
    from tasks.extract.html import read_html

    def ours() -> None:
        for body, url in pages:
            text = decode(body, None, is_html=True)
            clean_page(read_html(text.text, url, text.encoding, text.flags))

    def theirs() -> None:
        for body, url in pages:
            trafilatura.extract(body, url=url, with_metadata=True)

    seconds, rival = best_seconds(ours, theirs)
    name = f"trafilatura {trafilatura.__version__} with metadata"
    return [
        Row(data, "pages_a_second", len(pages) / seconds, None, 1, None, len(pages) / rival, name),
        Row(data, "speed_against_peer", rival / seconds, None, 2, floor),
    ]


def prepare_reading(model: str) -> None:
    """Load what enrichment needs, once."""
    from tasks.enrich.enricher import Enricher

    prepare_extraction()
    Enricher(model)


def compare_names(how_many: int, model: str) -> list[Row]:
    """All of the enrichment, against the model's recogniser alone on the same texts."""
    from tasks.enrich.enricher import Enricher, EnrichRequest
    from tasks.enrich.model import RECOGNISER, load_model
    from tasks.enrich.reader import BATCH_SIZE
    from tasks.enrich.zones import zones_of_text

    texts = [_text_of(document) for document in generate_texts(how_many)]
    requests = [EnrichRequest(zones_of_text(text), _DAY) for text in texts]
    enricher, nlp = Enricher(model), load_model(model).nlp

    def ours() -> None:
        enricher.enrich(requests)

    def theirs() -> None:
        with nlp.select_pipes(enable=[RECOGNISER]), nlp.memory_zone():
            for _ in nlp.pipe(texts, batch_size=BATCH_SIZE):
                pass

    seconds, rival = best_seconds(ours, theirs)
    words = sum(len(text.split()) for text in texts)
    name = f"spaCy, {model}, ner alone"
    return [
        Row("names", "words_a_second", words / seconds, None, 0, None, words / rival, name),
        Row("names", "speed_against_peer", rival / seconds, None, 2, FLOOR_NAMES),
    ]


def time_dates(how_many: int) -> list[Row]:
    """The date rules alone, on texts cut into lines beforehand."""
    from tasks.enrich.temporal import find_dates
    from tasks.enrich.zones import zones_of_text

    texts = [_text_of(document) for document in generate_texts(how_many)]
    zones = [zones_of_text(text) for text in texts]
    (seconds,) = best_seconds(lambda: [find_dates(z, _DAY, "en") for z in zones])
    speed = sum(map(len, texts)) / seconds
    return [Row("dates", "characters_a_second", speed, None, 0, FLOOR_CHARACTERS)]


def _text_of(document: GeneratedDocument) -> str:
    return document.body.decode("utf-8", errors="replace")


def add_whole_run(report: AreaReport, how_many: int, workers: int) -> None:
    """Run the pipeline on generated articles, half of them pages, in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="dateline-benchmark-") as temporary:
        folder, data = Path(temporary, "articles"), Path(temporary, "data")
        folder.mkdir()
        for document in generate_pages(how_many - how_many // 2) + generate_texts(how_many // 2):
            (folder / document.file_name).write_bytes(document.body)
        command = [sys.executable, "-m", "benchmarks.whole_run", folder, data, str(workers)]
        done = subprocess.run(
            command,
            cwd=SEEDS.parent,  # where the package is: it is not installed
            stdout=subprocess.PIPE,
            text=True,
            check=False,
            timeout=_DEADLINE,
        )
    if done.returncode or not done.stdout:
        report.failures.append(f"whole run: exit code {done.returncode}; {done.stdout[:500]}")
        return
    run = json.loads(done.stdout)
    loaded = run["fates"].get("loaded", 0)
    report.rows.append(Row("run", "articles_a_second", loaded / run["seconds"], None, 1))
    if run["peak_memory"]:
        report.rows.append(Row("run", "peak_memory_MB", run["peak_memory"] / 1e6, None, 0))
    steps = ", ".join(f"{name} {seconds:.1f}" for name, seconds in run["steps"].items())
    report.notes.append(
        f"run: {run['fates']} in {run['seconds']:.1f} s with {workers} workers, starting included "
        f"(steps, summed over workers: {steps})"
    )
