"""What the block model decides, and what is left to the rules."""

from dataclasses import replace

import numpy as np
import pytest

from tasks.clean.clean import clean_page
from tasks.clean.cleaner import NO_MODEL, load_cleaner
from tasks.clean.model.scorer import PART_KINDS, BlockModel, Part
from tasks.clean.model.trees import Trees
from tasks.clean.scores import BLOCK_MODEL, doubt_of, judge_page
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


def test_a_post_inside_the_text_stays_and_one_below_it_is_left_to_the_model():
    post = "<blockquote class=twitter-tweet><p>{}</p></blockquote>"
    inside, below = "She sails. Tickets below.", "Follow us for more boats."
    paragraphs = [f"<p>{paragraph}</p>" for paragraph in STORY]
    paragraphs[2:2] = [post.format(inside)]
    html = PAGE.replace(
        "".join(f"<p>{p}</p>" for p in STORY), "".join([*paragraphs, post.format(below)])
    )
    blocks = clean_page(read_html(html, None, "utf-8"))
    assert inside in blocks.clean_text.split(BLOCK_JOINT)


def test_where_the_model_is_sure_the_extractor_is_not_asked():
    page, scores = judge_page(PAGES["page"], load_cleaner().model)
    assert doubt_of(page, scores) < 0.1
    assert not page.has_votes
    assert "extractor_asked" not in clean_page(page).flags


def ignorant_model() -> BlockModel:
    """A model that gives every line one half."""
    trees = Trees(np.zeros((1, 1), np.uint16), np.zeros((1, 1), np.float32),
                  np.zeros((1, 2), np.int16))  # fmt: skip
    part = Part(("words",), trees, {}, 0.0)
    return BlockModel("ignorant", dict.fromkeys(PART_KINDS, part))


def test_where_much_is_in_doubt_the_extractor_is_asked_and_the_article_says_so():
    judged, scores = judge_page(PAGES["page"], ignorant_model())
    assert judged.has_votes
    assert set(scores) == {0.5}
    cleaner = replace(load_cleaner(), model=ignorant_model())
    assert "extractor_asked" in clean_page(PAGES["page"], cleaner).flags


def test_doubt_is_the_share_of_the_text_that_may_be_judged_wrongly():
    page = read_text("a" * 300 + "\n" + "b" * 100, "utf-8")
    assert doubt_of(page, [1.0, 0.0]) == 0
    assert doubt_of(page, [1.0, 0.5]) == pytest.approx(50 / 350)
    assert doubt_of(page, [0.5, 0.0]) == pytest.approx(150 / 200)  # little text counts as 200 signs


def test_without_a_model_the_extractor_is_always_asked():
    page, scores = judge_page(PAGES["page"], None)
    assert page.has_votes
    assert scores is None
