"""Where French puts the words of an expression: patterns for the readings of the rules.

As in `german`. The adjective stands behind its noun ("la semaine dernière"), so does the part of
a day; an article belongs to a unit ("l'année prochaine") and not to a day ("le 3 mai").
"""

_THE = r"(?:(?!<contracted>)<the>)?"  # "du" and "au" are prepositions too
_WEEKDAY = r"(?:{weekday}<comma>?<the>?)?"
_DAY = r"(?P<day>(?!<dot>)<day|ordinal_day>)"
_MONTH = r"(?:<short_month><dot>|<month>)"
_YEAR = r"(?P<year><year>)"
_PART = r"(?P<part><part_word><hyphen>?|(?:(?!<contracted>)<the>)?<part_noun><of>?)?"
_BOUND = r"(?P<bound><bound>)?"
_BEHIND = r"(?P<pointer><last|next>)"
_THIS = r"(?P<pointer><this>)"
_HOW_MANY = r"(?:(?P<range>{range})|(?P<count>{count}))"
_AMOUNT = r"(?:(?P<range>{range})|(?P<count>{count}|<article>))"
_DAYPART = r"(?P<daypart><daypart>)?"
_CLOCK = r"(?P<clock><clock>|<hour><oclock>(?:<two_digits>)?)(?:<zone>|<contracted><daypart>)?"
_ON_DAY = rf"(?:{_WEEKDAY}{_DAY}{_MONTH}(?:{_YEAR})?|{{weekday}}|<deictic_day>)"
#: Not the weekdays of "du lundi au vendredi", which come again.
_ONE_WEEKDAY = r"(?<!<weekday><contracted>){weekday}(?!<contracted><weekday>)"
#: Not the age of "Maren Holt, 54 ans,".
_NO_AGE = r"(?<!<aged>)(?!(?<=<comma>)<digits><age_unit><comma|stop>)"
#: With a capital "Mars" is the planet, unless a day stands before it; "sept" is also a number.
_BARE_MONTH = r"(?!(?=<capital>)<name_month>)(?!<short_month>(?!<dot>)){month}"

