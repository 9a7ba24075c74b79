"""The versions of code and tables, as rows and runs carry them."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_NAMES_FOLDER = Path(__file__).parent / "names"


def code_version() -> str:
    """Version of the installed package; `0` when it runs without being installed."""
    try:
        return version("dateline")
    except PackageNotFoundError:
        return "0"


@cache
def names_version() -> str:
    """First 8 hex digits of the sha256 of `config/names/*`: a corrected name is read anew."""
    digest = hashlib.sha256()
    for path in sorted(_NAMES_FOLDER.iterdir()):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:8]
