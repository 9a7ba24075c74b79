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
from pathlib import Path
from typing import Annotated

import typer

from flows.cli_groups import export_app, rules_app, sources_app
from flows.options import DEFAULT_DATA, AsJson, Data, NoPublish, Workers, leave

app = typer.Typer(
    name="dateline",
    help="News in, tables out: articles become clean DuckDB tables.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(rules_app, name="rules")
app.add_typer(export_app, name="export")
app.add_typer(sources_app, name="sources")


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
    no_publish: NoPublish = False,
    prefect: Annotated[
        bool, typer.Option("--prefect", help="A tracked run, even when no server is up.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Collect, archive, extract, clean, enrich, load, check and publish, once."""
    from flows.commands.run import run as command

    leave(command(tuple(sources or ()), data, workers, dry_run, not no_publish, prefect, json))


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

    leave(command(tuple(files or ()), workers))


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

    leave(command(file, model))


@app.command()
def explain(
    article: Annotated[str, typer.Argument(help="Id prefix, address or file name.")],
    data: Data = DEFAULT_DATA,
    json: AsJson = False,
) -> None:
    """What became of an article: every block, date and name with its reason."""
    from flows.commands.explain import explain as command

    leave(command(article, data, json))


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

        leave(open_harlequin(data))
    from flows.commands.sql import sql as command

    form = "json" if json else "csv" if csv else "md" if md else "table"
    leave(command(tuple(query or ()), data, form, list_queries))


@app.command()
def status(data: Data = DEFAULT_DATA, json: AsJson = False) -> None:
    """How fresh the data is, what the last runs did; exit 1 when stale or failed."""
    from flows.commands.status import status as command

    leave(command(data, json))


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

    leave(command(data, port, not no_open, export))


@app.command()
def publish(data: Data = DEFAULT_DATA, json: AsJson = False) -> None:
    """Build a snapshot of the warehouse and give it to readers."""
    from flows.commands.publish import publish as command

    leave(command(data, json))


@app.command()
def rollback(
    snapshot: Annotated[str | None, typer.Argument(help="Id; none: the one before.")] = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Give readers an older snapshot again."""
    from flows.commands.publish import rollback as command

    leave(command(snapshot, data))


@app.command()
def rebuild(
    data: Data = DEFAULT_DATA,
    workers: Workers = None,
    no_publish: NoPublish = False,
    json: AsJson = False,
) -> None:
    """Make the warehouse again from the archive alone; the former file is kept."""
    from flows.commands.rebuild import rebuild as command

    leave(command(data, workers, not no_publish, json))


@app.command()
def reprocess(
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", help="Only what was seen since.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="NAME", help="Only of this source.")
    ] = None,
    rule: Annotated[
        str | None, typer.Option("--rule", metavar="ID", help="Only what this rule concerns.")
    ] = None,
    data: Data = DEFAULT_DATA,
    workers: Workers = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would change.")
    ] = False,
    no_publish: NoPublish = False,
    json: AsJson = False,
) -> None:
    """Read archived documents again with the rules of today; shows what changed."""
    from flows.commands.reprocess import reprocess as command

    leave(command(data, workers, since, source, rule, dry_run, not no_publish, json))


@app.command()
def requeue(
    fate: Annotated[
        str | None, typer.Option("--fate", help="Only inputs that ended in this word.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="NAME", help="Only of this source or folder.")
    ] = None,
    data: Data = DEFAULT_DATA,
    workers: Workers = None,
    no_publish: NoPublish = False,
    json: AsJson = False,
) -> None:
    """Try inputs again that were refused or quarantined."""
    from flows.commands.requeue import requeue as command

    leave(command(data, workers, fate, source, not no_publish, json))


@app.command()
def backfill(
    source: Annotated[str, typer.Argument(help="A source, file or folder.")],
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="First day.")],
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="Last day.")],
    again: Annotated[bool, typer.Option("--again", help="Days that are done too.")] = False,
    data: Data = DEFAULT_DATA,
    workers: Workers = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count the inputs.")] = False,
    no_publish: NoPublish = False,
    json: AsJson = False,
) -> None:
    """Read a source over a window of days, each day a run; goes on where it ended."""
    from flows.commands.backfill import backfill as command

    leave(command(source, first, last, again, data, workers, dry_run, not no_publish, json))


@app.command()
def dictionary(
    data: Data = DEFAULT_DATA,
    json: AsJson = False,
    md: Annotated[bool, typer.Option("--md", help="Print Markdown.")] = False,
) -> None:
    """Every table and column with what it means."""
    from flows.commands.dictionary import dictionary as command

    leave(command(data, "json" if json else "md" if md else "text"))


@app.command()
def doctor(data: Data = DEFAULT_DATA, json: AsJson = False) -> None:
    """Check the installation; each fault comes with its fix."""
    from flows.commands.doctor import doctor as command

    leave(command(data, json))


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

    leave(command(data, port, cron))


@app.command()
def schedule(data: Data = DEFAULT_DATA, json: AsJson = False) -> None:
    """What runs when, and how each source ended the last time."""
    from flows.commands.schedule import schedule as command

    leave(command(data, json))


@app.command("demo-site")
def demo_site(
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0: any free.")] = 8010,
    edited: Annotated[
        bool, typer.Option("--edited", help="Serve edited articles in their second state.")
    ] = False,
) -> None:
    """Serve a small news site on this machine, to try sources on, until Ctrl-C."""
    from flows.commands.demo_site import demo_site as command

    leave(command(port, edited))


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
