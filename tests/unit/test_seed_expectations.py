"""The sample articles and what must come out of them agree with each other.

In: `seeds/` and `tests/cases/seeds/*.toml` (its README names the fields). Nothing of the pipeline
runs here: a page's visible text is lxml's, with white space collapsed. So the expectations stay a
careful reader's view, and a wrong one is found here rather than blamed on the code.
"""

import calendar
import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from tasks.errors import FATE_CLASS, Fate, FateClass

PROJECT = Path(__file__).parents[2]
SEEDS = PROJECT / "seeds"
CASES = PROJECT / "tests" / "cases" / "seeds"

FIELDS_NEEDED = {
    "input",
    "fate",
    "date_published_method",
    "authors",
    "language_code",
    "people",
    "kept",
    "not_in_text",
    "cut",
    "dates",
}
FIELDS_ALLOWED = FIELDS_NEEDED | {
    "line",
    "same_article_as",
    "duplicate_of",
    "near_copy_of",
    "canonical_url",
    "headline",
    "subheadline",
    "date_published",
    "date_modified",
    "article_form",
    "publisher",
    "captions",
}
DATE_METHODS = {
    "metadata",
    "feed",
    "url",
    "date_header",
    "published_stamp",
    "byline",
    "caption_date",
    "inferred",
    "none",
}
ARTICLE_FORMS = {"story", "photo_gallery", "live_blog", "brief"}
REASONS = {
    "copyright_notice",
    "terms_of_use",
    "sign_in_prompt",
    "site_name",
    "photo_credit",
    "image_alt_text",
    "duplicate_caption",
    "published_stamp",
    "metadata_header",
    "share_links",
    "newsletter_signup",
    "related_links",
    "advertisement",
    "navigation",
    "comments",
    "byline_block",
}
INVISIBLE = ("script", "style", "template", "noscript", "title")


@dataclass(frozen=True)
class Case:
    """One file of expectations with the visible text and the raw text of its input."""

    name: str
    expected: dict
    visible_text: str
    raw_text: str


def collapse(text: str) -> str:
    """White space of any kind, no-break included, as single spaces."""
    return " ".join(text.split())


def visible_text_of_page(page: bytes | str) -> str:
    """The text of an HTML page without scripts, styles, comments and title."""
    root = html.document_fromstring(page)
    for element in list(root.iter(*INVISIBLE)):
        element.drop_tree()
    return collapse(root.text_content())


def read_input(file: Path, line: int | None) -> tuple[str, str]:
    """Visible and raw text of a seed, or of one line (1-based) of a JSON Lines seed."""
    raw = file.read_bytes()
    if file.suffix == ".html":
        return visible_text_of_page(raw), html.tostring(
            html.document_fromstring(raw), encoding="unicode"
        )
    text = raw.decode("utf-8")
    if file.suffix == ".txt":
        return collapse(text), text
    record = json.loads(text.splitlines()[line - 1])
    body = visible_text_of_page(record["html"]) if "html" in record else record["text"]
    return collapse(f"{record.get('title', '')} {body}"), json.dumps(record, ensure_ascii=False)


@cache
def cases() -> tuple[Case, ...]:
    """Every file of expectations, in path order."""
    found = []
    for file in sorted(CASES.rglob("*.toml")):
        expected = tomllib.loads(file.read_text("utf-8"))
        visible, raw = read_input(PROJECT / expected["input"], expected.get("line"))
        found.append(Case(file.relative_to(CASES).as_posix(), expected, visible, raw))
    return tuple(found)


def each_case(function):
    """Run a test once for each file of expectations, under its name."""
    return pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)(function)


def articles_of(file: Path) -> list[tuple[str, int | None]]:
    """The articles a seed file holds: (path in the project, line or None)."""
    name = file.relative_to(PROJECT).as_posix()
    if file.suffix != ".jsonl":
        return [(name, None)]
    return [(name, number) for number, _ in enumerate(file.read_text("utf-8").splitlines(), 1)]


def seed_files() -> list[Path]:
    """Every input under `seeds/`; the README is none, and `site/` is served, not run on."""
    files = (f for f in SEEDS.rglob("*") if SEEDS / "site" not in f.parents)
    return sorted(f for f in files if f.suffix in {".txt", ".html", ".jsonl"})


def test_every_article_has_one_file_of_expectations_and_each_file_an_article():
    articles = [article for file in seed_files() for article in articles_of(file)]
    expected = [(case.expected["input"], case.expected.get("line")) for case in cases()]
    assert sorted(expected, key=str) == sorted(articles, key=str)


def test_the_sample_is_as_large_as_promised_and_its_files_are_small():
    assert 15 <= len(cases()) <= 25
    for file in seed_files():
        assert 200 <= file.stat().st_size <= 20_480, file


def test_seeds_name_no_address_outside_the_reserved_domain():
    # Vocabularies and document types are named by addresses that nobody fetches.
    vocabularies = {"schema.org", "www.w3.org", "www.sitemaps.org", "www.google.com"}
    site = [file for file in (SEEDS / "site").rglob("*") if file.is_file()]
    assert site
    for file in [*seed_files(), *site]:
        text = file.read_bytes().decode("latin-1")
        hosts = set(re.findall(r"https?://([a-z0-9.-]+)", text))
        outside = {host for host in hosts - vocabularies if not host.endswith(".example")}
        assert not outside, f"{file}: {outside}"


