"""The walk: what is visible, where lines break, which landmarks a line stands in."""

import subprocess
import sys
import time
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import BadInput, Fate
from tasks.extract.dom import LANDMARKS, DomLine, read_lines
from tasks.extract.landmarks import landmark_of_name
from tasks.extract.markup import flatten_nesting, parse_html


def lines_of(page: str) -> list[DomLine]:
    return read_lines(parse_html(page)[0])[0]


def texts_of(page: str) -> list[str]:
    return [line.text for line in lines_of(page)]


def test_each_block_is_a_line_and_inline_white_space_collapses():
    page = "<p>The  tide\n\t turned.</p><div>Boats <b>came</b>\u00a0in.</div>"
    assert texts_of(page) == ["The tide turned.", "Boats came\u00a0in."]


def test_text_beside_blocks_is_a_line_of_its_own():
    page = "<div>Before<p>Inside</p>after <i>it</i><p>Second</p></div>"
    assert texts_of(page) == ["Before", "Inside", "after it", "Second"]


def test_br_parts_lines_but_not_a_headline():
    page = "<h1>Storm over<br>Ashford</h1><p>One<br>two<br><br>three</p>"
    assert texts_of(page) == ["Storm over Ashford", "One", "two", "three"]


def test_a_nested_layout_table_comes_apart_at_its_cells():
    page = """<table><tr><td>Left<table><tr><td>a<td>b</table></td>
              <td colspan=1000000000000000 rowspan=99999999999>Right</td></tr></table>"""
    lines = lines_of(page)
    assert [line.text for line in lines] == ["Left", "a", "b", "Right"]
    assert {line.container for line in lines} == {("table",)}


def test_list_items_keep_their_tag_through_a_paragraph():
    lines = lines_of("<ul><li><p>Bread</p></li><li>Milk<p>and tea</p></ul>")
    assert [(line.text, line.tag) for line in lines] == [
        ("Bread", "li"),
        ("Milk", "li"),
        ("and tea", "li"),
    ]


def test_unclosed_paragraphs_are_separate():
    assert texts_of("<p>One<p>two <b>three<p>four") == ["One", "two three", "four"]


def test_links_side_by_side_do_not_run_together():
    assert texts_of("<nav><a href=/>Home</a><a href=/sport>Sport</a></nav>") == ["Home Sport"]


def test_preformatted_text_breaks_at_blank_lines_only():
    assert texts_of("<pre>One long\nparagraph.\n\nAnother.</pre>") == [
        "One long paragraph.",
        "Another.",
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a = 'secret';</script>",
        "<style>secret {}</style>",
        "<template><p>secret</p></template>",
        "<noscript>secret</noscript>",
        "<svg><title>secret</title></svg>",
        "<textarea>secret</textarea>",
        "<select><option>secret</select>",
        "<p hidden>secret</p>",
        "<div style='color:red; display: none'><p>secret</p></div>",
        "<span style=visibility:hidden>secret</span>",
        "<!-- secret -->",
    ],
)
def test_what_a_reader_cannot_see_is_not_read(hidden):
    assert texts_of(f"<p>Seen.</p>{hidden}<p>Also seen.</p>") == ["Seen.", "Also seen."]


def test_nothing_outside_the_body_is_read():
    page = "<html><head><title>Title</title><meta name=a content=b></head><body><p>Body"
    assert texts_of(page) == ["Body"]


def test_p14_a_script_in_the_title_stays_text_that_is_not_read():
    page = "<title><script>alert(1)</script></title><p>&lt;script&gt;alert(2)&lt;/script&gt;"
    assert texts_of(page) == ["<script>alert(2)</script>"]


def test_text_after_the_end_of_the_page_is_read():
    page = "<html><body><p>First</p></body></html><p>Second</p></html><p>Third"
    assert texts_of(page) == ["First", "Second", "Third"]


def test_a_self_closed_root_does_not_end_the_page():
    assert texts_of("<html lang=en />\n<body><p>Still here") == ["Still here"]


def test_c2_nul_and_surrogates_become_visible_marks_or_nothing():
    page = "<p>a&#0;b&#xD800;c&#1;d\x00e\ud800f\x02g"
    assert texts_of(page) == ["a\ufffdb\ufffdcde\ufffdfg"]
    assert parse_html(page)[1] == ("nul_dropped", "replaced_characters")


