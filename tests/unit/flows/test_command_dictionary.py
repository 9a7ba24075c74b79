"""`dateline dictionary`: the same words in three forms, with and without data."""

import json
from pathlib import Path

import pytest

from flows.commands.dictionary import dictionary


def test_every_form_names_tables_columns_and_meanings(answer, filled):
    as_json = json.loads(answer(dictionary, filled, "json").out)
    text, markdown = answer(dictionary, filled, "text").out, answer(dictionary, filled, "md").out
    tables = [entry for entry in as_json if "table" in entry]
    macros = [entry for entry in as_json if "macro" in entry]
    assert {"articles", "removed_blocks", "ops.fate_of"} <= {table["table"] for table in tables}
    for table in tables:
        assert table["meaning"]
        assert f"\n## {table['table']}\n\n{table['meaning']}\n" in markdown
        for column in table["columns"]:
            assert column["meaning"], f"{table['table']}.{column['name']} has no meaning"
            assert f"\n| {column['name']} | {column['type'].lower()} | " in markdown
            assert f"    {column['name']} " in text
    assert {"timeline", "ops.freshness_at"} <= {macro["macro"] for macro in macros}
    for macro in macros:
        call = f"{macro['macro']}({', '.join(macro['parameters'])})"
        assert macro["meaning"], f"{call} has no meaning"
        assert f"\n| `{call}` | {macro['meaning']} |" in markdown
        assert f"\n{call}\n" in text


def test_the_dictionary_of_the_project_is_what_the_command_prints(answer, tmp_path):
    """When it is not: `dateline dictionary --md --data none > DICTIONARY.md`."""
    kept = Path(__file__).parents[3] / "DICTIONARY.md"
    assert answer(dictionary, tmp_path, "md").out == kept.read_text("utf-8")


def test_without_data_the_dictionary_is_that_of_an_empty_snapshot(answer, filled, tmp_path):
    empty = answer(dictionary, tmp_path, "json")
    assert "an empty warehouse" in empty.err
    assert json.loads(empty.out) == json.loads(answer(dictionary, filled, "json").out)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("width", [72, 100])
def test_meanings_are_wrapped_to_the_width(answer, filled, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    assert max(map(len, answer(dictionary, filled, "text").out.splitlines())) <= width
