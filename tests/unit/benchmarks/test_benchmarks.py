"""The benchmarks on a tiny folder of benchmark data written here, with scorers of a few lines."""

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import entities, extraction, speed, temporal, text
from benchmarks.__main__ import main
from benchmarks.generated import generate_pages, generate_texts, vary_page, vary_text
from benchmarks.memory import PeakMemory, tree_memory
from benchmarks.parallel import Options, Outcome, Workers
from benchmarks.peers import load_peers
from benchmarks.report import AreaReport, Row, format_area, format_peers
from benchmarks.temporal_errors import count_errors
from benchmarks.text import RENDERINGS
from config.settings import load_settings
from tasks.extract.decode import decode

PARAGRAPHS = (
    "The harbour master of Port Ellery counted forty vessels at the north quay on Wednesday, which "
    "is more than in any week since the ferry went to the breaker, her office said.",
    "Grace Okafor, who keeps the register, told the council in Lisbon that the tide tables of the "
    "last two years would be printed again before the winter season begins.",
    "Okafor gave no date for the new lock gate, but the town has put aside the money and the "
    "engineers expect to see the first of the stones moved within ten weeks.",
)
HEADLINE = "Forty vessels at the north quay in a single week"
PAGE = f"""<html lang="en"><head><title>{HEADLINE}</title>
<meta property="og:title" content="{HEADLINE}">
<meta property="article:published_time" content="2025-06-18T08:00:00Z">
<meta name="author" content="Maren Holt"></head>
<body><nav><a href="/news/">News</a> <a href="/sport/">Sport</a></nav>
<article><h1>{HEADLINE}</h1>{"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}</article>
<footer>All rights reserved.</footer></body></html>"""
DUMP = "\n".join([*PARAGRAPHS, "All rights reserved."])

#: Each scorer answers with the numbers of the real ones, by the simplest rule that can be wrong.
EXTRACTION_SCORER = """
def score(rows, preds, times):
    got = [preds.get(row["id"], {}) for row in rows]
    def share(key, field):
        pairs = [(g.get(field), r[key]) for g, r in zip(got, rows) if r.get(key)]
        return sum(a == b for a, b in pairs) / len(pairs) if pairs else None
    exact = share("body", "text")
    report = {}
    if exact is not None:
        report["body"] = {
            "f1": exact, "precision": exact, "recall": exact, "accuracy": exact, "bag_f1": exact,
            "err": {"f1": 0.125}, "empty": sum(not g.get("text") for g in got),
        }
    if (title := share("title", "title")) is not None:
        report["title"] = {"title_norm": title}
    if (day := share("published", "published")) is not None:
        report["date"] = {"date_accuracy": day, "date_precision": day}
    return report
"""
TEMPORAL_SCORER = """
def score(gold, pred):
    per_document = {
        key: [t["value"] for t in document["timexes"]] == [t["value"] for t in pred[key]["timexes"]]
        for key, document in gold.items()
    }
    return per_document, [], []

def total(counts):
    return list(counts)

def measures(counts):
    names = ("strict_f1", "relaxed_f1", "type_f1", "value_f1", "calendar_f1", "duration_f1")
    return dict.fromkeys(names, sum(counts) / len(counts))
"""
ENTITIES_SCORER = """
def ner(gold, pred, scheme):
    right = [
        {(m["start"], m["end"], m["label"]) for m in document["mentions"]}
        == {(m["start"], m["end"], m["label"]) for m in pred[document["id"]]["mentions"]}
        for document in gold
    ]
    return dict.fromkeys("fpr", sum(right) / len(right))

def resolution(gold, pred):
    ids = {m["entity_id"] for document in gold for m in pred[document["id"]]["mentions"]}
    return {"doc": {"b3_f": len(ids), "b3_e2e_f": 1.0}, "corpus": None}
"""
SENTENCE = "Grace Okafor arrived on Wednesday."


