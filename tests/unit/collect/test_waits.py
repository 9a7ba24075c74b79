"""When feeds are asked again."""

import pytest

from tasks.collect.waits import next_wait, usual_gap, wait_after_failure


def test_news_bring_a_feed_forward_and_quiet_puts_it_off_within_the_bounds_of_its_source():
    assert next_wait(None, True, 0.25, 24) == 1.0
    assert next_wait(None, True, 2.0, 24) == 2.0
    assert next_wait(1.0, True, 0.25, 24) == 0.5
    assert next_wait(1.0, False, 0.25, 24) == 1.5
    assert next_wait(0.3, True, 0.25, 24) == 0.25
    assert next_wait(20.0, False, 0.25, 24) == 24


@pytest.mark.parametrize(
    ("weight", "hours"), [(0.25, 0.297), (1, 0.5), (4, 4.0), (10, 168.0), (10_000, 168.0)]
)
def test_failures_double_the_wait_up_to_a_week_of_the_longest(weight, hours):
    assert wait_after_failure(weight, 0.25, 24) == pytest.approx(hours, abs=0.001)


def test_the_usual_gap_begins_with_the_first_and_follows_slowly():
    assert usual_gap(None, None) is None
    assert usual_gap(None, 4.0) == 4.0
    assert usual_gap(4.0, None) == 4.0
    assert usual_gap(4.0, 14.0) == pytest.approx(7.0)
