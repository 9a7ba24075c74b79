"""The dashboard's server: the page and its answers, for a browser on this machine.

In: the data folder and a port. Out: HTTP on the loopback address. It only reads, answers only for
its own name (so that a web page elsewhere cannot ask it through a name of its own that points
here), and lets the page load and run nothing but its own files.
"""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from config.version import code_version
from warehouse.dashboard.joined import join_page
from warehouse.dashboard.pages import PageMissing, answer_page, search
from warehouse.dashboard.snapshot import OpenSnapshot, PublishedSnapshot
from warehouse.errors import WarehouseError

STATIC = Path(__file__).parent / "static"

HOST = "127.0.0.1"

#: Nothing from elsewhere, nothing written into the page: text of an article can never run.
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


def build_app(data: Path) -> Starlette:
    """The application over the published snapshot of a data folder."""
    published = PublishedSnapshot(data)
    page = join_page(STATIC)

    def give_page(request: Request) -> Response:
        name, word = request.path_params["name"], request.path_params.get("word")
        return _answer(request, published, lambda snapshot: answer_page(snapshot, name, word))

    def give_hits(request: Request) -> Response:
        text = request.query_params.get("q", "")
        return _answer(request, published, lambda snapshot: search(snapshot, text))

    return Starlette(
        routes=[
            _route("/", page.html, "text/html"),
            _route("/app.js", page.script, "text/javascript"),
            _route("/app.css", page.styles, "text/css"),
            Route("/api/search", give_hits),
            Route("/api/{name}", give_page),
            Route("/api/{name}/{word}", give_page),
            Mount("/", _PageFiles(directory=STATIC)),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"]),
            # Quickly rather than well: it is for a page that is looked at through a tunnel.
            Middleware(GZipMiddleware, minimum_size=2000, compresslevel=1),
        ],
    )


def _route(path: str, text: str, media_type: str) -> Route:
    """A text that does not change while the server lives; asked for again, it is not sent again."""
    headers = {**SECURITY_HEADERS, "ETag": f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'}

    def give(request: Request) -> Response:
        if _has(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        return Response(text, headers=headers, media_type=media_type)

    return Route(path, give)


def _has(request: Request, tag: str) -> bool:
    """Whether the browser has what this tag names."""
    return request.headers.get("if-none-match", "").removeprefix("W/") == tag


def serve(data: Path, port: int, on_start: Callable[[int], None]) -> None:
    """Serve until interrupted.

    Args:
        port: where; 0 for any that is free.
        on_start: called with the port once the page can be opened.

    Raises:
        OSError: the port is taken.
    """
    import socket

    import uvicorn

    listener = socket.create_server((HOST, port))

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            on_start(listener.getsockname()[1])

    config = uvicorn.Config(
        build_app(data), log_level="warning", access_log=False, server_header=False, lifespan="off"
    )
    Server(config).run(sockets=[listener])


def _answer(
    request: Request, published: PublishedSnapshot, ask: Callable[[OpenSnapshot], dict]
) -> Response:
    """Ask the current snapshot. The answer's tag is the snapshot: what does not change is not sent
    a second time, and not asked either.
    """
    started = time.perf_counter()
    try:
        snapshot = published.current()
        tag = f'"{snapshot.snapshot_id}.{code_version()}"'
        if _has(request, tag):
            return Response(status_code=304, headers={**SECURITY_HEADERS, "ETag": tag})
        answer = ask(snapshot)
    except PageMissing as error:
        return _json({"error": error.message, "hint": error.hint}, 404)
    except WarehouseError as error:
        return _json({"error": error.message, "hint": error.hint}, 503)
    milliseconds = (time.perf_counter() - started) * 1000
    return _json(answer, 200, {"ETag": tag, "Server-Timing": f"db;dur={milliseconds:.1f}"})


def _json(value: dict, status: int, headers: dict[str, str] | None = None) -> Response:
    return Response(
        to_json(value), status, {**SECURITY_HEADERS, **(headers or {})}, "application/json"
    )


def to_json(value: object) -> str:
    """Plain values as JSON; days and times in ISO form."""
    return json.dumps(value, default=str, ensure_ascii=False, separators=(",", ":"))


class _PageFiles(StaticFiles):
    """The files of the page, with the same headers as the answers."""

    def file_response(self, *arguments: object, **options: object) -> Response:
        response = super().file_response(*arguments, **options)
        response.headers.update(SECURITY_HEADERS)
        return response
