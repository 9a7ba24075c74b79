"""Text for people: widths, cuts, wraps and colours."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.display.terminal import (
    Ink,
    columns,
    count_of,
    cut,
    cut_middle,
    display_width,
    format_age,
    format_bytes,
    printable,
    width_of,
    wrap,
)

LINES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Mn", "Me", "Cf")), max_size=80
).map(printable)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_colour_is_for_terminals_only(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert Ink.of(Terminal()).is_coloured
    assert not Ink.of(io.StringIO()).is_coloured


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_wish_for_no_colour_is_honoured(monkeypatch: pytest.MonkeyPatch, variable, value):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(variable, value)
    assert Ink.of(Terminal()).bad("failed") == "failed"


def test_a_file_gets_a_page_of_fixed_width_unless_columns_says_otherwise(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    assert width_of(io.StringIO()) == 100
    monkeypatch.setenv("COLUMNS", "72")
    assert width_of(io.StringIO()) == 72


def test_a_page_cannot_send_commands_to_the_terminal():
    assert printable("red \x1b[31malert\x07 \u202egnp.exe") == "red �[31malert� �gnp.exe"


def test_white_space_of_every_kind_becomes_one_space():
    assert printable("one\u00a0two\n\tthree") == "one two three"


def test_wide_letters_take_two_columns_and_accents_none():
    assert display_width("平壌") == 4
    assert display_width("e\u0301") == 1


def test_a_cut_in_the_middle_keeps_both_ends_at_words():
    text = "The river broke through the dyke on Tuesday and flooded the lower town"
    assert cut_middle(text, 40) == "The river broke through … lower town"


@given(LINES, st.integers(2, 60))
def test_no_cut_is_wider_than_it_may_be(text: str, width: int):
    assert display_width(cut(text, width)) <= width


@given(LINES, st.integers(8, 60))
def test_no_cut_in_the_middle_is_wider_than_it_may_be(text: str, width: int):
    assert display_width(cut_middle(text, width)) <= width


@given(LINES, st.integers(2, 60))
def test_wrapping_loses_no_letter_and_keeps_the_width(text: str, width: int):
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(display_width(line) <= width for line in lines)


def test_columns_stand_under_each_other_and_long_cells_are_cut():
    rows = [("7", "flood", "x"), ("12", "a very long name", "y")]
    assert columns(rows, aligns="><", limits=(0, 8)) == [" 7  flood    x", "12  a very…  y"]


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        (count_of(1, "article"), "1 article"),
        (count_of(2000, "article"), "2,000 articles"),
        (format_bytes(512), "512 bytes"),
        (format_bytes(13_400_000), "13.4 MB"),
        (format_age(0.001), "less than a minute"),
        (format_age(0.5), "30 minutes"),
        (format_age(30), "30 hours"),
        (format_age(72), "3 days"),
    ],
)
def test_numbers_read_as_people_say_them(shown: str, meant: str):
    assert shown == meant
