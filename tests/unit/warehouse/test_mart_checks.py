"""The checks of the marts: each passes on good marts, and sees what spoils them."""

import pytest

from warehouse.checks import evaluate_checks, read_checks
from warehouse.marts import MARTS_FOLDER

MART_CHECKS = MARTS_FOLDER / "checks"

#: A statement that spoils good marts, and the check that must see it.
SPOILED = [
    (
        "update mart.event_day set raw_char_start = raw_char_start + 1",
        "each_event_stands_in_its_article_with_its_date",
    ),
    (
        "update mart.event_day set date_text = 'Doomsday'",
        "each_event_stands_in_its_article_with_its_date",
    ),
    (
        "update mart.event_day set date_end = date_end + 30",
        "an_event_has_a_day_only_if_it_names_one",
    ),
    ("update mart.event_day set event_date = null", "an_event_has_a_day_only_if_it_names_one"),
    ("insert into mart.event_day from mart.event_day", "a_sentence_names_an_interval_once"),
    ("delete from mart.event_month", "months_add_up_to_the_events_within_them"),
    (
        "insert into mart.event_month from mart.event_month",
        "months_add_up_to_the_events_within_them",
    ),
    ("delete from mart.source_day", "days_and_weeks_of_publishers_add_up_to_the_articles"),
    (
        "update mart.source_week set article_count = article_count + 1",
        "days_and_weeks_of_publishers_add_up_to_the_articles",
    ),
    ("delete from mart.entity_day", "days_of_entities_add_up_to_their_articles"),
    (
        "insert into mart.entity_summary from mart.entity_summary",
        "days_of_entities_add_up_to_their_articles",
    ),
    ("delete from mart.entity_week", "months_and_weeks_of_entities_lie_within_their_days"),
    ("delete from mart.entity_month", "months_and_weeks_of_entities_lie_within_their_days"),
    (
        "delete from mart.entity_pair where entity_key < other_entity_key",
        "each_pair_of_entities_stands_in_both_directions",
    ),
    (
        "update mart.entity_pair set other_entity_key = entity_key",
        "each_pair_of_entities_stands_in_both_directions",
    ),
    (
        "update mart.entity_pair set article_count = 9 where entity_key < other_entity_key",
        "each_pair_of_entities_stands_in_both_directions",
    ),
    ("delete from mart.entity_event", "each_sentence_of_an_entity_names_it"),
    ("delete from mart.removed_day", "days_and_lines_of_the_ledger_add_up_to_it"),
    ("delete from mart.removed_line", "days_and_lines_of_the_ledger_add_up_to_it"),
    ("delete from mart.headline_term", "each_headline_is_found_by_its_words"),
    (
        "insert into mart.headline_term from mart.headline_term",
        "each_headline_is_found_by_its_words",
    ),
    ("delete from mart.text_term", "words_of_texts_add_up_to_their_articles"),
    (
        "insert into mart.text_word from mart.text_word",
        "words_of_texts_add_up_to_their_articles",
    ),
    ("delete from mart.article_lookup", "each_article_and_entity_can_be_looked_up"),
    (
        "insert into mart.headline_stand_in select article_key, headline from articles",
        "each_article_without_a_headline_has_a_stand_in",
    ),
    ("delete from mart.name_lookup", "each_article_and_entity_can_be_looked_up"),
    ("insert into sources from sources", "wide_views_have_a_row_for_each_row"),
]


@pytest.fixture
def good(fill, story, name):
    """Marts of two articles with a pair of entities, one in a dated sentence."""
    names = (name("Ada Moss", "Ada Moss"), name("Friday", "Friday Press", "ORG"))
    return fill(story(names=names), story(article="b", published=None))


@pytest.mark.parametrize(("statement", "check_name"), SPOILED)
def test_a_check_finds_what_it_is_named_after(good, statement, check_name):
    assert {result.status for result in evaluate_checks(good, MART_CHECKS)} == {"passed"}
    good.execute(statement).fetchall()
    found = {result.check_name: result for result in evaluate_checks(good, MART_CHECKS)}
    assert found[check_name].status == "failed"


def test_every_check_has_a_case_that_spoils_it():
    assert {check.check_name for check in read_checks(MART_CHECKS)} == {n for _, n in SPOILED}
