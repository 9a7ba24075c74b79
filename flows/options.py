"""Options that several commands of `dateline` share, and how a command ends.

In: nothing. Out: annotated types for typer. Imports none of the pipeline.
"""

from pathlib import Path
from typing import Annotated, NoReturn

import typer

DATA_VARIABLE = "DATELINE_DATA"
DEFAULT_DATA = Path("data")

Data = Annotated[
    Path,
    typer.Option("--data", envvar=DATA_VARIABLE, help="Folder of warehouse and archive."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="Worker processes.")]
NoPublish = Annotated[bool, typer.Option("--no-publish", help="Make no snapshot.")]


def leave(code: int) -> NoReturn:
    """End a command with an exit code; `flows/cli.py` lists them."""
    raise typer.Exit(code)
