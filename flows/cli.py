"""The command `dateline`: its words and options, thin.

In: the words of the command line. Out: data on stdout, everything else on stderr, an exit code:

    0    good
    1    the run or a check failed
    2    usage or configuration
    3    partial: an input was refused or quarantined
    4    the warehouse is busy, or a query timed out
    130  interrupted

Each command is one function in `flows/commands/`, imported when it is called: `--help`, `sql` and
`status` load neither Prefect nor spaCy nor trafilatura.
"""

import os
import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="dateline",
    help="News in, tables out: articles become clean DuckDB tables.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
rules_app = typer.Typer(help="The boilerplate rules.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(rules_app, name="rules")

DATA_VARIABLE = "DATELINE_DATA"

Data = Annotated[
    Path,
    typer.Option("--data", envvar=DATA_VARIABLE, help="Folder of warehouse and archive."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="Worker processes.")]
DEFAULT_DATA = Path("data")


class ExportForm(StrEnum):
    """What `dateline export` writes."""

    PARQUET = "parquet"
    CSV = "csv"


@app.command()
def run(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]...", help="Sources, files or folders; none: all."),
    ] = None,
    data: Data = DEFAULT_DATA,
    workers: Workers = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only count what would be read.")
    ] = False,
    no_publish: Annotated[bool, typer.Option("--no-publish", help="Make no snapshot.")] = False,
    prefect: Annotated[
        bool, typer.Option("--prefect", help="A tracked run, even when no server is up.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Collect, archive, extract, clean, enrich, load, check and publish, once."""
    from flows.commands.run import run as command

    _exit(command(tuple(sources or ()), data, workers, dry_run, not no_publish, prefect, json))


@app.command()
def extract(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE]...", help="None or -: JSON lines on stdin."),
    ] = None,
    workers: Workers = None,
) -> None:
    """Clean files without a warehouse: one JSON line an article."""
    from flows.commands.extract import extract as command

    _exit(command(tuple(files or ()), workers))


@app.command()
def annotate(
    file: Annotated[
        str,
        typer.Argument(metavar="[FILE]", help="JSON lines; -: stdin."),
    ] = "-",
    model: Annotated[str | None, typer.Option("--model", help="spaCy model.")] = None,
) -> None:
    """Names and dates of texts without a warehouse: one JSON line a text."""
    from flows.commands.annotate import annotate as command

    _exit(command(file, model))


@app.command()
def explain(
    article: Annotated[str, typer.Argument(help="Id prefix, address or file name.")],
    data: Data = DEFAULT_DATA,
    json: AsJson = False,
) -> None:
    """What became of an article: every block, date and name with its reason."""
    from flows.commands.explain import explain as command

    _exit(command(article, data, json))


@app.command()
def sql(
    query: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUERY | @NAME ARG...]", help="SQL; -: from stdin."),
    ] = None,
    data: Data = DEFAULT_DATA,
    json: AsJson = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    md: Annotated[bool, typer.Option("--md", help="Print a Markdown table.")] = False,
    list_queries: Annotated[bool, typer.Option("--list", help="List the named queries.")] = False,
    ui: Annotated[bool, typer.Option("--ui", help="Open the snapshot in Harlequin.")] = False,
) -> None:
    """Ask the published snapshot, read-only; without a query on a terminal: a prompt."""
    if ui:
        from flows.commands.harlequin import open_harlequin

        _exit(open_harlequin(data))
    from flows.commands.sql import sql as command

    form = "json" if json else "csv" if csv else "md" if md else "table"
    _exit(command(tuple(query or ()), data, form, list_queries))


@app.command()
def status(data: Data = DEFAULT_DATA, json: AsJson = False) -> None:
    """How fresh the data is, what the last runs did; exit 1 when stale or failed."""
    from flows.commands.status import status as command

    _exit(command(data, json))


@app.command()
def dashboard(
    data: Data = DEFAULT_DATA,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0: any.")] = 8484,
    no_open: Annotated[bool, typer.Option("--no-open", help="Open no browser.")] = False,
    export: Annotated[
        Path | None, typer.Option("--export", metavar="DIR", help="Write it to a folder instead.")
    ] = None,
) -> None:
    """Look at the published snapshot in a browser, on this machine only."""
    from flows.commands.dashboard import dashboard as command

    _exit(command(data, port, not no_open, export))


@app.command()
def publish(data: Data = DEFAULT_DATA, json: AsJson = False) -> None:
    """Build a snapshot of the warehouse and give it to readers."""
    from flows.commands.publish import publish as command

    _exit(command(data, json))


@app.command()
def rollback(
    snapshot: Annotated[str | None, typer.Argument(help="Id; none: the one before.")] = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Give readers an older snapshot again."""
    from flows.commands.publish import rollback as command

    _exit(command(snapshot, data))


@app.command()
def dictionary(
    data: Data = DEFAULT_DATA,
    json: AsJson = False,
    md: Annotated[bool, typer.Option("--md", help="Print Markdown.")] = False,
) -> None:
    """Every table and column with what it means."""
    from flows.commands.dictionary import dictionary as command

    _exit(command(data, "json" if json else "md" if md else "text"))


@app.command()
def export(
    form: Annotated[ExportForm, typer.Argument(help="Form of the files.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder; none: `export` in the data folder.")
    ] = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Write every table and mart of the snapshot to a file, for other tools."""
    from flows.commands.export import export as command

    _exit(command(form.value, out, data))


@app.command()
def doctor(data: Data = DEFAULT_DATA, json: AsJson = False) -> None:
    """Check the installation; each fault comes with its fix."""
    from flows.commands.doctor import doctor as command

    _exit(command(data, json))


@app.command()
def serve(
    data: Data = DEFAULT_DATA,
    port: Annotated[int, typer.Option("--port", help="Port of the Prefect UI.")] = 4200,
    cron: Annotated[
        str | None, typer.Option("--cron", help="Instead of the schedule in config/dateline.toml.")
    ] = None,
) -> None:
    """Run the ingest flow on its schedule, with the Prefect UI, until Ctrl-C."""
    from flows.commands.serve import serve as command

    _exit(command(data, port, cron))


@rules_app.command("list")
def rules_list(json: AsJson = False) -> None:
    """All rules with their reason and place."""
    from flows.commands.rules import rules_list as command

    _exit(command(json))


@rules_app.command("try")
def rules_try(
    rule: Annotated[str, typer.Argument(metavar="ID", help="Id of a rule, switched on or not.")],
    data: Data = DEFAULT_DATA,
    json: AsJson = False,
) -> None:
    """What one rule removes, or would remove, from the archive."""
    from flows.commands.rules import rules_try as command

    _exit(command(rule, data, json))


def _exit(code: int) -> None:
    raise typer.Exit(code)


def main() -> None:
    """Run the command line; errors of ours become a few lines on stderr and an exit code."""
    from flows.failure import explain_failure

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends a command as Ctrl-C does
    try:
        code = app(standalone_mode=False) or 0  # a command's exit code is what the call returns
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        code = 130
    except SystemExit as error:  # typer leaves so when the reader of a pipe has seen enough
        code = 0 if type(sys.stdout).__name__ == "PacifyFlushWrapper" else error.code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:
        code = explain_failure(error)
        if code is None:
            raise
    sys.exit(code)


if __name__ == "__main__":
    main()
