"""Words of a text in SQL: what stays the same when spaces, quotes and commas change.

In: a SQL expression of a text. Out: a SQL expression of its words. The same words as
`tasks/identify/words.py` finds, but for a dash between figures.
"""

#: Letters of scripts that are written without spaces: each is a word.
_UNSPACED = (
    r"[\x{0e00}-\x{0eff}\x{1780}-\x{17ff}\x{3040}-\x{30ff}\x{3400}-\x{4dbf}"
    r"\x{4e00}-\x{9fff}\x{f900}-\x{faff}]"
)
_WORD = (
    r"\p{N}+(?:[.,:]\p{N}+)+"  # a figure with its points and commas
    r"|[\p{L}\p{M}\p{N}_]+"
    r"|[\p{Sc}%‰]|[-−]\p{N}+"  # signs that change what is said
)


def words_of(text: str) -> str:
    """The words of a text, a list of varchar in order, as they are written."""
    spaced = f"regexp_replace(nfc_normalize({text}), '({_UNSPACED})', ' \\1 ', 'g')"
    return f"regexp_extract_all({spaced}, '{_WORD}')"


def folded(text: str) -> str:
    """The words as one text: equal for two texts that differ in spaces and marks alone."""
    return f"array_to_string({words_of(text)}, ' ')"
