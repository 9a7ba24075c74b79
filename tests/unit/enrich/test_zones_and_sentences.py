"""Zones of plain text, and sentences within zones."""

from hypothesis import given
from hypothesis import strategies as st

from tasks.enrich.entities.canvas import lay_out
from tasks.enrich.sentences import sentences_of_zones, split_by_rule
from tasks.enrich.zones import zones_of_text
from tasks.models import Zone


@given(st.text(alphabet=" ab.\n\r\t\u00a0\u2028é", max_size=60))
def test_each_zone_is_the_slice_of_text_it_says(text):
    zones = zones_of_text(text)
    for zone in zones:
        assert text[zone.raw_start : zone.raw_start + len(zone.text)] == zone.text
        assert zone.text == zone.text.strip() != ""
    assert "".join("".join(z.text.split()) for z in zones) == "".join(text.split())


def rule_sentences(*texts):
    zones = [Zone("body", text, 0) for text in texts]
    canvas = lay_out(zones)
    rows = sentences_of_zones(canvas, zones, split_by_rule(canvas.text))
    return [zones[row.zone_no].text[row.start : row.end] for row in rows]


def test_sentences_end_with_their_marks_and_never_cross_a_zone():
    assert rule_sentences("It rained. “It poured!” she said", "and left.") == [
        "It rained.",
        "“It poured!”",
        "she said",
        "and left.",
    ]


def test_chinese_sentences_need_no_space():
    assert rule_sentences("下雨了。他走了。") == ["下雨了。", "他走了。"]


@given(st.lists(st.text(alphabet="ab .!?\n", min_size=1, max_size=20), max_size=4))
def test_every_letter_of_a_zone_is_in_one_sentence(texts):
    assert "".join("".join(s.split()) for s in rule_sentences(*texts)).count("a") == sum(
        text.count("a") for text in texts
    )
