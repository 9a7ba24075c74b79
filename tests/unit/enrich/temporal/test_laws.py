"""Laws of find_dates: they hold for any text, any day and any language."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.enrich import temporal
from tasks.enrich.temporal import english, find_dates, french, german
from tasks.enrich.temporal.grammar import class_names
from tasks.enrich.temporal.lexicon import lexicon_for
from tasks.enrich.temporal.rules import rules_for
from tasks.models import Zone

_WORDS = sorted(
    {
        word
        for language in (english, german, french)
        for entries in language.CLASSES.values()
        for word in entries
    }
)
_SHAPES = [
    "\n",
    *re.findall(
        r"\S+",
        """0 1 2 3 12 29 30 31 45 99 100 480 0735 1500 1999 2024 9999 10000 1,000 2.5 1/2 ½
        2024-02-30 2024-06-19 0001-01-01 9999-12-31 13/06/2024 05/06/2024 10:30 25:99 '92 1980s
        '80s 3rd 99th 999999999999999999999 , . ; - – ' " ( ) $ % Mr. Smith U.S. WORD played é
        戦 B52 1. 13.09.23 14.12. 99.12. 14.30 1990er 90er 1.000 2,5 1er 19e 14h30 24h61 l' d'
        sagte votera""",
    ),
]
_token = st.one_of(st.sampled_from(_WORDS), st.sampled_from(_SHAPES))
_texts = st.one_of(
    st.lists(st.tuples(_token, st.sampled_from([" ", "", "-"]))).map(
        lambda pairs: "".join(word + gap for word, gap in pairs)
    ),
    st.lists(st.one_of(_token, _token.map(str.capitalize))).map(" ".join),
    st.text(max_size=80),
)
_days = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max, date(2024, 2, 29)]))
_languages = st.sampled_from(["en", "de", "fr", "pl", None])


def _zones(texts):
    return [Zone("body", text, 0, None) for text in texts]


@settings(max_examples=300, deadline=None)
@given(st.lists(_texts, max_size=3), _days, _languages)
def test_spans_lie_in_their_zone_in_order_apart_and_within_one_line(texts, day, language):
    end_before = (0, 0)
    for mention in find_dates(_zones(texts), day, language):
        text = texts[mention.zone_no]
        assert (mention.zone_no, mention.start) >= end_before
        assert 0 <= mention.start < mention.end <= len(text)
        surface = text[mention.start : mention.end]
        assert surface == surface.strip()
        assert "\n" not in surface
        end_before = (mention.zone_no, mention.end)


@settings(max_examples=300, deadline=None)
@given(st.lists(_texts, max_size=3), _days, _languages)
def test_an_interval_is_whole_and_in_order(texts, day, language):
    for mention in find_dates(_zones(texts), day, language):
        assert (mention.date_start is None) == (mention.date_end is None)
        if mention.date_start:
            assert date.min <= mention.date_start <= mention.date_end <= date.max


@settings(max_examples=200, deadline=None)
@given(st.lists(_texts, max_size=3), _days, _languages)
def test_each_mention_has_a_type_a_value_and_an_honest_anchor(texts, day, language):
    for mention in find_dates(_zones(texts), day, language):
        assert mention.timex_type in {"DATE", "TIME", "DURATION", "SET"}
        assert mention.timex_value
        assert 0 < mention.confidence <= 1
        assert mention.anchor_kind in {None, "publication_day", "last_date", "same_grain", "none"}
        if mention.anchor_kind in {None, "none"}:
            assert mention.anchor_date is None
        if mention.anchor_kind == "none":
            assert mention.date_start is None
        if mention.anchor_kind == "publication_day":
            assert mention.anchor_date == day is not None


@settings(max_examples=200, deadline=None)
@given(st.lists(_texts, max_size=3), _languages)
def test_without_a_publication_day_nothing_is_counted_from_one(texts, language):
    kinds = {mention.anchor_kind for mention in find_dates(_zones(texts), None, language)}
    assert "publication_day" not in kinds


@settings(max_examples=150, deadline=None)
@given(_texts, _days)
def test_what_is_only_a_set_or_a_vague_reference_has_no_days(text, day):
    for mention in find_dates(_zones([text]), day, "en"):
        if mention.timex_type == "SET" or mention.timex_value.endswith("_REF"):
            assert mention.date_start is None
        if mention.timex_type == "DURATION" and mention.date_start:
            assert mention.date_end == day


@given(st.lists(_texts, max_size=3), _days)
def test_the_same_article_gives_the_same_dates_twice(texts, day):
    zones = _zones(texts)
    assert find_dates(zones, day, "en") == find_dates(zones, day, "en")


@settings(max_examples=200, deadline=None)
@given(st.lists(_texts, max_size=3), _days, _languages)
def test_no_value_names_a_year_outside_the_calendar(texts, day, language):
    for mention in find_dates(_zones(texts), day, language):
        for year in re.findall(r"\b\d{4,}", mention.timex_value):
            assert 1 <= int(year) <= 9999


_articles = st.lists(st.tuples(_texts, _days, _languages), min_size=2, max_size=4)


@settings(max_examples=100, deadline=None)
@given(_articles, st.randoms(use_true_random=False))
def test_an_article_gives_the_same_dates_alone_and_among_others_in_any_order(articles, random):
    alone = {article: find_dates(_zones([article[0]]), *article[1:]) for article in articles}
    random.shuffle(articles)
    assert {a: find_dates(_zones([a[0]]), *a[1:]) for a in articles} == alone


def test_no_module_reads_a_clock():
    folder = Path(temporal.__file__).parent
    clocks = {"today", "now", "utcnow", "time", "localtime", "monotonic"}
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr not in clocks, path
            if isinstance(node, ast.Import):
                assert "time" not in {name.name for name in node.names}, path


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    ("language", "word"),
    [
        *[("en", word) for word in ("one ", "hundred ", "million ", "March ", "1,", "- ", "9")],
        *[("de", word) for word in ("zwei ", "Mai ", "1.", "1.000", "vor ", "der ", "bis ")],
        *[("fr", word) for word in ("deux ", "mars ", "100 ", "l'", "il y a ", "fin de ", "un ")],
    ],
)
def test_a_word_repeated_a_hundred_thousand_characters_long_is_read_in_seconds(language, word):
    text = word * (100_000 // len(word))
    assert len(find_dates(_zones([text]), date(2024, 6, 19), language)) <= len(text)


def test_no_zones_and_empty_zones_give_no_dates():
    assert find_dates([], date(2024, 6, 19), "en") == ()
    assert find_dates(_zones(["", " \n "]), None, None) == ()


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_each_class_that_a_pattern_names_is_one_of_some_language(language):
    lexicons = [lexicon_for(code) for code in ("en", "de", "fr")]
    for rule in rules_for(language):
        for name in class_names(rule.pattern):
            assert any(lexicon.members(name) for lexicon in lexicons), f"{rule.rule_id}: <{name}>"
