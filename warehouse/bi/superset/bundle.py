"""The files of the bundle, in the form that Superset imports.

In: definitions, what the snapshot holds of them, the snapshot's path. Out: YAML texts by file name.
The same in gives the same out.

`metadata.yaml` names no type: Superset then takes the bundle as dashboards and as assets alike.
"""

import json
from pathlib import Path
from typing import Any

import yaml

from warehouse.bi.superset.catalogue import SCHEMA, Relation
from warehouse.bi.superset.dashboard import build_dashboard
from warehouse.bi.superset.definitions import Chart, Dataset, Definitions, Metric
from warehouse.bi.superset.identity import VERSION, uuid_of
from warehouse.bi.superset.query import build_query, filters_of
from warehouse.dictionary import DictionaryRow

DATABASE = "dateline"

_TIME_TYPES = ("DATE", "TIMESTAMP")


def build_bundle(
    definitions: Definitions, relations: dict[str, Relation], snapshot: Path
) -> dict[str, str]:
    """YAML texts by their path in the bundle.

    Args:
        snapshot: absolute path, as Superset's server sees it; a link stays a link.
    """
    files = {"metadata.yaml": {"version": VERSION}}
    files[f"databases/{DATABASE}.yaml"] = _database(snapshot)
    for name, dataset in definitions.datasets.items():
        files[f"datasets/{DATABASE}/{name}.yaml"] = _dataset(dataset, relations[name])
    for name, chart in definitions.charts.items():
        files[f"charts/{name}.yaml"] = _chart(chart, definitions.datasets[chart.dataset])
    for name, dashboard in definitions.dashboards.items():
        files[f"dashboards/{name}.yaml"] = build_dashboard(dashboard, definitions, relations)
    return {
        path: yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
        for path, content in files.items()
    }


def _database(snapshot: Path) -> dict[str, Any]:
    return {
        "database_name": "Dateline",
        "sqlalchemy_uri": f"duckdb:///{snapshot}",
        "uuid": uuid_of("database", DATABASE),
        "version": VERSION,
        "cache_timeout": 60,  # seconds: soon after a publication everyone sees it
        "expose_in_sqllab": True,
        "allow_ctas": False,
        "allow_cvas": False,
        "allow_dml": False,
        "allow_run_async": False,
        "extra": {
            "engine_params": {"connect_args": {"read_only": True}},
            "metadata_params": {},
            "metadata_cache_timeout": {},
            "schemas_allowed_for_file_upload": [],
        },
    }


def _dataset(dataset: Dataset, relation: Relation) -> dict[str, Any]:
    return {
        "table_name": dataset.name,
        "schema": SCHEMA,
        "description": relation.meaning,
        "main_dttm_col": dataset.time,
        "uuid": uuid_of("dataset", dataset.name),
        "database_uuid": uuid_of("database", DATABASE),
        "version": VERSION,
        "filter_select_enabled": True,
        "columns": [_column(column) for column in relation.columns],
        "metrics": [_metric(metric) for metric in dataset.metrics],
    }


def _column(column: DictionaryRow) -> dict[str, Any]:
    return {
        "column_name": column.column_name,
        "type": column.column_type,
        "description": column.column_meaning,
        "is_dttm": column.column_type in _TIME_TYPES,
        "is_active": True,
        "groupby": True,
        "filterable": True,
    }


def _metric(metric: Metric) -> dict[str, Any]:
    return {
        "metric_name": metric.name,
        "expression": metric.sql,
        "description": metric.meaning,
        "d3format": metric.format,
    }


def _chart(chart: Chart, dataset: Dataset) -> dict[str, Any]:
    adhoc_filters = [
        {
            "expressionType": "SIMPLE",
            "clause": "WHERE",
            "subject": column,
            "operator": operator,
            "comparator": value,
        }
        for column, operator, value in filters_of(chart, dataset)
    ]
    params = {"viz_type": chart.viz_type, "adhoc_filters": adhoc_filters, **chart.params}
    context = {
        "datasource": {"id": 0, "type": "table"},  # the importer puts its own number in
        "queries": [build_query(chart, dataset)],
        "form_data": params,
        "result_format": "json",
        "result_type": "full",
    }
    return {
        "slice_name": chart.title,
        "description": chart.meaning,
        "viz_type": chart.viz_type,
        "params": params,
        "query_context": json.dumps(context, ensure_ascii=False),
        "uuid": uuid_of("chart", chart.name),
        "dataset_uuid": uuid_of("dataset", chart.dataset),
        "version": VERSION,
    }
