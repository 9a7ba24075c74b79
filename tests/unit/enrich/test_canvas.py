"""The canvas: zones laid out for reading, and the way back."""

from hypothesis import given
from hypothesis import strategies as st

from tasks.enrich.entities.canvas import (
    LONGEST_WORD,
    MODEL_CHARACTERS,
    PIECE_CHARACTERS,
    blank_long_runs,
    lay_out,
)
from tasks.models import Zone

zones = st.lists(
    st.builds(
        Zone,
        name=st.sampled_from(["headline", "caption", "body"]),
        text=st.text(min_size=1, max_size=30).filter(str.strip),
        raw_start=st.just(0),
    ),
    max_size=6,
)


@given(zones)
def test_every_zone_is_found_again_at_its_place(zones):
    canvas = lay_out(zones)
    for start, number in zip(canvas.starts, canvas.zone_numbers, strict=True):
        end = start + len(zones[number].text)
        assert canvas.locate(start, end) == (number, 0, len(zones[number].text))


@given(zones)
def test_the_pieces_hold_every_zone_once(zones):
    canvas = lay_out(zones)
    for start, number in zip(canvas.starts, canvas.zone_numbers, strict=True):
        end = start + len(zones[number].text)
        assert sum(a <= start and end <= b for a, b in canvas.pieces) == 1


def test_body_zones_are_read_together_and_others_apart():
    canvas = lay_out(
        [Zone("body", "One.", 0), Zone("caption", "Two.", 6), Zone("body", "Three.", 9)]
    )
    assert [canvas.text[a:b] for a, b in canvas.pieces] == ["Two.", "One.\n\nThree."]


def test_a_long_text_is_cut_at_line_breaks_and_read_up_to_the_limit():
    canvas = lay_out([Zone("body", "A line of text.", 0)] * (MODEL_CHARACTERS // 10))
    assert all(b - a <= PIECE_CHARACTERS for a, b in canvas.pieces)
    assert all(canvas.text[b - 1] == "\n" for _, b in canvas.pieces)
    assert sum(b - a for a, b in canvas.pieces) <= MODEL_CHARACTERS


def test_a_run_too_long_for_a_word_is_blanked_at_its_length():
    text = f"before {'x' * (LONGEST_WORD + 1)} after"
    assert blank_long_runs(text).split() == ["before", "after"]
    assert len(blank_long_runs(text)) == len(text)
    assert blank_long_runs("朝" * 1000) == "朝" * 1000
