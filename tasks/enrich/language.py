"""The language a text is written in.

In: text of any length. Out: a BCP 47 primary language code, or None when the text is too short, or
too mixed, to say; and what share of the text is in it. Offline, the same answer for the same
text. Never guesses from the publisher.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: Characters read; more do not change the verdict and cost time.
SAMPLE_CHARACTERS = 20_000

#: Below this share of the probability the text is too short to say: a name, a score, a heading.
MIN_CONFIDENCE = 0.5

#: Parts of a text that are judged apart, at most, the least characters of one, and how many of
#: them are read. Shorter parts are told wrong; the cost goes with the characters read, and so is
#: below that of judging a long text as a whole.
MOST_PARTS = 12
#: With a smaller share of the parts, the text as a whole says which language is the main one: a
#: list of Japanese names has Chinese characters alone.
CLEAR_SHARE = 0.6
PART_CHARACTERS = 200
PART_SAMPLE = 400


@lru_cache(maxsize=1)
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Languages with a two-letter code: creoles and dialects take probability from their
    # large neighbours and no newspaper of ours is written in them.
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])
    return identifier


def language_of(text: str) -> str | None:
    """BCP 47 code of the language of most of the text ("en", "de"), None when it is unclear."""
    sample = text[:SAMPLE_CHARACTERS]
    if sum(map(str.isalpha, sample)) < 4:
        return None
    code, confidence = _identifier().classify(sample)
    return str(code) if confidence >= MIN_CONFIDENCE else None


def primary_code(language_code: str | None) -> str | None:
    """The language of a code with region or script: "en-GB", "en_US" and "EN" are "en"."""
    if not language_code:
        return None
    primary = language_code.strip().replace("_", "-").split("-")[0].lower()
    return primary if primary.isalpha() and len(primary) in (2, 3) else None


def decide_language(text: str, hint: str | None = None) -> str | None:
    """What the text says; the page's own word for it only when the text is too short to say.

    A page's `lang` attribute often belongs to the template, so it is never believed against a text.
    """
    return main_language(text, hint)[0]


def main_language(text: str, hint: str | None = None) -> tuple[str | None, float | None]:
    """The language of most of the text, and the share of its letters in it, 0 to 1.

    The share is None when the text itself does not say its language. Parts that are unclear count
    for neither side.
    """
    letters: Counter[str] = Counter()
    for part in _parts(text[:SAMPLE_CHARACTERS]):
        if code := language_of(part[:PART_SAMPLE]):
            letters[code] += sum(map(str.isalpha, part))
    if letters:
        main, most = letters.most_common(1)[0]
        if most < CLEAR_SHARE * letters.total() and (whole := language_of(text)) in letters:
            main = whole
        return main, letters[main] / letters.total()
    main = language_of(text)  # short, or no part of it is clear
    return (main, 1.0) if main else (primary_code(hint), None)


def _parts(text: str) -> Iterator[str]:
    """Consecutive lines of a text put together to parts of about one size.

    A long line begins a part, so that two paragraphs of two languages are judged apart.
    """
    least = max(PART_CHARACTERS, len(text) // MOST_PARTS)
    part: list[str] = []
    size = 0
    for line in text.splitlines():
        if size >= least / 2 and len(line) >= least:
            yield "\n".join(part)
            part, size = [], 0
        part.append(line)
        size += len(line)
        if size >= least:
            yield "\n".join(part)
            part, size = [], 0
    if size >= PART_CHARACTERS:
        yield "\n".join(part)
