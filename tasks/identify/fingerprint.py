"""The fingerprint of a text, by which near copies of it are found among a million others.

In: a text. Out: a Fingerprint. Pure; which articles are near copies is for the warehouse to say.

The text is taken as the set of its runs of three words, case folded. MinHash makes a signature of
that set: the share of equal places in two signatures is the share of runs that the sets have in
common (Broder 1997). Two short forms of it are kept:

* `signature`, one character a place: six bits of each value are enough, as equal by chance is one
  place in 64 (b-bit MinHash, Li and König 2010), and DuckDB counts unequal characters in C.
* `bands`, numbers to look up: texts that share one are worth a comparison. Texts that have half of
  their runs in common share one with near certainty (99.9 %), with a tenth in common they rarely
  do (5 %). The first band is the whole text.
"""

import hashlib

from rensa import RMinHash

from tasks.identify.words import find_words
from tasks.models import Fingerprint

#: Words of a run. Shorter ones are common to all news, longer ones break at every small edit.
RUN_WORDS = 3

#: Places of a signature: the share it tells is right to 3 points (standard error, at a half).
PLACES = 256

#: Bands for looking up, of so many places each.
BANDS, BAND_PLACES = 50, 3

#: Shorter texts are too like each other by chance: they are found by their whole text only.
FEWEST_RUNS = 20

_SEED = 20240619
_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

#: Fingerprints of other versions are never compared.
FINGERPRINT_VERSION = f"1/{RMinHash.ALGORITHM_VERSION}"


def take_fingerprint(text: str) -> Fingerprint | None:
    """The fingerprint of a text; None for one without a word."""
    words = find_words(text.casefold())
    if not words:
        return None
    last = max(1, len(words) - RUN_WORDS + 1)
    runs = {" ".join(words[start : start + RUN_WORDS]) for start in range(last)}
    minima = RMinHash(num_perm=PLACES, seed=_SEED)
    minima.update(list(runs))
    values = minima.digest()
    bands = [_number("text", *words)]
    if len(runs) >= FEWEST_RUNS:
        for band in range(BANDS):
            first = band * BAND_PLACES
            bands.append(_number(band, *values[first : first + BAND_PLACES]))
    return Fingerprint(
        FINGERPRINT_VERSION,
        len(runs),
        bands[0],
        "".join(_CHARACTERS[value % len(_CHARACTERS)] for value in values),
        tuple(bands),
    )


def _number(*parts: object) -> int:
    """A signed 64-bit number that stands for these values in this version."""
    whole = " ".join(map(str, (FINGERPRINT_VERSION, *parts))).encode()
    return int.from_bytes(hashlib.blake2b(whole, digest_size=8).digest(), "big", signed=True)
