"""The query of a chart, as Superset's API of chart data takes it.

In: a chart and its dataset. Out: the query that the chart's `params` stand for. Superset's page
makes its own from the same `params`; this one is asked where there is no page: by its API, and by
scheduled reports.
"""

import json
from typing import Any

from warehouse.bi.superset.definitions import Chart, Dataset, Filter

#: What the filter of time does until somebody sets it.
ANY_TIME = "No filter"


def build_query(chart: Chart, dataset: Dataset) -> dict[str, Any]:
    """The query object of a chart: columns, metrics, filters, order, limit.

    A query without metrics lists rows; one with metrics groups by its columns.
    """
    params = chart.params
    metrics = metrics_of(chart)
    query: dict[str, Any] = {
        "columns": [*_axis_of(params), *params.get("groupby", []), *params.get("all_columns", [])],
        "filters": [
            {"col": column, "op": operator} | ({} if value is None else {"val": value})
            for column, operator, value in filters_of(chart, dataset)
        ],
        "orderby": [json.loads(order) for order in params.get("order_by_cols", [])],
        "row_limit": params.get("row_limit", 1),
    }
    if metrics:
        query |= {"metrics": metrics, "orderby": [[metrics[0], False]]}
    return query


def metrics_of(chart: Chart) -> list[str]:
    """Names of the metrics that a chart shows."""
    params = chart.params
    return [params["metric"]] if "metric" in params else params.get("metrics", [])


def columns_of(chart: Chart, dataset: Dataset) -> set[str]:
    """Names of the columns that a chart shows or filters on."""
    params = chart.params
    axis = {params["x_axis"]} if "x_axis" in params else set()
    shown = {*params.get("groupby", []), *params.get("all_columns", [])}
    return axis | shown | {column for column, _, _ in filters_of(chart, dataset)}


def filters_of(chart: Chart, dataset: Dataset) -> list[Filter]:
    """The chart's own filters, after the one of time that a dashboard sets."""
    return [(dataset.time, "TEMPORAL_RANGE", ANY_TIME), *chart.filters]


def _axis_of(params: dict[str, Any]) -> list[dict[str, Any]]:
    """The column along the x axis, cut into the chart's grain of time if it has one."""
    if "x_axis" not in params:
        return []
    axis = {
        "label": params["x_axis"],
        "sqlExpression": params["x_axis"],
        "expressionType": "SQL",
        "columnType": "BASE_AXIS",
    }
    grain = params.get("time_grain_sqla")
    return [axis | ({"timeGrain": grain} if grain else {})]
