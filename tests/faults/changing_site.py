"""A small paper on loopback that a test changes between runs: pages, feed, moves, faults.

Runs are whole ones, over a real server in a thread of its own; what was asked for is kept.
"""

import gzip
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

ARTICLE = """<!doctype html><html><head><title>{headline}</title>
<link rel="canonical" href="{address}"></head><body><article><h1>{headline}</h1>
<p>{text}</p><p>The council of Oldmere meets again next week, its clerk Maren Holt said.</p>
</article></body></html>"""


class ChangingSite(ThreadingHTTPServer):
    """`pages` holds what each path answers: (status, headers, body). `asked`: (path, headers)."""

    daemon_threads = True

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.server_port}{path}"

    def put(self, path: str, body: str | bytes, content_type: str = "text/html", **headers) -> None:
        """Answer a path with a body."""
        content = body.encode() if isinstance(body, str) else body
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (
            200,
            {"Content-Type": f"{content_type}; charset=utf-8", **names},
            content,
        )

    def put_article(
        self, path: str, headline: str, text: str, canonical: str | None = None
    ) -> None:
        """An article; its canonical address is its own, unless another path is given."""
        address = self.url(canonical or path)
        self.put(path, ARTICLE.format(headline=headline, text=text, address=address))

    def put_feed(
        self, path: str, *entries: str, day: str = "Tue, 07 May 2024 06:00:00 GMT"
    ) -> None:
        """An RSS feed of paths."""
        items = "".join(
            f"<item><title>Of {entry}</title><link>{self.url(entry)}</link>"
            f"<guid isPermaLink='false'>{entry}</guid>"
            f"<pubDate>{day}</pubDate></item>"
            for entry in entries
        )
        feed = f"<rss version='2.0'><channel><title>Oldmere Echo</title>{items}</channel></rss>"
        self.put(path, feed, "application/rss+xml")

    def fail(self, path: str, status: int, **headers: str) -> None:
        """Answer a path with a status."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, names, b"")

    def paths(self) -> list[str]:
        """What was asked for since the last call, without robots.txt."""
        paths = [path for path, _ in self.asked if path != "/robots.txt"]
        self.asked.clear()
        return paths


class _Handler(BaseHTTPRequestHandler):
    server: ChangingSite
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.server.pages.get(self.path, (404, {}, b""))
        tag = f'"{hashlib.sha256(body).hexdigest()[:12]}"'
        has_validators = status == 200 and "No-Validators" not in headers
        if has_validators and self.headers.get("If-None-Match") == tag:
            status, body = 304, b""
        elif "gzip" in headers.get("Content-Encoding", ""):
            body = gzip.compress(body)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if has_validators:
            self.send_header("ETag", tag)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, form: str, *values: object) -> None:
        """Nothing: the test reads `asked`."""


@contextmanager
def serve_site() -> Iterator[ChangingSite]:
    """A running site with three articles and a feed that names them."""
    with ChangingSite() as site:
        for path, headline, text in STORIES:
            site.put_article(path, headline, text)
        site.put_feed("/feed.xml", *(path for path, _, _ in STORIES))
        thread = Thread(target=site.serve_forever, daemon=True)
        thread.start()
        yield site
        site.shutdown()
        thread.join()


STORIES = [
    ("/bridge", "Bridge closes", "The old bridge closes for seven days of work, the town said."),
    ("/bus", "Night bus stays", "The night bus to Brackenford runs for one more winter, it said."),
    ("/market", "Market moves", "The market of Oldmere moves to the square in June, traders said."),
]
