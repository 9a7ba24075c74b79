"""`dateline sql`: queries from words, names, standard input and a prompt."""

import io
import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.commands.sql import sql
from warehouse.errors import QueryFailed, WarehouseMissing

QUERY = "select count(*) as article_count from articles"


def test_a_query_prints_a_table_and_counts_rows_on_stderr(answer, filled):
    shown = answer(sql, (QUERY,), filled, "table", False)
    assert shown.code == 0
    assert [line.strip("│ ") for line in shown.out.splitlines()[1:3]] == ["article_count", "bigint"]
    assert shown.err.startswith("1 row, ")


def test_a_query_may_come_as_several_words(answer, filled):
    assert answer(sql, ("select", "40", "+", "2", "as", "n"), filled, "csv", False).out == "n\n42\n"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("json", '[{"article_count": 3}]\n'),
        ("csv", "article_count\n3\n"),
        ("md", "| article_count |\n| ---: |\n| 3 |\n"),
    ],
)
def test_each_form_holds_the_data_and_nothing_else(answer, filled, form, expected):
    assert answer(sql, (QUERY,), filled, form, False).out == expected


@pytest.mark.parametrize("words", [(), ("-",)])
def test_a_query_is_read_from_standard_input(answer, filled, monkeypatch, words):
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{QUERY};\n"))
    assert answer(sql, words, filled, "csv", False).out == "article_count\n3\n"


@pytest.mark.parametrize("text", ["", " \n", ";"])
def test_no_query_at_all_is_a_fault_of_usage(answer, filled, monkeypatch, text):
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    with pytest.raises(QueryFailed, match="there is no query") as raised:
        answer(sql, ("-",), filled, "table", False)
    assert raised.value.exit_code == 2


def test_a_named_query_takes_arguments_and_defaults(answer, filled):
    named = answer(sql, ("@who-with", "Ingrid Solvang"), filled, "json", False)
    assert "Norway" in {row["other_name"] for row in json.loads(named.out)}
    people = answer(sql, ("@in-the-news",), filled, "json", False)
    assert "Ingrid Solvang" in {row["entity_name"] for row in json.loads(people.out)}


def test_a_missing_argument_says_how_to_give_it(answer, filled):
    with pytest.raises(QueryFailed, match="@who-with NAME"):
        answer(sql, ("@who-with",), filled, "table", False)


def test_every_named_query_is_listed_with_its_arguments(answer, filled):
    listed = answer(sql, (), filled, "table", True).out
    assert "@who-with" in listed
    assert "[TYPE=PERSON]" in listed
    as_json = json.loads(answer(sql, (), filled, "json", True).out)
    assert len(as_json) == len(listed.splitlines())
    assert {"name": "@who-with", "parameters": [{"name": "name", "default": None}]}.items() <= (
        next(query for query in as_json if query["name"] == "@who-with").items()
    )


def test_nothing_can_be_written(answer, filled):
    with pytest.raises(QueryFailed, match="read-only"):
        answer(sql, ("delete from articles",), filled, "table", False)


def test_without_a_snapshot_the_next_command_is_named(answer, tmp_path):
    with pytest.raises(WarehouseMissing, match="dateline run"):
        answer(sql, (QUERY,), tmp_path, "table", False)


class Prompt:
    """`dateline sql` on a terminal of its own."""

    def __init__(self, data: Path) -> None:
        self._terminal, other = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flows.cli", "sql", "--data", str(data)],
            stdin=other,
            stdout=other,
            stderr=other,
            env={**os.environ, "TERM": "dumb", "NO_COLOR": "1"},
            start_new_session=True,
        )
        os.close(other)

    def type(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def read_until(self, words: str) -> str:
        shown, end = "", time.monotonic() + 30
        while words not in shown:
            assert time.monotonic() < end, f"no {words!r} in {shown!r}"
            shown += os.read(self._terminal, 4096).decode(errors="replace")
        return shown


@pytest.fixture
def prompt(filled):
    opened = Prompt(filled)
    yield opened
    opened.process.kill()
    opened.process.wait()


def test_the_prompt_answers_over_several_lines_and_outlives_a_wrong_query(prompt):
    prompt.read_until("dateline> ")
    prompt.type("select 6 * 7 as answer\n;\n")
    assert "42" in prompt.read_until("1 row, ")
    prompt.type("selec 1;\n")
    prompt.read_until("error: Parser Error")
    prompt.type(".schema captions\n")
    prompt.read_until("Credit as printed.")
    prompt.type(".quit\n")
    assert prompt.process.wait(10) == 0


def test_ctrl_c_ends_a_long_query_with_130_and_no_traceback(filled):
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "sql", "--data", str(filled)],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    process.stdin.write("select count(*) from range(1000000000000) as numbers (n) where n % 7 = 3")
    process.stdin.close()
    time.sleep(3)  # a query of hours: by now it runs
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    assert process.stderr is not None
    with process.stderr as shown:
        assert "Traceback" not in shown.read()