def write_jsonl(path: Path, *rows: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def write_gzip(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content))


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """A benchmark folder with one page, its dumps, one dated and two named sentences."""
    folder = tmp_path / "bench"
    truth = {
        "id": "one",
        "url": "https://paper.example/one",
        "body": "\n\n".join(PARAGRAPHS),
        "title": HEADLINE,
        "published": "2025-06-18",
    }
    write_jsonl(folder / "extraction/body/truth.jsonl", truth)
    write_gzip(folder / "extraction/body/pages/one.html.gz", PAGE.encode())
    for rendering in RENDERINGS:
        write_gzip(folder / f"extraction/body/text/one.{rendering}.txt.gz", DUMP.encode())
    write_jsonl(folder / "extraction/dates/truth.jsonl", {"id": "two", "published": "2025-06-18"})
    write_gzip(folder / "extraction/dates/pages/two.html.gz", b"%PDF-1.7 no page at all")
    wednesday = {"start": 24, "end": 33, "type": "DATE", "value": "2025-06-18"}
    write_jsonl(
        folder / "temporal/dev.jsonl",
        {
            "id": "one",
            "corpus": "sample",
            "dct": "2025-06-18",
            "text": SENTENCE,
            "timexes": [wednesday],
        },
    )
    names = [{"start": 0, "end": 12, "label": "PERSON", "entity_id": "okafor"}]
    write_jsonl(
        folder / "entities/open/seeds.jsonl",
        {"id": "one", "tasks": ["ner", "res"], "text": SENTENCE, "mentions": names},
        {"id": "two", "tasks": ["ner", "res"], "text": SENTENCE, "mentions": names},
    )
    for area, scorer in (
        ("extraction", EXTRACTION_SCORER),
        ("temporal", TEMPORAL_SCORER),
        ("entities", ENTITIES_SCORER),
    ):
        (folder / area / "score.py").write_text(scorer, "utf-8")
    return folder


@pytest.fixture
def options() -> Options:
    return Options(load_settings(), workers=1)


def figures(report: AreaReport) -> dict[tuple[str, str], float]:
    return {(row.data, row.measure): row.ours for row in report.rows}


