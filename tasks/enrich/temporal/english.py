"""The English lexicon: which words belong to which class of the grammar, with their values.

Pure data. A word may stand in several classes; a key with spaces is a phrase that the tokeniser
joins into one token. Rules never name a word, so another language is another module like this.
"""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ),
        start=1,
    )
    for name in names.split()
}

NUMERALS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}

ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(),
        start=1,
    )
} | {"thirtieth": 30}

#: Calendar and clock units, by their singular; the plural adds an s unless it is named here.
UNITS = "second minute hour day week fortnight weekend month quarter year decade century".split()
IRREGULAR_PLURALS = {"century": "centuries"}
SINGULAR_UNITS = {unit: unit for unit in UNITS}
PLURAL_UNITS = {IRREGULAR_PLURALS.get(unit, unit + "s"): unit for unit in UNITS}

#: Holidays: (month, day), or (month, weekday, which one of the month; -1 is the last).
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
MOVING_HOLIDAYS = {
    "martin luther king day": (1, 1, 3),
    "memorial day": (5, 1, -1),
    "labor day": (9, 1, 1),
    "columbus day": (10, 1, 2),
    "thanksgiving day": (11, 4, 4),
    "thanksgiving": (11, 4, 4),
    # The Tuesday after the first Monday of November: never the first of the month.
    "election day": (11, 2, 1.5),
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

#: Which part of a period is meant: TIMEX3 modifiers.
PARTS = {
    "early": "START",
    "earlier": "START",
    "beginning": "START",
    "start": "START",
    "late": "END",
    "later": "END",
    "end": "END",
    "close": "END",
    "mid": "MID",
    "middle": "MID",
}

#: Verb forms that are not regular: enough of them to know the tense of news prose.
PAST_VERBS = frozenset(
    "was were had did said told went came took made gave got saw knew thought began became left "
    "felt brought bought held met led kept ran sat stood lost paid sent spoke spent rose fell "
    "grew wrote won broke chose drew drove flew hit put read shot sold struck swore taught threw "
    "wore fought found built caught cut heard laid lay let meant set shut slid sought swept "
    "shook slipped sank sprang stole stuck dealt fled forbade froze hung hurt quit rode".split()
)

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
    # Month words that are also a name, a verb or another word: only near a word that asks for a date
    "ambiguous_month": dict.fromkeys("may march april june august jan mar".split()),
    # Short forms that are words or names elsewhere ("the Sun")
    "short_weekday": dict.fromkeys("mon tue tues wed thu thur thurs fri sat sun".split()),
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
    "zone": dict.fromkeys(
        "gmt utc est edt cst cdt mst mdt pst pdt et bst cet cest ist jst kst".split()
    ),
    "deictic_day": {"today": 0, "yesterday": -1, "tomorrow": 1},
    "tonight": {"tonight": 0},
    "beyond": {"day before yesterday": -2, "day after tomorrow": 2},
    "fixed_holiday": FIXED_HOLIDAYS,
    "moving_holiday": MOVING_HOLIDAYS,
    "easter_holiday": EASTER_HOLIDAYS,
    "quarter_word": dict.fromkeys(["quarter", "quarters"]),
    "half_word": dict.fromkeys(["half"]),
    "year_word": dict.fromkeys(["year"]),
    "week_word": dict.fromkeys(["week"]),
    "century_word": dict.fromkeys(["century"]),
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
    "vague_number": dict.fromkeys(
        "few several many some dozens hundreds thousands couple-of numerous countless various".split()
    )
    | {"a number of": None, "dozens of": None, "hundreds of": None, "thousands of": None},
    "couple": {"couple": 2, "couple of": 2},
    "half": {"half": 0.5},
    "bound": BOUNDS,
    "part": PARTS,
    "fiscal": dict.fromkeys(["fiscal", "financial"]),
    "christian_era": dict.fromkeys(["ad", "ce", "a.d."]),
    "before_christ": dict.fromkeys(["bc", "bce", "b.c."]),
    # Pointing words
    "this": dict.fromkeys(["this", "current"]),
    "present": dict.fromkeys(["present", "current"]),
    "last": dict.fromkeys(["last", "past"]),
    "latest": dict.fromkeys(["latest", "most recent"]),
    "next": dict.fromkeys(["next", "coming", "upcoming"]),
    "recent": dict.fromkeys(["recent"]),
    "previous": dict.fromkeys(["previous", "preceding", "prior"]),
    "following": dict.fromkeys(["following", "next", "ensuing", "subsequent"]),
    "that": dict.fromkeys(["that", "the same", "that same"]),
    "corresponding": dict.fromkeys(["corresponding", "comparable", "same", "like"]),
    "ago": dict.fromkeys(["ago"]),
    "earlier": {"earlier": -1, "before": -1, "previously": -1},
    "later": {"later": 1, "afterwards": 1, "afterward": 1, "after": 1},
    "hence": dict.fromkeys(["hence", "from now"]),
    "each": dict.fromkeys(["each", "every"]),
    "other": {"other": 2, "second": 2},
    "per": dict.fromkeys(["per"]),
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
    "occasions": dict.fromkeys(["times", "time"]),
    # Vague references
    "present_reference": dict.fromkeys(["now", "currently", "nowadays", "right now", "these days"]),
    "past_reference": dict.fromkeys(["recently", "more recently", "lately", "formerly"]),
    "future_reference": dict.fromkeys(["soon"]),
    "past_noun": dict.fromkeys(["past"]),
    "future_noun": dict.fromkeys(["future", "near future", "not-too-distant future"]),
    "while": dict.fromkeys(["while", "long time", "short time", "short while", "long while"]),
    "period_noun": dict.fromkeys(["period"]),
    # Small words
    "the": dict.fromkeys(["the"]),
    "article": {"a": 1, "an": 1},
    "determiner": dict.fromkeys(
        "the a an his her its their our my your this that these those each every no any".split()
    ),
    "possessor": dict.fromkeys("his her its their our my your".split()),
    "of": dict.fromkeys(["of"]),
    "and": dict.fromkeys(["and"]),
    "or": dict.fromkeys(["or"]),
    "so": dict.fromkeys(["so"]),
    "to": dict.fromkeys(["to"]),
    "until": dict.fromkeys(["to", "until", "till", "through"]),
    "on": dict.fromkeys(["on"]),
    "at": dict.fromkeys(["at"]),
    "in": dict.fromkeys(["in"]),
    "sometime": dict.fromkeys(["sometime"]),
    "more": dict.fromkeys(["more", "additional", "extra", "further"]),
    "another": dict.fromkeys(["another", "additional"]),
    "stretch": dict.fromkeys(
        "full more additional extra trading working straight consecutive whole long business "
        "solid calendar".split()
    ),
    "long": dict.fromkeys(["long"]),
    "old": dict.fromkeys(["old", "older"]),
    "ended": dict.fromkeys(["ended", "ending"]),
    "as": dict.fromkeys(["as"]),
    "after": dict.fromkeys(["after"]),
    "than": dict.fromkeys(["than"]),
    "now_that": dict.fromkeys(["foreseeable", "distant"]),
    # What may stand before a stretch of time: for years, after weeks, within days
    "span_cue": dict.fromkeys(
        "for after within in over during following follows spent took take takes lasted last "
        "lasting under throughout before despite".split()
    ),
    # What a lone year or month may follow
    "date_cue": dict.fromkeys(
        "in since of by from until till to through between before after during around about on "
        "late early mid for at and or but as back only".split()
    )
    | {"(": None, "[": None},
    # What makes a following four-digit number a year even before a plural noun
    "year_cue": dict.fromkeys("in since during until till before after early late mid".split()),
    "since": dict.fromkeys(["since", "after"]),
    "forward": dict.fromkeys(
        "until till due scheduled expected planned slated payable effective set expire expires "
        "record plans begins starts by upcoming".split()
    ),
    # Nouns that a number before them counts, so that the number is no year
    "counted": dict.fromkeys(
        "people persons men women children troops soldiers workers employees jobs cases deaths "
        "homes houses votes seats points shares units tons tonnes miles kilometers kilometres "
        "km feet meters metres yards acres hectares pounds dollars euros yen won rubles percent "
        "calories barrels students patients prisoners passengers rooms members copies vehicles "
        "cars planes missiles rounds games hours minutes seconds days weeks months years "
        "times square residents refugees voters delegates families volunteers officers".split()
    ),
    # Verbs, for the direction of a bare weekday or month
    "future_verb": dict.fromkeys(["will", "won", "shall", "going to", "ll"]),
    "modal_verb": dict.fromkeys("would could may might can should must cannot".split()),
    "perfect_verb": dict.fromkeys(["has", "have", "ve"]),
    "present_verb": dict.fromkeys("is are am says say plans expects wants hopes means".split()),
    "past_verb": dict.fromkeys(PAST_VERBS),
    "auxiliary": dict.fromkeys("be been being not also".split()),
}

#: Words that are a month or a weekday only with a capital letter.
NEEDS_CAPITAL = frozenset(
    "may march mar august jun sun sat mon wed fri dec jan sep tue thu".split()
)

#: A lower-case word with one of these endings is taken for a past verb form.
PAST_SUFFIXES = ("ed",)