PATTERNS: tuple[tuple[str, str], ...] = (
    ("date-iso", r"<iso_date>"),
    ("date-numeric", _WEEKDAY + r"<numeric_date>"),
    ("date-full", _WEEKDAY + _DAY + _MONTH + _YEAR),
    (
        "date-range",
        r"(?P<from><day|ordinal_day>)(?:<dash>|<until>)(?P<to><day>)" + _MONTH + _YEAR,
    ),
    ("month-year", _PART + _MONTH + r"<of>?" + _YEAR),
    ("season-year", _PART + _THE + r"<season><of>?" + _YEAR),
    ("year", _PART + _THE + r"<year_word>" + _YEAR + r"(?P<spelled>)"),
    (
        "year",
        r"(?P<part><part_word><hyphen>?)?(?<!<currency|numbered>)(?<!<digits><hyphen>)"
        + _YEAR
        + r"(?!<percent|counted|scale|slash>)(?!<dash><digits>)(?!<until><year>)",
    ),
    (
        "year-range",
        r"(?<!<currency|dash|slash|digits>)(?P<from><year>)<dash|slash|until>"
        r"(?P<to><year|two_digits>)(?!<dash|slash|percent|counted>)",
    ),
    ("year-era", r"(?P<era><digits>)<before_christ|christian_era>"),
    ("decade", _PART + r"(?!<contracted>)<the><years_word>(?:<decade>|<decade_name>)"),
    ("decade", r"<contracted>(?P<core><years_word>(?:<decade>|<decade_name>))"),
    ("decade", r"(?P<part><the>?<part_noun>)<contracted><years_word>(?:<decade>|<decade_name>)"),
    ("decade", _PART + r"<years_word><decade>"),
    ("century", _PART + _THE + r"<ordinal><century_word><before_christ|christian_era>?"),
    ("time-on-day", _ON_DAY + r"<comma>?<at>?" + _CLOCK),
    ("time-on-day", _CLOCK + r"<comma|the>?" + _ON_DAY),
    ("time", r"(?<=<at>)" + _CLOCK),
    ("time", r"(?<=<at>)(?P<clock><noon>)"),
    ("daypart-the", r"(?<=<in>)<the>?<daypart>"),
    (
        "quarter-ordinal",
        _THE + r"(?:<ordinal><quarter_word>|<quarter_name>)(?:<of>?" + _YEAR + r")?",
    ),
    (
        "half-ordinal",
        _THE + r"(?:<ordinal><half_word>|<half_name>(?=<year>))(?:<of>?" + _YEAR + r")?",
    ),
    ("month-day", _WEEKDAY + _DAY + _MONTH),
    ("month-day", _DAY + _MONTH + _BEHIND),
    ("month-day-range", r"(?P<from><day|ordinal_day>)(?:<dash>|<until>)(?P<to><day>){month}"),
    ("month-bare", r"(?P<part><part_word><hyphen>?)?" + _BARE_MONTH),
    ("month-pointed", _BARE_MONTH + _BEHIND),
    ("month-of-year", _BARE_MONTH + r"<of><the>?<year_word>" + _BEHIND),
    ("month-of-year", _BARE_MONTH + r"<of>" + _THIS + r"<year_word>"),
    ("weekday-bare", _ONE_WEEKDAY + _DAYPART),
    ("weekday-pointed", r"{weekday}" + _DAYPART + _BEHIND),
    ("weekday-of-week", r"{weekday}<of><the>?<week_word>" + _BEHIND),
    (
        # The article of "la Toussaint" stands between the name and the verb's preposition
        "holiday",
        r"<the>?(?P<core><fixed_holiday|easter_holiday>(?:<of>?(?P<year><year>)|"
        + _BEHIND
        + r")?)",
    ),
    ("season", r"(?<=<season_cue>)(?=<lower>)(?P<part>)<season>"),
    ("season", r"(?P<part><part_word|part_noun>)(?:<of>?<the>?)?<season>"),
    ("season-pointed", _PART + _THE + r"<season>" + _BEHIND),
    ("season-pointed", _THIS + r"<season>"),
    ("day-deictic", r"<deictic_day>" + _DAYPART),
    ("daypart-this", r"(?P<pointer><this>)(?!<daypart><hyphen><there>)(?P<daypart><daypart>)"),
    ("daypart-this", r"<the>(?P<daypart><daypart>)(?P<pointer><last>)"),
    ("unit-pointed", _PART + _THE + r"<single>" + _BEHIND),
    ("unit-pointed", _PART + _THIS + r"<single>(?:<hyphen><here>)?(?!<hyphen><there>)"),
    ("unit-pointed", r"<the>(?P<pointer><last|next>)<weekend_word>"),
    ("unit-neighbour", _THE + r"<single>(?P<pointer><previous|following>)"),
    ("unit-neighbour", r"<the>(?P<pointer><neighbour_day>)"),
    ("unit-same", r"<this>(?:<single>|(?P<daypart><daypart>))<hyphen><there>"),
    ("unit-same", r"<the><that>(?:<single>|(?P<daypart><daypart>))"),
    ("unit-the", r"(?P<part>" + _THE + r"<part_noun><of>)<the>?<single>"),
    ("unit-the", r"<the><weekend_word>"),
    ("unit-end", r"(?P<part><unit_end>)"),
    ("offset-ago", r"<ago>" + _BOUND + _AMOUNT + r"<unit>"),
    ("offset-ago", r"<hence>" + _BOUND + _AMOUNT + r"<unit>"),
    ("offset-earlier", _BOUND + _AMOUNT + r"<unit><earlier|later>"),
    ("set-every", r"<each>(?P<count>{number})?<unit>"),
    ("set-every-name", r"<each>(?:<weekday|weekdays>|{month}|<season>)<daypart>?"),
    ("set-every-name", r"<each><daypart>"),
    ("set-adverb", r"<adverb_of_frequency>"),
    ("set-rate", r"<per><single>"),
    ("set-rate", r"{number}<occasions><per><single>"),
    (
        "duration-counted",
        _NO_AGE + _BOUND + _HOW_MANY + r"<unit>",
    ),
    ("duration-counted", _BOUND + r"(?P<count>{number}<unit><and><half>)"),
    (
        "duration-pointed",
        _BOUND + r"<the>" + _HOW_MANY + r"(?P<pointer><last|next>)<unit>",
    ),
    ("duration-pointed", r"<the>(?P<pointer><last|next>)" + _HOW_MANY + r"<unit>"),
    ("duration-recent", r"<the|these><last|next><plural>|<the><plural><last|next>"),
    ("duration-half", r"<article><half><hyphen>?<single>"),
    ("duration-plural", r"(?<=<span_cue>)<plural_article><plural>(?!<decade|decade_name>)"),
    ("present-reference", r"<present_reference>"),
    ("past-reference", r"<past_reference>"),
    ("past-reference", r"(?<=<in>)<the><past_noun>"),
    ("future-reference", r"<future_reference>"),
    ("future-reference", r"(?<=<in>)<the><future_noun>"),
)
