"""A wire story is known by how its agency signs it: the cases of `tests/cases/wire/`."""

import csv
import tomllib
from pathlib import Path

import pytest

from tasks.identify.wire import read_wire_credit
from tasks.models import WireCredit

PROJECT = Path(__file__).parents[3]
CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in sorted((PROJECT / "tests" / "cases" / "wire").glob("*.toml"))
    for number, case in enumerate(tomllib.loads(path.read_text("utf-8"))["cases"], 1)
]


@pytest.mark.parametrize("case", CASES)
def test_a_story_is_the_agencys_that_signs_it(case):
    found = read_wire_credit(
        case.get("byline"),
        case.get("authors", []),
        case["paragraphs"],
        case.get("lines_below", []),
    )
    assert found == (WireCredit(case["agency"], case["origin"]) if "agency" in case else None)


def test_an_agency_has_one_name_in_all_tables():
    agencies = tomllib.loads((PROJECT / "config/names/wire_agencies.toml").read_text("utf-8"))
    names = {form: name for name, forms in agencies["agencies"].items() for form in forms}
    with (PROJECT / "config/names/organisations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    known = {row["name"] for row in rows if row["kind"] == "agency"}
    for row in rows:
        if row["kind"] != "agency":
            continue
        for spelling in (row["name"], *row["other_names"].split("|")):
            assert names.get(spelling.rstrip("?"), row["name"]) == row["name"]
    assert len(known & set(names.values())) > 15
