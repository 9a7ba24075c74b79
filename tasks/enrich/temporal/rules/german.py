"""Where German puts the words of an expression: patterns for the readings of the rules.

A pattern is (rule id, pattern); the rule's reading is the one of that name in the other modules,
so that a language adds an order of words and no arithmetic. An earlier pattern wins over a later
one of equal length. Prepositions stay outside ("im Mai"), save those that point ("vor drei Tagen").
"""

_WEEKDAY = r"(?:{weekday}<comma>?<the>?)?"
_DAY = r"(?P<day><day|ordinal_day>)<dot>"
_MONTH = r"(?:<short_month><dot>|<month>)"
_YEAR = r"(?P<year><year>)"
_PART = r"(?P<part><part_word>)?"
_BOUND = r"(?P<bound><bound>)?"
_ORDINAL = r"<ordinal><dot>?"
_POINTER = r"(?P<pointer><this|last|next>)"
_HOW_MANY = r"(?:(?P<range>{range})|(?P<count>{count}|<half>))"
_AMOUNT = r"(?:(?P<range>{range})|(?P<count>{count}|<article><half>?|<half>))"
#: "Mai" and "August" are months only after a word that asks for a date: "Frau Mai".
_BARE_MONTH = (
    r"(?!<day_month>)(?:(?<=<date_cue|this|last|next>)(?<!<and>)|(?<=<month><and|comma>)"
    r"|(?!<name_month>)){month}"
)
#: "morgen" in small letters, or opening a sentence, is tomorrow; else it is the morning.
_DEICTIC = r"(?:(?:(?=<lower>)|(?!<morning>)|(?<!.)|(?<=<stop|break>))<deictic_day>)"
_CLOCK = r"(?P<clock><clock|hour>)<oclock>(?:<daypart_adverb>|<zone>)?"
_AT = r"(?:<at>)?"
_ON_DAY = rf"(?:{_WEEKDAY}{_DAY}{_MONTH}(?:{_YEAR})?|{{weekday}}|{_DEICTIC})"

