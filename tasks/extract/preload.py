"""Import what the doors need, so that worker processes share it.

In: nothing. Out: nothing; afterwards reading a page imports no further library. Never reads a
page. Whoever forks workers calls this once before, in the process that is forked.
"""


def preload() -> None:
    """Import the HTML door with its extractor: a second of work, and memory that forks share."""
    from tasks.extract import html, second_opinion  # noqa: F401  the import is the work
