"""The commands of `dateline` that have words of their own: rules, export, sources.

In: the words of the command line. Out: an exit code, by way of `flows/cli.py`, which adds them.
"""

from pathlib import Path
from typing import Annotated

import typer

from flows.options import DEFAULT_DATA, AsJson, Data, leave


def _group(help_line: str) -> typer.Typer:
    return typer.Typer(help=help_line, no_args_is_help=True, rich_markup_mode=None)


rules_app = _group("The boilerplate rules.")
export_app = _group("Files for other tools, from the snapshot.")
sources_app = _group("The sources that are collected.")

ExportFolder = Annotated[
    Path | None, typer.Option("--out", help="Folder; none: `export` in the data folder.")
]


@rules_app.command("list")
def rules_list(json: AsJson = False) -> None:
    """All rules with their reason and place."""
    from flows.commands.rules import rules_list as command

    leave(command(json))


@rules_app.command("try")
def rules_try(
    rule: Annotated[str, typer.Argument(metavar="ID", help="Id of a rule, switched on or not.")],
    data: Data = DEFAULT_DATA,
    json: AsJson = False,
) -> None:
    """What one rule removes, or would remove, from the archive."""
    from flows.commands.rules import rules_try as command

    leave(command(rule, data, json))


@export_app.command("parquet")
def export_parquet(out: ExportFolder = None, data: Data = DEFAULT_DATA) -> None:
    """Every table and mart as a Parquet file."""
    from flows.commands.export import export as command

    leave(command("parquet", out, data))


@export_app.command("csv")
def export_csv(out: ExportFolder = None, data: Data = DEFAULT_DATA) -> None:
    """Every table and mart as a CSV file."""
    from flows.commands.export import export as command

    leave(command("csv", out, data))


@export_app.command("superset")
def export_superset(
    data: Data = DEFAULT_DATA,
    out: Annotated[Path, typer.Option("--out", help="The zip file to write.")] = Path(
        "dateline-superset.zip"
    ),
    snapshot: Annotated[
        Path | None,
        typer.Option("--snapshot", help="What Superset opens; else current.duckdb of --data."),
    ] = None,
) -> None:
    """An import bundle for Apache Superset."""
    from flows.commands.export_superset import export_superset as command

    leave(command(data, snapshot, out))


@sources_app.command("list")
def sources_list(json: AsJson = False) -> None:
    """All sources of config/sources.toml."""
    from flows.commands.sources import sources_list as command

    leave(command(json))


@sources_app.command("test")
def sources_test(
    source: Annotated[str, typer.Argument(metavar="NAME", help="Name of a source, or an address.")],
    json: AsJson = False,
) -> None:
    """Ask a source what it would bring now; nothing is stored."""
    from flows.commands.sources import sources_test as command

    leave(command(source, json))


@sources_app.command("add")
def sources_add(
    address: Annotated[
        str, typer.Argument(help="Of a feed, a sitemap, or a home page that names one.")
    ],
    name: Annotated[str | None, typer.Option("--name", help="Instead of its host.")] = None,
) -> None:
    """Write a block for what stands at an address into config/sources.toml."""
    from flows.commands.sources import sources_add as command

    leave(command(address, name))
