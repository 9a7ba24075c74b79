"""find_dates over whole articles: zones, anchors, and what is stored beside the value."""

from datetime import date

from tasks.enrich.temporal import find_dates
from tasks.models import Zone

DAY = date(2024, 6, 19)


def _article(*texts):
    return [Zone("body", text, 1000 * number, None) for number, text in enumerate(texts)]


def _only(text, day=DAY, language="en"):
    (mention,) = find_dates(_article(text), day, language)
    return mention


def test_offsets_are_within_the_zone_and_zones_are_numbered_in_reading_order():
    mentions = find_dates(_article("No date.", "It rained on Sunday."), DAY, "en")
    assert [(m.zone_no, m.start, m.end) for m in mentions] == [(1, 13, 19)]


def test_an_expression_does_not_cross_zones():
    mentions = find_dates(_article("It opened on 3 May", "2019 was a bad year."), DAY, "en")
    assert [m.timex_value for m in mentions] == ["2024-05-03", "2019"]


def test_a_date_in_one_zone_is_remembered_in_the_next():
    mentions = find_dates(
        _article("The flood of May 2019", "The following month it ebbed."), DAY, "en"
    )
    assert mentions[1].timex_value == "2019-06"
    assert (mentions[1].anchor_kind, mentions[1].anchor_date) == ("last_date", date(2019, 5, 1))


def test_an_absolute_date_has_no_anchor():
    mention = _only("It opened on 3 May 2019.")
    assert (mention.anchor_kind, mention.anchor_date) == (None, None)


def test_a_relative_date_names_the_day_it_is_counted_from():
    mention = _only("It opened last year.")
    assert (mention.anchor_kind, mention.anchor_date) == ("publication_day", DAY)


def test_a_relative_date_without_a_publication_day_says_that_nothing_anchors_it():
    mention = _only("It opened last year.", day=None)
    assert (mention.timex_value, mention.anchor_kind, mention.date_start) == ("XXXX", "none", None)


def test_a_repeated_period_is_anchored_by_its_like():
    mentions = find_dates(_article("He left in 1998. That year the mill closed."), DAY, "en")
    assert mentions[1].anchor_kind == "same_grain"


def test_precision_says_how_wide_the_interval_is():
    texts = {
        "It fell on 3 May 2019.": "day",
        "It fell last week.": "week",
        "It fell over the weekend.": "weekend",
        "It fell in May 2019.": "month",
        "It fell in the third quarter.": "quarter",
        "It fell in the first half of 2019.": "half",
        "It fell last spring.": "season",
        "It fell in 2019.": "year",
        "It fell in the 1990s.": "decade",
        "It fell in the 19th century.": "century",
        "It fell at noon.": "time",
        "It fell 10 to 20 years ago.": "range",
    }
    assert {text: _only(text).precision for text in texts} == texts


def test_modifiers_are_kept_beside_the_value():
    texts = {
        "It took about 40 minutes.": "APPROX",
        "It took less than three months.": "LESS_THAN",
        "It took more than a week.": "MORE_THAN",
        "It took at least two days.": "EQUAL_OR_MORE",
        "It took up to 180 days.": "EQUAL_OR_LESS",
        "It began early this year.": "START",
        "It ends late next month.": "END",
        "It fell in mid-1996.": "MID",
        "It fell in 1996.": None,
    }
    assert {text: _only(text).timex_mod for text in texts} == texts


def test_a_language_tag_with_a_region_is_its_language():
    assert _only("It opened yesterday.", language="en-US").timex_value == "2024-06-18"


def test_a_language_without_a_lexicon_gives_no_relative_dates():
    assert find_dates(_article("Ieri ha aperto."), DAY, "it") == ()
