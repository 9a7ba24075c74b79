"""The French lexicon: which words belong to which class of the grammar, with their values.

Pure data, as in `english`: inflected forms are entries. Where French puts these words is told by
the patterns of `rules.french`.
"""

from tasks.enrich.temporal.wordlists import flags, numbered, words

MONTHS = numbered("""
    janvier janv
    février févr fév
    mars
    avril avr
    mai
    juin
    juillet juil
    août aout
    septembre sept
    octobre oct
    novembre nov
    décembre déc
""")
WEEKDAYS = numbered("lundi mardi mercredi jeudi vendredi samedi dimanche".replace(" ", "\n"))

NUMERALS = numbered(
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize dix-sept dix-huit dix-neuf".replace(" ", "\n"),
    start=0,
) | {
    "une": 1,
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "quatre-vingt": 80,
    "quatre-vingts": 80,
    "nonante": 90,
}
SCALES = {
    "cent": 100,
    "cents": 100,
    "mille": 1000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "douzaine": 12,
}
_ROMAN = words("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi")
ORDINALS = (
    {roman + ending: number for number, roman in enumerate(_ROMAN, 1) for ending in ("e", "ème")}
    | {"ier": 1, "premier": 1, "première": 1, "second": 2, "seconde": 2}
    | {
        name + "ième": number
        for number, name in enumerate(
            words(
                "deux trois quatr cinqu six sept huit neuv dix onz douz treiz quatorz quinz seiz "
                "dix-sept dix-huit dix-neuv vingt"
            ),
            start=2,
        )
    }
)

SINGULAR_UNITS = {
    "seconde": "second",
    "minute": "minute",
    "heure": "hour",
    "jour": "day",
    "journée": "day",
    "semaine": "week",
    "quinzaine": "fortnight",
    "week-end": "weekend",
    "weekend": "weekend",
    "mois": "month",
    "trimestre": "quarter",
    "an": "year",
    "année": "year",
    "décennie": "decade",
    "siècle": "century",
}
PLURAL_UNITS = {
    form if form == "mois" else form + "s": unit for form, unit in SINGULAR_UNITS.items()
}
#: The end of a period without its article.
UNIT_ENDS = {"fin d'année": "year", "fin de mois": "month"}

FIXED_HOLIDAYS = {
    "jour de l'an": (1, 1),
    "nouvel an": (1, 1),
    "épiphanie": (1, 6),
    "chandeleur": (2, 2),
    "saint-valentin": (2, 14),
    "fête du travail": (5, 1),
    "fête nationale": (7, 14),
    "14-juillet": (7, 14),
    "assomption": (8, 15),
    "halloween": (10, 31),
    "toussaint": (11, 1),
    "réveillon de noël": (12, 24),
    "noël": (12, 25),
    "saint-sylvestre": (12, 31),
}
EASTER_HOLIDAYS = {
    "mardi gras": -47,
    "mercredi des cendres": -46,
    "vendredi saint": -2,
    "pâques": 0,
    "dimanche de pâques": 0,
    "lundi de pâques": 1,
    "jeudi de l'ascension": 39,
    "ascension": 39,
    "pentecôte": 49,
    "lundi de pentecôte": 50,
}

BOUNDS = {
    "environ": "APPROX",
    "quelque": "APPROX",
    "près de": "LESS_THAN",
    "presque": "LESS_THAN",
    "moins de": "LESS_THAN",
    "moins d'": "LESS_THAN",
    "plus de": "MORE_THAN",
    "plus d'": "MORE_THAN",
    "au moins": "EQUAL_OR_MORE",
    "au plus": "EQUAL_OR_LESS",
    "jusqu'à": "EQUAL_OR_LESS",
}
PART_WORDS = {"début": "START", "mi": "MID", "fin": "END"}
PART_NOUNS = {"début": "START", "milieu": "MID", "fin": "END"}

PAST_VERBS = frozenset(
    words(
        "a ont ai avons était étaient avait avaient fut furent eut eurent fit firent dit dirent "
        "prit vint vinrent mourut naquit mort morte morts décès fait pris mis remis vu venu revenu "
        "tenu reçu perdu rendu vendu ouvert offert parti partis sorti sortis fini choisi élu élue "
        "élus signé conclu battu permis promis écrit"
    )
)

