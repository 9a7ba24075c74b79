"""A stand-in for a Prefect API, on loopback."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Health(BaseHTTPRequestHandler):
    """Answers `/api/health` with the status its server was given."""

    def do_GET(self):
        self.send_response(self.server.status if self.path == "/api/health" else 404)
        self.end_headers()

    def log_message(self, *_):
        pass


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
