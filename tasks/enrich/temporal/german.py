"""The German lexicon: which words belong to which class of the grammar, with their values.

Pure data, as in `english`: inflected forms are entries. Where German puts these words is told by
the patterns of `rules.german`.
"""

from tasks.enrich.temporal.wordlists import flags, forms_of, numbered, words


def inflected(stems: str) -> list[str]:
    """The forms of adjectives and pronouns, by their stems: letzte, letzten, letzter ..."""
    return [stem + ending for stem in words(stems) for ending in ("e", "en", "er", "es", "em")]


MONTHS = numbered("""
    januar jänner jan
    februar feber feb
    märz mär
    april apr
    mai
    juni jun
    juli jul
    august aug
    september sept sep
    oktober okt
    november nov
    dezember dez
""")
WEEKDAYS = numbered("""
    montag montags
    dienstag dienstags
    mittwoch mittwochs
    donnerstag donnerstags
    freitag freitags
    samstag sonnabend samstags sonnabends
    sonntag sonntags
""")
NAMED_WEEKDAYS = {name: day for name, day in WEEKDAYS.items() if not name.endswith("s")}
DAYPARTS = {"morgen": "MO", "vormittag": "MO", "nachmittag": "AF", "abend": "EV", "nacht": "NI"}

_ONES = words("ein zwei drei vier fünf sechs sieben acht neun")
_TENS = words("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")
NUMERALS = (
    numbered(
        "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
        "fünfzehn sechzehn siebzehn achtzehn neunzehn".replace(" ", "\n"),
        start=0,
    )
    | {ten: 10 * number for number, ten in enumerate(_TENS, start=2)}
    | {
        f"{one}und{ten}": 10 * tens + ones
        for tens, ten in enumerate(_TENS, start=2)
        for ones, one in enumerate(_ONES, start=1)
    }
    | {"anderthalb": 1.5, "eineinhalb": 1.5}
    | {f"{one}einhalb": ones + 0.5 for ones, one in enumerate(_ONES[1:], start=2)}
)
SCALES = {"hundert": 100, "tausend": 1000, "million": 10**6, "millionen": 10**6, "dutzend": 12}
ORDINALS = {
    form: number
    for number, stem in enumerate(
        words(
            "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt "
            "vierzehnt fünfzehnt sechzehnt siebzehnt achtzehnt neunzehnt zwanzigst "
            "einundzwanzigst"
        ),
        start=1,
    )
    for form in inflected(stem)
}

SINGULAR_UNITS = forms_of(
    {
        "second": "sekunde",
        "minute": "minute",
        "hour": "stunde",
        "day": "tag tages tags",
        "week": "woche",
        "weekend": "wochenende wochenendes",
        "month": "monat monats",
        "quarter": "quartal quartals",
        "year": "jahr jahres jahrs",
        "decade": "jahrzehnt jahrzehnts dekade",
        "century": "jahrhundert jahrhunderts",
    }
)
PLURAL_UNITS = forms_of(
    {
        "second": "sekunden",
        "minute": "minuten",
        "hour": "stunden",
        "day": "tage tagen",
        "week": "wochen",
        "weekend": "wochenenden",
        "month": "monate monaten",
        "quarter": "quartale quartalen",
        "year": "jahre jahren",
        "decade": "jahrzehnte jahrzehnten dekaden",
        "century": "jahrhunderte jahrhunderten",
    }
)
#: The end of a period in one word.
UNIT_ENDS = {
    form + ending: unit
    for form, unit in {
        "jahresende": "year",
        "monatsende": "month",
        "quartalsende": "quarter",
    }.items()
    for ending in ("", "s")
}

FIXED_HOLIDAYS = {
    "neujahr": (1, 1),
    "neujahrstag": (1, 1),
    "dreikönigstag": (1, 6),
    "valentinstag": (2, 14),
    "walpurgisnacht": (4, 30),
    "tag der arbeit": (5, 1),
    "tag der deutschen einheit": (10, 3),
    "reformationstag": (10, 31),
    "halloween": (10, 31),
    "allerheiligen": (11, 1),
    "nikolaustag": (12, 6),
    "heiligabend": (12, 24),
    "heiligen abend": (12, 24),
    "weihnachten": (12, 25),
    "weihnachtstag": (12, 25),
    "silvester": (12, 31),
}
EASTER_HOLIDAYS = {
    "rosenmontag": -48,
    "aschermittwoch": -46,
    "palmsonntag": -7,
    "gründonnerstag": -3,
    "karfreitag": -2,
    "ostern": 0,
    "ostersonntag": 0,
    "ostermontag": 1,
    "christi himmelfahrt": 39,
    "himmelfahrt": 39,
    "pfingsten": 49,
    "pfingstsonntag": 49,
    "pfingstmontag": 50,
    "fronleichnam": 60,
}

