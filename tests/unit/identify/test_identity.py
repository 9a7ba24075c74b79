"""An article is named by its canonical address, else by its source and file."""

import pytest

from tasks.identify.identity import canonical_address


@pytest.mark.parametrize(
    ("declared", "fetched", "canonical"),
    [
        ("https://Valley.example/A?utm_source=x", None, "https://valley.example/A"),
        ("/a/1", "https://valley.example/a/1?ref=rss", "https://valley.example/a/1"),
        ("https://valley.example/", "https://valley.example/a/1", "https://valley.example/a/1"),
        (None, "https://valley.example/a/1#top", "https://valley.example/a/1"),
        ("https://valley.example:door/", "https://valley.example/a", "https://valley.example/a"),
        (None, "https://valley.example:door/a", "https://valley.example:door/a"),
        ("ftp://valley.example/a", None, None),
        (None, None, None),
    ],
)
def test_the_canonical_address_is_normal_and_never_a_home_page(declared, fetched, canonical):
    assert canonical_address(declared, fetched) == canonical
