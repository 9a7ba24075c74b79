"""What the markup says of a line: tag, landmarks, links, the block it shares, the metadata.

In: a page's segments and metadata. Out: columns, one value a line. The block that holds the
article is not known by its name but by what it holds: most of the prose of the page.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from tasks.clean.model.lines import Floats, LineTable, squeeze
from tasks.extract.elements import HEADING_TAGS
from tasks.extract.landmarks import LANDMARKS
from tasks.models import Page, Segment

_TAGS = {
    name: number
    for number, names in enumerate(
        (
            (), ("p",), ("div",), ("li",), ("h1",), ("h2",), ("h3", "summary"), ("h4", "h5", "h6"),
            ("td", "th"), ("blockquote",), ("figcaption", "caption"), ("pre",), ("dd", "dt"),
            ("section", "article"),
        )
    )
    for name in names
}  # fmt: skip
_LANDMARK_NAMES = tuple(sorted(LANDMARKS))
_LANDMARK_COLUMN = {name: number for number, name in enumerate(_LANDMARK_NAMES)}
#: Blocks around a line that are looked at one by one, from its own outwards.
_LEVELS = 4
#: Share of the page's prose that a block must hold to be the one around the article.
_HOLDS = (0.5, 0.8)
_NO_BLOCK = 99
#: A link of a few words in a line is a reference; more of it is a pointer to another page.
_LINKED = 0.5
_MIN_TITLE_CHARS, _MIN_DESCRIPTION_CHARS = 10, 20
_BYLINE_CHARS = 100


def markup_columns(page: Page, lines: LineTable, columns: dict[str, Floats]) -> dict[str, Floats]:
    """The columns that only a page with markup has.

    Args:
        columns: those of `shape_columns`.
    """
    segments = page.segments
    links = np.array([s.link_share for s in segments], dtype=np.float32)
    landmarks = np.zeros((len(segments), len(_LANDMARK_NAMES)), dtype=np.float32)
    for row, segment in enumerate(segments):
        for name in segment.container:
            landmarks[row, _LANDMARK_COLUMN[name]] = 1
    prose = columns["prose"] * columns["words"] * (links < _LINKED)
    return {
        "tag": np.array([_TAGS.get(s.tag, 0) for s in segments], dtype=np.float32),
        "heading": np.array([s.tag in HEADING_TAGS for s in segments], dtype=np.float32),
        "links": links,
        **{f"in_{name}": landmarks[:, n] for n, name in enumerate(_LANDMARK_NAMES)},
        "landmarks": landmarks.sum(axis=1),
        **_block_columns(segments, columns["words"], links, prose),
        **_metadata_columns(page, lines),
    }


def _block_columns(
    segments: Sequence[Segment], words: Floats, links: Floats, prose: Floats
) -> dict[str, Floats]:
    """How much of the page's prose the blocks around a line hold, and lines like it."""
    total = max(1.0, float(prose.sum()))
    found = {}
    for level in range(_LEVELS):
        groups = _groups(s.path[-1 - level].number if len(s.path) > level else -1 for s in segments)
        found[f"block{level}_prose"] = _shared(groups, prose) / total
        found[f"block{level}_lines"] = _shared(groups, np.ones_like(prose))
        found[f"block{level}_links"] = _shared(groups, links * words) / np.maximum(
            1, _shared(groups, words)
        )
    for name, keys in (
        ("place", (s.container for s in segments)),
        ("kin", ((s.container, s.tag) for s in segments)),
        ("style", (tuple((b.tag, b.names) for b in s.path[-2:]) for s in segments)),
    ):
        found[f"{name}_prose"] = _shared(_groups(keys), prose) / total
    held = _held(segments, prose)
    for share in _HOLDS:
        found[f"steps_to_{share:.0%}"] = np.array(
            [
                next(
                    (
                        step
                        for step, block in enumerate(reversed(s.path))
                        if held[block.number] >= share * total
                    ),
                    _NO_BLOCK,
                )
                for s in segments
            ],
            dtype=np.float32,
        )
    found["depth"] = np.array([len(s.path) for s in segments], dtype=np.float32)
    return found


def _groups(keys: Iterable[Hashable]) -> NDArray[np.int64]:
    """The number of each line's group, from 0; lines with one key are of one group."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)


def _shared(group_of: NDArray[np.int64], values: Floats) -> Floats:
    """For each line the sum of a value over the lines of its group."""
    return np.bincount(group_of, weights=values)[group_of].astype(np.float32)


def _held(segments: Sequence[Segment], prose: Floats) -> dict[int, float]:
    """Words of prose inside each block."""
    held: dict[int, float] = defaultdict(float)
    for segment, words in zip(segments, prose.tolist(), strict=True):
        if words:
            for block in segment.path:
                held[block.number] += words
    return held


def _metadata_columns(page: Page, lines: LineTable) -> dict[str, Floats]:
    """Lines that say what the metadata says: headline, description, authors."""
    titles = {squeeze(headline) for headline, _ in page.metadata.headlines} - {""}
    description = squeeze(page.metadata.description or "")
    start = description[:60] if len(description) > _MIN_DESCRIPTION_CHARS else None
    authors = [name for author in page.metadata.authors if (name := squeeze(author))]
    rows = [
        (
            line in titles,
            len(line) > _MIN_TITLE_CHARS and any(line in t or t in line for t in titles),
            bool(start) and line == description,
            bool(start)
            and len(line) > _MIN_DESCRIPTION_CHARS
            and (start in line or line[:60] in description),
            len(text) < _BYLINE_CHARS and any(name in line for name in authors),
        )
        for text, line in zip(lines.texts, lines.squeezed, strict=True)
    ]
    table = np.array(rows, dtype=np.float32).reshape(len(rows), 5)
    names = ("is_headline", "in_headline", "is_description", "in_description", "names_author")
    found = {name: table[:, column] for column, name in enumerate(names)}
    headings = [n for n, s in enumerate(page.segments) if s.tag == "h1" or found["is_headline"][n]]
    first = headings[0] if headings else len(rows)
    found["below_headline"] = (np.arange(len(rows)) > first).astype(np.float32)
    return found
