"""Every rule's own examples: the lines it must cut and the near misses it must keep."""

import pytest

from tasks.clean.clean import clean_page
from tasks.clean.cleaner import Cleaner
from tasks.clean.rules import Rule, load_rules
from tasks.extract.text import read_text
from tasks.models import Block, Page

RULES = load_rules()
CLEANER = Cleaner(RULES, None)  # a rule's examples are its own: no model speaks

#: Two sentences of a story, to stand above or below an example line.
ABOVE = (
    "The ferry left at noon with forty passengers on board, the harbour office of the town said."
)
BELOW = "Its captain said the crossing would take two hours longer than usual because of the wind."


#: Furniture stands in company; a near miss stands alone.
COMPANY = "Share this article"


def example_page(rule: Rule, line: str, company: str | None) -> Page:
    """The line where the rule looks for it: above a story, below it, or inside."""
    parts = {
        "head": ["Ferry sails again", company, line, ABOVE, BELOW],
        "tail": ["Ferry sails again", ABOVE, BELOW, line, company],
        "edge": ["Ferry sails again", ABOVE, BELOW, line, company],
        "anywhere": ["Ferry sails again", ABOVE, company, line, BELOW],
    }[rule.where]
    return read_text("\n\n".join(part for part in parts if part), "utf-8")


def block_of(page: Page, line: str, nth: int = 1) -> tuple[Block, str]:
    """The nth block whose text is the line, else holds it, and its text."""
    blocks = [(b, page.raw_text[b.start : b.end]) for b in clean_page(page, CLEANER).blocks]
    found = [(b, text) for b, text in blocks if text == line]
    found = found or [(b, text) for b, text in blocks if line in text]
    assert len(found) >= nth, f"no block holds {line!r}"
    return found[nth - 1]


def examples(name: str) -> list:
    return [
        pytest.param(rule, example, id=f"{rule.id}-{number}")
        for rule in RULES.rules
        for number, example in enumerate(getattr(rule, name), start=1)
    ]


def read_example(
    rule: Rule, example: str | dict, company: str | None = None
) -> tuple[Page, str, int]:
    if isinstance(example, str):
        return example_page(rule, example, company), example, 1
    page = read_text(example["page"].strip("\n"), "utf-8")
    return page, example["line"], example.get("nth", 1)


@pytest.mark.parametrize(("rule", "example"), examples("cuts"))
def test_a_rule_takes_the_lines_it_must_cut(rule, example):
    page, line, nth = read_example(rule, example, COMPANY)
    block, text = block_of(page, line, nth)
    assert text == line
    assert block.clean_start is None
    if rule.verdict == "cut":
        assert block.removal is not None
        assert block.removal.rule_id == rule.id
    assert block.role == (rule.role or "removed")


@pytest.mark.parametrize(("rule", "example"), examples("keeps"))
def test_near_misses_of_a_rule_stay_text(rule, example):
    page, line, nth = read_example(rule, example)
    block, _ = block_of(page, line, nth)
    assert block.removal is None


def test_every_rule_that_reads_words_has_both_kinds_of_examples():
    bare = [r.id for r in RULES.rules if r.match and not (r.cuts and r.keeps)]
    assert bare == []


def test_every_rule_says_why_in_a_sentence():
    assert [r.id for r in RULES.rules if not r.why.endswith(".")] == []
