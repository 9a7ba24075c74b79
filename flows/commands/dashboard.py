"""`dateline dashboard`: the page over the published snapshot, in a browser or as files.

In: the data folder. Out: the address on stdout, then a server on the loopback address until Ctrl-C;
or, with `--export`, a folder that any browser opens. Reads the published snapshot only.
"""

import errno
import sys
import webbrowser
from pathlib import Path

from flows.display.terminal import count_of, format_bytes
from warehouse.errors import WarehouseError
from warehouse.query import open_snapshot


class PortTaken(WarehouseError):
    """Another program listens on the port."""

    exit_code = 2


def dashboard(data: Path, port: int, is_opened: bool, export: Path | None) -> int:
    """Show the dashboard, or write it to a folder.

    Args:
        port: port on this machine; 0 for any that is free.
        is_opened: open it in the browser.
        export: folder to write it to instead; made when missing.

    Raises:
        WarehouseMissing: nothing was published yet.
        PortTaken: another program listens there.
        FolderUnusable: the folder of an export cannot be written, or holds something else.
    """
    open_snapshot(data).close()  # what is wrong with it is told here, not in the browser
    return _export(data, export) if export else _serve(data, port, is_opened)


def _serve(data: Path, port: int, is_opened: bool) -> int:
    from warehouse.dashboard.server import HOST, serve

    def tell(used_port: int) -> None:
        address = f"http://{HOST}:{used_port}/"
        print(address, flush=True)
        print("the dashboard of this machine; Ctrl-C ends it", file=sys.stderr)
        if is_opened:
            webbrowser.open(address)

    try:
        serve(data, port, tell)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise PortTaken(
            f"port {port} cannot be used: {error.strerror}",
            "Name another with --port, or --port 0 for any that is free.",
        ) from error
    return 0


def _export(data: Path, folder: Path) -> int:
    from warehouse.dashboard.export import export_dashboard

    exported = export_dashboard(data, folder)
    print(exported.path)
    print(
        f"{count_of(exported.page_count, 'page')} in {format_bytes(exported.byte_count)}; "
        "open it in a browser, or put the folder on any web server",
        file=sys.stderr,
    )
    return 0
