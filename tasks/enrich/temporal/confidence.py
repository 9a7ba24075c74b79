"""How far each rule can be trusted: the share of its values that are right.

Measured on the TimeBank and AQUAINT documents of TempEval-3, where a value counts only when the
annotators tagged the words and gave the same value, drawn towards PRIOR as if WEIGHT more cases
had been seen, so that a rule seen twice is not sure of itself. Not a probability for one date.
"""

PRIOR, WEIGHT = 0.8, 10

#: Rule to (right values, all values) on those documents.
_SEEN: dict[str, tuple[int, int]] = {
    "century": (2, 3),
    "date-full": (25, 26),
    "day-deictic": (103, 110),
    "daypart-of-day": (0, 2),
    "daypart-the": (2, 2),
    "daypart-this": (5, 6),
    "decade": (6, 10),
    "duration-age": (1, 2),
    "duration-article": (13, 28),
    "duration-counted": (138, 166),
    "duration-half": (1, 1),
    "duration-long": (1, 2),
    "duration-plural": (12, 30),
    "duration-pointed": (28, 32),
    "duration-recent": (8, 19),
    "duration-while": (1, 3),
    "future-reference": (10, 15),
    "half-ordinal": (1, 1),
    "holiday": (5, 6),
    "month-bare": (76, 79),
    "month-day": (149, 154),
    "month-day-next": (1, 1),
    "month-of-year": (5, 6),
    "month-pointed": (16, 17),
    "month-year": (17, 17),
    "offset-ago": (13, 26),
    "offset-earlier": (1, 2),
    "past-reference": (17, 25),
    "present-reference": (71, 101),
    "quarter-ended": (2, 5),
    "quarter-of-year": (6, 7),
    "quarter-ordinal": (90, 94),
    "quarter-the": (23, 32),
    "season": (2, 4),
    "season-pointed": (9, 10),
    "season-year": (1, 1),
    "set-adverb": (13, 25),
    "set-every": (7, 7),
    "set-every-name": (2, 2),
    "set-rate": (0, 1),
    "time": (4, 10),
    "time-on-day": (5, 9),
    "unit-end": (2, 6),
    "unit-neighbour": (2, 4),
    "unit-pointed": (139, 198),
    "unit-same": (2, 6),
    "unit-the": (20, 33),
    "week-of": (1, 1),
    "weekday-bare": (285, 326),
    "weekday-pointed": (8, 9),
    "year": (114, 131),
    "year-ago": (55, 72),
    "year-fiscal": (3, 4),
}

#: Rules that read what is written out, with nothing to guess.
_CERTAIN = {"date-iso": 1.0, "date-full": 0.98, "date-range": 0.98, "month-year": 0.98}


def confidence_of(rule_id: str) -> float:
    """The confidence of a rule, 0 to 1, to two digits."""
    if rule_id in _CERTAIN:
        return _CERTAIN[rule_id]
    right, seen = _SEEN.get(rule_id, (0, 0))
    return round((right + PRIOR * WEIGHT) / (seen + WEIGHT), 2)
