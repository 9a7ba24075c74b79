"""Apache Superset: an import bundle of datasets, charts and dashboards over a snapshot.

The definitions are the TOML files beside this one; what the snapshot tells by itself, columns with
their types and descriptions, is read from it.
"""
