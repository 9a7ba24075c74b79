"""Pages and texts for measuring speed, made of the project's own sample articles.

In: the sample articles and a number. Out: variations of them, each with addresses and sentences of
its own and one to three times as long, so that nothing is a duplicate and no cache helps. The same
number always gives the same bytes. They are small for news pages: menus and scripts are few.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, cycle, islice
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds"

#: Paragraphs without attributes are the articles'; those of menus and boxes have classes.
_PARAGRAPH = re.compile(rb"<p>.*?</p>", re.DOTALL)
_ADDRESS = re.compile(rb"\.example/")
#: A paragraph is repeated up to so many times.
_LONGEST = 3

#: Samples that give no article: a page whose text a paywall keeps, and its like.
_LEFT_OUT = "paywalled"


@dataclass(frozen=True, slots=True)
class GeneratedDocument:
    """One made-up input; url is None for plain text."""

    file_name: str
    url: str | None
    body: bytes


def generate_pages(how_many: int) -> list[GeneratedDocument]:
    """HTML pages, the samples in turn."""
    return list(islice(_vary(sorted(_files("*.html")), vary_page), how_many))


def generate_texts(how_many: int) -> list[GeneratedDocument]:
    """Plain texts, the samples in turn."""
    return list(islice(_vary(sorted(_files("*.txt")), vary_text), how_many))


def _files(pattern: str) -> Iterator[Path]:
    """The sample articles of one kind; the pages of the demo site are none."""
    return (path for path in SEEDS.rglob(pattern) if SEEDS / "site" not in path.parents)


def _vary(paths: list[Path], vary) -> Iterator[GeneratedDocument]:
    samples = [(p, p.read_bytes()) for p in paths if _LEFT_OUT not in p.name]
    for number, (path, body) in zip(count(1), cycle(samples), strict=False):
        is_page = path.suffix == ".html"
        yield GeneratedDocument(
            f"{number:06d}-{path.name}",
            f"https://{path.parent.name}.example/{number}/{path.stem}" if is_page else None,
            vary(body, number),
        )


def vary_page(body: bytes, number: int) -> bytes:
    """A page with its addresses, and each paragraph of its article, made this number's own."""

    def repeat(match: re.Match[bytes]) -> bytes:
        paragraph = match[0].removesuffix(b"</p>")
        return b"\n".join(paragraph + _note(number, k) + b"</p>" for k in _turns(number))

    varied = _PARAGRAPH.sub(repeat, _ADDRESS.sub(b".example/%d/" % number, body))
    # A sample of broken markup may have neither: its last words are then this number's own.
    return varied if varied != body else body + b"<p>" + _note(number, 0).strip()


def vary_text(body: bytes, number: int) -> bytes:
    """A text with each long line, its paragraphs, made this number's own."""
    lines = []
    for line in body.split(b"\n"):
        is_paragraph = len(line) > 120
        lines += [line + _note(number, k) for k in _turns(number)] if is_paragraph else [line]
    return b"\n".join([*lines, _note(number, 0).strip()])


def _turns(number: int) -> range:
    return range(1, 2 + number % _LONGEST)


def _note(number: int, turn: int) -> bytes:
    return b" It is entry %d of volume %d in the harbour office's register." % (turn, number)
