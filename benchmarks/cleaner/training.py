"""From examples to weights: a vocabulary, then boosted trees on all columns.

In: examples. Out: a Part of the block model. The vocabulary is a logistic regression on the terms
that many sites use; what it says of a line is a column for the trees, and for the lines it was
trained on that column comes from a vocabulary trained without their site, or the trees would trust
it too far. Everything random has a fixed seed.
"""

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier

from benchmarks.cleaner.examples import Example
from benchmarks.cleaner.folds import fold_of
from tasks.clean.model.scorer import TERM_STEPS, Part, vocabulary_columns
from tasks.clean.model.trees import LEAF_STEPS, Trees
from tasks.clean.model.vocabulary import terms_of

#: A term that fewer sites use is the mark of a site, not of furniture.
MIN_SITES = 8
#: One booster a seed; their answers are averaged, so that no single split decides on an article.
SEEDS = (1, 2, 3)

_TREES = {
    "iterations": 300,
    "depth": 6,
    "learning_rate": 0.08,
    "l2_leaf_reg": 5,
    "rsm": 0.5,
    "border_count": 64,
}
#: Words of a true text below which its lines no longer gain in weight, and the most of one line.
_MIN_TRUE_WORDS, _MOST_LINE_WEIGHT = 30, 200


@dataclass(frozen=True)
class TrainingTable:
    """All lines of some examples: columns, terms, truth and weight of each.

    page_ends: where the lines of each example end; folds: the fold of each line's site.
    """

    names: tuple[str, ...]
    columns: NDArray[np.float32]
    terms: csr_matrix
    vocabulary: tuple[str, ...]
    is_text: NDArray[np.int8]
    weights: NDArray[np.float64]
    folds: NDArray[np.int64]
    page_ends: NDArray[np.int64]


def table_of(examples: Sequence[Example]) -> TrainingTable:
    """Put the lines of examples of one kind of page in one table."""
    names = examples[0].names
    sizes = [len(example.table) for example in examples]
    weights = [_line_weights(example, names.index("words")) for example in examples]
    vocabulary, terms = _terms_of(examples)
    return TrainingTable(
        names=names,
        columns=np.concatenate([example.table for example in examples]),
        terms=terms,
        vocabulary=vocabulary,
        is_text=np.concatenate([e.true_share >= 0.5 for e in examples]).astype(np.int8),
        weights=np.concatenate(weights),
        folds=np.repeat([fold_of(example.site) for example in examples], sizes),
        page_ends=np.cumsum(sizes),
    )


def _line_weights(example: Example, words_column: int) -> NDArray[np.float64]:
    """A line weighs what its words are of the page's true text: each page counts the same."""
    words = example.table[:, words_column].astype(np.float64)
    true_words = max(_MIN_TRUE_WORDS, float((words * example.true_share).sum()))
    return np.minimum((words + 1) / true_words * 300, _MOST_LINE_WEIGHT) * example.weight


def _terms_of(examples: Sequence[Example]) -> tuple[tuple[str, ...], csr_matrix]:
    counted = [Counter(terms_of(text)) for example in examples for text in example.texts]
    sites_of = [example.site for example in examples for _ in example.texts]
    sites: dict[str, set[str]] = defaultdict(set)
    for counts, site in zip(counted, sites_of, strict=True):
        for term in counts:
            sites[term].add(site)
    vocabulary = sorted(term for term, found in sites.items() if len(found) >= MIN_SITES)
    place = {term: number for number, term in enumerate(vocabulary)}
    rows, columns, values = [], [], []
    for row, counts in enumerate(counted):
        root = counts.total() ** 0.5
        for term, count in counts.items():
            if term in place:
                rows.append(row)
                columns.append(place[term])
                values.append(count / root)
    shape = (len(counted), len(vocabulary))
    return tuple(vocabulary), csr_matrix((values, (rows, columns)), shape, dtype=np.float32)


def train_part(table: TrainingTable, held_out: int | None = None) -> Part:
    """Train the weights for one kind of page.

    Args:
        held_out: a fold whose sites are left out; None trains on all.
    """
    used = np.flatnonzero(table.folds != held_out)
    scores, coefficients, bias = _vocabulary_scores(table, used)
    own = {name: np.concatenate(parts) for name, parts in _per_page(table, scores).items()}
    columns = np.column_stack([table.columns, *own.values()])
    return Part(
        names=(*table.names, *own),
        trees=_boost(table, columns, used),
        vocabulary=_kept_terms(table.vocabulary, coefficients),
        bias=float(bias),
    )