def test_entities_are_read_once():
    assert texts_of("<p>Fish &amp; chips &mdash; &pound;4 &amp;amp;") == ["Fish & chips — £4 &amp;"]


def test_a_line_of_icons_is_no_line():
    assert texts_of("<p>\ue012</p><p>\u200b</p><p>Words</p>") == ["Words"]


def test_a_page_that_hides_its_article_is_read_all_the_same():
    paragraph = "The harbour office counted more boats in May than in any month before it. " * 2
    page = f"<p>Menu</p><div hidden><p>{paragraph}</p><p style='display:none'>{paragraph}</p></div>"
    lines, is_hidden_read = read_lines(parse_html(page)[0])
    assert is_hidden_read
    assert [line.text for line in lines] == ["Menu", paragraph.strip(), paragraph.strip()]


def test_a_hidden_box_on_a_page_with_an_article_stays_hidden():
    paragraph = "<p>The harbour office counted more boats in May than in any month before it.</p>"
    page = paragraph * 3 + f"<div hidden>{paragraph}</div>"
    lines, is_hidden_read = read_lines(parse_html(page)[0])
    assert (len(lines), is_hidden_read) == (3, False)


def test_link_share_counts_the_characters_in_links():
    (line,) = lines_of("<p>Read <a href=/x>more</a> <a name=top>here</a></p>")
    assert line.link_share == pytest.approx(4 / 12)


def test_a_caption_knows_the_picture_it_stands_under():
    page = """
      <figure><img src=a.jpg alt="A tug in fog"><figcaption>The Ada leaves.</figcaption></figure>
      <figure><figcaption>The mayor.</figcaption>
        <noscript><img alt="A man waves"></noscript></figure>
      <div class="wp-caption"><img alt="An empty quay"><p class="wp-caption-text">Quiet.</p></div>
      <p>No caption.</p>"""
    assert [(line.text, line.alt_text) for line in lines_of(page)] == [
        ("The Ada leaves.", "A tug in fog"),
        ("The mayor.", "A man waves"),
        ("Quiet.", "An empty quay"),
        ("No caption.", None),
    ]


def test_pictures_of_one_figure_go_to_the_captions_after_them():
    page = """<figure><img alt=one><p class=caption>First</p>
              <img alt=two><p class=caption>Second</p></figure>"""
    assert [line.alt_text for line in lines_of(page)] == ["one", "two"]


def test_landmarks_come_from_tags_roles_and_names_outermost_first():
    page = """<div role=main><article><header><h1>Storm</h1></header>
      <div itemprop=articleBody><p>Wind.</p><aside class="newsletter-signup"><p>Join</p></aside>
      </div></article></div><div id=footer>End</div>"""
    assert [(line.text, line.container) for line in lines_of(page)] == [
        ("Storm", ("main", "article", "header")),
        ("Wind.", ("main", "article", "article_body")),
        ("Join", ("main", "article", "article_body", "aside", "newsletter")),
        ("End", ("footer",)),
    ]


@pytest.mark.parametrize(
    ("name", "landmark"),
    [
        ("header-image-article", None),
        ("article-header__inner", "header"),
        ("siteNav", "nav"),
        ("navbar-toggle", "nav"),
        ("navigate", None),
        ("c-related-links", "related"),
        ("correlated", None),
        ("has-sidebar", None),
        ("no-comments", None),
        ("comments-area", "comments"),
        ("social_share_bar", "share"),
        ("shareholder", None),
        ("shadow", None),
        ("td-ad", "advertisement"),
        ("ad-slot", "advertisement"),
        ("adventure", None),
        ("author-bio", "author_bio"),
        ("articleBody", "article_body"),
        ("cookie-banner", "consent"),
        ("", None),
        ("123", None),
    ],
)
def test_class_names_are_read_by_whole_words(name, landmark):
    assert landmark_of_name(name) == landmark


def test_a_landmark_around_the_whole_article_is_taken_back():
    paragraph = "<p>The council voted on Monday to keep the bridge open for another two years.</p>"
    page = f"""<form id=aspnetForm><nav>Menu</nav><div class="newsletter-page"><h1>Bridge stays</h1>
      {paragraph * 4}<div class="newsletter-box"><p>Get our letter</p></div></div></form>"""
    by_text = {line.text: line.container for line in lines_of(page)}
    assert by_text["Bridge stays"] == ()
    assert by_text["Menu"] == ("nav",)
    assert by_text["Get our letter"] == ("newsletter",)


