"""A small news site on this machine, to try sources on without a network.

In: the folder `seeds/site`. Out: an HTTP server on loopback that answers as a paper's would: feeds,
sitemaps, robots.txt, articles, redirects, a page that is gone, validators. It never listens on any
other address.
"""

import hashlib
import tomllib
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SITE_FOLDER = Path(__file__).parents[1] / "seeds" / "site"

#: The address that the files name; the server puts its own in its place.
WRITTEN_ADDRESS = b"https://tarnwick-mercury.example"
HOST = "127.0.0.1"

#: What a reader may ask for first.
ENTRANCES = ("/", "/feed.xml", "/atom.xml", "/sitemap.xml", "/news-sitemap.xml", "/robots.txt")

_CONTENT_TYPES = {
    "feed.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    ".xml": "application/xml",
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}


class DemoSite(ThreadingHTTPServer):
    """The site; `with DemoSite() as site: site.serve_forever()`.

    Args:
        port: 0 takes any that is free.
        is_edited: articles that have an edited state (`NAME.edited.html`) are served in it.
    """

    daemon_threads = True

    def __init__(self, port: int = 0, is_edited: bool = False, folder: Path = SITE_FOLDER) -> None:
        self.is_edited = is_edited
        self.folder = folder
        self.redirects = tomllib.loads((folder / "redirects.toml").read_text("utf-8"))
        super().__init__((HOST, port), _Handler)

    @property
    def address(self) -> str:
        """`http://127.0.0.1:PORT`."""
        return f"http://{HOST}:{self.server_port}"

    def find_file(self, path: str) -> Path | None:
        """The file behind a path: `/news/NAME` and `/` are pages, the rest goes by its name."""
        name = path.strip("/") or "index"
        edited = self.folder / f"{name}.edited.html"
        candidates = (edited,) if self.is_edited else ()
        for file in (*candidates, self.folder / name, self.folder / f"{name}.html"):
            # Only what the folder holds: `..` leads out of it.
            inside = file.resolve().is_relative_to(self.folder.resolve())
            if inside and file.is_file() and file.suffix in _CONTENT_TYPES:
                return file
        return None

    def read_file(self, file: Path) -> bytes:
        """The bytes of a file, with the address of this server in it."""
        return file.read_bytes().replace(WRITTEN_ADDRESS, self.address.encode())


class _Handler(BaseHTTPRequestHandler):
    server: DemoSite
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "DatelineDemo", ""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path in self.server.redirects:
            status, target = self.server.redirects[path]
            self._send(status, {"Location": target} if target else {})
        elif file := self.server.find_file(path):
            self._send_file(file)
        else:
            self._send(HTTPStatus.NOT_FOUND, {}, b"There is no such page in the Mercury.\n")

    do_HEAD = do_GET  # noqa: N815  the name the standard library calls

    def _send_file(self, file: Path) -> None:
        body = self.server.read_file(file)
        validators = {
            "ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"',
            "Last-Modified": formatdate(int(file.stat().st_mtime), usegmt=True),
        }
        if self._is_known(validators):
            self._send(HTTPStatus.NOT_MODIFIED, validators)
            return
        content_type = _CONTENT_TYPES.get(file.name) or _CONTENT_TYPES[file.suffix]
        self._send(HTTPStatus.OK, {"Content-Type": content_type, **validators}, body)

    def _is_known(self, validators: dict[str, str]) -> bool:
        """RFC 9110: an ETag decides; a day counts only where none was sent."""
        if tags := self.headers.get("If-None-Match"):
            return validators["ETag"] in tags or tags.strip() == "*"
        return self.headers.get("If-Modified-Since") == validators["Last-Modified"]

    def _send(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, form: str, *values: object) -> None:
        """Requests are not logged: the terminal shows the addresses."""
