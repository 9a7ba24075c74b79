"""Captions, credits and alt texts of plain text are told apart by their form."""

import pytest

from tasks.clean.captions import parse_credit
from tasks.clean.clean import clean_page
from tasks.extract.text import read_text
from tasks.models import Role

GALLERY = """Photos: A long day on the pier

Two people in raincoats stand beside a broken railing in the harbour
The harbour master looks at what is left. [Jonas Ek/Pool/AP Photo]
Published On 7 Mar 2024

Boats wait in the inner harbour until the wind turns. [Ida Holm/Reuters]
Boats wait in the inner harbour until the wind turns. [Jonas Ek/Pool/AFP]
The ferry left at noon with forty passengers. [Town archive via Reuters]"""


@pytest.mark.parametrize(
    ("credit", "photographer", "agency"),
    [
        ("Ida Holm/Reuters", "Ida Holm", "Reuters"),
        ("Sputnik/Ida Holm/Reuters", "Ida Holm", "Reuters"),
        ("Ida Holm/ Sputnik/AP Photo", "Ida Holm", "AP"),
        ("Ida Holm/Pool/AFP", "Ida Holm", "AFP"),
        ("KCNA via Reuters", None, "Reuters"),
        ("Palace Pool Photo via AP", None, "AP"),
        ("Photo: Ida Holm/The Valley Post", "Ida Holm", None),
        ("Getty Images", None, "Getty Images"),
    ],
)
def test_a_credit_names_photographer_and_agency(credit, photographer, agency):
    assert parse_credit(credit) == (photographer, agency)


def test_a_gallery_keeps_its_captions_without_their_credits():
    cleaned = clean_page(read_text(GALLERY, "utf-8"))
    assert cleaned.article_form == "photo_gallery"
    assert cleaned.clean_text.split("\n\n") == [
        "The harbour master looks at what is left.",
        "Boats wait in the inner harbour until the wind turns.",
        "The ferry left at noon with forty passengers.",
    ]


def test_a_doubled_caption_is_cut_once_and_both_credits_stay():
    cleaned = clean_page(read_text(GALLERY, "utf-8"))
    assert [c.credit_text for c in cleaned.captions] == [
        "Jonas Ek/Pool/AP Photo",
        "Ida Holm/Reuters",
        "Jonas Ek/Pool/AFP",
        "Town archive via Reuters",
    ]
    doubled = [b for b in cleaned.blocks if b.removal and b.removal.reason == "duplicate_caption"]
    assert len(doubled) == 1


def test_the_line_above_a_credited_caption_is_its_alt_text():
    cleaned = clean_page(read_text(GALLERY, "utf-8"))
    assert cleaned.captions[0].alt_text.startswith("Two people in raincoats")
    assert [b.role for b in cleaned.blocks].count(Role.ALT_TEXT) == 1


def test_a_bracket_in_a_sentence_is_no_credit():
    text = "Ferry\n\nThe office said the boat was late [again], as it had been all week [sic]."
    cleaned = clean_page(read_text(text, "utf-8"))
    assert cleaned.captions == ()
    assert "[sic]" in cleaned.clean_text
