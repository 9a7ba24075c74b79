"""How the lexicons write their words: short notations for the tables of a language."""


def words(text: str) -> list[str]:
    """The words of a text, in order."""
    return text.split()


def flags(text: str) -> dict[str, None]:
    """A class whose words have no value: words and phrases parted by commas."""
    return dict.fromkeys(text.split(", "))


def numbered(lines: str, start: int = 1) -> dict[str, int]:
    """Names by their number: those of a line, parted by spaces, share one."""
    return {
        name: number
        for number, names in enumerate(lines.strip().splitlines(), start)
        for name in words(names)
    }


def forms_of(entries: dict[str, str]) -> dict[str, str]:
    """Each form with the value whose forms it is one of."""
    return {form: value for value, forms in entries.items() for form in words(forms)}
