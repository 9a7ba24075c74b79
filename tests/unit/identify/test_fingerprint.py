"""Fingerprints tell how much of their text two articles have in common."""

import pytest

from tasks.identify.fingerprint import PLACES, take_fingerprint
from tasks.identify.words import find_words
from tests.near_copy_cases import read_events
from warehouse import near_copies

EVENTS = read_events(copy_count=12)
each_event = pytest.mark.parametrize("event", [pytest.param(e, id=e.name) for e in EVENTS])


def runs(text: str) -> set[tuple[str, ...]]:
    words = find_words(text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def unequal_places(one: str, other: str) -> int:
    signatures = [take_fingerprint(text).signature for text in (one, other)]
    return sum(a != b for a, b in zip(*signatures, strict=True))


@each_event
def test_the_signature_tells_the_share_in_common_to_a_tenth(event):
    for copy in event.copies:
        ours, theirs = runs(event.wire), runs(copy)
        share = len(ours & theirs) / len(ours | theirs)
        told = 1 - unequal_places(event.wire, copy) / PLACES / (1 - 1 / near_copies.CHARACTERS)
        assert told == pytest.approx(share, abs=0.1)


@each_event
def test_copies_share_a_band_and_other_stories_are_too_unlike(event):
    bands = set(take_fingerprint(event.wire).bands)
    for copy in event.copies:
        assert bands & set(take_fingerprint(copy).bands)
        assert unequal_places(event.wire, copy) <= near_copies.MOST_UNLIKE
    for other in event.others:
        assert unequal_places(event.wire, other) > near_copies.MOST_UNLIKE


def test_spaces_quotes_and_case_make_no_other_fingerprint():
    one = take_fingerprint('"The ferry sails," said the captain - at last.')
    other = take_fingerprint("“THE FERRY SAILS”,\n\nsaid the captain – at last")
    assert one == other


def test_a_short_text_is_found_by_the_whole_of_it_alone():
    found = take_fingerprint("The ferry sails again on Friday.")
    assert found.bands == (found.words_hash,)


def test_no_word_no_fingerprint():
    assert take_fingerprint(" — …") is None


def test_the_warehouse_knows_the_length_of_a_signature():
    assert len(take_fingerprint("The ferry sails.").signature) == near_copies.PLACES == PLACES


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It’s 3.5% of €5", ["It", "s", "3.5", "%", "of", "€", "5"]),
        ("from -7 to 10-12", ["from", "-", "7", "to", "10", "12"]),
        ("cafe\u0301", ["café"]),
        ("ABC株式", ["ABC", "株", "式"]),
    ],
)
def test_words_are_letters_figures_and_telling_signs(text, words):
    assert find_words(text) == words
