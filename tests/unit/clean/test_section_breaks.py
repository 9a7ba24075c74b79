"""Rows of signs: section breaks between paragraphs, decoration anywhere else."""

import pytest

from tasks.clean.clean import clean_page
from tasks.clean.cleaner import NO_MODEL, load_cleaner
from tasks.extract.html import read_html
from tasks.extract.text import read_text
from tasks.models import BLOCK_JOINT
from tests.unit.clean.model.pages import STORY

FIRST, SECOND, *_ = STORY


@pytest.fixture(params=["shipped", NO_MODEL])
def cleaner(request):
    return load_cleaner(request.param)


def kept(cleaner, *lines: str) -> list[str]:
    page = read_text("\n\n".join(lines), "utf-8")
    return clean_page(page, cleaner).clean_text.split(BLOCK_JOINT)


@pytest.mark.parametrize("row", ["___", "* * *", "-----", "• • •"])
def test_a_row_of_signs_between_paragraphs_stays(cleaner, row):
    assert kept(cleaner, FIRST, row, SECOND) == [FIRST, row, SECOND]


def test_rows_of_signs_in_a_row_stay_or_go_together(cleaner):
    assert kept(cleaner, FIRST, "***", "---", SECOND) == [FIRST, "***", "---", SECOND]


@pytest.mark.parametrize("row", [".", "|", "*", "• |"])
def test_what_is_left_of_a_menu_goes(cleaner, row):
    assert kept(cleaner, FIRST, row, SECOND) == [FIRST, SECOND]


def test_a_row_of_signs_above_or_below_the_text_goes(cleaner):
    assert kept(cleaner, "=====", FIRST, SECOND, "___") == [FIRST, SECOND]


def test_a_row_of_signs_above_furniture_goes(cleaner):
    footer = "© 2024 Tarnwick Courier. All rights reserved."
    assert kept(cleaner, FIRST, SECOND, "___", footer) == [FIRST, SECOND]


def test_a_row_of_signs_on_a_page_stays_between_its_paragraphs(cleaner):
    html = f"<body><article><p>{FIRST}</p><p>* * *</p><p>{SECOND}</p><p>___</p></article></body>"
    cleaned = clean_page(read_html(html, None, "utf-8"), cleaner)
    assert cleaned.clean_text.split(BLOCK_JOINT) == [FIRST, "* * *", SECOND]
