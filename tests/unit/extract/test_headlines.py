"""Headlines: which place of a page is believed, and what is cleaned off."""

import json

import pytest

from tasks.clean.clean import clean_page
from tasks.extract.dom import read_lines
from tasks.extract.headlines import site_names, strip_site_name
from tasks.extract.html import read_html
from tasks.extract.json_ld import find_article, read_nodes
from tasks.extract.markup import parse_html
from tasks.extract.metadata import read_metadata
from tasks.models import CleanedPage, PageMetadata, Role

URL = "https://www.harbour-gazette.example/news/crane-may-stay"
TEXT = "".join(
    f"<p>The harbour board said on Monday that the old crane, built in {year}, may stay.</p>"
    for year in (1902, 1911, 1923)
)


def metadata_of(page: str, url: str | None = URL) -> PageMetadata:
    root, _ = parse_html(page)
    lines, _ = read_lines(root)
    article = find_article(read_nodes(root)[0], url)
    return read_metadata(root, lines, article, url)


def best_of(page: str, url: str | None = URL) -> tuple[str, str]:
    return metadata_of(page, url).headlines[0]


def linked(kind: str, headline: str) -> str:
    node = json.dumps({"@type": kind, "headline": headline})
    return f'<script type="application/ld+json">{node}</script>'


def cleaned(page: str) -> CleanedPage:
    return clean_page(read_html(f"<html><body>{page}</body></html>", URL, "utf-8"))


def text_of(page: str, cleaned_page: CleanedPage, role: Role) -> list[str]:
    raw_text = read_html(f"<html><body>{page}</body></html>", URL, "utf-8").raw_text
    return [raw_text[b.start : b.end] for b in cleaned_page.blocks if b.role is role]


def test_p10_entities_tags_and_site_names_are_taken_off_a_headline():
    page = """<head><title>Harbour Gazette - Fish &amp;amp; <b>chips</b> dearer | Local News</title>
      <meta property="og:site_name" content="The Harbour Gazette">
      <meta property="og:title" content="Fish &amp;amp; chips dearer - The Harbour Gazette">"""
    assert metadata_of(page + "<p>x").headlines[0] == ("Fish & chips dearer", "open_graph")


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Crane may stay | The Harbour Gazette", "Crane may stay"),
        ("Harbour Gazette – Crane may stay", "Crane may stay"),
        ("Crane may stay - Local - harbour-gazette.example", "Crane may stay - Local"),
        ("Crane may stay - for now", "Crane may stay - for now"),
        ("Safe harbour - why boats came", "Safe harbour - why boats came"),
        ("Crane may stay - what the gazette of 1871 said", None),
        ("The Harbour Gazette", "The Harbour Gazette"),
        ("A-level results: the winners", "A-level results: the winners"),
    ],
)
def test_only_the_sites_own_names_are_cut(title, headline):
    names = (*site_names("The Harbour Gazette", URL), "gazette")
    assert strip_site_name(title, names) == (headline or title)


def test_an_h1_of_the_article_comes_before_a_logo():
    page = "<header><h1>Gazette</h1></header><main><h1>Crane may stay</h1></main>"
    assert [text for text, _ in metadata_of(page).headlines] == ["Crane may stay", "Gazette"]


def test_a_title_is_cut_to_the_heading_it_holds():
    page = "<title>Dale Observer: Reservoir to be drained</title><h2>Reservoir to be drained</h2>"
    assert best_of(page, None) == ("Reservoir to be drained", "h2")


def test_a_title_that_the_copyright_line_repeats_is_no_headline():
    page = "<title>Dale Observer</title><p>News</p><p>© 2024 Dale Observer, Market Place</p>"
    assert metadata_of(page, None).headlines == ()


def test_the_newsrooms_own_headline_comes_before_the_h1():
    page = linked("NewsArticle", "Old crane may stay") + "<h1>Why the old crane may stay</h1>"
    assert best_of(page) == ("Old crane may stay", "json_ld")


@pytest.mark.parametrize("kind", ["BlogPosting", "SocialMediaPosting"])
def test_the_search_title_of_a_blog_comes_after_the_h1(kind):
    page = linked(kind, "5 Best Crane Tips 2024") + "<h1>Five tips for crane drivers</h1>"
    assert best_of(page) == ("Five tips for crane drivers", "h1")


def test_the_name_of_a_web_page_is_no_headline_of_a_newsroom():
    node = {"@type": "WebPage", "name": "Cranes of 2024 | Guide", "datePublished": "2024-06-19"}
    page = f'<script type="application/ld+json">{json.dumps(node)}</script><h1>Cranes guide</h1>'
    assert best_of(page) == ("Cranes guide", "h1")


def test_a_json_ld_headline_as_long_as_a_summary_is_none():
    page = linked("NewsArticle", "The board met. " * 20) + "<h1>Old crane may stay</h1>"
    assert [origin for _, origin in metadata_of(page).headlines] == ["h1"]


def test_an_h1_that_shares_no_word_with_the_titles_comes_last():
    page = """<meta property="og:title" content="Old crane may stay">
      <body><h1>Our stories</h1><h2>By the editors</h2>"""
    assert metadata_of(page).headlines == (
        ("Old crane may stay", "open_graph"),
        ("Our stories", "h1"),
    )


def test_among_several_h1_the_one_that_a_title_repeats_comes_first():
    page = """<meta property="og:title" content="Old crane may stay">
      <body><h1>Crane news</h1><h1>Old crane may stay</h1>"""
    assert best_of(page) == ("Old crane may stay", "h1")


def test_an_h1_in_a_script_without_spaces_is_compared_by_its_letters():
    page = "<title>港の古いクレーンが残る見通し</title><h1>古いクレーンが残る</h1>"
    assert best_of(page, None) == ("古いクレーンが残る", "h1")


def test_the_section_is_cut_off_a_title_whose_rest_is_shown():
    page = "<title>The old crane may stay | District</title><p>The old crane may stay</p>"
    assert best_of(page, None) == ("The old crane may stay", "title")


def test_a_title_cut_short_is_given_whole_where_another_place_has_it():
    page = """<meta property="og:title" content="The old harbour crane may st...">
      <title>The old harbour crane may stay another year</title>"""
    assert best_of(page) == ("The old harbour crane may stay another year", "open_graph")


def test_a_headline_that_no_line_shows_is_the_metadatas_and_the_h1_is_no_text():
    page = linked("NewsArticle", "Old crane may stay") + f"<h1>Crane: no end yet</h1>{TEXT}"
    article = cleaned(page)
    assert (article.headline, article.headline_method) == ("Old crane may stay", "metadata")
    assert text_of(page, article, Role.HEADLINE) == ["Crane: no end yet"]
    assert "no end yet" not in article.clean_text


def test_a_headline_that_a_line_shows_is_given_as_the_line_prints_it():
    page = linked("NewsArticle", "OLD CRANE MAY STAY") + f"<h1>Old crane may stay</h1>{TEXT}"
    article = cleaned(page)
    assert (article.headline, article.headline_method) == ("Old crane may stay", "title_line")
