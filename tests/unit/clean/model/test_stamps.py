"""What a list of comments shows: stamps, times of day, lines alike."""

import numpy as np

from tasks.clean.model.lines import count_lines
from tasks.clean.model.stamps import stamp_columns
from tests.unit.clean.model.pages import STORY

LINES = [
    *STORY, "3 comments", "Elin Sorrel, 4 May 2024 at 9:15", "She was never so late.",
    "Jonas Ek, 5 May 2024 at 10:40", "Reply 1", "Reply 22", "Reply 3", "Read on:",
]  # fmt: skip


def columns(lines: list[str]) -> dict[str, np.ndarray]:
    text = "\n".join(lines)
    starts = np.cumsum([0, *(len(line) + 1 for line in lines[:-1])]) if lines else []
    return stamp_columns(
        count_lines(text, [(s, s + len(line)) for s, line in zip(starts, lines, strict=True)])
    )


def marked(name: str) -> list[str]:
    return [line for line, value in zip(LINES, columns(LINES)[name], strict=True) if value]


def test_a_short_line_with_a_day_is_a_stamp_and_a_sentence_with_one_is_not():
    assert marked("stamp") == [LINES[5], LINES[7]]
    assert marked("clock") == [LINES[5], LINES[7]]
    assert columns(["On 4 May 2024 the ferry sailed " + "again and " * 9 + "again."])["stamp"] == 0


def test_lines_that_differ_in_figures_alone_are_alike():
    alike = dict(zip(LINES, columns(LINES)["alike"], strict=True))
    assert [alike[line] for line in ("Reply 1", "Reply 22", "Reply 3")] == [3, 3, 3]
    assert alike["3 comments"] == 1


def test_a_line_that_ends_in_a_colon_announces_something():
    assert marked("announces") == ["Read on:"]


def test_stamps_are_counted_from_the_start_of_the_main_stretch():
    found = columns(["1 May 2024", *LINES])
    assert found["stamp_on_page"].tolist() == [3] * (len(LINES) + 1)
    assert found["stamp_in_stretch"][[1, -1]].tolist() == [0, 2]
    assert found["since_stamp"][[0, 3, -1]].tolist() == [0, 3, 4]


def test_no_line_has_no_columns_to_fill():
    assert all(len(column) == 0 for column in columns([]).values())
