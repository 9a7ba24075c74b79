"""Candidates for the publication day: printed ones, doubtful ones, impossible ones."""

from datetime import date

import pytest

from tasks.extract.date_doubts import doubt_utc, refuse_impossible
from tasks.extract.dom import DomLine
from tasks.extract.markup import parse_html
from tasks.extract.markup_dates import read_dates
from tasks.extract.printed_days import find_days
from tasks.extract.visible_dates import find_visible_day
from tasks.extract.written_dates import read_url_date
from tasks.models import DateCandidate

HEADLINE = DomLine("Old crane may stay", "h1", ("main",), 0.0)
STORY = DomLine(
    "The harbour board said on 2 May 2019 that the crane, built for the yard in 1902, may stay "
    "where it stands until the new quay is paid for.",
    "p",
    ("main",),
    0.0,
)


def line(text: str, *container: str, tag: str = "p") -> DomLine:
    return DomLine(text, tag, container, 0.0)


def printed_day(*lines: DomLine) -> date | None:
    found = find_visible_day(lines, [(HEADLINE.text, "h1")])
    return found and found.candidate


def candidates_of(page: str, **given) -> list[DateCandidate]:
    root, _ = parse_html(f"<html><body>{page}</body></html>")
    return list(read_dates(root, None, None, **given))


@pytest.mark.parametrize(
    "text",
    [
        "19 June 2024",
        "Published: June 19, 2024",
        "Ada Moor, 19.06.2024, 14:05",
        "19. 6. 2024",
        "2024/06/19",
        "19-Jun-2024 | Harbour",
        "2024年6月19日",
        "2024년 6월 19일",
        "19 июня 2024, 13:43",
        "19 czerwca 2024",
        "19 Haziran 2024",
        "2024. június 19., 10:15",
        "2024 m. birželio 19 d.",
        "19. júna 2024",
        "১৯ জুন ২০২৪",
        "Published19 June 2024",
        "June 19, 20249:15 AM",
        "19/06/20240 comments",
        "19 June 202421 June 2024 by Ada Moor",
        "HarbourJune 19, 2024",
        "Jun 192024",
        "19. Juni 2024 um 9 Uhr veröffentlicht",
        "١ 19 يونيو 2024",
    ],
)
def test_a_day_printed_below_the_headline_is_a_candidate(text):
    assert printed_day(HEADLINE, line(text, "main"), STORY) == date(2024, 6, 19)


def test_the_evidence_of_a_printed_day_is_its_line():
    found = find_visible_day([HEADLINE, line("Posted on 19 June 2024", "stamp")], [])
    assert (found.origin, found.evidence_text) == ("published_stamp", "Posted on 19 June 2024")
    assert found.confidence > 0.8


def test_a_day_inside_a_sentence_of_the_story_is_none():
    assert printed_day(HEADLINE, STORY) is None


def test_the_day_beside_the_headline_comes_before_those_of_other_stories():
    others = [line(f"{day} June 2024", "aside", "related", "stamp") for day in (25, 26)]
    assert printed_day(*others, HEADLINE, line("19 June 2024"), STORY, *others) == date(2024, 6, 19)


def test_the_day_of_the_visit_in_the_pages_head_is_none():
    today = line("Friday, 21 June 2024", "header")
    assert printed_day(today, HEADLINE, line("19 June 2024, Ada Moor"), STORY) == date(2024, 6, 19)


@pytest.mark.parametrize(
    "text",
    [
        "Posted 19 June 2024, updated 21 June 2024",
        "Last updated: 21 June 2024 / Published: 19 June 2024",
    ],
)
def test_of_two_days_in_a_line_the_one_of_publication_is_taken(text):
    assert printed_day(HEADLINE, line(text, "main"), STORY) == date(2024, 6, 19)


@pytest.mark.parametrize(
    "text",
    [
        "© 2024 Harbour Gazette, 19 June 2024",
        "Dates: 16-19 June 2024",
        "2024/6/19-21: regatta",
        "19 June 1902",
    ],
)
def test_days_that_are_no_storys_are_none(text):
    assert printed_day(HEADLINE, *[STORY] * 9, line(text)) is None


def test_a_day_right_above_the_headline_counts_more_than_one_far_above():
    first, stamp = line("12 June 2024"), line("19 June 2024")
    assert printed_day(first, STORY, STORY, STORY, stamp, HEADLINE, STORY) == date(2024, 6, 19)


def test_a_day_that_opens_the_first_paragraph_is_the_storys():
    opened = line(f"19 June 2024. {STORY.text}", "main")
    others = line("25 June 2024", "main", "aside")
    assert printed_day(HEADLINE, opened, *[STORY] * 9, others) == date(2024, 6, 19)


def test_a_day_labelled_as_one_of_change_says_so():
    found = find_visible_day([HEADLINE, line("Updated 19 June 2024", "stamp")], [])
    assert (found.candidate, found.origin) == (date(2024, 6, 19), "updated_stamp")


