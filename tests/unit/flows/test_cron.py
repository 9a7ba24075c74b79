"""When cron lines come due, in zones whose clocks are changed, and lines that are none."""

from datetime import UTC, datetime

import pytest

from flows.scheduling.cron import due_moments
from tasks.errors import ConfigurationFault

SUNDAY_BEFORE_SUMMER = datetime(2026, 3, 28, 0, 30)


def moments(cron: str, timezone: str = "UTC", count: int = 3) -> list[str]:
    found = due_moments(cron, timezone, SUNDAY_BEFORE_SUMMER, count)
    return [f"{moment.astimezone(UTC):%m-%d %H:%M}" for moment in found]


def test_moments_are_later_than_the_one_given():
    assert moments("30 * * * *") == ["03-28 01:30", "03-28 02:30", "03-28 03:30"]


def test_a_line_is_read_in_its_zone_in_winter_and_in_summer():
    assert moments("0 6 * * *", "Europe/Berlin") == ["03-28 05:00", "03-29 04:00", "03-30 04:00"]


def test_days_of_the_month_and_of_the_week_are_either_or_also_when_one_is_a_step():
    assert moments("0 6 1 * 1") == ["03-30 06:00", "04-01 06:00", "04-06 06:00"]
    assert moments("0 6 */15 * 1") == ["03-30 06:00", "03-31 06:00", "04-01 06:00"]


@pytest.mark.parametrize(
    ("cron", "why"),
    [
        ("every morning", "it has not five fields"),
        ("61 * * * *", "bad minute"),
        ("0 0 31 2 *", "no such day will come|bad day-of-month"),
    ],
)
def test_a_line_that_never_comes_due_is_a_configuration_fault(cron, why):
    with pytest.raises(ConfigurationFault, match=f"is not a cron line such as .*: ({why})"):
        moments(cron)
