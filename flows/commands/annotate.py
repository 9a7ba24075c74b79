"""`dateline annotate`: names and dates of texts, without a warehouse and without cleaning.

In: JSON lines `{id, text, date_published?}` from a file or stdin. Out: for each one JSON line on
stdout with mentions, dates and quotes; offsets are code points in the given text, end exclusive.
Names are resolved across all lines of the input by the very SQL that the warehouse uses.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from config.settings import load_settings
from tasks.enrich.enricher import Enricher, EnrichRequest
from tasks.enrich.zones import zones_of_text
from tasks.errors import ConfigurationFault
from tasks.models import DateMention, Enrichment, Mention, Zone
from warehouse.resolution import NameRow, merge_names

#: Texts enriched at once: what is held in memory beside the results.
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Text:
    """One text to annotate."""

    id: str
    text: str
    date_published: date | None = None
    language_code: str | None = None


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text with its zones and what was found in them."""

    text: Text
    zones: tuple[Zone, ...]
    enrichment: Enrichment


def annotate(file: str, model: str | None) -> int:
    """Print one JSON line a text."""
    settings = load_settings(model=model)
    source = nullcontext(sys.stdin) if file == "-" else _open(file)
    with source as stream:
        texts = list(read_texts(stream))
    for line in annotate_texts(texts, settings.model):
        print(json.dumps(line, ensure_ascii=False))
    return 0


def _open(file: str):
    try:
        return Path(file).open(encoding="utf-8")
    except OSError as error:
        raise ConfigurationFault(f"cannot read {file}: {error.strerror}") from error


def read_texts(lines: Iterable[str]) -> Iterable[Text]:
    """The texts of JSON lines.

    Raises:
        ConfigurationFault: a line is no object with `id` and `text`; names the line.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            published = value.get("date_published")
            yield Text(
                str(value["id"]),
                require_text(value["text"]),
                date.fromisoformat(published[:10]) if published else None,
                value.get("language_code"),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ConfigurationFault(
                f"line {number} is not a text: {type(error).__name__}: {error}; write "
                '{"id": ..., "text": ..., "date_published": "YYYY-MM-DD"}, the day is optional'
            ) from error


def require_text(value: object) -> str:
    """The value, if it is text.

    Raises:
        TypeError: it is something else, `null` for instance.
    """
    if not isinstance(value, str):
        raise TypeError(f"text is {value!r}, not a string")
    return value


def annotate_texts(texts: Sequence[Text], model: str) -> Iterable[dict]:
    """The JSON objects of the contract, in the order of the texts."""
    enricher = Enricher(model)
    annotated: list[AnnotatedText] = []
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        zones = [zones_of_text(text.text) for text in batch]
        enrichments = enricher.enrich(
            [
                EnrichRequest(z, text.date_published, text.language_code)
                for text, z in zip(batch, zones, strict=True)
            ]
        )
        annotated += map(AnnotatedText, batch, zones, enrichments)
    entities = merge_names(list(_name_rows(annotated)))
    return (_describe(one, entities) for one in annotated)


def _name_rows(annotated: Iterable[AnnotatedText]) -> Iterable[NameRow]:
    for number, one in enumerate(annotated):
        counts = Counter(
            (
                m.entity_id,
                m.spelling,
                m.entity_type,
                m.entity_name,
                m.is_full_name,
                m.join_key,
                m.country_code,
            )
            for m in one.enrichment.mentions
        )
        for name, count in counts.items():
            yield NameRow(f"{number:09d}", *name, count)


def _describe(one: AnnotatedText, entities: dict[str, tuple[str, str]]) -> dict:
    def span(zone_no: int, start: int, end: int) -> dict:
        zone = one.zones[zone_no]
        return {
            "start": zone.raw_start + start,
            "end": zone.raw_start + end,
            "text": zone.text[start:end],
        }

    def mention(m: Mention) -> dict:
        entity_id, entity_name = entities.get(m.entity_id, (m.entity_id, m.entity_name))
        return span(m.zone_no, m.start, m.end) | {
            "label": m.label,
            "entity_id": entity_id,
            "entity_name": entity_name,
        }

    def day(d: DateMention) -> dict:
        return span(d.zone_no, d.start, d.end) | {
            "type": d.timex_type,
            "value": d.timex_value,
            "mod": d.timex_mod,
            "date_start": d.date_start.isoformat() if d.date_start else None,
            "date_end": d.date_end.isoformat() if d.date_end else None,
            "anchor_kind": d.anchor_kind,
            "rule_id": d.rule_id,
        }

    return {
        "id": one.text.id,
        "language_code": one.enrichment.language_code,
        "mentions": [mention(m) for m in one.enrichment.mentions],
        "dates": [day(d) for d in one.enrichment.dates],
        "quotes": [],
    }