PATTERNS: tuple[tuple[str, str], ...] = (
    ("date-iso", r"<iso_date>"),
    ("date-numeric", _WEEKDAY + r"<numeric_date>"),
    ("date-full", _WEEKDAY + _DAY + _MONTH + _YEAR),
    ("date-full", r"(?<=<day_cue>)(?P<day><ordinal>)" + _MONTH + _YEAR),
    (
        "date-range",
        r"(?P<from><day>)<dot>(?:<dash>|<until><the>?)(?P<to><day>)<dot>" + _MONTH + _YEAR,
    ),
    ("month-year", _PART + _MONTH + _YEAR),
    ("month-year", _PART + _MONTH + r"<the>?<year_word>" + _YEAR),
    ("season-year", _PART + r"<season>(?:<the><year_word>)?" + _YEAR),
    ("year", _PART + r"<the>?<year_word>" + _YEAR + r"(?P<spelled>)"),
    (
        "year",
        _PART
        + r"(?<!<currency>)(?<!<digits><hyphen>)"
        + _YEAR
        + r"(?!<percent|counted|scale|slash>)(?!<dash><digits>)(?!<until><year>)",
    ),
    (
        "year-range",
        r"(?<!<currency|dash|slash|digits>)(?P<from><year>)<dash|slash|until>"
        r"(?P<to><year|two_digits>)(?!<dash|slash|percent|counted>)",
    ),
    ("year-era", r"(?P<era><digits>)<before_christ|christian_era>"),
    ("decade", _PART + r"<the>?<decade>(?:<hyphen>?<years_word>)?"),
    ("decade", _PART + r"<the>?<decade_name><hyphen>?<years_word>"),
    (
        "century",
        _PART + r"<the>?" + _ORDINAL + r"<century_word><before_christ|christian_era>?",
    ),
    ("time-on-day", _ON_DAY + r"<comma>?" + _AT + _CLOCK),
    ("time-on-day", _CLOCK + r"(?:<on>|<comma>)?" + _ON_DAY),
    ("time", _CLOCK),
    ("time", r"(?P<clock><noon>)"),
    ("daypart-the", r"(?<=<on>)(?=<capital>)(?!<weekday>)<daypart>"),
    ("daypart-the", r"(?<=<in>)<the><daypart>"),
    (
        "quarter-ordinal",
        r"<the>?(?:"
        + _ORDINAL
        + r"<quarter_word>|<quarter_name>)"
        + r"(?:<the>?<year_word>?"
        + _YEAR
        + r")?",
    ),
    ("quarter-ordinal", r"<the>?" + _ORDINAL + r"<quarter_word>" + _POINTER + r"<year_word>"),
    (
        "half-ordinal",
        r"<the>?(?:" + _ORDINAL + r"<half_word>|<half_name>)(?:<the>?<year_word>?" + _YEAR + r")?",
    ),
    ("month-day", _WEEKDAY + _DAY + _MONTH),
    ("month-day", r"(?<=<day_cue>)(?P<day><ordinal>)" + _MONTH),
    ("month-day", r"(?:(?<=<day_cue>)|{weekday}<comma>?<the>?)(?P<day><day_month>)"),
    ("month-day-range", r"(?P<from><day>)<dot>(?:<dash>|<until><the>?)(?P<to><day>)<dot>{month}"),
    ("month-bare", _PART + _BARE_MONTH),
    ("month-pointed", _POINTER + r"{month}"),
    ("month-of-year", _PART + r"{month}" + r"(?P<pointer><this|last|next|that>)<year_word>"),
    ("month-of-year", r"(?P<pointer><this|last|next>)<year_word><in>{month}"),
    ("weekday-bare", r"(?P<daypart><weekday_daypart>)"),
    ("weekday-bare", r"{weekday}(?P<daypart><daypart>)?"),
    ("weekday-pointed", _POINTER + r"(?P<daypart><weekday_daypart>)"),
    ("weekday-pointed", _POINTER + r"{weekday}(?P<daypart><daypart>)?"),
    ("weekday-of-week", r"{weekday}" + _POINTER + r"<week_word>"),
    ("holiday", _POINTER + r"?<fixed_holiday|easter_holiday>(?P<year><year>)?"),
    ("season", r"(?<=<date_cue>)(?P<part>)<season>(?!<year>)"),
    ("season", r"(?P<part><part_word>)<the>?<season>"),
    ("season-pointed", _PART + _POINTER + r"<season>"),
    ("day-deictic", _DEICTIC + r"(?P<daypart><daypart>)?"),
    ("unit-pointed", _PART + _POINTER + r"<single>"),
    ("unit-neighbour", r"(?P<pointer><previous|following>)(?:<single>|(?P<daypart><daypart>))"),
    ("unit-neighbour", r"(?P<pointer><neighbour_day>)"),
    ("unit-neighbour", r"<single>(?P<pointer><thereafter>)"),
    ("unit-same", r"<that>(?:<single>|(?P<daypart><daypart>))"),
    ("unit-the", r"(?P<part><part_word>)<the><single>"),
    ("unit-the", r"(?<=<date_cue>)<weekend_word>"),
    ("unit-end", r"(?P<part><unit_end>)"),
    ("offset-ago", r"<ago>" + _BOUND + _AMOUNT + r"<stretch>?<unit>"),
    ("offset-ago", r"<ago><plural>"),
    ("offset-in", r"<hence>" + _BOUND + _AMOUNT + r"<stretch>?<unit>"),
    ("offset-earlier", _BOUND + _AMOUNT + r"<unit><earlier|later>"),
    ("set-every", r"<each>(?:<other>|(?P<count>{number}))?<unit>"),
    ("set-every-name", r"<each>(?:{weekday}|{month}|<season>)<daypart>?"),
    ("set-every-name", r"<each><daypart>"),
    ("set-every-name", r"<weekdays>"),
    ("set-adverb", r"<adverb_of_frequency>"),
    ("set-rate", r"<per><single>"),
    ("set-rate", r"(?:<times>|{number}<occasions>)(?:<per|each|in|on>)<article>?<single>"),
    ("duration-counted", _BOUND + _HOW_MANY + r"<stretch>?<unit>(?:<long>)?(?!<old>)"),
    ("duration-pointed", _BOUND + r"<the>?(?P<pointer><last|next>)" + _HOW_MANY + r"<unit>"),
    ("duration-recent", r"<the>?<last|next><plural>"),
    ("duration-article", _BOUND + r"<article><stretch>?<single>(?P<long><long>)?"),
    ("duration-plural", r"(?<=<span_cue>)<plural>"),
    ("present-reference", r"<present_reference>"),
    ("past-reference", r"<past_reference>"),
    ("past-reference", r"(?<=<in>)<the><past_noun>"),
    ("future-reference", r"<future_reference>"),
    ("future-reference", r"(?<=<in>)<the>?<future_noun>"),
)
