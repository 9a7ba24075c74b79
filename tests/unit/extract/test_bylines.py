"""Bylines printed beside the headline: a cue, a mark of the template, or a day."""

import pytest

from tasks.extract.bylines import find_author_beside_day, find_cued_authors, find_marked_authors
from tasks.extract.dom import DomLine

HEADLINE = DomLine("Old crane may stay", "h1", ("main",), 0.0)
HEADLINES = [(HEADLINE.text, "h1")]
STORY = DomLine(
    "The harbour board said the crane, built by Moor Brothers in 1902, may stay where it stands.",
    "p",
    ("main",),
    0.0,
)


def below_headline(text: str, *container: str) -> list[DomLine]:
    return [HEADLINE, DomLine(text, "p", container, 0.0), STORY]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ada Moor", ("Ada Moor",)),
        ("Written by: Ada Moor", ("Ada Moor",)),
        ("ByAda Moor", ("Ada Moor",)),
        ("Von Ada Moor und Ben Reed", ("Ada Moor", "Ben Reed")),
        ("By Ada Moor, Ben Reed and Cy Dale", ("Ada Moor", "Ben Reed", "Cy Dale")),
        ("By Ada Moor, Harbour Gazette", ("Ada Moor",)),
        ("By Ada Moor | Harbour desk", ("Ada Moor",)),
        ("By Ada MoorShipping reporter", ("Ada Moor",)),
        ("Posted on 19 June 2024 by Ada Moor", ("Ada Moor",)),
        ("June 19, 2024 · 3 min read · By Ada Moor", ("Ada Moor",)),
        ("by Ada Moor on Jun 19, 2024", ("Ada Moor",)),
        ("By Ada van der Moor 19 June 2024", ("Ada van der Moor",)),
        ("By Ada", ("Ada",)),
    ],
)
def test_names_stand_behind_a_cue(text, names):
    assert find_cued_authors(below_headline(text), HEADLINES) == names


@pytest.mark.parametrize(
    "text",
    [
        "A crane built by Moor Brothers may stay",
        "Go past by the old quay",
        "By the old quay",
        "Photo sold by Ada Moor",
    ],
)
def test_a_sentence_with_the_word_by_is_no_byline(text):
    assert find_cued_authors(below_headline(text), HEADLINES) == ()


def test_bylines_of_comments_and_of_lines_far_below_are_not_the_storys():
    assert find_cued_authors(below_headline("By Ada Moor", "comments"), HEADLINES) == ()
    far = [HEADLINE, *[STORY] * 12, DomLine("By Ada Moor", "p", (), 0.0)]
    assert find_cued_authors(far, HEADLINES) == ()


def test_a_page_without_its_headline_signs_nowhere():
    assert find_cued_authors([DomLine("By Ada Moor", "p", (), 0.0)], HEADLINES) == ()


def test_a_line_that_the_markup_calls_a_byline_needs_no_cue():
    assert find_marked_authors(below_headline("Ada Moor", "byline"), HEADLINES) == ("Ada Moor",)
    assert find_marked_authors(below_headline("Ada Moor"), HEADLINES) == ()
    assert find_marked_authors(below_headline("3 min read", "byline"), HEADLINES) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ada Moor | 19.06.2024",
        "19 June 2024 · Ada Moor · 3 min read",
        "June 19, 2024Ada Moor",
        "Ada Moor - 19/06/2024",
    ],
)
def test_a_name_that_shares_a_line_with_the_day_signs(text):
    assert find_author_beside_day(below_headline(text), HEADLINES) == ("Ada Moor",)


@pytest.mark.parametrize(
    "text", ["Last Updated: 19 June 2024", "Son Kayit : 19.06.2024", "19 June"]
)
def test_labels_beside_a_day_are_no_names(text):
    assert find_author_beside_day(below_headline(text), HEADLINES) == ()


def test_a_section_that_stands_in_the_menu_is_no_name():
    lines = below_headline("Harbour News | 19 June 2024")
    menu = DomLine("Harbour News", "li", ("header", "nav"), 1.0)
    assert find_author_beside_day([menu, *lines], HEADLINES) == ()