def test_a_month_inside_a_word_is_none():
    assert find_days("dismay 19, 2024") == []


def test_days_without_a_month_name_keep_their_place_in_the_line():
    (found,) = find_days("Seen 26 | 01 | 2022 again")
    assert (found.day, found.start, found.end) == (date(2022, 1, 26), 5, 19)


def test_a_utc_stamp_yields_to_the_neighbouring_day_that_the_page_prints():
    stamp = '<meta property="article:published_time" content="2024-06-20T02:54:00Z">'
    printed = DateCandidate(date(2024, 6, 19), "published_stamp", "June 19, 2024", confidence=0.6)
    assert candidates_of(stamp, printed=printed)[0].candidate == date(2024, 6, 19)
    far = DateCandidate(date(2024, 6, 17), "published_stamp", "June 17, 2024", confidence=0.6)
    assert candidates_of(stamp, printed=far)[0].candidate == date(2024, 6, 20)


def test_a_stamp_with_the_outlets_own_zone_is_not_doubted():
    stamp = DateCandidate(date(2024, 6, 20), "metadata", "2024-06-20T02:54:00+02:00")
    other = DateCandidate(date(2024, 6, 19), "metadata", "2024-06-19", confidence=0.9)
    assert doubt_utc([stamp, other]) == [stamp, other]


def test_a_day_after_the_pages_last_change_is_refused_and_kept():
    given = [
        DateCandidate(date(2024, 6, 19), "metadata", "published", confidence=0.95),
        DateCandidate(date(2024, 6, 25), "published_stamp", "25 June 2024", confidence=0.9),
    ]
    first, late = refuse_impossible(given, date(2024, 6, 20))
    assert first == given[0]
    assert (late.candidate, late.confidence) == (date(2024, 6, 25), 0.0)
    assert late.refused_because == "after the page's last change on 2024-06-20"


def test_a_wrong_day_of_change_refuses_nothing_that_stands_alone():
    given = [DateCandidate(date(2024, 6, 25), "published_stamp", "25 June 2024")]
    assert refuse_impossible(given, date(2019, 1, 1)) == given


def test_a_day_before_the_web_is_refused():
    (found,) = candidates_of('<meta name="date" content="1912-04-15">')
    assert found.refused_because.startswith("before 1990")


def test_a_day_that_no_calendar_has_is_refused_with_its_markup():
    (found,) = candidates_of('<meta name="pubdate" content="2024-06-31">')
    assert (found.candidate, found.precision) == (date(2024, 6, 1), "month")
    assert found.refused_because == "no calendar has that day"
    assert "2024-06-31" in found.evidence_text


def test_the_day_of_a_comment_is_not_the_storys():
    comment = '<div class="comments"><time itemprop="datePublished" datetime="2024-06-22"></div>'
    story = '<time datetime="2024-06-19">19 June</time>'
    found = candidates_of(f"<h1>A</h1>{comment}{story}")
    assert [c.candidate for c in found] == [date(2024, 6, 19)]


def test_a_time_that_says_it_was_updated_is_no_candidate():
    page = '<h1>A</h1><time class="published-date" datetime="2024-06-22">Updated 22 June</time>'
    assert [c for c in candidates_of(page) if c.origin == "metadata"] == []


@pytest.mark.parametrize("label", ["Last updated on", "<b>Updated:</b>", "Aktualisiert am"])
def test_a_time_behind_a_label_of_change_is_no_candidate(label):
    page = f'<h1>A</h1><p>{label} <time datetime="2024-06-22">22 June</time></p>'
    assert [c for c in candidates_of(page) if c.origin == "metadata"] == []


def test_a_clock_in_the_pages_head_is_no_candidate():
    clock = '<time datetime="2024-06-22T10:01:02">Saturday</time>'
    stamp = '<time datetime="2024-06-19">19 June</time>'
    page = f"<header><p>{clock}</p></header><main><h2>A</h2>{stamp}</main>"
    assert [c.candidate for c in candidates_of(page)] == [date(2024, 6, 19)]


@pytest.mark.parametrize(
    "source",
    [
        '<script>{"publishedAt": "2024-06-19T08:00"}</script>',
        r'<script>push("{\\"datePublished\\":\\"2024-06-19\\"}")</script>',
        '<script>var page = {publish_date: "2024-06-19"}</script>',
    ],
)
def test_a_field_of_a_script_is_asked_before_the_page_is_searched(source):
    (found,) = candidates_of(f"{source}<p>x</p><div data-made='2021-03-12'></div>")
    assert (found.candidate, found.origin) == (date(2024, 6, 19), "metadata")
    assert "2024-06-19" in found.evidence_text


def test_a_day_in_single_figures_is_read_from_an_address():
    assert read_url_date("/home/2024/6/9/crane")[:2] == (date(2024, 6, 9), "day")
