"""Tokens: every character that is not white space in exactly one token, phrases joined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.enrich.temporal import english, french, german
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


@pytest.mark.parametrize(("code", "data"), [("en", english), ("de", german), ("fr", french)])
def test_each_lexicon_entry_is_one_token_with_its_classes(code, data):
    for entry in {word for entries in data.CLASSES.values() for word in entries}:
        tokens = tokenise(entry.capitalize(), lexicon_for(code))
        assert len(tokens.kinds) == 1, entry
        expected = {name for name, entries in data.CLASSES.items() if entry in entries}
        assert expected <= set(tokens.kinds[0].values), entry


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("de", "Am 14.12. um 14.30 Uhr", ["Am", "14.12.", "um", "14.30", "Uhr"]),
        ("de", "1.000,5 und 7,5", ["1.000,5", "und", "7,5"]),
        ("de", "die 90er am 3. Mai", ["die", "90er", "am", "3", ".", "Mai"]),
        ("fr", "l’année d'avril", ["l’", "année", "d'", "avril"]),
        ("fr", "Aujourd’hui, avant-hier", ["Aujourd’hui", ",", "avant-hier"]),
        (
            "fr",
            "le 1er à 14 h 30, 1 000 jours",
            ["le", "1er", "à", "14 h 30", ",", "1 000", "jours"],
        ),
    ],
)
def test_a_language_cuts_its_own_forms_of_numbers_and_elisions(code, text, expected):
    tokens = tokenise(text, lexicon_for(code))
    assert [tokens.surface(i) for i in range(len(tokens.kinds))] == expected


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
