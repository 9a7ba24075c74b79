"""The shipped model, its file, and what it says of pages and texts of our own."""

import numpy as np
import pytest

from tasks.clean.model.scorer import (
    WEIGHTS_FILE,
    count_page,
    load_model,
    pack_parts,
    vote_columns,
)
from tasks.clean.model.vocabulary import terms_of, weigh_terms
from tasks.errors import ConfigurationFault
from tasks.extract.html import read_html
from tasks.extract.second_opinion import ask_extractor
from tasks.extract.text import read_text
from tests.unit.clean.model.pages import DUMP, PAGE

MOST_BYTES = 1_000_000


def test_a_page_has_one_score_for_each_segment_and_the_same_each_time():
    page = read_html(PAGE, None, "utf-8")
    scores = load_model().score(page)
    assert len(scores) == len(page.segments)
    assert all(0 <= score <= 1 for score in scores)
    assert scores == load_model().score(page)


def test_a_page_counted_before_it_had_votes_scores_as_one_counted_anew():
    page = read_html(PAGE, None, "utf-8")
    voted = ask_extractor(page)
    assert load_model().score(voted, count_page(page)) == load_model().score(voted)


@pytest.mark.parametrize("text", ["", " \n\t\n", "-", "One word\n\n\u200b\n😀"])
def test_a_page_of_next_to_nothing_has_scores_too(text):
    page = read_text(text, "utf-8")
    assert len(load_model().score(page)) == len(page.segments)


def test_columns_are_finite_numbers_one_for_each_line():
    for page in (read_html(PAGE, None, "utf-8"), read_text(DUMP, "utf-8")):
        table = count_page(page)
        assert len(table.lines) == len(page.segments)
        for name, column in table.columns.items():
            assert column.shape == (len(table.lines),), name
            assert np.isfinite(column).all(), name


def test_the_shipped_file_is_small_and_asks_only_columns_that_there_are():
    assert WEIGHTS_FILE.stat().st_size < MOST_BYTES
    model = load_model()
    for part, page in (
        (model.parts["page"], read_html(PAGE, None, "utf-8")),
        (model.parts["voted"], ask_extractor(read_html(PAGE, None, "utf-8"))),
        (model.parts["text"], read_text(DUMP, "utf-8")),
    ):
        known = count_page(page).columns.keys() | vote_columns(page).keys()
        assert {name for name in part.names if not name.startswith("vocabulary")} <= known
        assert part.trees.columns.max() < len(part.names)


def test_weights_written_and_read_again_score_the_same(tmp_path):
    model, path = load_model(), tmp_path / "weights.npz"
    np.savez_compressed(path, **pack_parts(model.parts))
    page = read_text(DUMP, "utf-8")
    assert load_model(path).score(page) == model.score(page)


def test_another_file_is_another_version(tmp_path):
    model, path = load_model(), tmp_path / "weights.npz"
    np.savez(path, **pack_parts(model.parts))
    assert load_model(path).version != model.version


@pytest.mark.parametrize("content", [None, b"", b"PK\x05\x06" + bytes(18), b"text"])
def test_a_file_that_is_no_weights_file_is_named_with_what_to_do(tmp_path, content):
    path = tmp_path / "weights.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigurationFault, match="make train-cleaner") as raised:
        load_model(path)
    assert str(path) in str(raised.value)


def test_terms_are_words_and_pairs_with_digits_alike():
    assert terms_of("Read 25 more") == ["read", "00", "more", "^ read", "read 00", "00 more"]


def test_a_line_weighs_its_known_terms_over_the_root_of_all():
    weights = {"share": -3.0, "^ share": -1.0}
    lines = [terms_of(text) for text in ("Share", "Eggs", "")]
    assert weigh_terms(lines, weights, 0.5).tolist() == pytest.approx([0.5 - 4 / 2**0.5, 0.5, 0.5])
