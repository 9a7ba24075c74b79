"""Gradient-boosted oblivious trees: all questions of a level are the same one.

In: a table of numbers, a line a row, and trees. Out: the sum of the trees' answers for each row, as
log-odds. Leaves are whole numbers, so that the sum is the same on every machine. The form of tree
is that of CatBoost (Prokhorenkova et al. 2018), which trains them; reading 400 of them for a page
takes a millisecond or two without any library but NumPy.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Leaves are stored in steps of one over this.
LEAF_STEPS = 2048
#: Rows that are worked on at a time: memory is rows x trees x levels bytes.
_BATCH = 1000


@dataclass(frozen=True)
class Trees:
    """Trees of one depth, at most 8.

    columns: shape (trees, depth), the column each level asks; borders: shape (trees, depth), the
    answer is 1 above it; leaves: shape (trees, 2 ** depth), the first level is the lowest bit.
    """

    columns: NDArray[np.uint16]
    borders: NDArray[np.float32]
    leaves: NDArray[np.int16]
    bias: float = 0.0

    def log_odds(self, table: NDArray[np.float32]) -> NDArray[np.float64]:
        """Sum of the answers for each row of a table (rows, columns)."""
        parts = [self._sum(table[at : at + _BATCH]) for at in range(0, len(table), _BATCH)]
        return np.concatenate([*parts, np.zeros(0)]) / LEAF_STEPS + self.bias

    def _sum(self, rows: NDArray[np.float32]) -> NDArray[np.int64]:
        count, depth = self.columns.shape
        by_column = np.ascontiguousarray(rows.T)
        leaf_of = np.zeros((count, len(rows)), dtype=np.uint8)
        for level in range(depth):
            above = by_column[self.columns[:, level]] > self.borders[:, level, None]
            leaf_of |= above.view(np.uint8) << np.uint8(level)
        first = np.arange(count, dtype=np.intp)[:, None] << depth
        return self.leaves.ravel()[first + leaf_of].sum(axis=0, dtype=np.int64)
