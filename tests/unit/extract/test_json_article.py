"""A JSONL line becomes a page; a broken one is refused with the place of the fault."""

import json
from datetime import date

import pytest

from tasks.errors import BadInput, Fate
from tasks.extract.json_article import read_json_article

TEXT = "The ferry left at noon.\n\nIt came back at six."


def page_of(**article):
    return read_json_article(json.dumps(article), "utf-8")


def test_the_title_becomes_the_first_line_of_the_text():
    page = page_of(title="Ferry sails", text=TEXT)
    assert page.raw_text == "Ferry sails\n\n" + TEXT
    assert page.metadata.headlines == (("Ferry sails", "jsonl"),)


def test_a_title_that_the_text_begins_with_is_not_repeated():
    assert page_of(title="Ferry sails", text="Ferry sails\n\n" + TEXT).raw_text.count("sails") == 1


def test_common_field_names_are_understood():
    page = page_of(
        headline="Ferry sails",
        articleBody=TEXT,
        datePublished="2024-03-07T22:30:00-05:00",
        author=[{"name": "Ida Holm"}, "Jonas Ek"],
        publisher={"name": "The Valley Post"},
    )
    assert page.metadata.authors == ("Ida Holm", "Jonas Ek")
    assert page.metadata.site_name == "The Valley Post"
    assert page.metadata.dates[0].candidate == date(2024, 3, 7)  # the day as its place had it


def test_a_day_in_the_address_is_a_candidate():
    page = page_of(text=TEXT, url="https://valley.example/2024/03/07/ferry")
    assert [(d.candidate, d.origin) for d in page.metadata.dates] == [(date(2024, 3, 7), "url")]


def test_lone_surrogates_are_replaced_and_counted():
    page = read_json_article('{"text": "half \\ud83d a pair"}', "utf-8")
    assert page.raw_text == "half \ufffd a pair"
    assert "surrogates_replaced=1" in page.flags


@pytest.mark.parametrize(
    "line", ['{"text": "no end', "[1, 2]", '"text"', "{}", '{"text": 7}', "[" * 100_000]
)
def test_a_line_that_is_no_article_is_refused(line):
    with pytest.raises(BadInput) as caught:
        read_json_article(line, "utf-8")
    assert caught.value.fate == Fate.BROKEN_JSON
