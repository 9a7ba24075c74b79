"""Span hygiene: what a recogniser returns, cut down to the names in it."""

import pytest

from tasks.enrich.entities.spans import Occupied, Span, clean_span, without_overlaps
from tasks.enrich.gazetteer import load_gazetteer


def cleaned(surface, label, before=""):
    text = f"{before}{surface} and more"
    span = Span(len(before), len(before) + len(surface), label, "model")
    pieces = clean_span(text, span, load_gazetteer().words)
    return [(text[p.start : p.end], p.label) for p in pieces]


@pytest.mark.parametrize(
    ("surface", "label", "expected"),
    [
        ("the Harbour Board", "ORG", [("Harbour Board", "ORG")]),
        ("North Korea's", "GPE", [("North Korea", "GPE")]),
        ("Mr. Okafor", "PERSON", [("Okafor", "PERSON")]),
        ("Mr Okafor", "ORG", [("Okafor", "PERSON")]),
        ("Prime Minister Ana Reyes", "PERSON", [("Ana Reyes", "PERSON")]),
        ("Lisbon\nPorto", "GPE", [("Lisbon", "GPE"), ("Porto", "GPE")]),
        ("Ana Reyes/Harbour Press", "ORG", [("Ana Reyes", "ORG"), ("Harbour Press", "ORG")]),
        ("Reyes 42", "PERSON", [("Reyes", "PERSON")]),
        ("inter-Korean", "NORP", [("Korean", "NORP")]),
        ("13 Sep 2023", "EVENT", []),
        ("COVID-19", "ORG", []),
        ("Palace Pool Photo", "ORG", [("Palace", "ORG")]),
        ("Lake University", "PERSON", [("Lake University", "ORG")]),
        ("Old Mill Bridge", "PERSON", [("Old Mill Bridge", "FAC")]),
        ("Ana " * 60, "PERSON", []),
    ],
)
def test_a_span_is_cut_to_the_names_in_it(surface, label, expected):
    assert cleaned(surface, label) == expected


def test_what_stands_behind_city_of_is_a_place():
    assert cleaned("Tsolkino", "ORG", "near the city of ") == [("Tsolkino", "GPE")]


def test_of_spans_that_overlap_a_settled_one_stays_then_the_longer():
    known = Span(4, 8, "GPE", "gazetteer", is_settled=True)
    long, short = Span(10, 20, "ORG", "model"), Span(12, 16, "ORG", "model")
    assert without_overlaps([short, long, Span(0, 8, "ORG", "model"), known]) == [known, long]


def test_occupied_knows_which_spans_a_place_meets():
    first, second = Span(0, 4, "GPE", "model"), Span(10, 14, "GPE", "model")
    taken = Occupied([second, first])
    assert taken.inside(Span(3, 11, "", "")) == [first, second]
    assert not taken.meets(Span(4, 10, "", ""))
