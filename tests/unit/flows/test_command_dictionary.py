"""`dateline dictionary`: the same words in three forms, with and without data."""

import json

import pytest

from flows.commands.dictionary import dictionary


def test_every_form_names_tables_columns_and_meanings(answer, filled):
    as_json = json.loads(answer(dictionary, filled, "json").out)
    text, markdown = answer(dictionary, filled, "text").out, answer(dictionary, filled, "md").out
    assert {"articles", "removed_blocks", "ops.fate_of"} <= {table["table"] for table in as_json}
    for table in as_json:
        assert table["meaning"]
        assert f"\n## {table['table']}\n\n{table['meaning']}\n" in markdown
        for column in table["columns"]:
            assert column["meaning"], f"{table['table']}.{column['name']} has no meaning"
            assert f"\n| {column['name']} | {column['type'].lower()} | " in markdown
            assert f"    {column['name']} " in text


def test_without_data_the_dictionary_is_that_of_an_empty_snapshot(answer, filled, tmp_path):
    empty = answer(dictionary, tmp_path, "json")
    assert "an empty warehouse" in empty.err
    assert json.loads(empty.out) == json.loads(answer(dictionary, filled, "json").out)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("width", [72, 100])
def test_meanings_are_wrapped_to_the_width(answer, filled, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    assert max(map(len, answer(dictionary, filled, "text").out.splitlines())) <= width
