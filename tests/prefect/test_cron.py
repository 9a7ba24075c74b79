"""The moments that `dateline schedule` shows are those at which Prefect starts a run."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

from flows.scheduling.cron import due_moments

AFTER = datetime(2026, 4, 3, 10, 20)
COUNT = 40
ZONES = ("UTC", "Europe/Berlin", "America/New_York")
LINES = (
    "0 * * * *",
    "*/15 * * * *",
    "5,35 4-6 * * *",
    "0 6 * * mon-fri",
    "0 6 * * 7",
    "0 6 1,15 * 1",
    "0 6 */2 * 1",
    "0 6 1 * */2",
    "0 6 */2 * *",
    "0 0 L * *",
    "0 9 * * mon#1",
    "0 12 29 2 *",
)

#: Prefect's own moments; it counts the first one, too.
PREFECT = """
import asyncio, json, sys
from datetime import UTC, datetime
from prefect.server.schemas.schedules import CronSchedule

after, count, asked = json.loads(sys.argv[1])
print(json.dumps([
    [
        moment.astimezone(UTC).isoformat()
        for moment in asyncio.run(
            CronSchedule(cron=cron, timezone=zone).get_dates(
                count, datetime.fromisoformat(after).replace(tzinfo=UTC)
            )
        )
    ]
    for cron, zone in asked
]))
"""


def test_what_is_shown_is_what_prefect_does(clean_environment):
    asked = [(cron, zone) for cron in LINES for zone in ZONES]
    after = (AFTER + timedelta(seconds=1)).isoformat()
    done = subprocess.run(
        [sys.executable, "-c", PREFECT, json.dumps([after, COUNT, asked])],
        env=clean_environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    theirs = dict(zip(asked, json.loads(done.stdout), strict=True))
    ours = {
        (cron, zone): [
            moment.astimezone(UTC).isoformat() for moment in due_moments(cron, zone, AFTER, COUNT)
        ]
        for cron, zone in asked
    }
    assert ours == theirs