BOUNDS = {
    "etwa": "APPROX",
    "rund": "APPROX",
    "ungefähr": "APPROX",
    "circa": "APPROX",
    "ca": "APPROX",
    "gut": "MORE_THAN",
    "fast": "LESS_THAN",
    "beinahe": "LESS_THAN",
    "knapp": "LESS_THAN",
    "weniger als": "LESS_THAN",
    "unter": "LESS_THAN",
    "mehr als": "MORE_THAN",
    "über": "MORE_THAN",
    "mindestens": "EQUAL_OR_MORE",
    "wenigstens": "EQUAL_OR_MORE",
    "höchstens": "EQUAL_OR_LESS",
    "maximal": "EQUAL_OR_LESS",
    "bis zu": "EQUAL_OR_LESS",
}
PART_WORDS = {"anfang": "START", "mitte": "MID", "ende": "END"}

PAST_VERBS = frozenset(
    words(
        "war waren hatte hatten hat haben habe wurde wurden kam kamen ging gingen gab gaben fand "
        "fanden stand standen nahm nahmen sprach sprachen begann begannen blieb blieben ließ "
        "ließen hielt hielten trat traten starb starben fiel fielen zog zogen schrieb schrieben "
        "gewann gewannen verlor verloren trug trugen wuchs stieg stiegen sank sanken schloss "
        "schlossen traf trafen lag lagen lief liefen rief riefen unterschrieb unterschrieben "
        "erschien erschienen brach brachen flog flogen sah sahen lud saß saßen verließ wusste "
        "musste mussten konnte konnten wollte wollten sollten durfte durften fasste"
    )
)

