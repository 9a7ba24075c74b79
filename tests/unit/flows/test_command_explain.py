"""`dateline explain`: what it finds by a name, and what its mark-up says."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.commands.explain import explain
from flows.display.article_markup import describe_article
from flows.display.history_markup import describe_copies, describe_versions
from flows.display.terminal import Ink, display_width
from warehouse.article_history import ChangeRow, CopyRow
from warehouse.connection import open_warehouse
from warehouse.errors import QueryFailed, WarehouseMissing
from warehouse.explain import read_explanation
from warehouse.lookup import find_matches
from warehouse.query import open_snapshot

INK = Ink(False)


@pytest.fixture(autouse=True)
def page_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


def find_id(answer, filled: Path, name: str) -> str:
    return json.loads(answer(explain, name, filled, True).out)["head"]["article_id"]


@pytest.mark.parametrize(
    "name",
    [
        "dyke.html",
        "inputs/dyke.html",
        "/somewhere/else/inputs/dyke.html",
        "DYKE",
        "file:inputs/dyke.html",
        "https://www.wendvalleypost.example/news/dyke-repaired/",
        "https://www.wendvalleypost.example/news/dyke-repaired/?utm_source=mail",
        "wendvalleypost.example/news",
    ],
)
def test_an_article_is_found_by_file_address_or_a_part_of_them(answer, filled, name):
    assert answer(explain, name, filled, False).out.startswith(find_id(answer, filled, "dyke.html"))


def test_an_article_is_found_by_the_beginning_of_its_id(answer, filled):
    article_id = find_id(answer, filled, "bridge")
    assert find_id(answer, filled, article_id[:5].upper()) == article_id


def test_the_name_of_a_duplicate_leads_to_its_article(answer, filled):
    shown = answer(explain, "flood-by-mail.txt", filled, False)
    assert "flood-at-low-ferry.txt" in shown.out
    assert "came as file:inputs/flood-by-mail.txt: duplicate" in shown.out


def test_a_name_that_means_several_things_is_refused_with_the_list(answer, filled):
    with pytest.raises(QueryFailed) as raised:
        answer(explain, ".txt", filled, False)
    assert raised.value.exit_code == 2
    assert "'.txt' means 4 things" in raised.value.message
    assert "River Wend Bursts Its Banks" in raised.value.message
    assert "(no article)" in raised.value.message
    assert "picture.txt" in raised.value.message


def test_an_unknown_name_says_what_to_try(answer, filled):
    with pytest.raises(WarehouseMissing, match="part of a file name") as raised:
        answer(explain, "no-such-thing", filled, False)
    assert raised.value.exit_code == 2


def test_without_a_snapshot_the_next_command_is_named(answer, tmp_path):
    with pytest.raises(WarehouseMissing, match="dateline run"):
        answer(explain, "dyke", tmp_path, False)


def test_an_input_that_is_no_article_shows_its_fate_and_reason(answer, filled):
    shown = answer(explain, "picture", filled, False)
    assert shown.code == 0
    assert shown.out.startswith("file:inputs/picture.txt is no article: not_text in stage extract")
    as_json = json.loads(answer(explain, "picture", filled, True).out)
    assert as_json["article"] is None
    assert as_json["input"]["reason"] in shown.out


def test_every_block_stands_on_the_page_in_order_with_what_was_decided(answer, filled):
    value = json.loads(answer(explain, "flood-at", filled, True).out)
    page = answer(explain, "flood-at", filled, False).out
    page = page[page.index("\nthe page\n") : page.index("\ntimes in the text\n")]
    places = [page.index(" ".join(block["text"].split()[:4])) for block in value["blocks"]]
    assert len(places) == 8
    assert places == sorted(places)
    for block in value["blocks"]:
        line = page[: page.index(" ".join(block["text"].split()[:4]))].splitlines()[-1]
        assert ("−" in line) is (block["rule_id"] is not None)
        assert (block["reason"] or block["role"]) in line


def test_a_removed_line_names_its_rule(answer, filled):
    page = answer(explain, "flood-at", filled, False).out
    line = next(line for line in page.splitlines() if "©" in line and "−" in line)
    assert "copyright_notice" in line
    assert line.endswith("copyright-line")


def test_neighbours_that_one_rule_removed_stand_together_and_whole(answer, filled):
    page = answer(explain, "dyke", filled, False).out
    assert "News | Sport | Weather" in page


def test_the_chosen_day_and_the_refused_ones_show_their_evidence(answer, filled):
    page = answer(explain, "flood-at", filled, False).out
    assert "✓ 5 Mar 2025  published_stamp" in page
    assert "“Published 5 March 2025”" in page
    refused = next(line for line in page.splitlines() if "copyright_year" in line)
    assert refused.split()[0] == "2026"
    assert "©" in refused


def test_times_in_the_text_show_the_days_they_mean(answer, filled):
    page = answer(explain, "flood-at", filled, False).out
    tuesday = next(line for line in page.splitlines() if "«Tuesday»" in line)
    assert "→  4 Mar 2025" in tuesday
    assert "from 5 Mar 2025" in tuesday


def test_names_show_their_spellings_with_counts(answer, filled):
    page = answer(explain, "flood-at", filled, False).out
    line = next(line for line in page.splitlines() if "Ingrid Solvang  PERSON" in line)
    assert line.split()[0] == "2"
    assert "Ingrid Solvang 1 · Solvang 1" in line


def test_the_bytes_are_where_it_says(answer, filled):
    value = json.loads(answer(explain, "bridge", filled, True).out)["document"]
    page = answer(explain, "bridge", filled, False).out
    assert f"{value['archive_file']} at offset {value['archive_offset']}" in page
    assert value["document_id"] in page
    assert (filled / value["archive_file"]).is_file()


def test_a_missing_headline_is_said_and_not_made_up(answer, filled):
    assert answer(explain, "bridge", filled, False).out.splitlines()[1] == "no headline"


@pytest.mark.parametrize("width", [70, 80, 120])
def test_no_line_of_the_page_is_wider_than_the_terminal(answer, filled, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    page = answer(explain, "flood-at", filled, False).out
    page = page[: page.index("\ntimes in the text\n")]
    assert max(map(display_width, page.splitlines())) <= width


def test_a_file_that_was_refused_once_and_read_later_is_its_article(copied):
    now = datetime.now(UTC).replace(tzinfo=None)
    with open_warehouse(copied, command="test", now=now) as warehouse:
        warehouse.cursor().execute(
            """
            insert into ops.inputs by name
            select * replace (
                0 as run_key, null as article_id, 'not_text' as fate, 'refused' as fate_class
            )
            from ops.inputs
            where uri = 'file:inputs/bridge.txt'
            """
        )
        matches, total = find_matches(warehouse.cursor(), "bridge")
    assert total == 1
    assert matches[0].article_id is not None


def test_versions_are_listed_when_there_are_several(filled):
    with open_snapshot(filled) as connection:
        (match,), _ = find_matches(connection, "dyke.html")
        explanation = read_explanation(connection, match.article_id)
    (first,) = explanation.versions
    second = replace(first, version_no=2, changed_share=0.04, headline="Dyke repaired early")
    head = replace(explanation.head, version_no=2)
    page = describe_article(replace(explanation, head=head, versions=(first, second)), 100, INK)
    lines = page[page.index("versions") + 1 :]
    assert lines[0].split()[0] == "1"
    assert "4% changed  in force  Dyke repaired early" in lines[1]
    assert "versions" not in describe_article(explanation, 100, INK)


def test_a_version_shows_what_it_changed_in_the_order_of_the_article(filled):
    with open_snapshot(filled) as connection:
        (match,), _ = find_matches(connection, "dyke.html")
        explanation = read_explanation(connection, match.article_id)
    (first,) = explanation.versions
    changes = (
        ChangeRow(2, "headline", 0.5, "Dyke repaired", "Dyke repaired early"),
        ChangeRow(2, "reworded", 0.12, "It took nine weeks.", "It took eight weeks."),
        ChangeRow(2, "added", 1.0, None, "Nobody was hurt."),
        ChangeRow(2, "removed", 1.0, "The mayor waved.", None),
        ChangeRow(2, "moved", 0.0, "It rained.", "It rained."),
    )
    second = replace(first, version_no=2, changed_share=0.04, changes=changes)
    lines = describe_versions((first, second), 2, 100, INK)[2:]
    assert [" ".join(line.split()) for line in lines] == [
        "headline − Dyke repaired",
        "+ Dyke repaired early",
        "reworded 12% − It took nine weeks.",
        "+ It took eight weeks.",
        "added + Nobody was hurt.",
        "removed − The mayor waved.",
        "moved ~ It rained.",
    ]


def test_near_copies_show_who_was_first_and_how_much_is_the_outlets_own():
    first = CopyRow("a" * 16, 1, "Valley Post", date(2025, 3, 4), 1.0, 0.0, False, "Dyke breaks")
    ours = replace(first, article_id="b" * 16, copy_no=2, shared_share=0.8, own_words_share=0.2)
    same = replace(first, article_id="c" * 16, copy_no=3, date_published=None, is_duplicate=True)
    lines = describe_copies((first, ours, same), ours.article_id, 120, INK)
    assert lines[0].split()[:6] == ["aaaaaaaa", "4", "Mar", "2025", "Valley", "Post"]
    assert "80% of it as the first" in lines[1]
    assert "20% own words" in lines[1]
    assert [line.startswith("  →") for line in lines] == [False, True, False]
    assert "undated" in lines[2]
    assert "the same text" in lines[2]


def test_a_wire_story_names_its_agency(filled):
    with open_snapshot(filled) as connection:
        (match,), _ = find_matches(connection, "dyke.html")
        explanation = read_explanation(connection, match.article_id)
    head = replace(
        explanation.head, wire_agency="Associated Press", wire_agency_origin="credit_line"
    )
    page = describe_article(replace(explanation, head=head), 100, INK)
    assert "a story of Associated Press: its credit line says so" in page
    assert not any("a story of" in line for line in describe_article(explanation, 100, INK))


def test_text_in_a_file_has_no_colour(answer, filled):
    assert "\x1b" not in answer(explain, "flood-at", filled, False).out
