"""What a snapshot holds of the bundle's datasets, and whether that is enough.

In: an open snapshot and the definitions. Out: each dataset's description and columns, from the
comments of the snapshot itself. A bundle that asks for what is not there is refused.
"""

from typing import NamedTuple

import duckdb

from warehouse.bi.superset.definitions import Dataset, Definitions
from warehouse.bi.superset.query import columns_of
from warehouse.dictionary import DictionaryRow, read_dictionary
from warehouse.errors import ExportFailed

#: Where all datasets are.
SCHEMA = "mart"

_HINT = "Another version published it; make a new one with `dateline publish`."


class Relation(NamedTuple):
    """A mart or view as the snapshot has it."""

    meaning: str
    columns: tuple[DictionaryRow, ...]

    @property
    def column_names(self) -> set[str]:
        """Names of its columns."""
        return {column.column_name for column in self.columns}


def read_relations(
    connection: duckdb.DuckDBPyConnection, definitions: Definitions
) -> dict[str, Relation]:
    """The relation of each dataset, by name.

    Raises:
        ExportFailed: the snapshot lacks a relation, a column, or what a metric reads.
    """
    columns: dict[str, list[DictionaryRow]] = {}
    for row in read_dictionary(connection):
        if row.schema_name == SCHEMA:
            columns.setdefault(row.table_name, []).append(row)
    for name, dataset in definitions.datasets.items():
        if name not in columns:
            raise ExportFailed(f"the snapshot has no {SCHEMA}.{name}", _HINT)
        _require_columns(dataset, definitions, {row.column_name for row in columns[name]})
        _require_metrics(connection, dataset)
    return {
        name: Relation(columns[name][0].table_meaning, tuple(columns[name]))
        for name in definitions.datasets
    }


def _require_columns(dataset: Dataset, definitions: Definitions, present: set[str]) -> None:
    wanted = {dataset.time: "dataset"} | {
        column: f"chart {chart.name}"
        for chart in definitions.charts.values()
        if chart.dataset == dataset.name
        for column in columns_of(chart, dataset)
    }
    for column, reader in sorted(wanted.items()):
        if column not in present:
            raise ExportFailed(
                f"the snapshot has no column {SCHEMA}.{dataset.name}.{column}, which the {reader} "
                "reads",
                _HINT,
            )


def _require_metrics(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Bind each metric to the snapshot; no row is read."""
    for metric in dataset.metrics:
        try:
            connection.cursor().execute(
                f"select {metric.sql} from {SCHEMA}.{dataset.name} limit 0"
            ).fetchall()
        except duckdb.Error as error:
            raise ExportFailed(
                f"metric {metric.name} of {SCHEMA}.{dataset.name} cannot be told from the "
                f"snapshot: {str(error).splitlines()[0]}",
                _HINT,
            ) from error
