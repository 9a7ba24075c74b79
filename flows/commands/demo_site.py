"""`dateline demo-site`: a small news site on loopback, in the foreground."""

from flows.demo_site import ENTRANCES, HOST, DemoSite
from tasks.errors import ConfigurationFault


def demo_site(port: int, is_edited: bool) -> int:
    """Print the addresses, and serve until Ctrl-C.

    Raises:
        ConfigurationFault: the port is taken, or the project's `seeds/site` is missing.
    """
    try:
        site = DemoSite(port, is_edited)
    except OSError as error:
        raise ConfigurationFault(
            f"cannot serve seeds/site on {HOST}:{port}: {error.strerror}; choose another --port "
            "(0: any), and run from the project's folder"
        ) from error
    with site:
        for path in ENTRANCES:
            print(site.address + path, flush=True)
        site.serve_forever()
    return 0
