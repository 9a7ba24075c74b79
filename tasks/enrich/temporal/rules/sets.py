"""Times that come again: daily, every two weeks, each Thursday, on Mondays, twice a year."""

from tasks.enrich.temporal.context import Context
from tasks.enrich.temporal.grammar import Match, Rule, read_amount
from tasks.enrich.temporal.readings import Amount, Reading, duration_value, recurring


def _every_unit(match: Match, context: Context) -> Reading | None:
    unit = match.value("unit")
    amount = read_amount(match) if match.has("count") else Amount(match.value("other") or 1)
    return recurring(duration_value(amount, unit), unit)


def _every_name(match: Match, context: Context) -> Reading | None:
    """each Thursday, every July, every summer, every morning, on Mondays."""
    daypart = match.value("daypart")
    clock = f"T{daypart}" if daypart else ""
    for name in ("weekday", "weekdays"):
        if match.holds(name):
            return recurring(f"XXXX-WXX-{match.value(name)}{clock}", "day")
    if match.holds("month"):
        return recurring(f"XXXX-{match.value('month'):02d}", "month")
    if match.holds("season"):
        return recurring("XXXX-" + ("SP", "SU", "FA", "WI")[match.value("season")], "season")
    return recurring(f"XXXX-XX-XX{clock}", "day")


def _adverb(match: Match, context: Context) -> Reading | None:
    return recurring(match.value("adverb_of_frequency"))


def _rate(match: Match, context: Context) -> Reading | None:
    """per day; once a week."""
    unit = match.value("unit")
    return recurring(duration_value(Amount(1), unit), unit)


RULES = (
    Rule("set-every", r"<each>(?:<other>|(?P<count>{number}))?<unit>", _every_unit),
    Rule("set-every-name", r"<each>(?:{weekday}|{month}|<season>)<daypart>?", _every_name),
    Rule("set-every-name", r"<each><daypart>", _every_name),
    Rule("set-every-name", r"<weekdays>", _every_name),
    Rule("set-adverb", r"<adverb_of_frequency>", _adverb),
    Rule("set-rate", r"<per><single>", _rate),
    Rule("set-rate", r"(?:<times>|{number}<occasions>)(?:<article|each|per>)<single>", _rate),
)
