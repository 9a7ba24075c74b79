"""Lines of plain text become segments; hard-wrapped paragraphs become one each."""

import textwrap

from tasks.extract.text import read_text

PARAGRAPHS = [
    "The ferry left at noon with forty passengers on board, and nobody at the harbour office "
    "could say when it would be back, because the wind had turned in the night and the pilot "
    "would not promise anything to anybody before the evening tide had been and gone again.",
    "Its captain said the crossing would take two hours longer than usual, and asked everyone "
    "who could stay at home to do so until the weekend, when the forecast was for calmer seas.",
]


def segments(text: str) -> list[str]:
    page = read_text(text, "utf-8")
    return [text[s.start : s.end] for s in page.segments]


def test_each_line_is_a_trimmed_segment():
    assert segments("  Headline \n\n\tFirst.\u00a0\nSecond.\n") == ["Headline", "First.", "Second."]


def test_paragraphs_of_wrapped_text_are_put_together():
    wrapped = "\n\n".join(textwrap.fill(p, 68) for p in PARAGRAPHS)
    found = segments(wrapped)
    assert [" ".join(s.split()) for s in found] == PARAGRAPHS


def test_long_lines_under_each_other_stay_apart():
    text = "\n".join(PARAGRAPHS * 3)
    assert segments(text) == PARAGRAPHS * 3


def test_a_list_of_short_lines_is_not_taken_for_wrapped_text():
    text = (
        "Milk\nBread and butter\nTwo candles\nA rope of twenty metres for the small boat\nTea\nSalt"
    )
    assert len(segments(text)) == 6


def test_white_space_alone_gives_no_segment():
    assert segments(" \n\t\n\u00a0\n") == []
