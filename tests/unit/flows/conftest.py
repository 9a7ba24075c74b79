"""A small warehouse made by a real run over sample files, and a stand-in for a Prefect API."""

import io
import shutil
import threading
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest

from config.settings import load_settings

#: Paragraphs, each on a line of its own, as exports of articles have them.
FLOOD_LINES = (
    "River Wend Bursts Its Banks at Low Ferry",
    "Two hundred households spend the night in a school.",
    "Published 5 March 2025",
    "The river Wend broke through the dyke at Low Ferry on Tuesday and flooded the lower town, the "
    "mayor Ingrid Solvang said. Nobody was hurt, but two hundred households left their houses.",
    "“We had four hours to move everyone,” Ms. Solvang told reporters in front of the school. “The "
    "last flood of this kind was in 1987, and we had built the dyke for less water than that.”",
    "Engineers from Norway will examine the dyke next week. The repair may take three months, "
    "according to the water board, which had asked for more money last year.",
    "© 2026 The Wend Valley Post. All rights reserved.",
    "Use of this site constitutes acceptance of our Terms of Use.",
)
FLOOD = "\n\n".join(FLOOD_LINES)

BRIDGE = (
    " date 2025-06-05 The council of Low Ferry voted on Thursday to build a new bridge over the "
    "Wend, the third attempt in ten years to replace the crossing that the flood had taken away."
    "\n\n"
    "Mayor Ingrid Solvang said that the work would begin in autumn. A company from Denmark offered "
    "the lowest price, and Solvang expects the first cars to cross in two years.\n"
)

PAGE = """\
<html lang="en"><head><title>Dyke repaired at Low Ferry</title>
<meta property="og:site_name" content="The Wend Valley Post">
<meta property="article:published_time" content="2025-07-01T06:00:00+00:00">
<link rel="canonical" href="https://www.wendvalleypost.example/news/dyke-repaired/">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li>
<li><a href="/sport">Sport</a></li><li><a href="/weather">Weather</a></li></ul></nav>
<article><h1>Dyke repaired at Low Ferry</h1>
<p>The dyke at Low Ferry has been repaired, the water board said on Monday, a month earlier than
the engineers from Norway had expected when they first saw the damage.</p>
<p>Mayor Ingrid Solvang walked along the new wall with the families who had spent the night of the
flood in the school. “It is a metre higher,” she said, “and I shall sleep better.”</p>
</article>
<footer><p>© 2026 The Wend Valley Post. All rights reserved.</p></footer>
</body></html>
"""


class Health(BaseHTTPRequestHandler):
    """Answers `/api/health` with the status its server was given."""

    def do_GET(self):
        self.send_response(self.server.status if self.path == "/api/health" else 404)
        self.end_headers()

    def log_message(self, *_):
        pass


class Answer(NamedTuple):
    """What a command gave: exit code, stdout, stderr."""

    code: int
    out: str
    err: str


@pytest.fixture
def answer() -> Callable[..., Answer]:
    """Call a command and catch what it prints."""

    def call(command: Callable[..., int], *arguments: object) -> Answer:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = command(*arguments)
        return Answer(code, out.getvalue(), err.getvalue())

    return call


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after one run: three articles, a duplicate, two refused files. Only to read."""
    from flows.ingest import ingest  # loads extraction and language processing: only when needed
    from flows.report import RunRequest
    from flows.runner import PlainRunner

    folder = tmp_path_factory.mktemp("filled")
    inputs = folder / "inputs"
    inputs.mkdir()
    (inputs / "flood-at-low-ferry.txt").write_text(FLOOD, "utf-8")
    (inputs / "flood-by-mail.txt").write_text(FLOOD, "utf-8")
    (inputs / "bridge.txt").write_text(BRIDGE, "utf-8")
    (inputs / "dyke.html").write_text(PAGE, "utf-8")
    (inputs / "empty.txt").write_bytes(b"")
    (inputs / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    data = folder / "data"
    ingest(RunRequest(load_settings(data=data), (str(inputs),)), PlainRunner())
    return data


@pytest.fixture
def copied(filled: Path, tmp_path: Path) -> Path:
    """A copy of that data folder, to change."""
    return Path(shutil.copytree(filled, tmp_path / "data", symlinks=True))


@pytest.fixture
def start_api():
    """Start a stand-in API; gives its address."""
    servers = []

    def start(status: int = 200) -> str:
        api = ThreadingHTTPServer(("127.0.0.1", 0), Health)
        api.status = status
        servers.append(api)
        threading.Thread(target=api.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{api.server_port}/api"

    yield start
    for api in servers:
        api.shutdown()
        api.server_close()
