"""What the block model decides, and what is left to the rules."""

import pytest

from tasks.clean.clean import clean_page
from tasks.clean.cleaner import NO_MODEL, load_cleaner
from tasks.clean.scores import BLOCK_MODEL
from tasks.extract.html import read_html
from tasks.extract.text import read_text
from tasks.models import BLOCK_JOINT, Role
from tests.unit.clean.model.pages import DUMP, HEADLINE, MENU, PAGE, STORY, TEASERS

PAGES = {"page": read_html(PAGE, None, "utf-8"), "dump": read_text(DUMP, "utf-8")}
each_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


@each_page
def test_of_a_page_and_of_its_dump_the_story_is_left(page):
    cleaned = clean_page(page)
    assert cleaned.clean_text.split(BLOCK_JOINT) == list(STORY)
    assert cleaned.headline == HEADLINE


@each_page
def test_a_block_the_model_takes_says_so_with_a_reason_and_its_version(page):
    version = load_cleaner().model.version
    taken = [
        b.removal for b in clean_page(page).blocks if b.removal and b.removal.rule_id == BLOCK_MODEL
    ]
    assert taken
    for removal in taken:
        assert removal.rule_version == version
        assert removal.reason != BLOCK_MODEL
        assert 0.5 < removal.confidence <= 1


def test_a_link_of_a_word_is_part_of_a_menu_and_a_longer_one_another_story():
    page = PAGES["page"]
    reasons = {
        page.raw_text[b.start : b.end]: b.removal.reason
        for b in clean_page(page).blocks
        if b.removal
    }
    assert {reasons[word] for word in MENU} == {"navigation"}
    assert {reasons[teaser] for teaser in TEASERS} == {"related_links"}


def test_a_clean_text_is_left_to_the_rules():
    text = "\n\n".join((*STORY[:2], "What a ticket costs", *STORY[2:], "Adults 4", "Dogs 1"))
    page = read_text(text, "utf-8")
    cleaned = clean_page(page)
    assert cleaned.clean_text == text
    assert cleaned == clean_page(page, load_cleaner(NO_MODEL))


@each_page
def test_without_a_model_the_rules_alone_decide(page):
    cleaned = clean_page(page, load_cleaner(NO_MODEL))
    assert set(STORY) <= set(cleaned.clean_text.split(BLOCK_JOINT))
    assert all(b.removal is None or b.removal.rule_id != BLOCK_MODEL for b in cleaned.blocks)
    assert all(b.role in Role for b in cleaned.blocks)


def test_the_version_of_a_cleaner_names_both_its_rules_and_its_model():
    with_model, without = load_cleaner(), load_cleaner(NO_MODEL)
    assert with_model.version.endswith(f"cleaner-{with_model.model.version}")
    assert without.version.endswith("cleaner-none")
    assert with_model.rules.version in with_model.version
