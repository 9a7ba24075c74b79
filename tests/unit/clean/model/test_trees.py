"""Reading oblivious trees with NumPy, against the plainest way to read them."""

import numpy as np

from tasks.clean.model.trees import LEAF_STEPS, Trees

RANDOM = np.random.default_rng(7)


def some_trees(count: int, depth: int, columns: int) -> Trees:
    return Trees(
        columns=RANDOM.integers(0, columns, (count, depth)).astype(np.uint16),
        borders=RANDOM.normal(size=(count, depth)).astype(np.float32),
        leaves=RANDOM.integers(-900, 900, (count, 2**depth)).astype(np.int16),
        bias=0.25,
    )


def read_plainly(trees: Trees, row: np.ndarray) -> float:
    total = 0
    for columns, borders, leaves in zip(trees.columns, trees.borders, trees.leaves, strict=True):
        place = sum(
            2**level for level, column in enumerate(columns) if row[column] > borders[level]
        )
        total += int(leaves[place])
    return total / LEAF_STEPS + trees.bias


def test_every_row_has_the_sum_of_its_leaves():
    trees = some_trees(count=30, depth=6, columns=9)
    table = RANDOM.normal(size=(2300, 9)).astype(np.float32)  # more rows than one batch
    found = trees.log_odds(table)
    for number in (0, 1, 999, 1000, 2299):
        assert found[number] == read_plainly(trees, table[number])


def test_a_value_on_the_border_is_not_above_it():
    trees = Trees(
        np.zeros((1, 1), np.uint16), np.ones((1, 1), np.float32), np.array([[1, 2]], np.int16)
    )
    assert (trees.log_odds(np.array([[1.0], [1.5]], np.float32)) * LEAF_STEPS).tolist() == [1, 2]


def test_no_rows_have_no_sums():
    assert some_trees(2, 2, 3).log_odds(np.zeros((0, 3), np.float32)).tolist() == []
