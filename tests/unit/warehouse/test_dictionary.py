"""The data dictionary says what the database says."""

from warehouse.dictionary import read_dictionary


def test_core_tables_come_first_with_their_columns_in_order(warehouse):
    rows = read_dictionary(warehouse.cursor())
    schemas = [row.schema_name for row in rows]
    assert schemas == sorted(schemas)
    columns = [row.column_name for row in rows if row.table_name == "article_texts"]
    assert columns == ["article_key", "raw_text", "clean_text"]


def test_one_table_can_be_asked_for(warehouse):
    rows = read_dictionary(warehouse.cursor(), "documents")
    assert {row.table_name for row in rows} == {"documents"}
    assert rows[0].column_type == "VARCHAR"
    assert "sha256" in rows[0].column_meaning


def test_temporary_tables_and_silent_columns_are_seen(warehouse):
    cursor = warehouse.cursor()
    cursor.execute("create temp table passing (a integer)").fetchall()
    cursor.execute("create table silent (a integer)").fetchall()
    names = {row.table_name: row.column_meaning for row in read_dictionary(cursor)}
    assert "passing" not in names
    assert names["silent"] == ""
