"""Addresses in their normal form: what two addresses of one article have in common.

In: an address as a page or a feed prints it. Out: the same address in one spelling. Pure.

* The library settles what RFC 3986 and IDNA settle: case of scheme and host, default ports,
  trailing dots of the host, letters beyond ASCII, percent signs, dots and double slashes in the
  path.
* The fragment goes, and so do a user's name and password.
* Parameters of `config/tracking.toml` go. All others stay, with or without a value, ordered by
  name; those of one name stay in their order. So two addresses are never taken for one that differ
  in a parameter which may tell what is shown.
* Scheme, `www.` and a trailing slash stay as they are: what they mean is for the site to say.
"""

from urllib.parse import SplitResult, urlsplit

from url_normalize import url_normalize

from tasks.tracking import tells_nothing


def normalize_address(address: str) -> str:
    """An http address in its normal form; normalising it again changes nothing.

    Raises:
        ValueError: it is no address: a host that cannot be written, a port that is no number.
    """
    try:
        normal = urlsplit(url_normalize(address))
        host = _host(normal)
    except UnicodeError as error:  # what the library raises for hosts that IDNA refuses
        raise ValueError(f"no host in {address!r}: {error}") from error
    kept = [p for p in normal.query.split("&") if p and not tells_nothing(p)]
    query = "&".join(sorted(kept, key=lambda parameter: parameter.partition("=")[0]))
    return normal._replace(netloc=host, query=query, fragment="").geturl()


def _host(parts: SplitResult) -> str:
    """Host and port; the library left out the port of the scheme."""
    if not parts.hostname:
        raise ValueError(f"no host in {parts.geturl()!r}")
    parts.port  # noqa: B018  raises ValueError when it is no number
    return parts.netloc.rpartition("@")[2]
