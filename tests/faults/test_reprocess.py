"""G6: when rules, models or extractors change, what they concern is read again, nothing else."""

import json
import signal
from datetime import date

import pytest

from config.settings import Settings
from flows.commands.reprocess import read_day
from flows.reprocess import ReprocessRequest, reprocess
from flows.runner import PlainRunner
from tasks.errors import ConfigurationFault
from warehouse.errors import WarehouseMissing

#: Other settings are other rules: with none of the block model, or with a longer least text.
OTHER_RULES = {"cleaner": "none"}


def read_again(runs, data, rules=OTHER_RULES, **asked):
    settings = Settings(data=data, model="none-such", lock_wait=0.0, **rules)
    request = ReprocessRequest(settings, command="dateline reprocess", **asked)
    return reprocess(request, PlainRunner())


def versions_of_rules(runs, data):
    """How many articles each version of the rules has read."""
    rows = runs.ask(data, "select pipeline_version, count(*) from articles group by 1 order by 2")
    return [count for _, count in rows]


def test_g6_all_is_read_again_by_new_rules_and_then_nothing(runs, undisturbed, tmp_path):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    report = read_again(runs, data)
    assert (report.exit_code, report.input_count, report.left_alone) == (0, 5, 0)
    assert versions_of_rules(runs, data) == [5]
    tables = runs.exact_tables(data)
    report = read_again(runs, data)
    assert (report.input_count, report.left_alone) == (0, 5)
    assert runs.exact_tables(data) == tables


def test_g6_reading_again_gives_the_tables_of_a_run_by_these_rules(
    runs, stories, undisturbed, tmp_path
):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    read_again(runs, data)
    runs.ingest(tmp_path / "anew", stories, **OTHER_RULES)
    assert runs.natural_tables(data) == runs.natural_tables(tmp_path / "anew")


def rule_of_the_copyright_line(runs, data):
    """The rule that took the last line of the ferry's story, and how many articles it concerns."""
    rows = runs.ask(
        data,
        """
        select rule_id, count(distinct article_key) from removed_blocks
        where rule_id = (select rule_id from removed_blocks where block_text like '© 2025%')
        group by rule_id
        """,
    )
    return rows[0]


def test_g6_a_rule_concerns_what_it_took_something_of(runs, undisturbed, tmp_path):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    rule, concerned = rule_of_the_copyright_line(runs, data)
    assert 0 < concerned < 5
    before = runs.exact_tables(data)["articles"]
    report = read_again(runs, data, {"min_words": 4}, rule=rule)
    assert report.input_count == concerned
    assert sorted(versions_of_rules(runs, data)) == sorted([concerned, 5 - concerned])
    assert len(set(before) & set(runs.exact_tables(data)["articles"])) == 5 - concerned


def test_g6_a_rule_concerns_what_it_would_take_something_of(runs, undisturbed, tmp_path):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    rule, concerned = rule_of_the_copyright_line(runs, data)
    forget(data, rule)  # as if the rule had not been there when the texts were read
    report = read_again(runs, data, {"min_words": 4}, rule=rule)
    assert report.input_count == concerned
    assert len([c for c in report.changes if c.removed_blocks.added]) == concerned
    assert rule_of_the_copyright_line(runs, data) == (rule, concerned)


def forget(data, rule):
    """Take the rows of a rule out of the ledger."""
    import duckdb

    with duckdb.connect(str(data / "dateline.duckdb")) as connection:
        connection.execute("delete from removed_blocks where rule_id = ?", [rule])


def test_g6_only_what_was_seen_since_or_of_a_source_is_read(runs, undisturbed, tmp_path):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    folder = runs.write_files(
        tmp_path / "later",
        {"quay.txt": runs.stories["ferry.txt"].replace("Ferry", "Quay")},
        changed_at=runs.changed_at + 10 * 86_400,
    )
    runs.ingest(data, folder)
    assert read_again(runs, data, since=date(2026, 2, 11), dry_run=True).input_count == 1
    assert read_again(runs, data, since=date(2026, 2, 12), dry_run=True).input_count == 0
    assert read_again(runs, data, since=date(2026, 2, 1), dry_run=True).input_count == 6
    assert read_again(runs, data, source="later", dry_run=True).input_count == 1
    assert read_again(runs, data, source="valley-post.example", dry_run=True).input_count == 1
    assert read_again(runs, data, source="news").input_count == 5
    assert sorted(versions_of_rules(runs, data)) == [1, 5]


