"""Case of headlines: written for a model as a sentence would be, at the same length."""

from hypothesis import given
from hypothesis import strategies as st

from tasks.enrich.entities.canvas import lay_out
from tasks.enrich.entities.casing import WordCases, is_capitals, is_title_case, true_case
from tasks.enrich.gazetteer import load_gazetteer
from tasks.models import Zone


def recased(text):
    canvas = lay_out([Zone("body", text, 0)])
    cases = WordCases(canvas.text, canvas.lines())
    return true_case(canvas.text, canvas.lines(), cases, load_gazetteer())


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_true_casing_keeps_every_offset(text):
    both = f"{text}\n{text.upper()}"
    assert len(recased(both)) == len(both)


def test_a_line_in_capitals_takes_its_case_from_the_article_and_the_tables():
    body = "In Velden the ferry sank. Divers from Velden found the ferry."
    assert recased(f"FERRY SINKS OFF VELDEN, POLAND SAYS\n{body}").splitlines()[0] == (
        "ferry Sinks off Velden, Poland says"
    )


def test_a_title_case_headline_loses_the_capitals_the_article_does_not_use():
    body = "Officials will sign the ferry contract, Velden said. A contract to sign, at Velden."
    headline = "Officials Sign Ferry Contract With Velden Yard"
    assert recased(f"{headline}\n{body}").splitlines()[0] == (
        "Officials sign ferry contract With Velden Yard"
    )


def test_running_text_is_left_alone():
    text = "The ferry from Velden sank on Friday, NATO said."
    assert recased(text) == text


def test_capitals_and_title_case_are_told_from_sentences():
    assert is_capitals("FERRY SINKS")
    assert not is_capitals("NATO")
    assert not is_capitals("2024 12")
    assert is_title_case("Ferry Company Loses Harbour Contract")
    assert not is_title_case("Ferry company loses harbour contract")
