"""Where things lie in the data folder. In: its path. Out: paths. It never opens a file."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The one folder that holds everything a user must keep."""

    path: Path

    @property
    def database(self) -> Path:
        """The live warehouse, for the one writer only."""
        return self.path / "dateline.duckdb"

    @property
    def lock(self) -> Path:
        """The lock file of the writer, with a line about who it is."""
        return self.path / "dateline.lock"

    @property
    def packages(self) -> Path:
        """Load packages, one folder each."""
        return self.path / "packages"

    @property
    def rebuild(self) -> "DataFolder":
        """The warehouse that a rebuild is making: a data folder of its own, removed when done."""
        return DataFolder(self.path / "rebuild")

    @property
    def trial_packages(self) -> Path:
        """Load packages that are compared with the warehouse and thrown away: of a dry run."""
        return self.path / "trial-packages"

    @property
    def snapshots(self) -> Path:
        """Published copies, one file each, never changed."""
        return self.path / "snapshots"

    @property
    def rollbacks(self) -> Path:
        """Notes of rollbacks that the next writer records, one file each."""
        return self.path / "rollbacks"

    @property
    def current(self) -> Path:
        """Symbolic link to the snapshot that readers get."""
        return self.path / "current.duckdb"