CLASSES: dict[str, dict[str, object]] = {
    "month": MONTHS,
    # A planet and a god with a capital
    "name_month": flags("mars, avril, mai"),
    "short_month": flags("janv, févr, fév, avr, juil, sept, oct, nov, déc"),
    "weekday": WEEKDAYS,
    "weekdays": {day + "s": number for day, number in WEEKDAYS.items()},
    "daypart": {
        "matin": "MO",
        "matinée": "MO",
        "après-midi": "AF",
        "soir": "EV",
        "soirée": "EV",
        "nuit": "NI",
        "midi": "MI",
    },
    "numeral": NUMERALS | SCALES,
    "scale": SCALES,
    "ordinal": ORDINALS,
    "unit": SINGULAR_UNITS | PLURAL_UNITS | UNIT_ENDS,
    "single": SINGULAR_UNITS,
    "plural": PLURAL_UNITS,
    "unit_end": flags(", ".join(UNIT_ENDS)),
    "season": {"printemps": 0, "été": 1, "automne": 2, "hiver": 3},
    "noon": {"midi": 12, "minuit": 24},
    "oclock": flags("heures, heure, h"),
    "zone": flags("gmt, utc, heure locale"),
    "deictic_day": {
        "aujourd'hui": 0,
        "hier": -1,
        "avant-hier": -2,
        "demain": 1,
        "après-demain": 2,
    },
    "fixed_holiday": FIXED_HOLIDAYS,
    "moving_holiday": {},
    "easter_holiday": EASTER_HOLIDAYS,
    "quarter_word": flags("trimestre"),
    "half_word": flags("semestre"),
    "year_word": flags("an, année"),
    "years_word": flags("années"),
    "week_word": flags("semaine"),
    "weekend_word": flags("week-end, weekend"),
    "century_word": flags("siècle"),
    "quarter_name": {"t1": 1, "t2": 2, "t3": 3, "t4": 4},
    "half_name": {"s1": 1, "s2": 2},
    "decade_name": {
        "vingt": 20,
        "trente": 30,
        "quarante": 40,
        "cinquante": 50,
        "soixante": 60,
        "soixante-dix": 70,
        "quatre-vingt": 80,
        "quatre-vingts": 80,
        "quatre-vingt-dix": 90,
    },
    "vague_number": flags("quelques, plusieurs, de nombreux, de nombreuses"),
    "half": dict.fromkeys(("demi", "demie"), 0.5),
    "bound": BOUNDS,
    "part": PART_WORDS | PART_NOUNS | dict.fromkeys(UNIT_ENDS, "END"),
    "part_word": PART_WORDS,
    "part_noun": PART_NOUNS,
    "christian_era": flags("apr. j.-c, après j.-c"),
    "before_christ": flags("av. j.-c, avant j.-c"),
    # Pointing words
    "this": flags("ce, cet, cette"),
    "current": flags("en cours"),
    "last": flags("dernier, dernière, derniers, dernières, passé, passée, écoulé, écoulée"),
    "next": flags("prochain, prochaine, prochains, prochaines"),
    "previous": flags("précédent, précédente, veille"),
    "following": flags("suivant, suivante, lendemain"),
    "neighbour_day": flags("veille, lendemain"),
    "there": flags("là"),
    "here": flags("ci"),
    "that": flags("même"),
    "ago": flags("il y a, voici, voilà"),
    "hence": flags("dans, d'ici"),
    "earlier": {"plus tôt": -1, "auparavant": -1, "avant": -1},
    "later": {"plus tard": 1, "après": 1},
    "each": flags("chaque, tous les, toutes les"),
    "per": flags("par"),
    "adverb_of_frequency": {
        "quotidiennement": "P1D",
        "hebdomadairement": "P1W",
        "mensuellement": "P1M",
        "annuellement": "P1Y",
    },
    "occasions": flags("fois"),
    # Vague references
    "present_reference": flags("maintenant, actuellement, en ce moment, de nos jours"),
    "past_reference": flags("récemment, naguère, autrefois, jadis"),
    "future_reference": flags("bientôt, prochainement"),
    "past_noun": flags("passé"),
    "future_noun": flags("avenir, futur"),
    # Small words
    "the": flags("le, la, les, l', du, des, aux, au"),
    "contracted": flags("du, des, au, aux"),
    "plural_article": flags("des"),
    "these": flags("ces"),
    "article": {"un": 1, "une": 1},
    "determiner": flags("le, la, les, l', un, une, son, sa, ses, leur, leurs, ce, cet, cette, ces"),
    "of": flags("de, d', du, de l', de la"),
    "and": flags("et"),
    # "dix à vingt ans": a range like "dix ou vingt"
    "or": flags("ou, à"),
    "until": flags("au, à"),
    "at": flags("à, vers, dès, jusqu'à"),
    "in": flags("en, dans, au, à"),
    "age_unit": flags("an, ans"),
    "aged": flags("âgé de, âgée de, âgés de, âgées de, âgé d', âgée d'"),
    "span_cue": flags(
        "pendant, durant, depuis, après, avant, en, pour, sous, dure, duré, en à peine"
    ),
    "date_cue": flags(
        "en, au, le, de, d', du, dès, depuis, avant, après, pour, à, vers, jusqu'en, jusqu'à, "
        "jusqu'au, entre, et, ou, fin, début, mi, d'ici, ce, cet, l', pendant, (, ["
    ),
    "season_cue": flags("au, en, l', cet, du, le"),
    "year_cue": flags(
        "en, depuis, jusqu'en, dès, d'ici, fin, début, avant, après, pendant, au, l'"
    ),
    "since": flags("depuis"),
    "forward": flags("prévu, prévue, prévus, prévues, attendu, attendue, échéance"),
    "deadline_preposition": flags("d'ici, jusqu'à, jusqu'au, jusqu'en, dès"),
    "conjunction": flags("et, mais, ou, donc, tandis que, puis"),
    "abbreviation": flags("janv, févr, fév, avr, juil, sept, oct, nov, déc, m, mm, dr, st, n"),
    # What has a number and no year
    "numbered": flags("version, vol, numéro, article, page, salle, chambre, route, ligne"),
    "counted": flags(
        "personnes, hommes, femmes, enfants, soldats, ouvriers, salariés, emplois, postes, cas, "
        "morts, maisons, logements, voix, sièges, points, actions, unités, tonnes, kilomètres, km, "
        "mètres, hectares, kilos, litres, euros, dollars, francs, élèves, étudiants, patients, "
        "passagers, membres, exemplaires, voitures, véhicules, matches, matchs, heures, minutes, "
        "secondes, jours, semaines, mois, ans, habitants, réfugiés, électeurs, familles, "
        "spectateurs"
    ),
    # Verbs, for the direction of a bare weekday or month
    "future_verb": flags(
        "va, vont, prévu, prévue, prévus, prévues, attendu, attendue, attendus, programmé, "
        "programmée, fera, feront"
    ),
    "modal_verb": flags(
        "peut, peuvent, pourrait, pourraient, doit, doivent, devrait, devraient, veut, veulent, "
        "serait, seraient"
    ),
    "perfect_verb": {},
    "present_verb": flags("est, sont, espère, souhaite"),
    "past_verb": dict.fromkeys(PAST_VERBS),
    "before_preposition": flags("avant"),
    "reach_preposition": {},
    "implicative_verb": {},
    "auxiliary": flags("été, pas, être, également, aussi"),
}

