"""Which names of an article mean the same, and what it is called.

In: the spans of one article. Out: a `Mention` for each, with the entity it stands for. Only the
article and the tables of `config/names/` are asked, never other articles: what stays a lone surname
or acronym says so (`is_full_name`), and is joined across articles later.
"""

import re
from collections.abc import Sequence

from tasks.enrich.entities.canvas import Canvas
from tasks.enrich.entities.folding import tidy_spelling
from tasks.enrich.entities.others import resolve_others
from tasks.enrich.entities.people import resolve_people
from tasks.enrich.entities.spans import Span
from tasks.enrich.gazetteer import Gazetteer
from tasks.models import Mention

_TITLE_BEFORE = re.compile(r"([A-Z][a-z]+) $")


def resolve(canvas: Canvas, spans: Sequence[Span], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """One mention per span, in order of zone and place."""
    surfaces = [tidy_spelling(canvas.text[s.start : s.end]) for s in spans]
    titles = [_title_before(canvas.text, s) for s in spans]
    people = [i for i, span in enumerate(spans) if span.label == "PERSON"]
    others = [i for i, span in enumerate(spans) if span.label != "PERSON"]
    entities = resolve_people(people, spans, surfaces, titles, gazetteer)
    entities |= resolve_others(others, spans, surfaces, gazetteer)
    mentions = []
    for number, span in enumerate(spans):
        zone_no, start, end = canvas.locate(span.start, span.end)
        entity = entities[number]
        mentions.append(
            Mention(
                zone_no=zone_no,
                start=start,
                end=end,
                label=span.label,
                method=span.method,
                entity_id=entity.entity_id,
                entity_type=entity.entity_type,
                entity_name=entity.name,
                is_full_name=entity.is_full_name,
                spelling=surfaces[number],
                join_key=entity.join_key,
                country_code=entity.country_code,
            )
        )
    return tuple(sorted(mentions, key=lambda m: (m.zone_no, m.start)))


def _title_before(text: str, span: Span) -> str:
    title = _TITLE_BEFORE.search(text, max(0, span.start - 20), span.start)
    return title.group(1) if title else ""
