"""What is read out of an article: sentences, names, dates."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Zone:
    """A piece of an article that is enriched: one block of text, with both its offsets.

    name: headline, subheadline, caption or body. text is raw_text[raw_start:raw_start+len(text)],
    and, where clean_start is not None, the same slice of clean_text.
    """

    name: str
    text: str
    raw_start: int
    clean_start: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in one zone, offsets within the zone's text.

    entity_id is the article's own resolution (hash of type and normalised full name); entity_name
    the name it stands for; spelling the surface without title, article and possessive.
    is_full_name says whether entity_name is complete: a lone surname or acronym that the article
    never spells out is not, and the warehouse may join it to the full name that dominates among
    those of the same type and join_key. join_key is the folded family name of a person, the folded
    initials of an organisation; None where nothing may be joined.
    """

    zone_no: int
    start: int
    end: int
    label: str
    method: str
    entity_id: str
    entity_type: str
    entity_name: str
    is_full_name: bool
    spelling: str
    join_key: str | None = None
    country_code: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """One temporal expression in one zone, offsets within the zone's text.

    timex_type: DATE, TIME, DURATION, SET; timex_value and timex_mod as TIMEX3 has them;
    date_start and date_end the first and last calendar day, None for what has no interval.
    """

    zone_no: int
    start: int
    end: int
    timex_type: str
    timex_value: str
    rule_id: str
    timex_mod: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    precision: str | None = None
    anchor_date: date | None = None
    anchor_kind: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, offsets within the zone's text."""

    zone_no: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Enrichment:
    """What language processing adds to an article; all offsets are within its zones.

    language_share: share of the text in that language, None where the text does not say it.
    """

    language_code: str | None
    language_share: float | None = None
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
