"""Text that stands on a page more than once."""

from tasks.clean.clean import clean_page
from tasks.extract.html import read_html
from tasks.extract.text import read_text
from tasks.models import BLOCK_JOINT

FIRST = "The bell of Oldmere was lent to the school in Brackenford, the council of the town said."
SECOND = "It weighs as much as a cow, and the children may ring it on the last day before summer."
THIRD = "Nobody has asked what the cow thinks of it, and the council does not intend to ask her."


def kept(*lines: str) -> list[str]:
    return clean_page(read_text("\n\n".join(lines), "utf-8")).clean_text.split(BLOCK_JOINT)


def test_one_sentence_that_comes_again_in_a_plain_text_stays():
    assert kept(FIRST, SECOND, FIRST, THIRD) == [FIRST, SECOND, FIRST, THIRD]


def test_a_plain_text_printed_twice_is_kept_once():
    assert kept(FIRST, SECOND, THIRD, FIRST, SECOND, THIRD) == [FIRST, SECOND, THIRD]


def test_a_paragraph_that_a_page_sets_twice_is_kept_once():
    page = "".join(f"<p>{line}</p>" for line in (FIRST, SECOND, THIRD, SECOND))
    html = f"<html><body><article><h1>A bell is lent</h1>{page}</article></body></html>"
    cleaned = clean_page(read_html(html, None, "utf-8"))
    assert cleaned.clean_text.split(BLOCK_JOINT) == [FIRST, SECOND, THIRD]
