"""The extractor's votes on the lines of a page."""

import json

from tasks.extract.html import read_html
from tasks.extract.second_opinion import ask_extractor
from tasks.extract.text import read_text
from tasks.extract.vote import MAX_ELEMENTS
from tests.unit.clean.model.pages import MENU, PAGE, STORY


def votes_of(page):
    return {page.raw_text[s.start : s.end]: s.vote for s in page.segments}


def test_the_story_is_voted_for_and_the_menu_is_not():
    page = read_html(PAGE, None, "utf-8")
    asked = ask_extractor(page)
    assert (page.has_votes, asked.has_votes) == (False, True)
    assert {votes_of(asked)[paragraph] for paragraph in STORY} == {1.0}
    assert {votes_of(asked)[word] for word in MENU} == {0.0}
    assert asked.flags == ("extractor_asked",)
    assert asked.raw_text == page.raw_text


def test_it_is_asked_once():
    asked = ask_extractor(read_html(PAGE, None, "utf-8"))
    assert ask_extractor(asked) is asked


def test_a_plain_text_has_no_votes():
    page = read_text("\n\n".join(STORY), "utf-8")
    assert ask_extractor(page) is page


def test_an_extractor_that_finds_nothing_says_so():
    asked = ask_extractor(read_html("<body><footer>b</footer></body>", None, "utf-8"))
    assert asked.flags == ("extractor_asked", "extractor_found_nothing")
    assert set(votes_of(asked).values()) == {0.0}


def test_of_a_page_too_large_for_the_extractor_nothing_changes_but_the_flag():
    page = read_html("<body>" + "<p>w</p>" * (MAX_ELEMENTS + 1), None, "utf-8")
    asked = ask_extractor(page)
    assert not asked.has_votes
    assert asked.flags == ("extractor_not_asked",)


def test_the_article_of_json_ld_is_text_though_the_extractor_does_not_see_it():
    article = {"@type": "NewsArticle", "articleBody": "\n".join(STORY)}
    script = f'<script type="application/ld+json">{json.dumps(article)}</script>'
    html = f"<html><head>{script}</head><body><div id=app><p>Loading the page.</p></div></body>"
    votes = votes_of(ask_extractor(read_html(html, None, "utf-8")))
    assert [votes[paragraph] for paragraph in STORY] == [1.0] * len(STORY)
