"""The scores of a page's lines, from the weights that are shipped or others.

In: a page as its door left it. Out: for each segment the probability that it is text of the
article. A pure function of page and weights: no rule, no other page, no clock.
"""

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tasks.clean.model.layout import bare_spans, layout_columns
from tasks.clean.model.lines import Floats, LineTable, count_lines
from tasks.clean.model.markup import markup_columns
from tasks.clean.model.place import neighbour_columns, place_columns
from tasks.clean.model.shape import shape_columns
from tasks.clean.model.stamps import stamp_columns
from tasks.clean.model.trees import Trees
from tasks.clean.model.vocabulary import terms_of, weigh_terms
from tasks.errors import ConfigurationFault
from tasks.models import Page

WEIGHTS_FILE = Path(__file__).with_name("weights.npz")

_PAGE_NEIGHBOURS = (
    "words", "ends_sentence", "links", "prose", "capitalised_share", "heading", "in_related",
    "in_list",
)  # fmt: skip
_TEXT_NEIGHBOURS = (
    "words", "ends_sentence", "prose", "capitalised_share", "mark", "blank_lines", "copies",
    "indent_from_prose", "stamp", "clock", "announces", "alike",
)  # fmt: skip


@dataclass(frozen=True)
class PageTable:
    """A page as numbers, counted once for all parts that score it.

    lines: its lines; columns: numbers a line by name, all but those of votes and of words.
    """

    lines: LineTable
    columns: Mapping[str, Floats]

    @cached_property
    def terms(self) -> list[list[str]]:
        """The words of each line and their pairs."""
        return [terms_of(text) for text in self.lines.texts]


@dataclass(frozen=True)
class Part:
    """The weights for one kind of page.

    names: the columns its trees ask, in order; vocabulary and bias: see `vocabulary.py`.
    """

    names: tuple[str, ...]
    trees: Trees
    vocabulary: Mapping[str, float]
    bias: float

    def score(self, page: Page, table: PageTable) -> NDArray[np.float64]:
        """Probability for each segment of a page, shape (segments,)."""
        if not page.segments:
            return np.zeros(0)
        columns = {
            **table.columns,
            **vote_columns(page),
            **vocabulary_columns(weigh_terms(table.terms, self.vocabulary, self.bias)),
        }
        asked = np.stack([columns[name] for name in self.names]).T
        return 1 / (1 + np.exp(-self.trees.log_odds(asked)))


#: The parts of a model: for pages, for pages with the extractor's votes, for plain text.
PART_KINDS = ("page", "voted", "text")


@dataclass(frozen=True)
class BlockModel:
    """Weights for each kind of page (PART_KINDS), and the version of all of them."""

    version: str
    parts: Mapping[str, Part]

    def score(self, page: Page, table: PageTable | None = None) -> list[float]:
        """How likely each segment of a page is text of its article, 0 to 1.

        Args:
            table: of the same page, with or without votes, where it has been counted already.
        """
        kind = "text" if not page.is_html else "voted" if page.has_votes else "page"
        return self.parts[kind].score(page, table or count_page(page)).tolist()


def count_page(page: Page) -> PageTable:
    """Count the lines of a page."""
    spans = [(s.start, s.end) for s in page.segments] if page.is_html else bare_spans(page)
    lines = count_lines(page.raw_text, spans)
    columns = shape_columns(lines)
    columns |= place_columns(lines, columns)
    if page.is_html:
        columns |= markup_columns(page, lines, columns)
        names = _PAGE_NEIGHBOURS
    else:
        columns |= layout_columns(page, columns["prose"])
        columns |= stamp_columns(lines)
        names = _TEXT_NEIGHBOURS
    return PageTable(lines, columns | neighbour_columns(columns, names))


def vote_columns(page: Page) -> dict[str, Floats]:
    """The columns that the extractor's votes give; none where it was not asked."""
    if not page.has_votes:
        return {}
    own = {"vote": np.array([s.vote or 0.0 for s in page.segments], dtype=np.float32)}
    return own | neighbour_columns(own, ("vote",))


def vocabulary_columns(weights: Floats) -> dict[str, Floats]:
    """The columns that the weight of each line's words gives."""
    own = {"vocabulary": weights}
    return own | neighbour_columns(own, ("vocabulary",))


@cache
def load_model(path: Path = WEIGHTS_FILE) -> BlockModel:
    """The model of a weights file; its version is the start of the file's SHA-256.

    Raises:
        ConfigurationFault: the file is missing or is no weights file.
    """
    try:
        version = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
        with np.load(path, allow_pickle=False) as arrays:
            return BlockModel(version, {kind: _part(kind, arrays) for kind in PART_KINDS})
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as fault:
        raise ConfigurationFault(
            f"{path} is no weights file of the cleaner ({fault}); `make train-cleaner` writes one, "
            'and with `cleaner = "none"` the rules work alone'
        ) from fault


def _part(kind: str, arrays: Mapping[str, np.ndarray]) -> Part:
    terms = _words(arrays[f"{kind}_terms"])
    weights = (arrays[f"{kind}_term_weights"] / TERM_STEPS).tolist()
    columns, borders = arrays[f"{kind}_columns"], arrays[f"{kind}_borders"]
    tree_bias, term_bias = arrays[f"{kind}_biases"].tolist()
    return Part(
        names=_words(arrays[f"{kind}_names"]),
        trees=Trees(columns, borders, arrays[f"{kind}_leaves"], tree_bias),
        vocabulary=dict(zip(terms, weights, strict=True)),
        bias=term_bias,
    )


#: Weights of terms are stored in steps of one over this.
TERM_STEPS = 16


def _words(packed: np.ndarray) -> tuple[str, ...]:
    return tuple(packed.tobytes().decode("utf-8").split("\n"))


def pack_parts(parts: Mapping[str, Part]) -> dict[str, np.ndarray]:
    """The arrays of a weights file for the parts of PART_KINDS; `load_model` reads them."""
    arrays = {}
    for kind, part in parts.items():
        terms = sorted(part.vocabulary)
        weights = [round(part.vocabulary[term] * TERM_STEPS) for term in terms]
        arrays |= {
            f"{kind}_names": _packed(part.names),
            f"{kind}_columns": part.trees.columns,
            f"{kind}_borders": part.trees.borders,
            f"{kind}_leaves": part.trees.leaves,
            f"{kind}_biases": np.array([part.trees.bias, part.bias]),
            f"{kind}_terms": _packed(terms),
            f"{kind}_term_weights": np.clip(weights, -127, 127).astype(np.int8),
        }
    return arrays


def _packed(words: tuple[str, ...] | list[str]) -> np.ndarray:
    return np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8)