CLASSES: dict[str, dict[str, object]] = {
    "month": MONTHS,
    # Months that are also names: only after a word that asks for a date
    "name_month": flags("mai, august, jan, juli"),
    "short_month": flags("jan, feb, mär, apr, jun, jul, aug, sept, sep, okt, nov, dez"),
    "weekday": NAMED_WEEKDAYS
    | {day + part: number for day, number in NAMED_WEEKDAYS.items() for part in DAYPARTS},
    "weekdays": {day: number for day, number in WEEKDAYS.items() if day.endswith("s")},
    "weekday_daypart": flags(", ".join(day + part for day in NAMED_WEEKDAYS for part in DAYPARTS)),
    "daypart": DAYPARTS
    | {day + part: code for day in NAMED_WEEKDAYS for part, code in DAYPARTS.items()}
    | {"morgens": "MO", "vormittags": "MO", "nachmittags": "AF", "abends": "EV", "nachts": "NI"}
    | {"früh": "MO", "mittag": "MI", "mittags": "MI"},
    "daypart_adverb": flags("morgens, vormittags, nachmittags, abends, nachts, mittags, früh"),
    "numeral": NUMERALS | SCALES,
    "scale": SCALES,
    "ordinal": ORDINALS,
    "unit": SINGULAR_UNITS | PLURAL_UNITS | UNIT_ENDS,
    "single": SINGULAR_UNITS,
    "plural": PLURAL_UNITS,
    "unit_end": flags(", ".join(UNIT_ENDS)),
    "season": {
        form: number
        for number, names in enumerate(("frühjahr frühling", "sommer", "herbst", "winter"))
        for name in words(names)
        for form in (name, name + "s")
    },
    "noon": {"mitternacht": 24},
    "oclock": flags("uhr"),
    "zone": flags("mez, mesz, gmt, utc, ortszeit"),
    "deictic_day": {"heute": 0, "gestern": -1, "vorgestern": -2, "morgen": 1, "übermorgen": 2},
    # Tomorrow in small letters, the morning with a capital
    "morning": flags("morgen"),
    "fixed_holiday": FIXED_HOLIDAYS,
    "moving_holiday": {},
    "easter_holiday": EASTER_HOLIDAYS,
    "quarter_word": flags("quartal, quartals, vierteljahr"),
    "half_word": flags("halbjahr, halbjahres, jahreshälfte"),
    "year_word": flags("jahr, jahre, jahres, gesamtjahr, geschäftsjahr"),
    "years_word": flags("jahre, jahren"),
    "week_word": flags("woche"),
    "weekend_word": flags("wochenende"),
    "century_word": flags("jahrhundert, jahrhunderts"),
    "quarter_name": {"q1": 1, "q2": 2, "q3": 3, "q4": 4},
    "half_name": {"h1": 1, "h2": 2},
    "decade_name": {
        name + ending: 10 * number
        for number, name in enumerate(
            words(
                "zwanziger dreißiger vierziger fünfziger sechziger siebziger achtziger neunziger"
            ),
            start=2,
        )
        for ending in ("", "n")
    },
    "vague_number": flags(
        "wenige, wenigen, einige, einigen, einiger, mehrere, mehreren, mehrerer, viele, vielen, "
        "ein paar, paar, etliche, etlichen, zahlreiche, zahlreichen"
    ),
    "half": dict.fromkeys(words("halbe halben halbes halber"), 0.5),
    "bound": BOUNDS,
    "part": PART_WORDS | dict.fromkeys(UNIT_ENDS, "END"),
    "part_word": PART_WORDS,
    "christian_era": flags("n. chr"),
    "before_christ": flags("v. chr"),
    # Pointing words
    "this": dict.fromkeys([*inflected("dies laufend"), "heurigen"]),
    "last": dict.fromkeys(inflected("letzt vergangen vorig")),
    "next": dict.fromkeys(inflected("nächst kommend")),
    "previous": dict.fromkeys([*inflected("vorangegangen vorhergehend"), "vortag", "vorabend"]),
    "following": dict.fromkeys([*inflected("folgend darauffolgend"), "folgetag"]),
    "neighbour_day": flags("vortag, vorabend, folgetag"),
    "thereafter": flags("darauf, danach"),
    "that": dict.fromkeys(inflected("jen selb gleich"))
    | flags("desselben, demselben, derselben, dasselbe, dieselbe"),
    "ago": flags("vor"),
    "hence": flags("in"),
    "earlier": {"zuvor": -1, "davor": -1, "früher": -1},
    "later": {"später": 1, "danach": 1},
    "each": dict.fromkeys([*inflected("jed"), "alle"]),
    "other": dict.fromkeys(inflected("zweit"), 2),
    "per": flags("pro, je"),
    "adverb_of_frequency": {
        "stündlich": "PT1H",
        "täglich": "P1D",
        "wöchentlich": "P1W",
        "monatlich": "P1M",
        "vierteljährlich": "P3M",
        "jährlich": "P1Y",
        "alljährlich": "P1Y",
    },
    "times": {"einmal": 1, "zweimal": 2, "dreimal": 3, "viermal": 4, "mehrmals": None},
    "occasions": flags("mal"),
    # Vague references
    "present_reference": flags("jetzt, derzeit, zurzeit, momentan, gegenwärtig, heutzutage"),
    "past_reference": flags("kürzlich, jüngst, neulich, unlängst, früher, vor kurzem"),
    "future_reference": flags("bald, demnächst, in kürze"),
    "past_noun": flags("vergangenheit"),
    "future_noun": flags("zukunft"),
    # Small words
    "the": flags("der, die, das, den, dem, des"),
    "article": dict.fromkeys(("ein", "eine", "einem", "einen", "einer", "eines"), 1),
    "determiner": flags(
        "der, die, das, den, dem, des, ein, eine, einem, einen, einer, eines, sein, seine, ihr, "
        "ihre, diese, dieser, dieses, jeder, jede, jedes, kein, keine, am, im, vom, zum"
    ),
    "of": flags("von"),
    "and": flags("und"),
    # "zehn bis zwanzig Jahre": a range like "zehn oder zwanzig"; "zu" alone makes infinitives
    "or": flags("oder, bis"),
    "to": flags("zu"),
    "until": flags("bis, bis zum"),
    "on": flags("am"),
    "at": flags("um, gegen, ab, bis, seit"),
    "in": flags("in, im"),
    "long": flags("lang, lange, langen"),
    "old": flags("alt, alte, alten, alter"),
    "stretch": dict.fromkeys(inflected("ganz voll weiter weiter")) | flags("weitere, weiteren"),
    "span_cue": flags(
        "für, nach, innerhalb von, binnen, während, seit, über, auf, dauerte, dauert, dauern, um"
    ),
    "date_cue": flags(
        "im, am, vom, zum, seit, bis, ab, von, vor, nach, gegen, um, zwischen, und, oder, für, "
        "auf, "
        "anfang, mitte, ende, aus, (, [, den, dem, der, bis zum, zu, an"
    ),
    "day_cue": flags("am, vom, zum, bis, ab, seit, dem, den, bis zum"),
    "year_cue": flags("im, seit, bis, ab, vor, nach, zwischen, anfang, mitte, ende, von"),
    "since": flags("seit, nach"),
    "forward": flags("geplant, vorgesehen, angesetzt, erwartet, fällig, frist, spätestens"),
    "deadline_preposition": flags("bis, ab, bis zum"),
    "before_preposition": flags("vor"),
    "reach_preposition": {},
    "conjunction": flags("und, aber, oder, während, sondern, weil, dass"),
    "abbreviation": flags(
        "jan, feb, mär, apr, jun, jul, aug, sept, sep, okt, nov, dez, dr, prof, st, nr, ca, bzw, "
        "mio, mrd, str, abs, art, vgl"
    ),
    "counted": flags(
        "menschen, personen, männer, frauen, kinder, kindern, leute, soldaten, arbeiter, "
        "mitarbeiter, mitarbeitern, beschäftigte, beschäftigten, stellen, fälle, fällen, tote, "
        "toten, häuser, häusern, wohnungen, stimmen, sitze, punkte, punkten, aktien, tonnen, "
        "kilometer, kilometern, meter, metern, meilen, hektar, kilogramm, kilo, liter, euro, "
        "dollar, franken, pfund, prozent, schüler, studenten, studierende, patienten, gäste, "
        "gästen, zuschauer, zuschauern, besucher, besuchern, fans, mitglieder, mitgliedern, "
        "exemplare, autos, fahrzeuge, spiele, spielen, stunden, minuten, sekunden, tage, tagen, "
        "wochen, monate, monaten, jahre, jahren, quadratmeter, einwohner, einwohnern, "
        "flüchtlinge, wähler, familien, einsatzkräfte"
    ),
    # Verbs, for the direction of a bare weekday or month. German tells what is coming in the
    # present tense too: the verbs of announcements point on.
    "future_verb": flags(
        "wird, werden, werde, soll, sollen, will, wollen, beginnt, beginnen, startet, starten, "
        "findet, finden, tagt, tagen, trifft, treffen, reist, reisen, entscheidet, geplant, "
        "vorgesehen, angesetzt, erwartet, frühestens, spätestens"
    ),
    "modal_verb": flags(
        "kann, können, könnte, könnten, dürfte, dürften, möchte, möchten, muss, müssen, sollte, "
        "würde, würden"
    ),
    "perfect_verb": {},
    "present_verb": flags("plant, hofft, heißt, sagt"),
    "past_verb": dict.fromkeys(PAST_VERBS),
    "implicative_verb": {},
    "auxiliary": flags("sein, worden, nicht, auch, werden"),
}

