"""Calendar days printed in full: `13 Sep 2023`, `June 19, 2024`, `7. März 2024`, `2024-03-07`.

In: a short printed text (a stamp, a caption, a header). Out: the days that stand in it, with their
offsets. Only full dates of day, month and year: no reading of words such as Wednesday, which need
a day of reference (that is `tasks/enrich/temporal`). Templates often set a label, a stamp and what
follows without a space between them (`Published3 May 20249:15`), so four figures of a year end a
date whatever stands behind. Of a date in figures whose day and month could be exchanged the reading
with the day first is given, and marked as ambiguous.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

import regex

from tasks.extract.months import fold_letters, month_numbers


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day with the offsets of its text; is_ambiguous: day and month could be exchanged."""

    day: date
    start: int
    end: int
    is_ambiguous: bool = False

    @property
    def exchanged(self) -> date:
        """The other reading of an ambiguous day: 3 April for 4 March."""
        return self.day.replace(month=self.day.day, day=self.day.month)


def find_days(text: str) -> list[PrintedDay]:
    """All full dates in a text, in order."""
    folded = fold_letters(text)
    found = []
    for match in _pattern().finditer(folded):
        if not _begins_word(text, match.start()):
            continue
        parts = {name: value for name, value in match.groupdict().items() if value}
        year = int(next(v for k, v in parts.items() if k.startswith("year")))
        if "month_figure" in parts:
            month, day, ambiguous = int(parts["month_figure"]), int(parts["day_figure"]), False
        elif "figure_1" in parts:
            first, second = int(parts["figure_1"]), int(parts["figure_2"])
            ambiguous = first <= 12 and second <= 12 and first != second and "." not in match[0]
            day, month = (second, first) if second > 12 else (first, second)
        else:
            name = next(value for key, value in parts.items() if key.startswith("month"))
            day = int(next(value for key, value in parts.items() if key.startswith("day")))
            month, ambiguous = month_numbers()[name], False
        try:
            found.append(PrintedDay(date(year, month, day), match.start(), match.end(), ambiguous))
        except ValueError:  # 31 June: no day of any calendar
            continue
    return found


def _begins_word(text: str, start: int) -> bool:
    """Whether a word begins at an offset; in `NewsMay` one does, at the capital."""
    before, first = text[start - 1 : start], text[start]
    return not (before.isalpha() and first.isalpha()) or (before.islower() and first.isupper())


@cache
def _pattern() -> regex.Pattern:
    year = r"(?:19|20)\d\d"
    return regex.compile(
        rf"""(?<![\d.])(?P<year_1>{year})(?P<gap>[-/.])(?P<month_figure>\d\d?)(?P=gap)
          (?P<day_figure>\d\d?)(?!\d)
        | (?<!\d)(?P<year_5>{year})\s?[年년]\s?(?P<month_figure>\d\d?)\s?[月월]
          \s?(?P<day_figure>\d\d?)\s?[日일]
        | (?<!\d)(?P<day_1>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s*[\s.-](?:de\s+|of\s+)?
          (?P<month_1>\L<months>)\.?,?
          [\s-]+(?:de\s+|del\s+)?(?P<year_2>{year})
        | (?=[^\s\d]{{2,14}}\s+\d)  # the months are many, so look first whether one can stand here
          (?P<month_2>\L<months>)\.?\s+(?P<day_2>\d{{1,2}})(?:st|nd|rd|th)?[.,]?\s*(?P<year_3>{year})
        | (?<!\d)(?P<year_6>{year})(?:\.|\ m\.|,)?\s(?P<month_3>\L<months>)\s(?P<day_3>\d\d?)(?!\d)
        | (?<![\d.])(?P<figure_1>\d{{1,2}})(?P<dot>[./-]|\.\s|\ \|\ )(?P<figure_2>\d{{1,2}})(?P=dot)
          (?P<year_4>{year})""",
        regex.VERBOSE,
        months=list(month_numbers()),
    )
