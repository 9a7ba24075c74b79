"""`dateline serve`: the ingest flow on its schedule, with the Prefect UI, in the foreground."""

from pathlib import Path

from config.settings import load_settings
from flows.scheduling.serve import serve as serve_schedule


def serve(data: Path, port: int, cron: str | None) -> int:
    """Serve until Ctrl-C or SIGTERM."""
    serve_schedule(load_settings(data=data), cron=cron, port=port)
    return 0
