"""The P and C faults: each file of `tests/cases/pages/` is an input with what must come out of it.

The file's name begins with the id of its fault; `tests/cases/pages/README.md` tells its form. An
input goes the way of a run: bytes through the door of its kind, cleaned, and given its fate.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tasks.clean.clean import clean_page, uncovered
from tasks.clean.fate import fate_of
from tasks.enrich.language import main_language
from tasks.errors import BadInput
from tasks.extract.page import read_page
from tasks.identify.identity import body_hash
from tasks.models import BLOCK_JOINT, CleanedPage, Page, RawDocument, Role

CASES = Path(__file__).parents[1] / "cases" / "pages"
PATHS = sorted(CASES.glob("*.case"))
KINDS = {"html": "text/html", "text": "text/plain", "json": "application/json"}
KEYS = {
    "promise", "kind", "url", "encoding", "charset", "repeat", "second", "fate", "reason", "form",
    "headline", "date", "refused", "kept", "kept_some", "not_in_text", "not_in_raw", "cut",
    "flags", "no_flags", "captions", "language", "language_share",
}  # fmt: skip
#: Keys that say how the input comes in; any other one but the promise says what comes out.
INPUT_KEYS = {"promise", "kind", "url", "encoding", "charset", "repeat"}
MIN_WORDS = 5
CHARACTER = re.compile(r"\{U\+([0-9A-F]+)\}")
BYTES = re.compile(rb"\{bytes ([0-9a-f ]+)\}")


@dataclass(frozen=True)
class Case:
    """A head and its inputs, as bytes."""

    head: dict
    inputs: tuple[bytes, ...]

    def document(self, number: int = 0) -> RawDocument:
        kind, url = self.head.get("kind", "html"), self.head.get("url")
        return RawDocument(
            "case", "cases", "case", url, KINDS[kind], self.head.get("charset"),
            self.inputs[number], datetime(2026, 1, 1),
        )  # fmt: skip


def read_case(path: Path) -> Case:
    """A case file: TOML up to a line `---`, then the input; `=== second` begins another one."""
    top, _, rest = path.read_text("utf-8").partition("\n---\n")
    head = tomllib.loads(top)
    inputs = [part.removesuffix("\n") for part in rest.split("\n=== second\n")]
    return Case(head, tuple(as_bytes(part, head) for part in inputs))


def as_bytes(text: str, head: dict) -> bytes:
    """The input as it would arrive: repeats written out, escapes of characters and bytes read."""
    for mark, (piece, times) in head.get("repeat", {}).items():
        text = text.replace(mark, piece * times)
    body = written(text).encode(head.get("encoding", "utf-8"))
    return BYTES.sub(lambda found: bytes.fromhex(found[1].decode()), body)


def lines_of(page: Page, cleaned: CleanedPage) -> dict[str, str]:
    """Reason by text of each removed block."""
    blocks = (block for block in cleaned.blocks if block.removal)
    return {page.raw_text[b.start : b.end]: b.removal.reason for b in blocks}


each_case = pytest.mark.parametrize("path", [pytest.param(p, id=p.stem) for p in PATHS])


@each_case
def test_a_case_file_says_what_it_promises_in_known_keys(path):
    head = read_case(path).head
    assert set(head) <= KEYS
    assert head["promise"].endswith(".")
    assert set(head) - INPUT_KEYS


@each_case
def test_a_page_comes_out_as_its_case_says(path):
    case = read_case(path)
    head = case.head
    try:
        page = read_page(case.document())
    except BadInput as refused:
        assert refused.fate == head["fate"]
        assert head["reason"] in refused.reason
        return
    cleaned = clean_page(page)
    ending = fate_of(cleaned, MIN_WORDS)
    assert ending.fate == head.get("fate", "loaded"), ending.reason
    assert head.get("reason", "") in (ending.reason or "")
    check_text(head, page, cleaned)
    check_facts(head, page, cleaned)
    assert uncovered(page.raw_text, cleaned.blocks) == []


def check_text(head: dict, page: Page, cleaned: CleanedPage) -> None:
    kept = cleaned.clean_text.split(BLOCK_JOINT) if cleaned.clean_text else []
    if "kept" in head:
        assert kept == [written(line) for line in head["kept"]]
    assert [line for line in head.get("kept_some", ()) if written(line) not in kept] == []
    forbidden = [written(snippet) for snippet in head.get("not_in_text", ())]
    assert [snippet for snippet in forbidden if snippet not in page.raw_text] == []
    assert [snippet for snippet in forbidden if snippet in cleaned.clean_text] == []
    unread = [written(snippet) for snippet in head.get("not_in_raw", ())]
    assert [snippet for snippet in unread if snippet in page.raw_text] == []
    removed = lines_of(page, cleaned)
    for line, reason in head.get("cut", ()):
        assert removed.get(written(line)) == reason, line


def check_facts(head: dict, page: Page, cleaned: CleanedPage) -> None:
    if "form" in head:
        assert cleaned.article_form == head["form"]
    if "headline" in head:
        assert cleaned.headline == (written(head["headline"]) or None)
    if "date" in head:
        chosen = cleaned.date_chosen
        assert (chosen.candidate.isoformat() if chosen else "") == head["date"]
    for day, why in head.get("refused", ()):
        reasons = [d.refused_because for d in cleaned.dates if d.candidate.isoformat() == day]
        assert reasons
        assert all(reason and why in reason for reason in reasons)
    flags = (*page.flags, *cleaned.flags)
    assert [flag for flag in head.get("flags", ()) if flag not in flags] == [], flags
    names = {flag.partition("=")[0] for flag in flags}
    assert names.isdisjoint(head.get("no_flags", ())), flags
    if "captions" in head:
        assert [[c.caption_text, c.credit_text or ""] for c in cleaned.captions] == head["captions"]
    if "language" in head:
        code, share = main_language(cleaned.clean_text, page.metadata.language_code)
        least, most = head.get("language_share", (0.0, 1.0))
        assert code == head["language"]
        assert least <= share <= most


def written(text: str) -> str:
    """A text of a case with its escapes read, which make invisible characters visible."""
    return CHARACTER.sub(lambda found: chr(int(found[1], 16)), text)


@pytest.mark.parametrize(
    "path", [pytest.param(p, id=p.stem) for p in PATHS if "second" in read_case(p).head]
)
def test_two_inputs_of_a_case_are_to_each_other_as_it_says(path):
    case = read_case(path)
    first, second = (clean_page(read_page(case.document(number))) for number in (0, 1))
    match case.head["second"]:
        case "same_body":
            assert body_hash(first) == body_hash(second)
        case "other_body":
            assert body_hash(first) != body_hash(second)
            assert first.headline == second.headline
        case lines:
            texts = (set(cleaned.clean_text.split(BLOCK_JOINT)) for cleaned in (first, second))
            assert set.intersection(*texts) == set(lines)


def test_every_removed_block_of_the_cases_has_a_reason_and_a_role():
    for path in PATHS:
        try:
            cleaned = clean_page(read_page(read_case(path).document()))
        except BadInput:
            continue
        for block in cleaned.blocks:
            if block.removal:
                assert block.removal.reason and block.removal.rule_id
                assert block.clean_start is None
            assert block.role in Role
