"""Sentences of a story that sound like a page's furniture stay in it, wherever they stand."""

import pytest

from tasks.clean.clean import clean_page
from tasks.extract.text import read_text

ABOVE = (
    "The ferry left at noon with forty passengers on board, the harbour office of the town said."
)
BELOW = "Its captain said the crossing would take two hours longer than usual because of the wind."

SENTENCES = [
    "The names of the children may not be published without permission from the court, he said.",
    "Reproduction of the new banknote is prohibited, the central bank told the printers on Monday.",
    "Copyright 2021 The Ebb Press was printed under every letter, but the court found no author.",
    "(c) the ships must be insured.",
    "“We use two hundred eggs a day for our cookies, and none are left by noon,” the baker said.",
    "Also in the car were two dogs.",
    "Read more poems and fewer reports, the teacher told her class.",
    "Go to bed early.",
    "Published in 1911, the novel made her famous overnight.",
    "Readers must subscribe to the paper to read the letters, its publisher said in the spring.",
    "Help our firefighters fund a new engine, the mayor asked the town.",
    "The union has to accept the terms and conditions by Friday, or the yard will close for good.",
    "His widow is a retired editor who lives in Oslo with two cats and a view of the harbour.",
    "Contact the harbour police with anything you saw.",
    "The talks will go on in Oslo next week, two officials in the capital said. (Reuters)",
    "He had heard it before. It was first reported by Reuters",
    "Passengers may pay as they like (credit or debit cards, cash, and/or coins).",
    "Sign up for the newsletter of the harbour office, Holm told the crowd on the quay.",
]
HEADLINES = [
    "Analysis: Why the ferry never sails on time",
    "Watch: Storm batters the pier at Tarbet",
    "Search for missing boy",
    "World markets fall",
    "Published letters of 1911 stir a town",
    "Photo: The night the pier fell into the sea",
]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("place", ["inside", "last"])
def test_a_sentence_of_the_story_is_kept(sentence, place):
    lines = [ABOVE, sentence, BELOW] if place == "inside" else [ABOVE, BELOW, sentence]
    cleaned = clean_page(read_text("\n\n".join(["Ferry sails again", *lines]), "utf-8"))
    assert sentence in cleaned.clean_text
    assert cleaned.is_paywalled is False


@pytest.mark.parametrize("headline", HEADLINES)
def test_a_headline_alone_above_a_story_is_no_menu(headline):
    cleaned = clean_page(read_text("\n\n".join([headline, ABOVE, BELOW]), "utf-8"))
    assert cleaned.headline == headline


@pytest.mark.parametrize(
    "lede",
    [
        "By Monday, 12 boats lay in the inner harbour.",
        "Updated in 2019, the rules are stricter.",
        "The captain told the office: “We will not sail again until the wind has turned.”",
    ],
)
def test_a_lede_is_no_headline_byline_or_stamp(lede):
    cleaned = clean_page(read_text("\n\n".join([lede, ABOVE, BELOW]), "utf-8"))
    assert cleaned.headline is None
    assert cleaned.clean_text.startswith(lede)


def test_a_list_of_results_is_part_of_its_story():
    results = [
        f"{town} {goals}" for town in ("Tarbet", "Wend", "Oban", "Mallaig") for goals in range(10)
    ]
    text = "\n\n".join(["Results of the weekend", ABOVE, *results])
    assert clean_page(read_text(text, "utf-8")).clean_text.endswith("Mallaig 9")
