"""Folding: one form for the many ways a name is written, without moving a code point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.enrich.entities.folding import compact_key, fold_characters, name_key, tidy_spelling


@given(st.text())
def test_folding_characters_keeps_every_offset(text):
    assert len(fold_characters(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold_characters(fold_characters(text)) == fold_characters(text)


def test_a_cyrillic_letter_in_a_latin_word_is_folded():
    assert fold_characters("the \u0421osmodrome at Baikonur") == "the Cosmodrome at Baikonur"


@pytest.mark.parametrize("word", ["Сон", "Москва", "Αθήνα", "naïve", "Besançon"])
def test_a_word_of_one_alphabet_is_left_alone(word):
    assert fold_characters(word) == word


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Kim Jong-Un", "kim jong un"),
        ("U.N.", "un"),
        ("Côte d’Ivoire", "cote divoire"),
        ("ERDOĞAN", "erdogan"),
        ("Marks & Spencer", "marks and spencer"),
        ("Łódź", "lodz"),
    ],
)
def test_spellings_of_a_name_share_one_key(name, key):
    assert name_key(name) == key


def test_joined_and_parted_syllables_share_one_compact_key():
    assert compact_key("Lee Jae-myung") == compact_key("Lee Jaemyung")


def test_a_tidy_spelling_has_single_plain_spaces():
    assert tidy_spelling("United\u00a0 Nations") == "United Nations"
