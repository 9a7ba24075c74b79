"""The extractor's vote, and the alignment that lays its text over ours."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extract.alignment import align
from tasks.extract.dom import read_lines
from tasks.extract.markup import parse_html
from tasks.extract.vote import MAX_ELEMENTS, is_too_large, share_of_words, vote_on_lines

STORY = [
    "The harbour board will decide on Thursday whether the old crane on the north quay can stay.",
    "Engineers found cracks in two of its legs last month, and closed the footpath beneath it.",
    "Repairs would cost about 400,000 pounds, more than the board spends on upkeep in a year.",
    "A group of residents has offered to raise half of the sum before the end of the summer.",
]
PAGE = (
    "<html><head><title>Crane</title></head><body><nav><ul>"
    + "".join(f"<li><a href=/{n}>Section {n}</a></li>" for n in range(12))
    + "</ul></nav><article><h1>Board to decide on crane</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    + "</article><footer><p>© 2024 The Harbour Gazette</p></footer></body></html>"
)


def test_the_article_is_voted_for_and_the_menu_is_not():
    root, _ = parse_html(PAGE)
    lines = [line.text for line in read_lines(root)[0]]
    votes, flags = vote_on_lines(root, lines)
    by_line = dict(zip(lines, votes, strict=True))
    assert flags == ()
    assert [by_line[paragraph] for paragraph in STORY] == [1.0] * 4
    assert by_line["Section 3"] == 0.0


def test_the_vote_leaves_the_tree_as_it_was():
    from lxml import etree

    root, _ = parse_html(PAGE)
    before = etree.tostring(root)
    vote_on_lines(root, ["Crane"])
    assert etree.tostring(root) == before


def test_an_extractor_that_finds_nothing_votes_for_nothing():
    root, _ = parse_html("<html><body><img src=a.png></body></html>")
    assert vote_on_lines(root, ["a", "b"]) == ([0.0, 0.0], ("extractor_found_nothing",))


def test_a_page_with_too_many_elements_is_too_large_for_the_extractor():
    root, _ = parse_html("<body>" + "<p>w</p>" * (MAX_ELEMENTS + 1))
    assert is_too_large(root)


def test_a_page_too_deep_is_too_large_for_the_extractor():
    root, _ = parse_html("<body>" + "<div>w " * 1_900)
    assert is_too_large(root)


def test_a_headline_repeated_in_the_menu_is_matched_where_the_article_is():
    lines = ["Menu", "Crane may stay", "Sport", "Crane may stay", *STORY]
    kept = "Crane may stay\n" + "\n".join(STORY)
    assert share_of_words(lines, kept) == [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0]


def test_a_moved_paragraph_is_found_where_it_stands():
    assert share_of_words(STORY, "\n".join([STORY[0], STORY[3], STORY[1]])) == [1.0, 1.0, 0.0, 1.0]


def test_a_line_half_kept_has_half_a_vote():
    assert share_of_words(["one two three four"], "one two") == [0.5]


def test_a_line_without_words_votes_with_the_line_before_it():
    assert share_of_words(["* * *", "one two", "* * *", "three"], "one two") == [0, 1, 1, 0]


def test_accents_written_in_two_ways_are_the_same_word():
    assert share_of_words(["Cafe\u0301 ouvert"], "Café ouvert") == [1.0]


WORDS = st.lists(st.sampled_from("abcde"), max_size=60)


@settings(max_examples=300, deadline=None)
@given(WORDS, WORDS)
def test_no_more_words_are_matched_than_either_side_has(whole, part):
    marks = align(whole, part)
    matched = [word for word, mark in zip(whole, marks, strict=True) if mark]
    assert all(matched.count(word) <= part.count(word) for word in set(matched))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(), max_size=60, unique=True), st.randoms())
def test_words_that_are_all_different_are_matched_exactly(words, random):
    whole = [str(word) for word in words]
    kept = [word for word in whole if random.random() < 0.5]
    marks = align(whole, kept)
    assert [word for word, mark in zip(whole, marks, strict=True) if mark] == kept


def test_alignment_of_one_word_repeated_stays_fast():
    begin = time.perf_counter()
    marks = align(["word"] * 200_000, ["other", *["word"] * 150_000, "other"])
    assert sum(marks) <= 150_000
    assert time.perf_counter() - begin < 20
