"""What a browser shows: white space collapsed, hidden elements, elements set as blocks.

In: a text, or an element's attributes. Out: the text as it is drawn; whether the element hides or
breaks lines. Only inline styles are read, as no style sheet is fetched.
"""

import re

#: Characters that a browser collapses, and those that would break a line of text in two.
_SPACE = re.compile("[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_DROPPED = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufeff]")

HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)", re.IGNORECASE)


def hides(attributes: list[tuple[str, str]]) -> bool:
    """Whether an element's attributes take it out of sight."""
    for name, value in attributes:
        if name == "hidden":
            if value.lower() != "until-found":
                return True
        elif name == "style" and HIDING_STYLE.search(value):
            return True
    return False


def is_set_as_block(attributes: list[tuple[str, str]]) -> bool:
    """Whether an inline style makes a block of an element."""
    return any(name == "style" and _BLOCK_STYLE.search(value) for name, value in attributes)


def collapse(text: str) -> str:
    """Runs of white space as one space each, what is not drawn dropped."""
    if text.isascii():  # the same in a third of the time
        collapsed = " ".join(text.split())
        if collapsed.isprintable():
            if not collapsed:
                return text and " "
            before, after = text[0].isspace(), text[-1].isspace()
            return f"{' ' if before else ''}{collapsed}{' ' if after else ''}"
    return _SPACE.sub(" ", _DROPPED.sub("", text))


def is_drawn(char: str) -> bool:
    """Whether a character leaves a mark on the page."""
    return char.isprintable() and not char.isspace()
