"""What Superset knows our things by. In: a kind and a name. Out: a UUID that never changes, so that
an import over an older one updates it."""

from uuid import NAMESPACE_OID, uuid5

#: Version of Superset's format, in each file.
VERSION = "1.0.0"

_NAMESPACE = uuid5(NAMESPACE_OID, "dateline/superset")


def uuid_of(kind: str, name: str) -> str:
    """The UUID of a database, dataset, chart or dashboard of ours."""
    return str(uuid5(_NAMESPACE, f"{kind}/{name}"))
