"""The tables of config/names: well formed, unambiguous, and found in text as they should be."""

import csv
import re
from collections import defaultdict

import pytest

from tasks.enrich.entities.entity import known_as
from tasks.enrich.gazetteer import NAMES_FOLDER, load_gazetteer


def rows(name):
    with (NAMES_FOLDER / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if line[0] != "#")


def found(text):
    return [(text[s:e], n.label, n.entity.name) for s, e, n in load_gazetteer().find(text)]


@pytest.mark.parametrize("name", sorted(p.name for p in NAMES_FOLDER.glob("*.csv")))
def test_every_row_has_just_the_columns_of_its_table(name):
    for row in rows(name):
        assert None not in row, f"{name}: too many cells in {row}"
        assert row["name"] == row["name"].strip() != ""


@pytest.mark.parametrize("name", ["countries.csv", "places.csv", "organisations.csv"])
def test_country_codes_are_two_capitals_or_empty(name):
    for row in rows(name):
        assert re.fullmatch("[A-Z]{2}|", row["code"]), row


def test_labels_of_places_are_those_of_places():
    assert {row["label"] for row in rows("places.csv")} == {"GPE", "LOC", "FAC"}


def test_a_certain_spelling_means_one_entity_only():
    meanings = defaultdict(set)
    for pairs in load_gazetteer()._by_first_word.values():
        for printed, name in pairs:
            meanings[printed].add((name.entity.name, name.entity.entity_type))
    assert {k: v for k, v in meanings.items() if len(v) > 1} == {}


def test_no_two_known_entities_share_an_id():
    names = defaultdict(set)
    for meanings in load_gazetteer()._by_key.values():
        for name in meanings:
            entity = known_as(name.entity)
            names[entity.entity_id].add(entity.name)
    assert {k: v for k, v in names.items() if len(v) > 1} == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("South Korean shares fell", [("South Korean", "NORP", "South Korea")]),
        ("two Israelis and a Swede", [("Israelis", "NORP", "Israel"), ("Swede", "NORP", "Sweden")]),
        ("US-brokered talks", [("US", "GPE", "United States")]),
        ("it cost US$40", []),
        ("a feud between Nato and Iran", [
            ("Nato", "ORG", "North Atlantic Treaty Organization"), ("Iran", "GPE", "Iran")]),
        ("quarrels with the West again", [("West", "LOC", "Western world")]),
        ("an anti-West mood", [("West", "LOC", "Western world")]),
        ("the West Bank", [("West Bank", "GPE", "West Bank")]),
        ("the West Ham fans", []),
        ("Western diplomats left", [("Western", "NORP", "Western world")]),
        ("Western Union was sold", []),
        ("TALKS IN SEOUL FAIL", [("SEOUL", "GPE", "Seoul")]),
        ("we ate turkey and chad", []),
        ("Iranians", [("Iranians", "NORP", "Iran")]),
        ("Irania is a genus", []),
    ],
)  # fmt: skip
def test_names_are_found_whole_and_in_context(text, expected):
    assert found(text) == expected


def test_an_uncertain_word_is_known_once_it_was_recognised_as_a_name():
    assert found("Jordan scored") == []
    assert load_gazetteer().other_than_person("Jordan", "GPE").entity.country_code == "JO"
    assert load_gazetteer().other_than_person("Jordan", "PERSON") is None