def held_out_scores(table: TrainingTable, fold: int, has_words: bool = True) -> NDArray[np.float64]:
    """Log-odds of the lines of a fold's sites, by one booster that never saw them.

    Args:
        has_words: whether the vocabulary is asked.
    """
    used, held = np.flatnonzero(table.folds != fold), np.flatnonzero(table.folds == fold)
    columns = table.columns
    if has_words:
        scores, _, _ = _vocabulary_scores(table, used)
        own = [np.concatenate(parts) for parts in _per_page(table, scores).values()]
        columns = np.column_stack([columns, *own])
    return _boost(table, columns, used, SEEDS[:1]).log_odds(columns[held])


def _vocabulary_scores(
    table: TrainingTable, used: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.float64], float]:
    """What the vocabulary says of each line, and its weights.

    A line of the sites used is weighed by a vocabulary that was trained without its fold, any other
    by the one of all sites used.
    """
    coefficients, bias = _train_vocabulary(table, used)
    scores = (table.terms @ coefficients + bias).astype(np.float32)
    for fold in sorted(set(table.folds[used])):
        inner, held = used[table.folds[used] != fold], used[table.folds[used] == fold]
        without, bias_without = _train_vocabulary(table, inner)
        scores[held] = table.terms[held] @ without + bias_without
    return scores, coefficients, bias


def _boost(
    table: TrainingTable,
    columns: NDArray[np.float32],
    used: NDArray[np.int64],
    seeds: Sequence[int] = SEEDS,
) -> Trees:
    """The trees of one booster a seed, each with its share of the answer."""
    parts = []
    for seed in seeds:
        booster = CatBoostClassifier(
            **_TREES, random_seed=seed, thread_count=2, verbose=0, allow_writing_files=False
        )
        booster.fit(columns[used], table.is_text[used], sample_weight=table.weights[used])
        parts.append(trees_of(booster, share=1 / len(seeds)))
    return Trees(
        np.concatenate([part.columns for part in parts]),
        np.concatenate([part.borders for part in parts]),
        np.concatenate([part.leaves for part in parts]),
        sum(part.bias for part in parts),
    )


def _train_vocabulary(
    table: TrainingTable, lines: NDArray[np.int64]
) -> tuple[NDArray[np.float64], float]:
    model = SGDClassifier(
        loss="log_loss", alpha=1e-5, max_iter=12, tol=None, average=True, random_state=SEEDS[0]
    )
    model.fit(table.terms[lines], table.is_text[lines], sample_weight=table.weights[lines])
    steps = np.clip(np.round(model.coef_[0] * TERM_STEPS), -127, 127)  # as they are stored
    return steps / TERM_STEPS, float(model.intercept_[0])


def _per_page(
    table: TrainingTable, scores: NDArray[np.float32]
) -> dict[str, list[NDArray[np.float32]]]:
    parts = defaultdict(list)
    for scores_of_page in np.split(scores, table.page_ends[:-1]):
        for name, column in vocabulary_columns(scores_of_page).items():
            parts[name].append(column)
    return parts


def _kept_terms(vocabulary: tuple[str, ...], coefficients: NDArray[np.float64]) -> dict[str, float]:
    return {
        term: weight
        for term, weight in zip(vocabulary, coefficients.tolist(), strict=True)
        if weight
    }


def trees_of(booster: CatBoostClassifier, share: float) -> Trees:
    """The trees of a trained booster in our form: leaves in whole steps, all of one depth.

    Args:
        share: what the booster counts for among others.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "trees.json"
        booster.save_model(str(path), format="json")
        model = json.loads(path.read_text("utf-8"))
    trees, depth = model["oblivious_trees"], _TREES["depth"]
    columns = np.zeros((len(trees), depth), dtype=np.uint16)
    borders = np.full((len(trees), depth), np.inf, dtype=np.float32)
    leaves = np.zeros((len(trees), 2**depth), dtype=np.float64)
    for row, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"] or ()):
            columns[row, level] = split["float_feature_index"]
            borders[row, level] = split["border"]
        leaves[row, : len(tree["leaf_values"])] = tree["leaf_values"]
    scale, bias = model["scale_and_bias"]
    steps = np.clip(np.round(leaves * scale * share * LEAF_STEPS), -32767, 32767).astype(np.int16)
    return Trees(columns, borders, steps, float(bias[0]) * share)
