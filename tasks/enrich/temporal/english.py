"""The English lexicon: which words belong to which class of the grammar, with their values.

Pure data. A word may stand in several classes; a key with spaces is a phrase that the tokeniser
joins into one token. Rules never name a word, so another language is another module like this.
"""

from tasks.enrich.temporal.english_verbs import VERB_CLASSES
from tasks.enrich.temporal.wordlists import flags, numbered, words

MONTHS = numbered("""
    january jan
    february feb
    march mar
    april apr
    may
    june jun
    july jul
    august aug
    september sept sep
    october oct
    november nov
    december dec
""")

WEEKDAYS = numbered("""
    monday mon
    tuesday tues tue
    wednesday wed
    thursday thurs thur thu
    friday fri
    saturday sat
    sunday sun
""")

NUMERALS = {
    word: number
    for number, word in enumerate(
        words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen"
        )
    )
} | {
    word: 10 * number
    for number, word in enumerate(
        words("twenty thirty forty fifty sixty seventy eighty ninety"), start=2
    )
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}

ORDINALS = {
    word: number
    for number, word in enumerate(
        words(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh "
            "twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
            "nineteenth twentieth"
        ),
        start=1,
    )
} | {"thirtieth": 30}

#: Calendar and clock units, by their singular; the plural adds an s unless it is named here.
UNITS = words("second minute hour day week fortnight weekend month quarter year decade century")
IRREGULAR_PLURALS = {"century": "centuries"}
SINGULAR_UNITS = {unit: unit for unit in UNITS}
PLURAL_UNITS = {IRREGULAR_PLURALS.get(unit, unit + "s"): unit for unit in UNITS}