#: Nouns have a capital, months and weekdays too.
NEEDS_CAPITAL = frozenset(MONTHS) | frozenset(NAMED_WEEKDAYS)

#: Weak verbs (sagte, meldeten) and participles (gestorben, gesagt) by their form.
PAST_FORM = (
    r"[a-zäöüß]{2,}(?:te|ten)|(?:ab|an|auf|aus|ein|mit|vor|zu|zurück)?ge[a-zäöüß]{2,}(?:en|t)"
)
NOT_PAST = frozenset(
    words(
        "heute könnte könnten sollte möchte möchten müsste müssten dürfte dürften hätte hätten "
        "bitte wäre heutigen gegen gestern genug gerecht gesamt gesamten gut gegenüber gerade "
        "geplant gesund geht gehen geben gelten gehört gewinnt gewinnen geschieht getan gestalten "
        "letzte letzten nächste nächsten erste ersten dritte dritten zweite zweiten vierte vierten "
        "beste besten weite weiten rechte rechten alte alten bunte bunten gute guten späte späten "
        "seite seiten selten unten hinten zehnte zehnten arbeiten leiten bieten halten treten "
        "raten starten beraten erwarten warten bitten betreten erhalten enthalten verhalten "
        "größte größten meiste meisten höchste höchsten jüngste jüngsten"
    )
)
FUTURE_FORM = r"(?!)"  # the future is made with "werden"

#: 1.000,5
NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
NUMBER_MARKS = {".": "", ",": "."}
#: 13.09.23, 14.12., 14.30 (Uhr), 90er
SPECIAL_TOKENS = (
    r"(?<![\w.])\d{1,2}\.\d{1,2}\.\d\d(?![\w.])|(?<![\w.])\d{1,2}\.(?:0?[1-9]|1[0-2])\.(?!\w)"
    r"|(?<![\w.,])\d{1,2}\.\d\d(?![\w.,])|\b\d{1,3}0er\b"
)
SHAPES = [
    ("clock", r"([01]?\d|2[0-4])\.([0-5]\d)"),
    ("decade", r"(\d{1,3})0er"),
    ("day", r"(0?[1-9]|[12]\d|3[01])\.\d\d?\."),
    ("month", r"\d\d?\.(0?[1-9]|1[0-2])\."),
    ("day_month", r"(\d\d?)\.(\d\d?)\."),
    ("ordinal", r"(\d\d?)"),
]
SHAPE_SAMPLES = words("1.000 2,5 13.09.23 14.12. 14.30 30.30 14.99 90er 1990er 32 99")
HAS_DAY_FIRST = True
HAS_CAPITAL_NOUNS = True