@each_case
def test_expectations_use_the_words_of_the_contract(case):
    expected = case.expected
    assert set(expected) >= FIELDS_NEEDED
    assert set(expected) <= FIELDS_ALLOWED
    assert expected["date_published_method"] in DATE_METHODS
    assert expected.get("article_form", "story") in ARTICLE_FORMS
    assert {cut["reason"] for cut in expected["cut"]} <= REASONS
    assert ("date_published" in expected) == (expected["date_published_method"] != "none")


@each_case
def test_every_seed_ends_good(case):
    assert FATE_CLASS[Fate(case.expected["fate"])] is FateClass.GOOD


@each_case
def test_every_kept_cut_and_excluded_snippet_stands_in_the_visible_text(case):
    snippets = [
        *case.expected["kept"],
        *case.expected["not_in_text"],
        *(cut["text"] for cut in case.expected["cut"]),
    ]
    missing = [snippet for snippet in snippets if collapse(snippet) not in case.visible_text]
    assert not missing


@each_case
def test_no_snippet_is_both_kept_and_left_out(case):
    kept = case.expected["kept"]
    # A doubled caption is kept once and cut once: the one snippet that may be both.
    left_out = case.expected["not_in_text"] + [
        cut["text"] for cut in case.expected["cut"] if cut["reason"] != "duplicate_caption"
    ]
    for snippet in left_out:
        assert not any(snippet in text or text in snippet for text in kept), snippet


@each_case
def test_headline_standfirst_and_credits_stand_in_the_visible_text(case):
    expected = case.expected
    captions = expected.get("captions", {"count": 0, "credits": []})
    assert len(captions["credits"]) <= captions["count"]
    for text in (expected.get("headline"), expected.get("subheadline"), *captions["credits"]):
        assert text is None or collapse(text) in case.visible_text, text


@each_case
def test_authors_and_canonical_address_stand_in_the_input(case):
    for author in case.expected["authors"]:
        assert author in case.raw_text, author
    assert case.expected.get("canonical_url", "") in case.raw_text


@each_case
def test_every_invented_person_is_named_in_full_somewhere_in_the_text(case):
    # Real leaders also appear under other spellings: that is what they are here for.
    spelled_otherwise = {"Vladimir Putin", "Kim Jong Un"}
    for person in set(case.expected["people"]) - spelled_otherwise:
        assert person in case.visible_text, person


@each_case
def test_date_expressions_stand_in_the_text_and_agree_with_the_calendar(case):
    for expression in case.expected["dates"]:
        text, value = expression["text"], expression["value"]
        start, end = expression.get("start"), expression.get("end")
        assert re.search(rf"(?<!\w){re.escape(text)}(?!\w)", case.visible_text), text
        assert (start is None) == (end is None)
        if start is not None:
            assert start <= end
            days = days_of_value(value)
            assert days is None or days == (start, end), text
        named = next((day for day in calendar.day_name if text.endswith(day)), None)
        if named and start is not None:
            assert start.strftime("%A") == named, text


def days_of_value(value: str) -> tuple[date, date] | None:
    """First and last day of a TIMEX3 year, month, week or day; None for any other value."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date.fromisoformat(value), date.fromisoformat(value)
    if re.fullmatch(r"\d{4}-\d\d", value):
        year, month = map(int, value.split("-"))
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if re.fullmatch(r"\d{4}-W\d\d", value):
        year, week = int(value[:4]), int(value[6:])
        monday = date.fromisocalendar(year, week, 1)
        return monday, monday + timedelta(days=6)
    if re.fullmatch(r"\d{4}", value):
        return date(int(value), 1, 1), date(int(value), 12, 31)
    return None


def test_a_duplicate_has_the_bytes_of_an_input_that_comes_before_it():
    duplicates = [c.expected for c in cases() if c.expected["fate"] == "duplicate"]
    assert duplicates
    for expected in duplicates:
        original = expected["duplicate_of"]
        assert (PROJECT / original).read_bytes() == (PROJECT / expected["input"]).read_bytes()
        assert original < expected["input"]


def test_two_versions_share_an_address_and_the_second_is_newer():
    by_input = {case.expected["input"]: case.expected for case in cases()}
    versions = [expected for expected in by_input.values() if "same_article_as" in expected]
    assert versions
    for second in versions:
        first = by_input[second["same_article_as"]]
        assert first["canonical_url"] == second["canonical_url"]
        assert first["date_modified"] < second["date_modified"]
        assert first["headline"] != second["headline"]


def test_near_copies_share_paragraphs_but_not_their_intro():
    by_input = {case.expected["input"]: case.expected for case in cases()}
    copies = [expected for expected in by_input.values() if "near_copy_of" in expected]
    assert copies
    for copy in copies:
        original = by_input[copy["near_copy_of"]]
        assert set(original["kept"]) & set(copy["kept"])
        assert original["kept"][0] != copy["kept"][0]
        assert original["canonical_url"] != copy["canonical_url"]


def test_the_gallery_holds_a_look_alike_letter_in_a_latin_word():
    text = (SEEDS / "text" / "vostochny-photos.txt").read_text("utf-8")
    mixed = re.findall(r"\w*(?:[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z])\w*", text)
    assert len(mixed) == 2


def test_people_of_the_sample_meet_the_reader_in_several_articles():
    articles_with = {
        person: sum(person in case.expected["people"] for case in cases())
        for case in cases()
        for person in case.expected["people"]
    }
    assert articles_with["Kim Jong Un"] >= 6
    assert articles_with["Maren Holt"] >= 6
    assert articles_with["Ines Calloway"] >= 4
