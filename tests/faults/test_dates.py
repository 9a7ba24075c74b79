"""T2 to T7: days that can be misread, in an article's markup, its stamps and its sentences."""

from datetime import date, datetime

import pytest

from tasks.clean.clean import clean_page
from tasks.enrich.temporal import find_dates
from tasks.extract.day_order import day_order_of
from tasks.extract.page import read_page
from tasks.models import CleanedPage, DayOrder, RawDocument, Zone

DAY = date(2024, 6, 19)  # a Wednesday
STORY = (
    "<p>The council of Tarnwick has bought the old ferry for the price of one bell, it said.</p>"
    "<p>The boat will carry school children across the river until the bridge is mended.</p>"
)
THIRD_OF_APRIL, FOURTH_OF_MARCH = date(2024, 4, 3), date(2024, 3, 4)


def cleaned_page(head: str, stamp: str, url: str | None, language: str) -> CleanedPage:
    page = (
        f'<html lang="{language}"><head><title>Council buys ferry</title>{head}</head><body>'
        f"<article><h1>Council buys ferry</h1>{stamp}{STORY}</article></body></html>"
    )
    document = RawDocument(
        "case", "cases", "case", url, "text/html", None, page.encode(), datetime(2026, 1, 1)
    )
    return clean_page(read_page(document))


def dates_of(text: str, day: date | None = DAY, language: str = "en") -> list:
    found = find_dates([Zone("body", text, 0, 0)], day, language)
    return [(text[m.start : m.end], m.date_start, m.date_end, m.precision) for m in found]


MARKUP = ('<meta property="article:published_time" content="03/04/2024">', "")
PRINTED = ("", '<p class="stamp">Published 03/04/2024</p>')


@pytest.mark.parametrize(("head", "stamp"), [MARKUP, PRINTED], ids=["markup", "printed"])
@pytest.mark.parametrize(
    ("url", "language", "expected"),
    [
        ("https://courier.co.uk/ferry", "en", THIRD_OF_APRIL),
        ("https://courier.com.au/ferry", "en-US", THIRD_OF_APRIL),
        ("https://courier.us/ferry", "en", FOURTH_OF_MARCH),
        ("https://courier.com/ferry", "en-US", FOURTH_OF_MARCH),
        ("https://courier.com/ferry", "en-GB", THIRD_OF_APRIL),
        ("https://courier.com/ferry", "fr", THIRD_OF_APRIL),
    ],
)
def test_t2_a_day_of_two_readings_is_settled_by_the_outlets_country(
    head, stamp, url, language, expected
):
    cleaned = cleaned_page(head, stamp, url, language)
    assert cleaned.date_chosen.candidate == expected
    other = ({THIRD_OF_APRIL, FOURTH_OF_MARCH} - {expected}).pop()
    assert all(d.refused_because for d in cleaned.dates if d.candidate == other)


@pytest.mark.parametrize(("head", "stamp"), [MARKUP, PRINTED], ids=["markup", "printed"])
def test_t2_a_day_of_two_readings_is_doubtful_and_keeps_both_where_nothing_tells(head, stamp):
    cleaned = cleaned_page(head, stamp, "https://courier.com/ferry", "en")
    assert {THIRD_OF_APRIL, FOURTH_OF_MARCH} <= {d.candidate for d in cleaned.dates}
    assert cleaned.date_chosen.confidence <= 0.5


def test_t2_a_second_witness_settles_what_the_figures_leave_open():
    url = "https://courier.com/2024/03/04/ferry"
    cleaned = cleaned_page(*PRINTED, url, "en")
    assert cleaned.date_chosen.candidate == FOURTH_OF_MARCH


@pytest.mark.parametrize(
    ("url", "tags", "order"),
    [
        ("https://www.courier.co.uk/a", ("en-US",), DayOrder.DAY_FIRST),
        ("https://oldmere.gov/a", (), DayOrder.MONTH_FIRST),
        ("https://courier.io/a", ("en_US",), DayOrder.MONTH_FIRST),
        ("https://courier.io/a", (None, "en-Latn-GB"), DayOrder.DAY_FIRST),
        ("https://courier.ca/a", ("fr",), None),
        ("https://[broken", ("de",), DayOrder.DAY_FIRST),
        (None, ("en",), None),
        (None, ("",), None),
    ],
)
def test_t2_the_order_of_an_outlet_is_its_countrys_else_its_languages(url, tags, order):
    assert day_order_of(url, tags) is order


def test_t2_a_sentence_with_a_day_of_two_readings_names_its_year_alone():
    (mention,) = find_dates([Zone("body", "It sank on 03/04/2024.", 0, 0)], DAY, "en")
    assert (mention.timex_value, mention.date_start) == ("2024-XX-XX", None)


