"""What the markup says: JSON-LD, headlines, authors, dates, addresses."""

import json
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extract.authors import read_authors
from tasks.extract.dom import read_lines
from tasks.extract.json_ld import find_article, parse_values, plain_text, read_nodes
from tasks.extract.markup import parse_html
from tasks.extract.metadata import read_metadata
from tasks.extract.written_dates import FIRST_YEAR, LAST_YEAR, read_days, read_moment, read_url_date
from tasks.models import DateCandidate, PageMetadata

URL = "https://www.harbour-gazette.example/news/crane-may-stay"


def metadata_of(page: str, url: str | None = URL) -> PageMetadata:
    root, _ = parse_html(page)
    lines, _ = read_lines(root)
    article = find_article(read_nodes(root)[0], url)
    return read_metadata(root, lines, article, url)


def ld_page(value: object, rest: str = "<p>x") -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<head><script type="application/ld+json">{text}</script></head><body>{rest}'


def day_of(metadata: PageMetadata) -> DateCandidate:
    return metadata.dates[0]


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Crane may stay",
    "datePublished": "2024-06-19T23:30:00-04:00",
    "dateModified": "2024-06-20T08:00:00+02:00",
    "author": [{"@type": "Person", "name": "Ada Moor"}, {"@type": "Person", "name": "Ben Reed"}],
    "publisher": {"@type": "Organization", "name": "The Harbour Gazette"},
    "articleSection": "Local",
    "isAccessibleForFree": "False",
    "inLanguage": "en-GB",
}


def test_json_ld_gives_every_field():
    metadata = metadata_of(ld_page(ARTICLE))
    assert metadata.headlines == (("Crane may stay", "json_ld"),)
    assert metadata.authors == ("Ada Moor", "Ben Reed")
    assert metadata.site_name == "The Harbour Gazette"
    assert metadata.section == "Local"
    assert metadata.language_code == "en"
    assert metadata.modified_at == datetime(2024, 6, 20, 6, 0)
    assert metadata.is_paywalled


def test_t5_the_day_is_the_one_written_not_the_one_in_utc():
    candidate = day_of(metadata_of(ld_page(ARTICLE)))
    assert (candidate.candidate, candidate.origin) == (date(2024, 6, 19), "metadata")
    assert candidate.evidence_text == '"datePublished": "2024-06-19T23:30:00-04:00"'


def test_a_stamp_in_utc_yields_to_the_neighbouring_day_written_locally():
    page = ld_page(
        {**ARTICLE, "datePublished": "2024-06-20T02:54:00Z"},
        '<h1>A</h1><time class="published" datetime="2024-06-19T21:54:00-05:00">June 19</time>',
    )
    assert day_of(metadata_of(page)).candidate == date(2024, 6, 19)


@pytest.mark.parametrize(
    "wrapped",
    [
        {"@graph": [{"@type": "WebSite", "name": "Site"}, ARTICLE]},
        [{"@type": "BreadcrumbList"}, ARTICLE],
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {**ARTICLE, "@type": ["Article", "NewsArticle"]},
    ],
)
def test_the_article_is_found_wherever_json_ld_nests_it(wrapped):
    assert metadata_of(ld_page(wrapped)).headlines[0][0] == "Crane may stay"


def test_the_node_that_names_this_page_wins_over_other_stories():
    other = {**ARTICLE, "headline": "Another story", "url": "https://x.example/other"}
    own = {**ARTICLE, "url": URL + "/"}
    assert metadata_of(ld_page([other, own])).headlines[0][0] == "Crane may stay"


def test_an_author_given_by_reference_is_looked_up():
    graph = [
        {**ARTICLE, "author": {"@id": "#ada"}},
        {"@type": "Person", "@id": "#ada", "name": "Ada Moor"},
    ]
    assert metadata_of(ld_page({"@graph": graph})).authors == ("Ada Moor",)


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "Article", "headline": "Crane, may stay",}',
        '{"@type": "Article", // kind\n "headline": "Crane, may stay" /* title */}',
        '<!-- {"@type": "Article", "headline": "Crane, may stay"} -->',
        '{"@type": "Article", "headline": "Crane, may stay"}; ',
        '{"@type": "WebSite"}{"@type": "Article", "headline": "Crane, may stay"}',
        '{"@type": "Article", "headline": "Crane,\n may\tstay"}',
        '{"@type": "Article", "headline": "Crane, may stay", "image": "<img src="a.png">"}',
        '{"@type": "Article", "headline": "Crane, may stay", "datePublished": "2024-06',
    ],
)
def test_broken_json_ld_still_gives_the_headline(broken):
    assert metadata_of(ld_page(broken)).headlines[0][0] == "Crane, may stay"


