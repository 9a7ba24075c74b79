"""Cron lines: whether one is right, and when it comes due.

In: a cron line of five fields and a time zone. Out: moments in that zone. It needs no Prefect: what
`dateline schedule` shows and what `dateline serve` starts are the same moments but for the two
nights of a year in which clocks are changed, when Prefect may leave out the hour that comes twice.
"""

from datetime import UTC, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from tasks.errors import ConfigurationFault

#: A step over all days of the month or week, in the way that cron and Prefect read differently
#: beside the other field of days: as a list of days it means to cronsim what it means to Prefect.
_ALL_DAYS = {2: "1-31/", 4: "0-6/"}


def due_moments(cron: str, timezone: str, after: datetime, count: int) -> list[datetime]:
    """The next moments of a cron line, with their zone.

    Args:
        after: UTC, naive; moments are later than this.

    Raises:
        ConfigurationFault: the cron line or the time zone is wrong.
    """
    zone = check_schedule(cron, timezone)
    return list(islice(_moments(cron, after.replace(tzinfo=UTC).astimezone(zone)), count))


def check_schedule(cron: str, timezone: str) -> ZoneInfo:
    """The time zone of a schedule that is right.

    Raises:
        ConfigurationFault: the cron line or the time zone is wrong.
    """
    if len(cron.split()) != 5:
        raise ConfigurationFault(not_cron(cron, "it has not five fields"))
    try:
        next(_moments(cron, datetime.now(UTC)))
    except CronSimError as error:
        raise ConfigurationFault(not_cron(cron, str(error).lower())) from error
    except StopIteration:
        raise ConfigurationFault(not_cron(cron, "no such day will come")) from None
    try:
        return ZoneInfo(timezone)
    except (ValueError, OSError, KeyError) as error:  # ZoneInfoNotFoundError is a KeyError
        raise ConfigurationFault(
            f"timezone {timezone!r} is not a name such as 'UTC' or 'Europe/Berlin'"
        ) from error


def not_cron(cron: str, why: str) -> str:
    """What to say of a line that is none."""
    return (
        f"schedule {cron!r} is not a cron line such as '0 * * * *' (minute hour day month "
        f"weekday): {why}"
    )


def _moments(cron: str, after: datetime) -> CronSim:
    fields = cron.split()
    for place, all_days in _ALL_DAYS.items():
        if fields[place].startswith("*/"):
            fields[place] = all_days + fields[place].removeprefix("*/")
    return CronSim(" ".join(fields), after)
