"""Written cases of near copies: one event as a wire tells it, and as others tell it.

In: the files of `tests/cases/near_copies/`. Out: for each event the texts that forty outlets make
of the wire story, with openings, cuts and closings of their own and the small edits of a desk, and
stories on the same event that are no copies. The same file always gives the same texts.
"""

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path

CASES_FOLDER = Path(__file__).parent / "cases" / "near_copies"

#: What desks change in a wire story.
DESK_EDITS = (
    (" percent", " per cent"),
    ('"', "”"),
    (" said ", " told this newspaper "),
    ("about ", "around "),
    ("Tuesday", "Tuesday evening"),
    ("million crowns", "m crowns"),
    (" soll ", " wird "),
    ("Kronen", "Kr."),
)


@dataclass(frozen=True)
class Event:
    """One event. copies: texts made of the wire story; others: written apart."""

    name: str
    wire: str
    copies: tuple[str, ...]
    others: tuple[str, ...]


def read_events(copy_count: int = 40) -> list[Event]:
    """All written events, in order of name."""
    return [_read_event(path, copy_count) for path in sorted(CASES_FOLDER.glob("*.toml"))]


def _read_event(path: Path, copy_count: int) -> Event:
    case = tomllib.loads(path.read_text("utf-8"))
    chance = random.Random(path.stem)
    wire = case["wire"].strip()
    copies = tuple(_print_copy(wire, case, chance) for _ in range(copy_count))
    return Event(path.stem, wire, copies, tuple(text.strip() for text in case["others"]))


def _print_copy(wire: str, case: dict, chance: random.Random) -> str:
    """The wire story as one outlet prints it: cut by up to a third, edited, with its own words."""
    paragraphs = wire.split("\n\n")
    kept = chance.randint(-(-2 * len(paragraphs) // 3), len(paragraphs))
    text = "\n\n".join(paragraphs[:kept])
    for old, new in chance.sample(DESK_EDITS, 2):
        text = text.replace(old, new)
    opening = chance.choice([None, *case["openings"]])
    closing = chance.choice([None, None, *case["closings"]])
    return "\n\n".join(part for part in (opening, text, closing) if part)
