"""`dateline publish` and `dateline rollback`: which snapshot readers get."""

import json
from datetime import UTC, datetime

import pytest

from flows.commands.publish import publish, rollback
from warehouse.connection import open_warehouse
from warehouse.errors import PublishFailed, WarehouseMissing
from warehouse.publish import current_snapshot, list_snapshots


def test_publish_prints_the_id_of_the_snapshot_that_readers_get(answer, copied):
    shown = answer(publish, copied, False)
    assert shown.code == 0
    assert shown.out == f"{current_snapshot(copied)}\n"
    assert len(list_snapshots(copied)) == 2
    assert "readers get 3 articles" in shown.err


def test_publish_as_json_says_where_and_how_much(answer, copied):
    value = json.loads(answer(publish, copied, True).out)
    assert value["snapshot_id"] == current_snapshot(copied)
    assert value["article_count"] == 3
    assert value["byte_count"] > 0


def test_a_warehouse_with_a_failed_check_is_not_published(answer, copied):
    before = current_snapshot(copied)
    now = datetime.now(UTC).replace(tzinfo=None)
    with open_warehouse(copied, command="test", now=now) as warehouse:
        warehouse.cursor().execute("delete from article_texts")
    with pytest.raises(PublishFailed, match="each_article_has_one_text") as raised:
        answer(publish, copied, False)
    assert raised.value.exit_code == 1
    assert current_snapshot(copied) == before


def test_publish_makes_no_warehouse_where_there_is_none(answer, tmp_path):
    with pytest.raises(WarehouseMissing, match="dateline run"):
        answer(publish, tmp_path / "data", False)
    assert not (tmp_path / "data").exists()


def test_rollback_serves_the_snapshot_before_and_publish_goes_on_from_there(answer, copied):
    first = current_snapshot(copied)
    second = answer(publish, copied, False).out.strip()
    assert answer(rollback, None, copied).out.strip() == first
    assert current_snapshot(copied) == first
    assert answer(rollback, second, copied).out.strip() == second
    assert current_snapshot(copied) == second


def test_rollback_to_an_unknown_snapshot_names_the_known_ones(answer, copied):
    with pytest.raises(WarehouseMissing, match=list_snapshots(copied)[0]) as raised:
        answer(rollback, "20200101T000000Z", copied)
    assert raised.value.exit_code == 2