def test_comment_marks_inside_strings_are_kept():
    values, is_whole = parse_values('{"url": "https://a.example/b", "note": "a,]",}')
    assert (values, is_whole) == ([{"url": "https://a.example/b", "note": "a,]"}], True)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='{}[]",:\\/*\n a1"headline@type', max_size=60))
def test_no_script_can_break_the_reading(script):
    parse_values(script)
    metadata_of(ld_page(script.replace("</", "")))


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["@type", "@id", "@graph", *ARTICLE, "name", "mainEntityOfPage"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_values_of_any_type_are_taken_without_a_fault(value):
    article = {**ARTICLE, **value} if isinstance(value, dict) else {**ARTICLE, "author": value}
    metadata_of(ld_page(article))


@pytest.mark.parametrize(
    ("string", "names"),
    [
        ("By Ada Moor and Ben Reed", ("Ada Moor", "Ben Reed")),
        ("Ada Moor, Ben Reed (br); Cy Dale", ("Ada Moor", "Ben Reed", "Cy Dale")),
        ("Von Anna Muster und Bert Bild", ("Anna Muster", "Bert Bild")),
        ("Luis Gil y Ana Paz", ("Luis Gil", "Ana Paz")),
        ("Juan Ortega y Gasset", ("Juan Ortega y Gasset",)),
        ("https://www.facebook.example/gazette", ()),
        ("ada@gazette.example", ()),
        ("Ada Moor @adamoor", ("Ada Moor",)),
        ("admin", ()),
        ("Minutes Ago Ada Moor", ("Ada Moor",)),
        ("Ada Moor 3 May 2021", ("Ada Moor",)),
        ("Ada Moor, MD, PhD and Ben Reed", ("Ada Moor, MD, PhD", "Ben Reed")),
        ("View all posts by Ada Moor →", ("Ada Moor",)),
        ("View more posts", ()),
        ("Author Posted by Ada Moor", ("Ada Moor",)),
        ("Medically reviewed by Ben Reed", ()),
        ("Image: Harbour Pictures", ()),
        ("김하늘 기자", ("김하늘",)),
        ("", ()),
    ],
)
def test_authors_are_read_from_a_string(string, names):
    assert read_authors([string]) == names


def test_the_site_is_its_author_only_when_nobody_else_is():
    with_byline = '<meta name=author content="Harbour Gazette"><p>By <a rel=author>Ada Moor</a></p>'
    alone = '<meta name=author content="Harbour Gazette"><p>x</p>'
    assert metadata_of(with_byline).authors == ("Ada Moor",)
    assert metadata_of(alone).authors == ("Harbour Gazette",)


def test_an_imprint_that_begins_with_the_sites_name_signs_nothing_else():
    page = '<meta property="og:site_name" content="Harbour Gazette">{}<p>x'
    imprint = '<meta name=author content="Harbour Gazette Ltd, Ashford">'
    assert metadata_of(page.format(imprint)).authors == ("Harbour Gazette Ltd",)
    signed = imprint + "<h1>Crane may stay</h1><p>By Ada Moor</p>"
    assert metadata_of(page.format(signed)).authors == ("Ada Moor",)


def test_those_who_comment_and_who_wrote_other_stories_are_no_authors():
    comment = '<div class="comments"><a rel="author">Cy Dale</a></div>'
    other = '<div class="related-articles"><span class="author">Eve Fox</span></div>'
    assert metadata_of(f"<h1>Crane may stay</h1><p>x</p>{other}{comment}").authors == ()


def test_an_employer_inside_the_authors_box_is_no_author():
    page = """<div itemprop="author" itemscope><span itemprop="name">Ada Moor</span>
      <div itemprop="worksFor" itemscope><span itemprop="name">Quay Press</span></div></div>"""
    assert metadata_of(page).authors == ("Ada Moor",)


def test_metas_microdata_and_time_are_candidates_with_their_markup():
    page = """<meta property="article:published_time" content="2024-06-19T10:00:00+01:00">
      <meta name="date" content="2024-06-18"><h1>A</h1>
      <time datetime="2024-06-17">Monday</time><p>x"""
    found = {c.candidate.day: c for c in metadata_of(page).dates}
    assert found[19].evidence_text.startswith('<meta property="article:published_time"')
    assert found[17].evidence_text == '<time datetime="2024-06-17">Monday</time>'
    assert found[19].confidence > found[18].confidence > found[17].confidence
    assert {c.origin for c in found.values()} == {"metadata"}


def test_days_of_change_are_no_candidates():
    page = """<meta property="article:published_time" content="2024-06-19">
      <meta property="article:modified_time" content="2024-06-25">
      <h1>A</h1><time class="updated" datetime="2024-06-26">26 June</time>"""
    metadata = metadata_of(page)
    assert [c.candidate for c in metadata.dates] == [date(2024, 6, 19)]
    assert metadata.modified_at == datetime(2024, 6, 25)


def test_t1_a_copyright_year_is_kept_and_refused():
    page = ld_page({**ARTICLE, "copyrightYear": 2025})
    (refused,) = [c for c in metadata_of(page).dates if c.origin == "copyright_year"]
    assert (refused.candidate.year, refused.precision) == (2025, "year")
    assert refused.refused_because


def test_t1_a_year_found_by_search_is_never_a_day():
    page = "<html><body><p>Nothing dated here.</p><p>© 2003-2026 The Harbour Gazette</p></body>"
    assert all(c.refused_because for c in metadata_of(page, None).dates)


def test_the_whole_page_is_searched_only_when_nothing_else_has_a_day():
    hidden = '<div data-made="2021-03-12"><p>Nothing dated here.</div>'
    searched = metadata_of(f"<html><body>{hidden}</body></html>", None).dates
    assert [(c.origin, c.candidate) for c in searched] == [("inferred", date(2021, 3, 12))]
    dated = metadata_of(f'<html><body><time datetime="2021-03-11"></time>{hidden}</body>', None)
    assert {c.origin for c in dated.dates} == {"metadata"}


@pytest.mark.parametrize(
    ("path", "day", "precision"),
    [
        ("/2024/06/19/crane", date(2024, 6, 19), "day"),
        ("/2024/jun/19/crane", date(2024, 6, 19), "day"),
        ("/news/2024-06-19-crane", date(2024, 6, 19), "day"),
        ("/news/20240619/crane", date(2024, 6, 19), "day"),
        ("/2024/06/crane", date(2024, 6, 1), "month"),
    ],
)
def test_a_date_in_the_address_is_read(path, day, precision):
    found = read_url_date(path)
    assert found is not None
    assert found[:2] == (day, precision)
    assert found[2] in path


@pytest.mark.parametrize("path", ["/story-1202406191", "/2024/13/40/x", "/a/20249999/x", "/", ""])
def test_numbers_in_an_address_are_no_dates(path):
    assert read_url_date(path) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024-06-19T10:00:00Z", [(2024, 6, 19)]),
        ("Wed, 19 Jun 2024 10:00:00 GMT", [(2024, 6, 19)]),
        ("June 19, 2024", [(2024, 6, 19)]),
        ("19 juin 2024", [(2024, 6, 19)]),
        ("19 de junio de 2024", [(2024, 6, 19)]),
        ("19.06.2024", [(2024, 6, 19)]),
        ("20240619", [(2024, 6, 19)]),
        ("1718790000", [(2024, 6, 19)]),
        ("1718790000000", [(2024, 6, 19)]),
        ("19/06/2024", [(2024, 6, 19)]),
        ("03/04/2021", [(2021, 4, 3), (2021, 3, 4)]),  # T2: both readings
        ("0001-01-01", []),  # F4
        ("1970-01-01T00:00:00Z", []),
        ("yesterday", []),
        ("", []),
    ],
)
def test_written_dates(text, days):
    assert list(read_days(text)) == [date(*day) for day in days]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789-/.:TZ+ Janue,", max_size=30))
