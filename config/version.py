"""The version of the code, as rows and runs carry it."""

from importlib.metadata import PackageNotFoundError, version


def code_version() -> str:
    """Version of the installed package; `0` when it runs without being installed."""
    try:
        return version("dateline")
    except PackageNotFoundError:
        return "0"
