"""The words of a text: what stays the same when an editor changes spaces, quotes or commas.

In: a text. Out: its words in order. A figure is one word with the points and commas in it; so is
each letter of a script that is written without spaces. Signs that change what is said are words
too: currencies, percent signs, a minus before a figure. The warehouse reads words by nearly the
same pattern (`warehouse/words.py`).
"""

import unicodedata

import regex

#: Thai and Lao, Khmer, kana, Chinese characters.
_UNSPACED = r"\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = regex.compile(
    rf"\d+(?:[.,:]\d+)+|[^\W{_UNSPACED}]+|[{_UNSPACED}\p{{Sc}}%‰]|(?<!\w)[-−](?=\d)"
)


def find_words(text: str) -> list[str]:
    """Words and telling signs in order, in NFC, case kept."""
    return _WORD.findall(unicodedata.normalize("NFC", text))
