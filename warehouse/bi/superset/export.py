"""Write the bundle of a snapshot into a zip file.

In: a snapshot, read-only, and where to write. Out: the file, whole or not at all. It holds no data:
Superset reads the snapshot itself, by the path in the bundle.
"""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from warehouse.bi.superset.bundle import build_bundle
from warehouse.bi.superset.catalogue import read_relations
from warehouse.bi.superset.definitions import Definitions, read_definitions
from warehouse.connection import open_reader
from warehouse.errors import ExportFailed, WarehouseMissing

#: Superset drops the first folder of each path, whatever its name.
TOP_FOLDER = "dateline_superset"

#: The oldest time that a zip file can hold: the bytes must not depend on the clock.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def write_bundle(snapshot: Path, out: Path) -> Definitions:
    """Write the import bundle of `snapshot` to `out`; return what is in it.

    Args:
        snapshot: the file that Superset will open. A link is kept as a link, so that readers get
            each new snapshot it points to.

    Raises:
        WarehouseMissing: there is no such file.
        ExportFailed: its path does not fit an address, it lacks what a chart reads, or `out` could
            not be written.
    """
    snapshot = snapshot.absolute()  # not resolve(), which would follow the link
    if not snapshot.exists():
        raise WarehouseMissing(
            f"there is no snapshot {snapshot}", "Make one with `dateline run` or name another."
        )
    if "?" in str(snapshot):
        raise ExportFailed(
            f"the path {snapshot} has a question mark, which ends a path in Superset's addresses",
            "Rename the folder, or name a link to it with --snapshot.",
        )
    definitions = read_definitions()
    with open_reader(snapshot) as connection:
        relations = read_relations(connection, definitions)
    write_zip(build_bundle(definitions, relations, snapshot), out)
    return definitions


def write_zip(files: Mapping[str, str], out: Path) -> None:
    """Write texts by path under one top folder; the same texts give the same bytes.

    Raises:
        ExportFailed: the file could not be written; an older one is left as it was.
    """
    partial = out.with_name(f".{out.name}.part")
    try:
        # Not compressed: compressed bytes differ from one zlib to the next.
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as bundle:
            for path, text in files.items():
                bundle.writestr(zipfile.ZipInfo(f"{TOP_FOLDER}/{path}", NO_TIME), text)
        partial.replace(out)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise ExportFailed(
            f"{out} could not be written: {error.strerror}", "Name another file with --out."
        ) from error
