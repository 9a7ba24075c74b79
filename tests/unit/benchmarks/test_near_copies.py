"""The benchmark of near copies, on a warehouse of some hundred articles."""

import re

from benchmarks.near_copies import measure_accuracy, measure_batches
from tests.near_copy_cases import read_events


def test_all_pairs_of_copies_are_found_and_no_other():
    figures = dict(measure_accuracy(read_events(copy_count=4)))
    assert figures["pairs compared: precision, recall"] == "1.000, 1.000"
    assert figures["pairs grouped: precision, recall"] == "1.000, 1.000"


def test_a_batch_is_timed_with_the_grouping_in_it():
    rows = measure_batches(read_events(copy_count=4), count=300, batch_size=6)
    assert [name for name, _ in rows] == [
        f"batch {number} of 6 at 300 articles, half of it copies" for number in (1, 2)
    ]
    for _, figures in rows:
        whole, grouping = (float(n) for n in re.findall(r"([\d.]+) s \(", figures))
        assert 0 < grouping < whole