#: Holidays on a day of the year: (month, day).
FIXED_HOLIDAYS = {
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "independence day": (7, 4),
    "halloween": (10, 31),
    "veterans day": (11, 11),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
#: Holidays on a weekday: (month, weekday, which one of the month, -1 the last; first day counted).
MOVING_HOLIDAYS = {
    "martin luther king day": (1, 1, 3),
    "memorial day": (5, 1, -1),
    "labor day": (9, 1, 1),
    "columbus day": (10, 1, 2),
    "thanksgiving day": (11, 4, 4),
    "thanksgiving": (11, 4, 4),
    # The Tuesday after the first Monday: the first Tuesday counted from the second of the month.
    "election day": (11, 2, 1, 2),
}
#: Days counted from Easter Sunday.
EASTER_HOLIDAYS = {
    "easter sunday": 0,
    "easter": 0,
    "easter monday": 1,
    "good friday": -2,
    "ash wednesday": -46,
}

#: How an amount is bounded: TIMEX3 modifiers.
BOUNDS = {
    "about": "APPROX",
    "around": "APPROX",
    "roughly": "APPROX",
    "approximately": "APPROX",
    "some": "APPROX",
    "almost": "LESS_THAN",
    "nearly": "LESS_THAN",
    "less than": "LESS_THAN",
    "under": "LESS_THAN",
    "fewer than": "LESS_THAN",
    "more than": "MORE_THAN",
    "over": "MORE_THAN",
    "at least": "EQUAL_OR_MORE",
    "no less than": "EQUAL_OR_MORE",
    "no fewer than": "EQUAL_OR_MORE",
    "at most": "EQUAL_OR_LESS",
    "up to": "EQUAL_OR_LESS",
    "no more than": "EQUAL_OR_LESS",
}

#: Which part of a period is meant, said before its name ("early 1990"): TIMEX3 modifiers.
PART_WORDS = {"early": "START", "earlier": "START", "late": "END", "later": "END", "mid": "MID"}
#: The same as a noun ("the end of 1990").
PART_NOUNS = {
    "beginning": "START",
    "start": "START",
    "middle": "MID",
    "end": "END",
    "close": "END",
}

CLASSES: dict[str, dict[str, object]] = {
    "month": MONTHS,
    "weekday": WEEKDAYS,
    "weekdays": {name + "s": number for name, number in WEEKDAYS.items() if len(name) > 5},
    "numeral": NUMERALS | SCALES,
    "scale": SCALES,
    "ordinal": ORDINALS,
    "unit": SINGULAR_UNITS | PLURAL_UNITS,
    "single": SINGULAR_UNITS,
    "plural": PLURAL_UNITS,
    # Month words that are also a name or a verb: only beside a word that asks for a date
    "ambiguous_month": flags("may, march, april, june, august, jan, mar"),
    # Short forms that are words or names elsewhere ("the Sun")
    "short_month": flags("jan, feb, mar, apr, jun, jul, aug, sep, sept, oct, nov, dec"),
    "short_weekday": flags("mon, tue, tues, wed, thu, thur, thurs, fri, sat, sun"),
    "season": {"spring": 0, "summer": 1, "fall": 2, "autumn": 2, "winter": 3},
    "daypart": {
        "morning": "MO",
        "afternoon": "AF",
        "evening": "EV",
        "night": "NI",
        "mornings": "MO",
        "afternoons": "AF",
        "evenings": "EV",
        "nights": "NI",
    },
    "noon": {"noon": 12, "midday": 12, "midnight": 24},
    "meridiem": {"am": 0, "a.m": 0, "a.m.": 0, "pm": 12, "p.m": 12, "p.m.": 12},
    "zone": flags(
        "gmt, utc, est, edt, cst, cdt, mst, mdt, pst, pdt, et, bst, cet, cest, ist, jst, kst"
    ),
    "deictic_day": {"today": 0, "yesterday": -1, "tomorrow": 1},
    "tonight": {"tonight": 0},
    "beyond": {"day before yesterday": -2, "day after tomorrow": 2},
    "fixed_holiday": FIXED_HOLIDAYS,
    "moving_holiday": MOVING_HOLIDAYS,
    "easter_holiday": EASTER_HOLIDAYS,
    "quarter_word": flags("quarter, quarters"),
    "half_word": flags("half"),
    "year_word": flags("year"),
    "week_word": flags("week"),
    "month_word": flags("month"),
    "day_or_week_plural": flags("days, weeks"),
    "century_word": flags("century, centuries"),
    "quarter_name": {"q1": 1, "q2": 2, "q3": 3, "q4": 4},
    "half_name": {"h1": 1, "h2": 2},
    "decade_name": {
        "twenties": 20,
        "thirties": 30,
        "forties": 40,
        "fifties": 50,
        "sixties": 60,
        "seventies": 70,
        "eighties": 80,
        "nineties": 90,
    },
    "vague_number": flags(
        "few, several, many, some, dozens, hundreds, thousands, numerous, countless, various, a "
        "number of, dozens of, hundreds of, thousands of"
    ),
    "couple": {"couple": 2, "couple of": 2},
    "half": {"half": 0.5},
    "bound": BOUNDS,
    "firm_bound": {word: mod for word, mod in BOUNDS.items() if " " in word}
    | {"almost": None, "nearly": None},
    "part": PART_WORDS | PART_NOUNS,
    "part_word": PART_WORDS,
    "part_noun": PART_NOUNS,
    "fiscal": flags("fiscal, financial"),
    "christian_era": flags("ad, ce, a.d."),
    "before_christ": flags("bc, bce, b.c."),
    # Pointing words
    "this": flags("this, current"),
    "present": flags("present, current"),
    "last": flags("last, past"),
    "latest": flags("latest, most recent"),
    "next": flags("next, coming, upcoming"),
    "recent": flags("recent"),
    "previous": flags("previous, preceding, prior"),
    "following": flags("following, next, ensuing, subsequent"),
    "that": flags("that, the same, that same"),
    "corresponding": flags("corresponding, comparable, same, like"),
    "ago": flags("ago"),
    "earlier": {"earlier": -1, "before": -1, "previously": -1},
    "later": {"later": 1, "afterwards": 1, "afterward": 1, "after": 1},
    "hence": flags("hence, from now"),
    "each": flags("each, every"),
    "other": {"other": 2, "second": 2},
    "per": flags("per"),
    "adverb_of_frequency": {
        "hourly": "PT1H",
        "nightly": "P1D",
        "daily": "P1D",
        "weekly": "P1W",
        "biweekly": "P2W",
        "monthly": "P1M",
        "annually": "P1Y",
        "yearly": "P1Y",
    },
    "times": {"once": 1, "twice": 2},
    "occasions": flags("times, time"),
    # Vague references
    "present_reference": flags("now, currently, nowadays, right now, these days"),
    "past_reference": flags("recently, more recently, lately, formerly"),
    "future_reference": flags("soon"),
    "past_noun": flags("past"),
    "future_noun": flags("future, near future"),
    "future_cue": flags("in, into, of, about, for"),
    "while": flags("while, long time, short time, short while, long while"),
    "period_noun": flags("period"),
    # Small words
    "the": flags("the"),
    "article": {"a": 1, "an": 1},
    "determiner": flags(
        "the, a, an, his, her, its, their, our, my, your, this, that, these, those, each, "
        "every, no, any"
    ),
    "of": flags("of"),
    "and": flags("and"),
    "or": flags("or"),
    "so": flags("so"),
    "to": flags("to"),
    "until": flags("until, till"),
    "on": flags("on"),
    "at": flags("at"),
    "in": flags("in"),
    "into": flags("into"),
    # What the 22nd of an unsaid month stands after
    "day_cue": flags("on, of, until, till, by, since, from, through, before, after"),
    "sometime": flags("sometime"),
    "another": flags("another, additional"),
    "stretch": flags(
        "full, more, additional, extra, trading, working, straight, consecutive, whole, long, "
        "business, solid, calendar"
    ),
    "long": flags("long"),
    "old": flags("old, older"),
    "ended": flags("ended, ending"),
    "as": flags("as"),
    "after": flags("after"),
    "after_or_before": flags("after, before"),
    "between": flags("between"),
    "and_or_to": flags("and, or, to"),
    # What may stand before a stretch of time: for years, after weeks, within days
    "span_cue": flags(
        "for, after, within, in, over, during, following, follows, spent, took, take, takes, "
        "lasted, last, lasting, under, throughout, before, despite"
    ),
    # What a lone year or month may follow
    "date_cue": flags(
        "in, into, since, of, by, from, until, till, to, through, between, before, after, "
        "during, around, about, on, late, early, mid, for, at, and, or, but, as, back, only, "
        "both, due, throughout, circa, (, ["
    ),
    # What makes a following four-digit number a year even before a plural noun
    "year_cue": flags("in, since, during, until, till, before, after, early, late, mid"),
    "since": flags("since"),
    # What a year stands after that is told by the way: the treaty of 1930, since 1918
    "aside_cue": flags("of, since, from, the, (, ["),
    # Words in s that no number counts: "from 1948 onwards"
    "never_counted": flags(
        "onwards, afterwards, always, perhaps, across, towards, sometimes, less, this, versus, "
        "hundreds, thousands, unless, whereas, besides"
    ),
    "hour_word": flags("hours, hrs"),
    "o_word": flags("o"),
    "clock_word": flags("clock"),
    # What points on from the publication day, anywhere before a month
    "forward": flags(
        "due, scheduled, expected, planned, slated, payable, effective, expire, expires, "
        "upcoming, deadline, of record, set for"
    ),
    "deadline_preposition": flags("until, till, by, as soon as"),
    "before_preposition": flags("before"),
    "reach_preposition": flags("to, through"),
    "conjunction": flags("and, but, or, while"),
    "abbreviation": flags(
        "jan, feb, mar, apr, jun, jul, aug, sep, sept, oct, nov, dec, mon, tue, tues, wed, thu, "
        "thur, thurs, fri, sat, sun, mr, mrs, ms, dr, gen, sen, rep, gov, lt, col, sgt, st, "
        "prof, vs, no"
    ),
    # Nouns that a number before them counts, so that the number is no year
    "counted": flags(
        "people, persons, men, women, children, troops, soldiers, workers, employees, jobs, "
        "cases, deaths, homes, houses, votes, seats, points, shares, units, tons, tonnes, "
        "miles, kilometers, kilometres, km, feet, meters, metres, yards, acres, hectares, kg, "
        "lb, mph, pounds, dollars, euros, yen, won, rubles, percent, calories, barrels, "
        "students, patients, prisoners, passengers, rooms, members, copies, vehicles, cars, "
        "planes, missiles, rounds, games, hours, minutes, seconds, days, weeks, months, years, "
        "times, square, residents, refugees, voters, delegates, families, volunteers, officers"
    ),
    **VERB_CLASSES,
}

#: Words that are a month or a weekday only with a capital letter.
NEEDS_CAPITAL = frozenset(words("may march mar august jun sun sat mon wed fri dec jan sep tue thu"))

#: A word of this form is taken for a past verb form, unless it is one of NOT_PAST.
PAST_FORM = r"[a-z]{3,}ed"
NOT_PAST = frozenset(
    words(
        "united hundred indeed exceed proceed succeed sacred naked speed bleed preferred "
        "unspecified undisclosed unexpected unprecedented unchanged unlimited unemployed"
    )
)
FUTURE_FORM = r"(?!)"  # the future has no form of its own

#: How the language writes numbers (1,000.5), and what to put for its marks so that Python reads
#: them.
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
NUMBER_MARKS = {",": ""}
#: A pattern for tokens that this language alone has, without groups that capture; and the classes
#: such shapes belong to, each with a pattern whose groups are its numbers.
SPECIAL_TOKENS = ""
SHAPES: list[tuple[str, str]] = []
SHAPE_SAMPLES: list[str] = []
HAS_DAY_FIRST = False  # 5/6/2024 is 5 June in Oldmere and 6 May in Brackenford
HAS_CAPITAL_NOUNS = False
