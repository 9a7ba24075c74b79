"""What can go wrong with the warehouse, and the exit code each fault ends in.

    WarehouseError              1   the run or the check failed
    ├── WarehouseBusy           4   another process has it open; the message says which
    ├── WarehouseMissing        2   there is no warehouse or no snapshot yet
    ├── WarehouseDamaged        1   the file cannot be read; it is kept; see `dateline rebuild`
    ├── WarehouseNewer          2   the file was written by a newer DuckDB or a newer Dateline
    ├── FolderUnusable          2   the data folder is missing, read-only or someone else's
    ├── NoSpace                 1   the disk is full, or would be
    ├── MigrationFailed         1   a migration was edited, or one of its statements failed
    ├── PackageInvalid          1   a load package does not hold what its manifest says
    ├── LoadFailed              1   the transaction of a load package was rolled back
    ├── PublishFailed           1   no new snapshot; the last one is still served
    ├── ExportFailed            1   no file was written for another tool
    ├── QueryFailed             2   a query is wrong, or wants to write
    └── QueryTimedOut           4   a query took longer than allowed

Every message names the thing, the value, the limit and the next step; `hint` is that step alone.
"""


class WarehouseError(Exception):
    """The root of every error of the warehouse.

    Args:
        message: what is wrong, with the thing and the value.
        hint: what to do next, a whole sentence or a command; may be empty.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}. {self.hint}" if self.hint else self.message


class WarehouseBusy(WarehouseError):
    """Another process has the warehouse open."""

    exit_code = 4


class WarehouseMissing(WarehouseError):
    """There is nothing to read yet."""

    exit_code = 2


class WarehouseDamaged(WarehouseError):
    """The file cannot be read, or its log cannot be replayed."""


class WarehouseNewer(WarehouseError):
    """The file is newer than this program."""

    exit_code = 2


class FolderUnusable(WarehouseError):
    """The data folder cannot be written to."""

    exit_code = 2


class NoSpace(WarehouseError):
    """The disk is full, or would be."""


class MigrationFailed(WarehouseError):
    """A migration was edited after it was applied, or one of its statements failed."""


class PackageInvalid(WarehouseError):
    """A load package is torn, or its rows break the contract."""


class LoadFailed(WarehouseError):
    """A load was rolled back; the warehouse is as it was before."""


class PublishFailed(WarehouseError):
    """No snapshot was made; the last one is still served."""


class ExtensionMissing(WarehouseError):
    """An option needs an extension of DuckDB that is not installed."""


class ExportFailed(WarehouseError):
    """No file was written for another tool; an older one is left as it was."""


class QueryFailed(WarehouseError):
    """A query is wrong, or wants to write."""

    exit_code = 2


class QueryTimedOut(WarehouseError):
    """A query took longer than allowed."""

    exit_code = 4
