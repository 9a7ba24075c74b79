"""`dateline rules list` and `dateline rules try`."""

import json

import pytest

from flows.commands.rules import PageTrial, TrialReport, describe_trial, rules_list, rules_try
from flows.display.terminal import Ink
from tasks.clean.model.scorer import WEIGHTS_FILE
from tasks.clean.scores import BLOCK_MODEL
from tasks.clean.trial import Trial, find_contest
from tasks.errors import ConfigurationFault
from warehouse.errors import WarehouseMissing


def test_the_list_tells_of_each_rule_what_it_is_and_why(answer):
    text = answer(rules_list, False).out
    rules = json.loads(answer(rules_list, True).out)
    assert len(rules) > 30
    for rule in rules:
        assert rule["why"].split()[0] in text
        assert f"\n{rule['id']} " in f"\n{text}"
    copyright_line = next(rule for rule in rules if rule["id"] == "copyright-line")
    assert copyright_line["kind"] == "copyright_notice"
    assert copyright_line["cuts"] > 0
    assert copyright_line["keeps"] > 0


def test_a_trial_names_the_lines_a_rule_takes_and_what_they_cost(answer, filled):
    value = json.loads(answer(rules_try, "copyright-line", filled, True).out)
    taken = {page["name"]: page for page in value["pages"]}
    assert set(taken) == {"flood-at-low-ferry.txt", "dyke.html"}
    block = next(b for b in taken["flood-at-low-ferry.txt"]["blocks"] if b["is_taken"])
    assert block["text"] == "© 2026 The Wend Valley Post. All rights reserved."
    assert block["verdict"] == "removed by copyright-line"
    assert 0 < taken["flood-at-low-ferry.txt"]["lost_share"] < 0.34
    assert value["articles_touched"] == 2
    assert value["over_limit"] == []
    assert value["unreadable"] >= 1  # the picture is counted and left out
    assert value["documents"] > value["unreadable"] + len(value["pages"])


def test_a_trial_in_words_ends_with_its_sum(answer, filled):
    shown = answer(rules_try, "copyright-line", filled, False)
    assert shown.code == 0
    assert "− © 2026 The Wend Valley Post. All rights reserved." in shown.out
    assert "takes 2 lines from 2 articles" in shown.out.splitlines()[-1]


def test_a_rule_that_takes_nothing_says_so(answer, filled):
    shown = answer(rules_try, "donation-appeal", filled, False).out
    assert shown.startswith("donation-appeal takes 0 lines from 0 articles")


def test_a_rule_that_takes_over_a_third_of_a_text_is_warned_of():
    contest = find_contest("copyright-line")
    report = TrialReport("greedy", documents=2, text_chars=2000)
    report.touched = [
        PageTrial("aaaa", "half.txt", Trial((), 1000, 500)),
        PageTrial("bbbb", "third.txt", Trial((), 1000, 333)),
    ]
    lines = describe_trial(contest, report, Ink(False))
    warnings = [line for line in lines if line.startswith("warning")]
    assert len(warnings) == 1
    assert "50% of the text of aaaa" in warnings[0]


def test_the_model_on_trial_names_what_only_it_takes_and_gives_back(answer, filled):
    value = json.loads(answer(rules_try, BLOCK_MODEL, filled, True).out)
    assert value["documents"] > value["unreadable"]
    for block in (block for page in value["pages"] for block in page["blocks"]):
        assert block["is_taken"] == block["verdict"].startswith("removed")
        assert block["is_taken"] != block["was"].startswith("removed")


def test_a_weights_file_on_trial_is_held_against_the_shipped_one(answer, filled):
    value = json.loads(answer(rules_try, str(WEIGHTS_FILE), filled, True).out)
    assert value["documents"] > 0
    assert value["pages"] == []  # it is the shipped one: nothing changes


def test_a_file_that_holds_no_weights_is_refused(answer, filled, tmp_path):
    path = tmp_path / "weights.npz"
    path.write_bytes(b"no weights")
    with pytest.raises(ConfigurationFault, match="no weights file"):
        answer(rules_try, str(path), filled, False)


def test_an_unknown_rule_is_refused_with_the_nearest(answer, filled):
    with pytest.raises(ConfigurationFault, match="did you mean copyright-line") as raised:
        answer(rules_try, "copyrigth-line", filled, False)
    assert raised.value.exit_code == 2


def test_without_an_archive_the_next_command_is_named(answer, tmp_path):
    with pytest.raises(WarehouseMissing, match="dateline run"):
        answer(rules_try, "copyright-line", tmp_path, False)
