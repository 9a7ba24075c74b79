"""Which sites a model must not have seen: folds of sites, and the weights of each.

In: a site's name. Out: its fold, and the weights file that was trained without the sites of that
fold. Imports nothing that training needs.
"""

import hashlib
from pathlib import Path

from tasks.clean.cleaner import SHIPPED

FOLDS = 5


def fold_of(site: str) -> int:
    """The fold that a site is held out in, from a hash of its name: the same in all sets."""
    return hashlib.sha256(site.encode()).digest()[0] % FOLDS


def fold_file(fold: int) -> str:
    """Name of the weights file trained without the sites of a fold."""
    return f"fold-{fold}.npz"


def cleaner_for(row: dict, folds: Path | None) -> str:
    """The cleaner that judges a row's page: one that never saw its site, where there are folds."""
    return str(folds / fold_file(fold_of(row["site"]))) if folds else SHIPPED


def are_complete(folds: Path) -> bool:
    """Whether the folder has the weights of every fold."""
    return all((folds / fold_file(fold)).is_file() for fold in range(FOLDS))