def test_without_benchmark_data_one_line_says_so_and_the_exit_code_is_2(capsys):
    assert main([]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "BENCH=" in said.err


def test_a_folder_without_benchmarks_is_refused_by_name(tmp_path, capsys):
    assert main([str(tmp_path)]) == 2
    assert "extraction/score.py" in capsys.readouterr().err
    assert main([str(tmp_path / "absent")]) == 2
    assert "absent" in capsys.readouterr().err


def test_a_json_file_that_could_not_be_written_is_refused_before_anything_is_measured(
    bench, tmp_path, capsys
):
    assert main([str(bench), "--json", str(tmp_path / "absent" / "figures.json")]) == 2
    said = capsys.readouterr()
    assert "absent" in said.err
    assert said.out == ""


def test_an_area_that_the_folder_lacks_is_refused_by_name(bench, capsys):
    (bench / "temporal/score.py").unlink()
    assert main([str(bench), "--only", "temporal"]) == 2
    assert "temporal/score.py" in capsys.readouterr().err


def test_the_command_prints_a_table_and_writes_every_figure_as_json(bench, tmp_path, capsys):
    file = tmp_path / "figures.json"
    arguments = [str(bench), "--only", "temporal", "--workers", "1", "--json", str(file), "--peers"]
    assert main(arguments) == 0
    table = capsys.readouterr().out
    assert "value F1" in table
    assert "HeidelTime" in table
    (area,) = json.loads(file.read_text("utf-8"))["areas"]
    row = next(r for r in area["rows"] if (r["data"], r["measure"]) == ("dev", "value_f1"))
    assert row["ours"] == 1.0
    assert row["goal"] == {"value": 0.88, "issue": 4, "measured_on": "dev"}
    assert {peer["source"] for peer in row["peers"]}


def test_pages_pass_the_pipeline_and_a_page_it_refuses_counts_as_empty(bench, options):
    report = extraction.measure(bench, options)
    assert figures(report)["body", "exact"] == 1.0
    assert figures(report)["dates", "date_accuracy"] == 0.0
    assert report.rows[0].error == 0.125
    assert [line.split(":")[0] for line in report.refused] == ["dates two"]
    assert not report.is_bad
    assert "wcxb: not in the benchmark folder" in report.notes


def test_dumps_and_true_texts_pass_the_text_door(bench, options):
    report = text.measure(bench, options)
    assert {data for data, _ in figures(report)} == {
        *(f"body {kind}" for kind in RENDERINGS),
        "body clean",
    }
    assert figures(report)["body inscriptis", "exact"] == 1.0
    assert figures(report)["body clean", "recall"] == 1.0
    assert "fundus clean: not in the benchmark folder" in report.notes


def test_dates_are_found_as_annotate_finds_them_and_scored_by_corpus(bench, options):
    report = temporal.measure(bench, options)
    assert figures(report)["dev", "value_f1"] == 1.0
    assert figures(report)["sample", "value_f1"] == 1.0


def test_names_of_a_corpus_are_resolved_across_its_texts(bench, options):
    report = entities.measure(bench, options)
    assert figures(report)["seeds", "core3_f1"] == 1.0
    assert figures(report)["seeds", "doc_b3"] == 1  # the scorer above counts the entities


def test_a_limit_leaves_the_later_inputs_out(bench):
    document = json.loads((bench / "temporal/dev.jsonl").read_text("utf-8"))
    write_jsonl(bench / "temporal/dev.jsonl", document, document | {"id": "two", "timexes": []})
    measured = temporal.measure(bench, Options(load_settings(), workers=1, limit=1))
    assert figures(measured)["dev", "value_f1"] == 1.0
    assert any(note.startswith("dev: 1 documents") for note in measured.notes)


def measured() -> set[tuple[str, str, str]]:
    """Area, data and measure of everything the benchmarks can measure."""
    kinds = [f"{name} {kind}" for name in text.DATA_SETS for kind in (*RENDERINGS, text.CLEAN)]
    names = [*entities.RECOGNITION]
    names += [f"{reach}_{m}" for reach in ("doc", "corpus") for m in entities.RESOLUTION]
    return {
        *(("extraction", data, m) for data, ms in extraction.SETS.items() for m in ms),
        *(("text", data, m) for data in kinds for m in extraction.SETS["body"]),
        *(
            ("temporal", data, m)
            for data in (*temporal.FILES, "timebank", "aquaint")
            for m in temporal.MEASURES
        ),
        *(("entities", data, m) for data in entities.CORPORA for m in names),
        ("speed", "pages", "speed_against_peer"),
        ("speed", "real pages", "speed_against_peer"),
        ("speed", "dates", "characters_a_second"),
    }


def test_each_peers_figure_and_each_goal_stands_beside_one_of_ours():
    peers = load_peers()
    assert {(f.area, f.data, f.measure) for f in peers.figures} <= measured()
    assert set(peers.goals) <= measured()


def test_each_peers_figure_has_a_source_and_each_share_is_one():
    for figure in load_peers().figures:
        assert figure.source
        assert figure.area == "speed" or 0 <= figure.value <= 1


def test_no_system_has_two_figures_for_one_measure_on_one_half():
    keys = [(f.area, f.data, f.system, f.measure, f.half) for f in load_peers().figures]
    assert len(keys) == len(set(keys))


def test_a_line_of_peers_with_a_value_missing_is_named(tmp_path):
    file = tmp_path / "peers.toml"
    file.write_text(
        "[[peers.text]]\ndata = 'body'\nhalf = 'dev'\nsource = 'a paper'\n"
        "measures = ['f1', 'recall']\nsystems = [['Sample 1.0', 0.5]]\n",
        "utf-8",
    )
    with pytest.raises(ValueError, match=r"text, body: 'Sample 1.0' has 1 values for 2 measures"):
        load_peers(file)


def test_the_best_precision_is_that_of_the_system_with_the_best_f1(tmp_path):
    file = tmp_path / "peers.toml"
    file.write_text(
        "goals = []\n[[peers.text]]\ndata = 'body'\nhalf = 'dev'\nsource = 'a paper'\n"
        "measures = ['f1', 'precision']\n"
        "systems = [['Timid 1.0', 0.4, 0.99], ['Sound 1.0', 0.8, 0.7]]\n"
        "[[peers.text]]\ndata = 'body'\nhalf = 'held out'\nsource = 'a paper'\n"
        "measures = ['f1']\nsystems = [['Elsewhere 1.0', 0.9]]\n",
        "utf-8",
    )
    peers = load_peers(file)
    assert peers.best("text", "body", "precision").value == 0.7
    assert peers.best("text", "body", "f1").system == "Sound 1.0"
    assert peers.best("text", "body", "recall") is None


def test_a_figure_below_its_floor_fails_the_area_and_says_so():
    good, bad = Row("pages", "speed", 0.9, floor=0.5), Row("names", "speed", 0.4, floor=0.5)
    assert not AreaReport("speed", "Speed", [good]).is_bad
    report = AreaReport("speed", "Speed", [good, bad])
    assert report.is_bad
    assert "names, speed: 0.400 is below the floor of 0.500" in format_area(report, load_peers())


def test_a_fault_fails_the_area_and_a_refusal_does_not():
    report = AreaReport("text", "Text")
    report.note_failure("one", Outcome(None, "empty: nothing in it", is_refused=True))
    assert not report.is_bad
    report.note_failure("two", Outcome(None, "KeyError: 'three'"))
    assert report.is_bad
    assert "KeyError: 'three'" in format_area(report, load_peers())


def test_a_rival_of_the_same_run_stands_where_a_peers_figure_would():
    row = Row("dates", "characters_a_second", 9.0, decimals=0, peer=5.0, peer_name="Sample")
    table = format_area(AreaReport("speed", "Speed", [row]), load_peers())
    assert "Sample, same run" in table
    assert "chrono" not in table


def test_the_list_of_peers_has_ours_first_and_every_system_once():
    report = AreaReport("temporal", "Dates", [Row("seeds", "value_f1", 0.5)])
    lines = format_peers(report, load_peers()).splitlines()
    assert lines[2].startswith("Dateline")
    assert sum("SUTime" in line for line in lines) == 1


def test_a_call_that_fails_costs_itself_and_keeps_its_reason(options):
    with Workers(options, int) as workers:
        refused, read = workers.run_all(decode, [(b"%PDF-1.7",), (b"text",)], 30.0)
        fallen, named = workers.run_all(os.path.basename, [(1,), ("a/b",)], 30.0)
    assert refused.is_refused
    assert refused.failure.startswith("not_text: ")
    assert read.result.text == "text"
    assert not fallen.is_refused
    assert fallen.failure.startswith("TypeError: ")
    assert named == Outcome("b")


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_variations_are_equal_only_for_equal_numbers(one, other):
    page, dump = PAGE.replace("/news/", "https://paper.example/news/").encode(), DUMP.encode()
    for vary, sample in ((vary_page, page), (vary_text, dump)):
        assert vary(sample, one) == vary(sample, one)
        assert (vary(sample, one) == vary(sample, other)) == (one == other)


def test_generated_documents_differ_and_the_same_ones_come_every_time():
    pages, texts = generate_pages(30), generate_texts(12)
    assert len({document.body for document in pages + texts}) == 42
    assert len({document.file_name for document in pages + texts}) == 42
    assert generate_pages(12) == pages[:12]


@pytest.mark.skipif(tree_memory(os.getpid()) is None, reason="the kernel has no smaps_rollup")
def test_peak_memory_sees_what_was_used_and_given_back():
    before = tree_memory(os.getpid())
    with PeakMemory() as memory:
        held = bytearray(os.urandom(1)) * 80_000_000
        tree_memory(os.getpid())
        while (memory.peak or 0) < before + 40_000_000:
            held[0] ^= 1
    assert memory.peak >= before + 40_000_000


def test_speed_is_measured_on_pages_given_and_made_here_and_a_whole_run_loads_them(bench):
    report = speed.measure(Options(load_settings(), workers=1, limit=3), bench)
    assert not report.failures
    values = figures(report)
    assert values["real pages", "pages_a_second"] > 0
    assert values["pages", "pages_a_second"] > 0
    assert values["dates", "characters_a_second"] > 0
    assert values["run", "articles_a_second"] > 0
    assert any("'loaded': 3" in note for note in report.notes)


@pytest.mark.parametrize(
    ("true", "ours", "kind"),
    [
        ("2024-10-23", "2023-10-23", "other year"),
        ("2024-10", "2023-10", "other year"),
        ("2024-10-23", "2024-10-16", "other day"),
        ("2024", "2024-Q3", "other grain"),
        ("2024-WXX", "2024-W12", "X in the gold"),
        ("P1Y", "2023", "stretch or date"),
        ("PXM", "P3M", "other length"),
        ("PAST_REF", "PXY", "vague or not"),
        ("2024-10-23", "2024-10-23TNI", "part of day or clock"),
    ],
)
def test_a_wrong_date_is_counted_by_the_kind_of_its_error(true, ours, kind):
    error = {"kinds": ["span", "value"], "gold": {"value": true}, "pred": {"value": ours}}
    assert count_errors([error]) == ({"span": 1, "value": 1}, {kind: 1})


def test_the_worth_of_a_family_of_rules_is_what_is_lost_without_it(bench, options):
    (note,) = [n for n in temporal.measure(bench, options).notes if "family of rules" in n]
    assert "weekdays 1.000" in note  # the one date of the sample is a Wednesday
    assert "sets 0.000" in note
