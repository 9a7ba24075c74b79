"""The HTML door as a whole: its laws, and where the text comes from."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extract.html import read_html
from tasks.extract.landmarks import LANDMARKS
from tasks.models import Page

BODY = (
    "The lock at Ashford opened to boats again on Monday after eleven weeks of repairs. "
    "Crews had replaced both gates and most of the stone sill beneath them."
)


def surfaces(page: Page) -> list[str]:
    return [page.raw_text[s.start : s.end] for s in page.segments]


def assert_laws(page: Page) -> None:
    """Segments in order with one line end between them are raw_text, each of them trimmed."""
    assert "\n".join(surfaces(page)) == page.raw_text
    for before, after in zip(page.segments, page.segments[1:], strict=False):
        assert page.raw_text[before.end : after.start] == "\n"
    for segment, text in zip(page.segments, surfaces(page), strict=True):
        assert text == text.strip() != ""
        assert segment.vote is None
        assert 0 <= segment.link_share <= 1
        assert set(segment.container) <= LANDMARKS


def test_a_page_comes_out_in_segments_with_their_features():
    page = read_html(
        f"""<html lang=en><head><title>Lock opens</title></head><body>
        <nav><a href=/>Home</a></nav><article><h1>Lock opens</h1><p>{BODY}</p><p>{BODY[::-1]}</p>
        <figure><img alt="A lock"><figcaption>The lock.</figcaption></figure></article></body>""",
        "https://dale.example/lock",
        "utf-8",
        ("from_decoding",),
    )
    assert_laws(page)
    assert (page.is_html, page.encoding, page.flags) == (True, "utf-8", ("from_decoding",))
    by_text = dict(zip(surfaces(page), page.segments, strict=True))
    assert by_text["Home"].link_share == 1.0
    assert by_text["Home"].container == ("nav",)
    assert by_text["The lock."].alt_text == "A lock"
    assert page.metadata.headlines[0] == ("Lock opens", "h1")


def json_ld(body: str) -> str:
    article = {"@type": "NewsArticle", "headline": "Lock opens", "articleBody": body}
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


def test_p3_a_body_only_in_json_ld_is_read_and_flagged():
    body = f"{BODY}\n\n{BODY[::-1]}"
    page = read_html(f"<body>{json_ld(body)}<p>Loading</p></body>", None, "utf-8")
    assert_laws(page)
    assert "text_from_json_ld" in page.flags
    assert surfaces(page) == ["Loading", BODY, BODY[::-1].strip()]
    assert page.segments[1].container == ("article", "article_body")


def test_p3_a_body_that_the_page_shows_is_not_taken_twice():
    page = read_html(f"<body>{json_ld(BODY * 3)}<p>{BODY * 3}</p></body>", None, "utf-8")
    assert surfaces(page) == [BODY * 3]
    assert "text_from_json_ld" not in page.flags


def test_a_teaser_in_json_ld_is_no_body():
    page = read_html(f"<body>{json_ld('A short teaser.')}<p>Loading</p></body>", None, "utf-8")
    assert surfaces(page) == ["Loading"]


def test_broken_json_ld_is_noted():
    page = read_html(
        '<script type="application/ld+json">{"a": </script><p>Words here', None, "utf-8"
    )
    assert "json_ld_broken" in page.flags


def test_replacement_characters_from_references_are_noted_once():
    assert "replaced_characters" in read_html("<p>a&#xD800;b", None, "utf-8").flags
    page = read_html("<p>a\ufffdb", None, "utf-8", ("replaced_characters=1",))
    assert [f for f in page.flags if f.startswith("replaced")] == ["replaced_characters=1"]


def test_a_page_with_markup_but_no_text_is_an_empty_page():
    page = read_html("<html><body><img src=a.png></body></html>", None, "utf-8")
    assert (page.raw_text, page.segments) == ("", ())


def test_c8_a_word_of_a_megabyte_is_kept_whole():
    page = read_html("<p>" + "x" * 1_000_000, None, "utf-8")
    assert len(page.raw_text) == 1_000_000


def test_p14_markup_in_text_stays_text():
    page = read_html("<p>&lt;script&gt;alert(1)&lt;/script&gt; it said", None, "utf-8")
    assert page.raw_text == "<script>alert(1)</script> it said"


_TAGS = st.sampled_from(
    [
        "p", "div", "a", "b", "br", "ul", "li", "table", "td", "h1", "h2", "figure", "img", "nav",
        "script", "pre", "article", "section", "form", "body", "html",
    ]
)  # fmt: skip
_PIECES = st.one_of(
    st.text(alphabet="ab é\u00a0\u2028\x85\n<>&中\u0301\U0001f642\x01", max_size=10),
    _TAGS.map("<{}>".format),
    _TAGS.map("</{}>".format),
    st.sampled_from(
        [
            "&#0;",
            "&#1;",
            "<div hidden>",
            '<script type="application/ld+json">{"@type": "Article", "articleBody": 3}</script>',
            '<meta property="article:published_time" content="2024-99-01">',
            "<time datetime='x'>",
            "<p class='newsletter'>",
            "<td colspan=99999999999>",
            "\x00",
            "\ud800",
        ]
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=30))
def test_the_laws_hold_on_any_page(pieces):
    assert_laws(read_html("<p>x</p>" + "".join(pieces), "https://dale.example/2024/x", "utf-8"))


def test_the_same_page_gives_the_same_segments_twice():
    html = f"<article><h1>Lock</h1><p>{BODY}</p></article><p class=related>Read more</p>"
    assert read_html(html, None, "utf-8") == read_html(html, None, "utf-8")