def test_g6_a_dry_run_says_what_would_change_and_stores_nothing(runs, undisturbed, tmp_path):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    content = (data / "dateline.duckdb").read_bytes()
    rules = {"min_words": 30}
    would = read_again(runs, data, rules, dry_run=True)
    assert (data / "dateline.duckdb").read_bytes() == content
    assert not (data / "trial-packages").exists()
    did = read_again(runs, data, rules)
    assert (did.fates["too_short"], did.withdrawn) == (would.fates["too_short"], would.withdrawn)
    assert did.changes == would.changes


def test_g6_an_article_that_is_none_by_new_rules_is_told_and_stays(runs, undisturbed, tmp_path):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    report = read_again(runs, data, {"min_words": 1000})
    assert report.fates == {"too_short": 5}
    assert len(report.withdrawn) == 5
    assert {gone.fate for gone in report.withdrawn} == {"too_short"}
    assert runs.ask(data, "select count(*) from articles") == [(5,)]


def test_g6_new_rules_make_no_version_of_an_article(runs, tmp_path):
    data, folder = tmp_path / "data", tmp_path / "news"
    # Two documents of one text: only the year of the copyright line differs.
    text = runs.stories["ferry.txt"]
    for hour, year in enumerate(("2024", "2025", "2026")):
        changed_at = runs.changed_at + hour * 3600
        words = text.replace("2025", year)
        runs.ingest(data, runs.write_files(folder, {"ferry.txt": words}, changed_at))
    count = "select count(*) from article_versions"
    documents = "select count(*) from documents"
    assert (runs.ask(data, count), runs.ask(data, documents)) == ([(1,)], [(3,)])
    report = read_again(runs, data)
    assert report.input_count == 3
    assert runs.ask(data, count) == [(1,)]
    assert runs.ask(data, "select count(*) from ops.observations") == [(3,)]
    assert runs.ingest(data, folder, **OTHER_RULES).fates == {"unchanged": 1}


@pytest.mark.parametrize("place", ["before-load", "after-commit"])
def test_d1_reading_again_that_was_killed_is_completed_by_the_next(
    runs, stories, undisturbed, tmp_path, place
):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    other = {"DATELINE_CLEANER": "none", "DATELINE_BATCH_SIZE": "2"}
    killed = runs.command("reprocess", "--data", data, DATELINE_CRASH_AT=place, **other)
    assert killed.returncode == -signal.SIGKILL
    report = read_again(runs, data)
    assert report.input_count < 5
    assert report.input_count + report.left_alone == 5
    runs.ingest(tmp_path / "anew", stories, **OTHER_RULES)
    assert runs.natural_tables(data) == runs.natural_tables(tmp_path / "anew")


def test_g6_the_command_shows_what_changed(runs, undisturbed, tmp_path):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    done = runs.command("reprocess", "--data", data, "--dry-run", "--json", DATELINE_CLEANER="none")
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    assert (value["is_dry_run"], value["inputs"], value["compared"]) == (True, 5, 5)
    assert value["totals"].keys() == {"removed_blocks", "mentions", "date_mentions"}
    done = runs.command("reprocess", "--data", data, "--dry-run", DATELINE_MIN_WORDS="1000")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("no article now") == 5
    assert "5 documents read again, 0 documents left alone" in done.stdout
    assert "nothing was stored" in done.stdout


def test_g6_a_day_that_is_none_is_refused():
    assert read_day("2024-03-01", "--since") == date(2024, 3, 1)
    with pytest.raises(
        ConfigurationFault, match="--since 'yesterday' is no day such as 2024-03-01"
    ):
        read_day("yesterday", "--since")


def test_g6_a_source_or_a_rule_that_is_unknown_is_refused(runs, undisturbed, tmp_path):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    with pytest.raises(ConfigurationFault, match="known: harbour-gazette, news,"):
        read_again(runs, data, source="nwes")
    with pytest.raises(ConfigurationFault, match="there is no rule"):
        read_again(runs, data, rule="no-such-rule")
    with pytest.raises(WarehouseMissing, match="dateline run"):
        read_again(runs, tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()