def test_a_written_date_is_within_the_years_we_accept(text):
    for day in read_days(text):
        assert FIRST_YEAR <= day.year <= LAST_YEAR
    read_moment(text)
    read_url_date(text)


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ("<link rel=canonical href='/news/a'>", "https://www.harbour-gazette.example/news/a"),
        ("<link rel=canonical href='https://x.example/a'>", "https://x.example/a"),
        ("<link rel=canonical href='/'>", None),
        ("<link rel=canonical href='javascript:void(0)'>", None),
        ("<link rel=canonical href='http://[bad'>", None),
        ("<meta property='og:url' content='https://x.example/b'>", "https://x.example/b"),
    ],
)
def test_the_canonical_address_is_absolute_and_not_the_front_page(markup, address):
    assert metadata_of(f"<head>{markup}</head><p>x").canonical_url == address


def test_a_page_that_says_nothing_gives_nothing():
    assert metadata_of("<p>Just words.", None) == PageMetadata()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Fish &amp;amp; <b>chips</b>", "Fish & chips"),
        (["", "b"], None),
        (2024, "2024"),
        (True, None),
        ({"a": 1}, None),
        ("a < b", "a < b"),
        ("half \ud83d pair", "half ? pair"),
    ],
)
def test_plain_text_of_any_value(value, text):
    assert plain_text(value) == text