@pytest.mark.parametrize(
    ("language", "text", "last_week"),
    [
        ("en", "Snow fell last week.", "last week"),
        ("de", "Letzte Woche schneite es.", "Letzte Woche"),
        ("fr", "Il neigeait la semaine dernière.", "la semaine dernière"),
    ],
)
def test_t3_the_week_before_new_year_is_the_leap_week(language, text, last_week):
    leap_week = (last_week, date(2020, 12, 28), date(2021, 1, 3), "week")
    assert dates_of(text, date(2021, 1, 6), language) == [leap_week]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It sank yesterday, last week and on Friday; in March it was new."),
        ("de", "Sie sank gestern, letzte Woche und am Freitag; im März war sie neu."),
        ("fr", "Il a coulé hier, la semaine dernière et vendredi; en mars il était neuf."),
    ],
)
def test_t4_without_a_publication_day_what_points_stays_open_and_says_that_nothing_anchors_it(
    language, text
):
    found = find_dates([Zone("body", text, 0, 0)], None, language)
    assert len(found) == 4
    assert {(m.anchor_kind, m.date_start, m.date_end) for m in found} == {("none", None, None)}
    assert all("X" in m.timex_value for m in found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It sank on 3 May 2019."),
        ("de", "Sie sank am 3. Mai 2019."),
        ("fr", "Il a coulé le 3 mai 2019."),
    ],
)
def test_t4_without_a_publication_day_a_full_date_is_resolved_all_the_same(language, text):
    (mention,) = find_dates([Zone("body", text, 0, 0)], None, language)
    assert (mention.date_start, mention.anchor_kind) == (date(2019, 5, 3), None)


@pytest.mark.parametrize(
    "written",
    [
        "2024-06-19T23:30:00",
        "2024-06-19T23:30:00 IST",
        "2024-06-19T23:30:00+99:00",
        "2024-06-19 23:30 (local time)",
        "Wed, 19 Jun 2024 23:30:00 XYZ",
    ],
)
def test_t5_a_time_without_a_sound_zone_gives_its_day_and_keeps_what_was_written(written):
    head = f'<meta property="article:published_time" content="{written}">'
    chosen = cleaned_page(head, "", "https://courier.com/ferry", "en").date_chosen
    assert (chosen.candidate, chosen.precision) == (DAY, "day")
    assert written in chosen.evidence_text


YEAR_2023 = (date(2023, 1, 1), date(2023, 12, 31), "year")
NINETIES = (date(1990, 1, 1), date(1999, 12, 31), "decade")
NEXT_SPRING = (date(2025, 3, 1), date(2025, 5, 31), "season")
MARCH = (date(2024, 3, 1), date(2024, 3, 31), "month")
THREE_DAYS = (None, None, "day")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "It rose last year.", [("last year", *YEAR_2023)]),
        ("en", "It was built in the 1990s.", [("the 1990s", *NINETIES)]),
        ("en", "It opens next spring.", [("next spring", *NEXT_SPRING)]),
        (
            "en",
            "It rained for three days in March.",
            [("three days", *THREE_DAYS), ("March", *MARCH)],
        ),
        ("de", "Es stieg letztes Jahr.", [("letztes Jahr", *YEAR_2023)]),
        ("de", "Es entstand in den 1990er Jahren.", [("den 1990er Jahren", *NINETIES)]),
        ("de", "Es öffnet nächsten Frühling.", [("nächsten Frühling", *NEXT_SPRING)]),
        (
            "de",
            "Es regnete drei Tage im März.",
            [("drei Tage", *THREE_DAYS), ("März", *MARCH)],
        ),
        ("fr", "Il a monté l'an dernier.", [("l'an dernier", *YEAR_2023)]),
        ("fr", "Il date des années 1990.", [("années 1990", *NINETIES)]),
        ("fr", "Il ouvre le printemps prochain.", [("le printemps prochain", *NEXT_SPRING)]),
        (
            "fr",
            "Il pleuvait trois jours en mars.",
            [("trois jours", *THREE_DAYS), ("mars", *MARCH)],
        ),
    ],
)
def test_t6_a_wide_expression_is_an_interval_with_its_precision_and_no_false_day(
    language, text, expected
):
    assert dates_of(text, DAY, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Some 2024 people came to see 1950 boats."),
        ("en", "Version 3.2.1 runs on 2024 machines; call 555-2024 or 01 02 2024 99."),
        ("en", "Oldmere won 3-2 and Tarnwick lost 101-98."),
        ("de", "Rund 2024 Menschen sahen 1950 Boote."),
        ("de", "Version 3.2.1 läuft; Ruf 0171 2024 19 an. Oldmere gewann 3:2, Tarnwick 101:98."),
        ("de", "Der 1. FC Oldmere bekam 7,5 Prozent und 19.90 Euro."),
        ("fr", "Près de 2024 personnes ont vu 1950 bateaux."),
        ("fr", "La version 3.2.1 tourne; appelez le 01 02 20 24 99. Oldmere a gagné 3-2."),
        ("fr", "Le 1. FC Oldmere a reçu 7,5 % et 19,90 euros."),
    ],
)
def test_t7_counts_versions_scores_prices_and_telephone_numbers_are_no_dates(language, text):
    assert dates_of(text, DAY, language) == []
