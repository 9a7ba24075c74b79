"""Resolution inside an article, on spans given by hand: no model takes part."""

import hashlib
import re

import pytest

from tasks.enrich.entities.canvas import lay_out
from tasks.enrich.entities.resolution import resolve
from tasks.enrich.entities.spans import Span
from tasks.enrich.gazetteer import load_gazetteer
from tasks.models import Zone


def mentions(marked):
    """Mentions of a text in which names are written [Label Name]."""
    text, spans, done = "", [], 0
    for mark in re.finditer(r"\[([A-Z]+) ([^\]]+)\]", marked):
        text += marked[done : mark.start()]
        spans.append(Span(len(text), len(text) + len(mark[2]), mark[1], "model"))
        text += mark[2]
        done = mark.end()
    canvas = lay_out([Zone("body", text + marked[done:], 0)])
    return resolve(canvas, spans, load_gazetteer())


def names(marked):
    return [m.entity_name for m in mentions(marked)]


def test_a_surname_means_the_person_the_article_spells_out():
    assert names("[PERSON Ana Reyes] left. [PERSON Reyes] said no.") == ["Ana Reyes"] * 2


def test_a_surname_before_the_full_name_means_the_same_person():
    assert names("[PERSON Reyes] out: [PERSON Ana Reyes] left.") == ["Ana Reyes"] * 2


def test_of_two_people_with_one_surname_the_last_one_named_counts():
    text = "[PERSON Ana Reyes] and [PERSON Luis Reyes] spoke. [PERSON Reyes] left."
    assert names(text)[-1] == "Luis Reyes"


def test_a_famous_surname_alone_means_the_famous_person():
    assert names("President [PERSON Putin] left.") == ["Vladimir Putin"]


def test_a_famous_surname_means_someone_else_where_the_article_says_so():
    text = "[PERSON Igor Putin], a cousin, spoke. [PERSON Putin] runs a bank."
    assert names(text) == ["Igor Putin"] * 2


def test_a_korean_family_name_stands_first():
    text = "[PERSON Kim Jong Un] met [PERSON Lee Jae-myung]. [PERSON Kim] left [PERSON Lee]."
    assert names(text) == ["Kim Jong Un", "Lee Jae-myung"] * 2


def test_syllables_are_one_name_however_they_are_joined():
    text = "[PERSON Kim Jong-Un] - [PERSON Kim Jong-un] - [PERSON Kim Jong Un]"
    assert {m.entity_id for m in mentions(text)} == {mentions("[PERSON Kim Jong Un]")[0].entity_id}


def test_a_lone_surname_says_that_it_is_no_full_name():
    (mention,) = mentions("Mr. [PERSON Okafor] declined.")
    assert (mention.entity_name, mention.is_full_name, mention.join_key) == (
        "Okafor", False, "okafor",
    )  # fmt: skip
    (full,) = mentions("[PERSON Grace Okafor] declined.")
    assert full.is_full_name
    assert full.join_key == mention.join_key


def test_a_nationality_keeps_its_label_and_means_the_country():
    norp, gpe = mentions("[NORP North Korean] troops left [GPE North Korea].")
    assert (norp.label, norp.entity_type, norp.country_code) == ("NORP", "GPE", "KP")
    assert norp.entity_id == gpe.entity_id


def test_a_capital_stays_a_city_of_its_own():
    capital, country = mentions("[GPE Moscow] spoke for [GPE Russia].")
    assert capital.entity_id != country.entity_id
    assert capital.country_code == country.country_code == "RU"


@pytest.mark.parametrize("form", ["UN", "U.N.", "United Nations", "the United Nations"])
def test_the_united_nations_are_one_in_every_form(form):
    assert names(f"[ORG {form}]") == ["United Nations"]


def test_an_acronym_means_the_name_whose_initials_it_is():
    text = "The [ORG Velden Harbour Authority] met. The [ORG VHA] voted."
    assert names(text) == ["Velden Harbour Authority"] * 2


def test_a_known_acronym_is_only_renamed_by_an_introduction():
    assert names("[ORG Upper Norfolk] trusts the [ORG UN].")[1] == "United Nations"
    introduced = "[ORG Upper Norfolk] ([ORG UN]) grew. [ORG UN] said so."
    assert names(introduced) == ["Upper Norfolk"] * 3


def test_an_unexplained_acronym_waits_for_other_articles():
    (short,) = mentions("The [ORG VHA] voted.")
    (long,) = mentions("The [ORG Velden Harbour Authority] voted.")
    assert not short.is_full_name
    assert (short.join_key, short.entity_type) == (long.join_key, long.entity_type)


def test_a_legal_form_makes_no_other_company():
    text = "[ORG Brandt Ferries Ltd.] grew. [ORG Brandt Ferries] hired."
    assert len({m.entity_id for m in mentions(text)}) == 1


def test_the_end_of_a_longer_name_stands_for_it_but_not_a_kind():
    text = "[ORG Velden Harbour Council] met. [ORG Harbour Council] rose. [ORG Council] sat."
    found = names(text)
    assert found[:2] == ["Velden Harbour Council"] * 2
    assert found[2] == "Council"


def test_a_name_in_capitals_is_shown_as_one_would_write_it():
    assert names("[GPE VELDENHAVEN] floods") == ["Veldenhaven"]
    assert names("[ORG OECD]") == ["Organisation for Economic Co-operation and Development"]


def test_a_pope_is_known_by_his_title():
    assert names("Pope [PERSON Francis] prayed.") == ["Pope Francis"]
    assert names("[PERSON Francis] prayed.") == ["Francis"]


def test_two_presidents_of_one_name_stay_two():
    father, son = mentions("[PERSON George H. W. Bush] and [PERSON George W. Bush]")
    assert father.entity_id != son.entity_id


def test_an_id_is_the_hash_of_type_and_normalised_name():
    (mention,) = mentions("[GPE Veldenhaven] floods")
    assert mention.entity_id == hashlib.sha256(b"GPE:veldenhaven").hexdigest()[:16]
