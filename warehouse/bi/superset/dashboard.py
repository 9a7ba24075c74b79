"""A dashboard as Superset imports it: charts on a grid, filters above them.

In: a dashboard and what it shows. Out: the content of its file. Charts are numbered in the order of
their definitions; the importer puts its own numbers in, finding them by UUID.
"""

from typing import Any

from warehouse.bi.superset.catalogue import Relation
from warehouse.bi.superset.definitions import Dashboard, DashboardFilter, Definitions, Row
from warehouse.bi.superset.identity import VERSION, uuid_of

ROOT, GRID, HEADER = "ROOT_ID", "GRID_ID", "HEADER_ID"


def build_dashboard(
    dashboard: Dashboard, definitions: Definitions, relations: dict[str, Relation]
) -> dict[str, Any]:
    """The content of the dashboard's file."""
    return {
        "dashboard_title": dashboard.title,
        "description": dashboard.meaning,
        "slug": f"dateline-{dashboard.name}",
        "published": True,
        "uuid": uuid_of("dashboard", dashboard.name),
        "position": _lay_out(dashboard, definitions),
        "metadata": {
            "color_scheme": "supersetColors",
            "cross_filters_enabled": True,
            "native_filter_configuration": [
                _filter(chosen, dashboard, definitions, relations) for chosen in dashboard.filters
            ],
        },
        "version": VERSION,
    }


def _lay_out(dashboard: Dashboard, definitions: Definitions) -> dict[str, Any]:
    """Every part of the page by its id: the grid, its rows, the charts in them."""
    row_ids = [f"ROW-{number}" for number, _ in enumerate(dashboard.rows, start=1)]
    parts: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        ROOT: {"type": "ROOT", "id": ROOT, "children": [GRID]},
        GRID: {"type": "GRID", "id": GRID, "parents": [ROOT], "children": row_ids},
        HEADER: {"type": "HEADER", "id": HEADER, "meta": {"text": dashboard.title}},
    }
    for row_id, row in zip(row_ids, dashboard.rows, strict=True):
        charts = _charts_of(row, row_id, definitions)
        parts[row_id] = {
            "type": "ROW",
            "id": row_id,
            "parents": [ROOT, GRID],
            "children": list(charts),
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }
        parts |= charts
    return parts


def _charts_of(row: Row, row_id: str, definitions: Definitions) -> dict[str, Any]:
    return {
        f"CHART-{name}": {
            "type": "CHART",
            "id": f"CHART-{name}",
            "parents": [ROOT, GRID, row_id],
            "children": [],
            "meta": {
                "chartId": _number_of(name, definitions),
                "uuid": uuid_of("chart", name),
                "sliceName": definitions.charts[name].title,
                "width": width,
                "height": row.height,
            },
        }
        for name, width in row.charts
    }


def _filter(
    chosen: DashboardFilter,
    dashboard: Dashboard,
    definitions: Definitions,
    relations: dict[str, Relation],
) -> dict[str, Any]:
    """A control above the dashboard; charts whose dataset lacks its column are out of its scope."""
    target: dict[str, Any] = {}
    excluded: list[int] = []
    if chosen.dataset is not None:
        target = {
            "datasetUuid": uuid_of("dataset", chosen.dataset),
            "column": {"name": chosen.column},
        }
        excluded = [
            _number_of(name, definitions)
            for name in dashboard.charts
            if chosen.column not in relations[definitions.charts[name].dataset].column_names
        ]
    return {
        "id": f"NATIVE_FILTER-{uuid_of('filter', f'{dashboard.name}/{chosen.title}')}",
        "type": "NATIVE_FILTER",
        "name": chosen.title,
        "description": "",
        "filterType": "filter_select" if chosen.dataset else "filter_time",
        "targets": [target],
        "controlValues": {"multiSelect": True, "enableEmptyFilter": False},
        "defaultDataMask": {"extraFormData": {}, "filterState": {}},
        "cascadeParentIds": [],
        "scope": {"rootPath": [ROOT], "excluded": excluded},
    }


def _number_of(chart: str, definitions: Definitions) -> int:
    return list(definitions.charts).index(chart) + 1
