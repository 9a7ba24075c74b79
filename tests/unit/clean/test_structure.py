"""Headline, standfirst and byline are taken on evidence only; the lead paragraph never is."""

import pytest

from tasks.clean.clean import clean_page
from tasks.clean.structure import parse_authors
from tasks.extract.text import read_text

LEAD = "The ferry left at noon with forty passengers on board, the harbour office of the town said."
BODY = "Its captain said the crossing would take two hours longer than usual because of the wind."


def cleaned(*lines: str):
    return clean_page(read_text("\n\n".join(lines), "utf-8"))


def test_a_first_line_that_ends_no_sentence_is_the_headline():
    page = cleaned("Ferry sails again after a week", LEAD, BODY)
    assert (page.headline, page.headline_method) == ("Ferry sails again after a week", "title_line")
    assert page.clean_text == f"{LEAD}\n\n{BODY}"


def test_a_text_that_begins_with_its_lead_has_no_headline():
    page = cleaned(LEAD, BODY)
    assert (page.headline, page.headline_method) == (None, "none")
    assert page.clean_text == f"{LEAD}\n\n{BODY}"


def test_a_question_may_be_a_headline():
    assert (
        cleaned("Will the ferry sail again?", LEAD, BODY).headline == "Will the ferry sail again?"
    )


def test_the_rest_of_a_line_after_a_stray_header_is_no_headline():
    page = cleaned(" date 2024-03-07 The ferry left at noon with forty passengers", LEAD, BODY)
    assert page.headline is None
    assert page.clean_text.startswith("The ferry left at noon")


def test_a_line_above_the_byline_is_the_standfirst():
    page = cleaned(
        "Ferry sails again", "Forty passengers were on board.", "By Ida Holm", LEAD, BODY
    )
    assert page.subheadline == "Forty passengers were on board."
    assert page.byline == "By Ida Holm"
    assert page.authors == ("Ida Holm",)


def test_a_short_lead_without_a_sign_below_it_stays_text():
    page = cleaned("Ferry sails again", "Forty passengers were on board.", LEAD, BODY)
    assert page.subheadline is None
    assert page.clean_text.startswith("Forty passengers were on board.")


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("By Ida Holm", ("Ida Holm",)),
        ("By IDA HOLM and JONAS EK", ("Ida Holm", "Jonas Ek")),
        ("By Ida Holm, Jonas Ek and Lena de Vries", ("Ida Holm", "Jonas Ek", "Lena de Vries")),
        ("By Ida Holm, 7 March 2024", ("Ida Holm",)),
        ("Von Anna Petersen und Ole Kruse", ("Anna Petersen", "Ole Kruse")),
        ("By our own correspondent", ()),
    ],
)
def test_authors_are_read_from_the_byline(byline, people):
    assert parse_authors(byline) == people


def test_a_numbered_line_is_a_list_item():
    page = cleaned("Ferry sails again", LEAD, "1. Bring a raincoat.", "2. Come early.", BODY)
    assert [b.role.value for b in page.blocks].count("list_item") == 2
    assert "1. Bring a raincoat." in page.clean_text