def test_a_consent_box_that_is_all_the_prose_of_a_page_keeps_its_name():
    notice = (
        "We and our partners store cookies on your device so that advertisements can be chosen."
    )
    (line,) = lines_of(f"<div class='cookie-consent'><p>{notice}</p></div>")
    assert line.container == ("consent",)


_TAGS = st.sampled_from(
    [
        "p", "div", "span", "a", "b", "br", "ul", "li", "table", "tr", "td", "h1", "h2", "figure",
        "img", "nav", "script", "style", "pre", "blockquote", "article", "footer", "section",
        "button", "noscript", "template", "em", "time", "form",
    ]
)  # fmt: skip
_TEXT = st.text(
    alphabet=st.sampled_from("ab é\u00a0\u200b\u2028\x85\n\t<>&;\"'#0x=中\u0301\U0001f642"),
    max_size=12,
)
_PIECE = st.one_of(
    _TEXT,
    _TAGS.map("<{}>".format),
    _TAGS.map("</{}>".format),
    st.tuples(_TAGS, st.sampled_from(["related", "hidden", "nav-x", "ad", "caption"])).map(
        lambda pair: f"<{pair[0]} class={pair[1]}>"
    ),
    st.sampled_from(
        ["&#0;", "&nbsp;", "&#xD800;", "<!--", "-->", "<div hidden>", "\x00", "\ud800"]
    ),
)
RANDOM_PAGES = st.lists(_PIECE, max_size=40).map(lambda pieces: "<p>x</p>" + "".join(pieces))


@settings(max_examples=300, deadline=None)
@given(RANDOM_PAGES)
def test_every_line_of_any_page_is_one_trimmed_line_of_visible_text(page):
    for line in lines_of(page):
        assert line.text == line.text.strip() != ""
        assert len(line.text.splitlines()) == 1
        assert "\x00" not in line.text
        line.text.encode("utf-8")
        assert 0.0 <= line.link_share <= 1.0
        assert set(line.container) <= LANDMARKS
        assert len(set(line.container)) == len(line.container)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="abcé &<>", min_size=1, max_size=20), max_size=8))
def test_no_word_of_a_paragraph_is_lost(paragraphs):
    page = "<body>" + "".join(f"<p>{escape(text)}" for text in paragraphs)
    expected = [" ".join(text.split()) for text in paragraphs if text.strip()]
    if expected:
        assert texts_of(page) == expected


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<blockquote>"])
def test_p1_ten_thousand_open_elements_lose_no_word(opening):
    page = f"<body>{opening * 10_000}deep<p>after</p></div><p>last"
    root, flags = parse_html(page)
    assert flags == ("nesting_flattened",)
    assert " ".join(line.text for line in read_lines(root)[0]).split() == ["deep", "after", "last"]


def test_flattening_leaves_scripts_and_shallow_tags_alone():
    page = "<div><script>'<div>'</script><p class=a>x<b>y</b><i>z</i></p></div>"
    assert flatten_nesting(page) == page
    assert flatten_nesting(page, limit=2) == "<div><script>'<div>'</script><p class=a>xyz</p></div>"


def test_p1_two_hundred_thousand_nodes_are_walked_in_seconds():
    root, _ = parse_html("<body>" + "<p>word</p>" * 200_000)
    begin = time.perf_counter()
    lines, _ = read_lines(root)
    assert len(lines) == 200_000
    assert time.perf_counter() - begin < 30


def test_p1_a_hostile_page_ends_in_its_own_process_without_a_crash():
    program = (
        "from tasks.extract.html import read_html;"
        "page = '<body>' + '<div><font><ul><li>' * 10_000 + 'deep' + '</div>' * 9_000 + '<p>last';"
        "print(read_html(page, None, 'utf-8').raw_text.split())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "['deep', 'last']"), done.stderr[-500:]


@pytest.mark.parametrize("page", ["", "   \n", "<!-- nothing -->", "\x00"])
def test_h7_a_page_without_content_is_refused_as_empty(page):
    with pytest.raises(BadInput) as refused:
        parse_html(page)
    assert refused.value.fate == Fate.EMPTY
