"""Text that was broken once before it reached us: UTF-8 read as windows-1252 (`fÃ¼r` for `für`).

In: decoded text. Out: the text with what is surely broken repaired, and in how many runs. Only
this one mistake is looked for, the common one; whether a run is broken is ftfy's judgement, and a
repair that does not leave clean text is not made. The bytes as they came stay in the archive.
"""

import re
from functools import cache

#: The characters that windows-1252 and Latin-1 have for the bytes 0x80 to 0xBF.
_CONTINUATION = "\u0080-\u00bf" + "".join(
    bytes([byte]).decode("windows-1252", "ignore") for byte in range(0x80, 0xA0)
)
#: The first two bytes of a character of UTF-8, read as letters: quick to search for.
_PAIR = re.compile(f"[\u00c2-\u00f4][{_CONTINUATION}]")
#: All its bytes: a word such as `é»` has only the first two.
_SUSPECT = re.compile(
    f"[\u00c2-\u00df][{_CONTINUATION}]"
    f"|[\u00e0-\u00ef][{_CONTINUATION}]{{2}}"
    f"|[\u00f0-\u00f4][{_CONTINUATION}]{{3}}"
)
#: A text or a tag of a page, a line of a text: broken or whole by itself.
_BOUNDARY = re.compile(r"[<>\n]")
#: Longer runs are judged in parts: scripts of a megabyte on one line are common.
_RUN_CHARS = 2_000


def repair_mojibake(text: str) -> tuple[str, int]:
    """The text with broken runs repaired, and the number of such runs."""
    parts: list[str] = []
    done = repaired = 0
    for pair in _PAIR.finditer(text):
        suspect = _SUSPECT.match(text, pair.start())
        if suspect is None or pair.start() < done:
            continue
        start, end = _run_around(text, suspect, done)
        mended = _mend(text[start:end])
        repaired += mended != text[start:end]
        parts += [text[done:start], mended]
        done = end
    return ("".join([*parts, text[done:]]), repaired) if repaired else (text, 0)


def _run_around(text: str, suspect: re.Match[str], done: int) -> tuple[int, int]:
    """Start and end of the run that a suspect stands in; what is before `done` is done."""
    least = max(done, suspect.start() - _RUN_CHARS)
    start = max(text.rfind(boundary, least, suspect.start()) + 1 for boundary in "<>\n")
    most = suspect.end() + _RUN_CHARS
    if boundary := _BOUNDARY.search(text, suspect.end(), most):
        return max(start, least), boundary.start()
    space = text.find(" ", most, most + _RUN_CHARS)  # not inside a broken letter
    return max(start, least), space if space >= 0 else min(most + _RUN_CHARS, len(text))


def _mend(run: str) -> str:
    from ftfy import fix_encoding  # only texts with a suspect pay for the import
    from ftfy.badness import badness

    before = badness(run)
    if not before:
        return run
    mended = fix_encoding(run, _config())
    is_sure = badness(mended) < before and mended.count("\ufffd") <= run.count("\ufffd")
    return mended if is_sure else run


@cache
def _config():
    from ftfy import TextFixerConfig

    # A repair that guesses lost bytes is not sure; entities are the parser's business.
    return TextFixerConfig(replace_lossy_sequences=False, unescape_html=False)
