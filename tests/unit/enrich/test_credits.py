"""Picture credits: photographers are people, agencies organisations, the rest nobody."""

import pytest

from tasks.enrich.entities.credits import find_credits
from tasks.enrich.gazetteer import load_gazetteer


def credited(text):
    _, spans = find_credits(text, load_gazetteer())
    return [(text[s.start : s.end], s.label) for s in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pier. [Ada Brandt/Reuters]", [("Ada Brandt", "PERSON"), ("Reuters", "ORG")]),
        ("The pier. [Sputnik/Ada Brandt/AP Photo]",
         [("Sputnik", "ORG"), ("Ada Brandt", "PERSON"), ("AP", "ORG")]),
        ("The pier. [Ada Brandt/Pool/AFP]", [("Ada Brandt", "PERSON"), ("AFP", "ORG")]),
        ("The pier. [KCNA via Reuters]", [("KCNA", "ORG"), ("Reuters", "ORG")]),
        ("The pier. (AP Photo/Ada Brandt)", [("AP", "ORG"), ("Ada Brandt", "PERSON")]),
        ("The pier. [Pool/Ada Brandt/Velden Press]",
         [("Ada Brandt", "PERSON"), ("Velden Press", "ORG")]),
        ("The pier. [Ada Brandt/Lodestar]", [("Ada Brandt", "PERSON"), ("Lodestar", "ORG")]),
        ("Kremlin Pool Photo via AP", [("Kremlin", "ORG"), ("AP", "ORG")]),
        ("The pier at noon. Kremlin Pool Photo via AP", [("Kremlin", "ORG"), ("AP", "ORG")]),
    ],
)  # fmt: skip
def test_a_credit_gives_its_names(text, expected):
    assert credited(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "LISBON (Reuters) - The ferry sank.",
        "She chose tea [or coffee/milk]",
        "She chose [Ada/Brandt] and left.",
        "He filed the story via Reuters",
        "The vote (see AP, page 4) failed.",
    ],
)
def test_other_brackets_and_sentences_are_no_credits(text):
    assert credited(text) == []
