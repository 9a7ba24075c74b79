"""How long the first page of the dashboard takes in a real browser, until it is drawn.

In: a data folder with a snapshot. Out: milliseconds, or None where Chromium or Playwright is not
there. The server is a process of its own, as `dateline dashboard` starts it; each visit is by a new
browser profile, which has nothing of the page kept.
"""

import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

VISITS = 6

#: What the page is once its answers are drawn.
_DRAWN = "main:not(.busy) h1"


@dataclass(frozen=True, slots=True)
class FirstPage:
    """Milliseconds from the address to the drawn page: first visit, median of the others."""

    cold: float
    warm: float


def draw_first_page(data: Path) -> FirstPage | None:
    """Visit the first page a few times."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None or find_spec("playwright") is None:
        return None
    from playwright.sync_api import sync_playwright

    with _dashboard(data) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        visits = []
        for _ in range(VISITS):
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            started = time.perf_counter()
            page.goto(address)
            page.wait_for_selector(_DRAWN)
            page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => drawn()))")
            visits.append(1000 * (time.perf_counter() - started))
            context.close()
        browser.close()
    return FirstPage(visits[0], statistics.median(visits[1:]))


@contextmanager
def _dashboard(data: Path) -> Iterator[str]:
    """The address of a dashboard over a data folder, on a port of its own."""
    words = ["dashboard", "--data", str(data), "--port", "0", "--no-open"]
    with subprocess.Popen(
        [sys.executable, "-c", "from flows.cli import main; main()", *words],
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            yield server.stdout.readline().strip()
        finally:
            server.send_signal(signal.SIGINT)
