"""The prefilter leaves out only patterns that cannot match; and it leaves out most."""

import string
import sys

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from tasks.clean.pattern_reader import read_pattern
from tasks.clean.prefilter import Prefilter, cover
from tasks.clean.rules import load_rules

RULES = load_rules()


def lines_of_examples() -> list[str]:
    found = []
    for rule in RULES.rules:
        for one in (*rule.cuts, *rule.keeps):
            found += [one] if isinstance(one, str) else one["page"].splitlines()
    return [" ".join(line.split()) for line in found]


# Parts of patterns over a small alphabet, so that random lines often match random patterns.
PARTS = st.sampled_from(
    [
        "a", "b", "K", "ss", "ab", "ba k", ".", r"\s", r"\d", r"\w", r"\p{Lu}", "[ab]", "[^a]",
        "[a-k é]", r"[\s,-]", r"\b", "é", "ſ", r"\x6b", "(?=a)", "(?!b)", "(?<!k)", "",
    ]
)  # fmt: skip
QUANTIFIERS = st.sampled_from(["?", "*", "+", "{0,2}", "{1}", "{2,3}", "*?", "++", "{,1}"])


def compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda two: f"(?:{two[0]}|{two[1]})"),
        st.tuples(inner, QUANTIFIERS).map(lambda two: f"(?:{two[0]}){two[1]}"),
        st.tuples(inner, inner).map("|".join),
        inner.map(lambda one: f"(?-i:{one})"),
        inner.map(lambda one: f"(?P<name>{one})"),
    )


PATTERNS = st.recursive(PARTS, compound, max_leaves=8)
LINES = st.text(alphabet="abkKsſK ,é\t7İ", max_size=8)


@given(st.lists(PATTERNS, min_size=1, max_size=3), LINES)
@example(["(?:.{0,3}ss)"], "aſſ")
@example(["k"], "\u212a")
@example([r"(?:a\s)*b"], "a\tb")
def test_a_pattern_that_matches_is_always_a_candidate(patterns, line):
    whole = regex.compile("|".join(f"(?:{p})" for p in patterns), regex.IGNORECASE)
    if whole.fullmatch(line, timeout=3.0):
        assert list(Prefilter([patterns]).candidates(line)) == [0]


def test_no_rule_is_left_out_that_matches_one_of_the_examples():
    for line in lines_of_examples():
        words = len(line.split())
        plain = [rule for rule in RULES.block_rules if rule.matches(line, words)]
        assert [rule for rule, _ in RULES.matches_of(line, words)] == plain


def test_no_other_sign_outside_ascii_matches_a_letter_when_case_is_ignored():
    signs = "".join(map(chr, range(128, sys.maxunicode + 1)))
    odd = {"\u0130", "\u0131", "\u017f", "\u212a"}
    for pattern in (f"[{string.ascii_lowercase}]", "|".join(string.ascii_letters)):
        assert set(regex.findall(pattern, signs, regex.IGNORECASE)) <= odd


@pytest.mark.parametrize(
    "pattern", ["(?x) a b", r"(a)\1", "[a[b]]", "a{e<=1}", "(?|a|b)", "(", "["]
)
def test_what_the_reader_does_not_know_may_match_anything(pattern):
    assert read_pattern(pattern) is None
    assert list(Prefilter([[pattern]]).candidates("some line")) == [0]


def test_an_ordinary_sentence_touches_next_to_no_pattern():
    line = "The harbour office will open the northern pier as soon as the wind allows it."
    patterns = Prefilter([rule.match for rule in RULES.block_rules])
    found = [RULES.block_rules[number].id for number in patterns.candidates(line)]
    assert set(found) <= {"related-title", "newsletter-signup", "no-republication"}
    assert len(RULES.block_rules) > 20


def test_only_patterns_asked_for_are_given():
    patterns = Prefilter([["ab"], ["a."], ["b"]])
    assert list(patterns.candidates("ab")) == [0, 1]
    assert list(patterns.candidates("ab", among=0b110)) == [1]


def test_a_needle_of_the_cover_stands_in_each_needle():
    needles = ["may not be sold", "may not be sent", "harbour", "pier", "pi"]
    found = cover(needles)
    assert len(found) < len(needles)
    assert all(any(core in needle for core in found) for needle in needles)
