"""Tokens: every character that is not white space in exactly one token, phrases joined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.enrich.temporal.english import CLASSES
from tasks.enrich.temporal.grammar import read_number
from tasks.enrich.temporal.lexicon import lexicon_for
from tasks.enrich.temporal.tokens import tokenise

LEXICON = lexicon_for("en")


def _surfaces(text):
    tokens = tokenise(text, LEXICON)
    return [tokens.surface(i) for i in range(len(tokens.kinds))]


@given(st.text())
def test_tokens_cover_all_that_is_not_white_space(text):
    tokens = tokenise(text, LEXICON)
    end_before = 0
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        assert text[end_before:start].strip() == ""
        assert start < end
        end_before = end
    assert text[end_before:].strip() == ""
    assert len(tokens.codes) == len(tokens.kinds)


@pytest.mark.parametrize(
    "text", ["Now", "NOW", "now", "less than", "No More Than", "42", "3rd", "1980s"]
)
def test_no_word_of_the_lexicon_loses_its_classes_for_lack_of_a_code(text):
    assert tokenise(text, LEXICON).kinds[0].values


@given(st.sampled_from(sorted({word for entries in CLASSES.values() for word in entries})))
def test_each_lexicon_entry_is_one_token_with_its_classes(entry):
    tokens = tokenise(entry.capitalize(), LEXICON)
    assert len(tokens.kinds) == 1
    expected = {name for name, entries in CLASSES.items() if entry in entries}
    assert expected <= set(tokens.kinds[0].values)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sept. 30, 10 p.m.", ["Sept", ".", "30", ",", "10", "p.m."]),
        ("the third-quarter", ["the", "third", "-", "quarter"]),
        ("no more than two", ["no more than", "two"]),
        ("New Year’s Day's", ["New Year’s Day", "'s"]),
        ("2024-06-19, 13/06/2024", ["2024-06-19", ",", "13/06/2024"]),
        ("B52 10am 1980s '92", ["B52", "10", "am", "1980s", "'92"]),
    ],
)
def test_text_is_cut_into_the_units_rules_speak_of(text, expected):
    assert _surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("24", 24),
        ("twenty-four", 24),
        ("two hundred and ten", 210),
        ("three thousand five hundred", 3500),
        ("a dozen", 12),
        ("2 1/2", 2.5),
        ("1,500", 1500),
        ("12 million", 12_000_000),
        ("house", None),
    ],
)
def test_numbers_are_read_in_digits_and_words(text, number):
    tokens = tokenise(text, LEXICON)
    assert read_number(tokens, 0, len(tokens.kinds)) == number
