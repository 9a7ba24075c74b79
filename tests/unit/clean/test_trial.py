"""A rule on trial: what it takes, what follows from it, and which rules there are."""

import pytest

from tasks.clean.clean import clean_page
from tasks.clean.cleaner import Cleaner
from tasks.clean.rules import load_rules
from tasks.clean.trial import Trial, compare_verdicts, find_rule, load_all_rules
from tasks.errors import ConfigurationFault
from tasks.extract.text import read_text

STORY = (
    "The harbour froze over on Sunday for the first time in forty years, the pilot station said.\n"
    "Children skated between the moored boats while the ferry waited outside the mole.\n"
    "© 2026 The Wend Valley Post. All rights reserved.\n"
)

RULES = """
[[rule]]
id = "skaters"
kind = "navigation"
why = "A rule on trial."
match = ['children skated.*']
firm = true
enabled = false
cuts = ["Children skated."]
keeps = ["Children swam."]
"""


def try_on_story(rules, rule_id: str) -> Trial:
    page = read_text(STORY, "utf-8", ())
    cleaners = Cleaner(rules, None), Cleaner(rules.without(rule_id), None)
    with_rule, without = (clean_page(page, cleaner) for cleaner in cleaners)
    return compare_verdicts(page.raw_text, with_rule, without, rule_id)


def test_a_line_that_a_rule_takes_is_named_with_what_it_would_be_without():
    trial = try_on_story(load_rules(), "copyright-line")
    (block,) = trial.blocks
    assert block.text == "© 2026 The Wend Valley Post. All rights reserved."
    assert block.is_taken
    assert block.verdict == "removed by copyright-line"
    assert block.was == "body"
    assert trial.lost_chars == len(block.text) + len("\n\n")


def test_a_rule_that_matches_nothing_changes_nothing():
    trial = try_on_story(load_rules(), "donation-appeal")
    assert trial.blocks == ()
    assert trial.lost_share == 0


def test_a_page_without_text_loses_no_share():
    assert Trial((), 0, 0).lost_share == 0


def test_a_rule_that_is_switched_off_can_be_tried(tmp_path):
    (tmp_path / "trial.toml").write_text(RULES, "utf-8")
    assert find_rule("skaters", tmp_path).enabled is False
    assert load_rules(tmp_path).rules == ()
    assert [rule.id for rule in load_all_rules(tmp_path).rules] == ["skaters"]
    trial = try_on_story(load_rules(tmp_path, with_disabled=["skaters"]), "skaters")
    assert [block.text.split()[0] for block in trial.blocks if block.is_taken] == ["Children"]
    assert trial.lost_share > 1 / 3


def test_an_unknown_rule_is_a_fault_that_names_the_nearest(tmp_path):
    (tmp_path / "trial.toml").write_text(RULES, "utf-8")
    with pytest.raises(ConfigurationFault, match="did you mean skaters"):
        find_rule("skater", tmp_path)
    with pytest.raises(ConfigurationFault, match="dateline rules list"):
        find_rule("zzz", tmp_path)


def test_broken_rule_files_are_named_with_their_faults(tmp_path):
    (tmp_path / "trial.toml").write_text("[[rule]]\nid = 'x'\n", "utf-8")
    with pytest.raises(ConfigurationFault, match=r"trial\.toml: rule x: missing kind, why"):
        load_all_rules(tmp_path)