#: A month or a weekday is written small, so nothing asks for a capital.
NEEDS_CAPITAL: frozenset[str] = frozenset()

#: The imperfect (disait, votaient), the simple past (votèrent) and participles (annoncé, finie).
PAST_FORM = r"[a-zà-ÿ]{2,}(?:(?<!it)(?:é|ée|és|ées)|[aâ]it|aient|èrent)"
NOT_PAST = frozenset(
    words(
        "été année années journée journées matinée soirée marché marchés comité comités arrivée "
        "santé beauté cité cités côté côtés musée musées armée armées parfait fait lait trait "
        "traité traités député députée députés passé passée idée idées entrée entrées durée "
        "vallée vallées communauté liberté société sociétés majorité café cafés clé clés blé "
        "pourrait pourraient devrait devraient serait seraient aurait auraient volonté "
        "opéra caméra extra prévu prévue programmé programmée lycée lycées moitié pitié"
    )
)
FUTURE_FORM = r"[a-zà-ÿ]{2,}(?:r|d)(?:a|ont)(?<!caméra)(?<!opéra)(?<!extra)"

#: 1 000,5
NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
NUMBER_MARKS = {" ": "", "\u00a0": "", "\u202f": "", ",": "."}
#: aujourd'hui, the words that lose a vowel, 14h30, 1er, 19e
SPECIAL_TOKENS = (
    r"(?i:\baujourd['’]hui\b|\bjusqu['’](?:à|au|en)\b|\bd['’]ici\b"
    r"|\b(?:[cdjlmnst]|qu|lorsqu|puisqu)['’])"
    r"|\b\d{1,2}\s?[hH](?:\s?[0-5]\d)?\b|\b\d{1,2}(?:er|ère|re|e|ème)\b"
)
SHAPES = [
    ("clock", r"([01]?\d|2[0-4])\s?[hH]\s?([0-5]\d)?"),
    ("decade", r"(\d{3})0"),
    ("decade", r"(\d)0"),
    ("ordinal_day", r"(1)er"),
    ("ordinal", r"(\d\d?)(?:er|ère|re|e|ème)"),
]
SHAPE_SAMPLES = [
    *words("1er 2e 19e 1re 14h 14h30 20h 1990 1800 90 30 40 2,5"),
    "14 h 30",
    "1 000",
]
HAS_DAY_FIRST = True
HAS_CAPITAL_NOUNS = False
