"""Every case in tests/cases/dates: the sentence gives exactly the dates the case lists."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from tasks.enrich.temporal import find_dates
from tasks.enrich.temporal.rules import rules_for
from tasks.models import Zone

CASES_FOLDER = Path(__file__).parents[3] / "cases" / "dates"


def _cases():
    for path in sorted(CASES_FOLDER.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for number, case in enumerate(content["case"], start=1):
            case.setdefault("published", content.get("published"))
            yield pytest.param(case, id=f"{path.stem}-{number}-{case['rule']}")


def _found(case):
    text, language = case["text"], case.get("language", "en")
    zones = [Zone("body", text, 0, 0)]
    language_code = None if language == "unknown" else language
    return find_dates(zones, case["published"], language_code)


def _padded(entry):
    text, timex_type, value, *days = entry
    first, last = days or (None, None)
    return text, timex_type, value, first, last


@pytest.mark.parametrize("case", list(_cases()))
def test_a_case_gives_the_dates_it_lists(case):
    text = case["text"]
    found = [
        (text[m.start : m.end], m.timex_type, m.timex_value, m.date_start, m.date_end)
        for m in _found(case)
    ]
    assert found == [_padded(entry) for entry in case["dates"]]


@pytest.mark.parametrize("case", [c for c in _cases() if c.values[0]["dates"]])
def test_the_rule_a_case_is_for_fires_in_it(case):
    assert case["rule"] in {mention.rule_id for mention in _found(case)}


@pytest.mark.parametrize("case", [c for c in _cases() if "anchor_kind" in c.values[0]])
def test_a_case_that_states_an_anchor_kind_gets_it_for_all_its_dates(case):
    assert {mention.anchor_kind for mention in _found(case)} == {case["anchor_kind"]}


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_every_rule_of_a_language_has_a_case_that_fires_it(language):
    cases = [case.values[0] for case in _cases()]
    covered = {c["rule"] for c in cases if c["dates"] and c.get("language", "en") == language}
    assert {rule.rule_id for rule in rules_for(language)} - covered == set()


def test_cases_state_days_as_days():
    for case in _cases():
        for entry in case.values[0]["dates"]:
            assert all(isinstance(day, date) for day in entry[3:])
