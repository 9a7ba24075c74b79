"""The door for a line of JSONL: one article as a JSON object.

In: the decoded line. Out: the Page of its `text` or `html`, with the other fields as metadata.
Raises BadInput (broken_json) for a line that is no JSON object or holds no text. A title given
beside a text becomes the first line of raw_text, so that names in it have offsets too.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from tasks.errors import BadInput, Fate
from tasks.extract.decode import tidy
from tasks.extract.mojibake import repair_mojibake
from tasks.extract.text import read_text
from tasks.extract.written_dates import read_days, read_moment, read_url_date
from tasks.models import DateCandidate, Page, PageMetadata

#: Our field -> names it is read under, first one present wins (schema.org and common exports).
FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "articleBody", "content", "maintext"),
    "html": ("html", "raw_html"),
    "url": ("url", "link", "canonical_url"),
    "title": ("title", "headline"),
    "date": (
        "date",
        "date_published",
        "datePublished",
        "published",
        "published_at",
        "date_publish",
    ),
    "modified": ("date_modified", "dateModified", "updated", "updated_at"),
    "authors": ("authors", "author", "byline"),
    "site_name": ("site_name", "publisher", "source", "source_name"),
    "language_code": ("language_code", "language", "lang", "inLanguage"),
    "section": ("section", "articleSection", "category"),
    "description": ("description", "summary"),
}


def parse_object(line: str) -> dict:
    """The JSON object of a line.

    Raises:
        BadInput: fate broken_json, naming the column at which parsing stopped.
    """
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInput(
            f"not JSON: {error.msg} at column {error.colno}; write one JSON object a line",
            Fate.BROKEN_JSON,
        ) from error
    except RecursionError as error:
        raise BadInput(
            "JSON nested too deeply; write one flat object a line", Fate.BROKEN_JSON
        ) from error
    if not isinstance(value, dict):
        raise BadInput(
            f"a JSON {type(value).__name__} where an object was expected; "
            "write one JSON object a line",
            Fate.BROKEN_JSON,
        )
    return value


def field(article: Mapping, name: str) -> object | None:
    """The value of one of our fields, under whichever of its names it stands."""
    return next((article[key] for key in FIELDS[name] if article.get(key) not in (None, "")), None)


def read_json_article(line: str, encoding: str, flags: tuple[str, ...] = ()) -> Page:
    """Read one JSONL line as an article.

    Raises:
        BadInput: fate broken_json when the line is no object or has neither text nor html.
    """
    article = parse_object(line)
    metadata = _metadata(article)
    html, text = field(article, "html"), field(article, "text")
    if isinstance(html, str):
        from tasks.extract.html import read_html  # the HTML door is heavy: only when needed

        page = read_html(tidy(html)[0], metadata.canonical_url, encoding, flags)
        return replace(page, metadata=_merge(metadata, page.metadata))
    if not isinstance(text, str):
        raise BadInput(
            "the object has neither `text` nor `html` (a string); add one of them", Fate.BROKEN_JSON
        )
    text, tidied = tidy(text)
    text, repaired = repair_mojibake(text)  # JSON may spell broken letters in escapes
    if repaired:
        tidied = (*tidied, f"mojibake_repaired={repaired}")
    headline = metadata.headlines[0][0] if metadata.headlines else None
    if headline and not text.lstrip().startswith(headline):
        text = f"{headline}\n\n{text}"
    return read_text(text, encoding, (*flags, *tidied), metadata)


def _metadata(article: Mapping) -> PageMetadata:
    title, url = _string(article, "title"), _string(article, "url")
    published, modified = _string(article, "date"), _string(article, "modified")
    days = read_days(published) if published else ()
    dates = [DateCandidate(day, "metadata", published, confidence=0.95) for day in days[:1]]
    if in_address := read_url_date(urlsplit(url).path) if url else None:
        day, precision, evidence = in_address
        dates.append(DateCandidate(day, "url", evidence, precision, confidence=0.8))
    return PageMetadata(
        headlines=((" ".join(title.split()), "jsonl"),) if title else (),
        description=_string(article, "description"),
        authors=_authors(field(article, "authors")),
        site_name=_string(article, "site_name"),
        canonical_url=url,
        section=_string(article, "section"),
        language_code=_string(article, "language_code"),
        modified_at=read_moment(modified),
        dates=tuple(dates),
    )


def _merge(given: PageMetadata, page: PageMetadata) -> PageMetadata:
    """What the JSONL line says wins over what its HTML says."""
    return PageMetadata(
        headlines=given.headlines or page.headlines,
        description=given.description or page.description,
        authors=given.authors or page.authors,
        site_name=given.site_name or page.site_name,
        canonical_url=given.canonical_url or page.canonical_url,
        section=given.section or page.section,
        language_code=given.language_code or page.language_code,
        modified_at=given.modified_at or page.modified_at,
        is_paywalled=page.is_paywalled,
        dates=(*given.dates, *page.dates),
        kind=page.kind,
    )


def _string(article: Mapping, name: str) -> str | None:
    value = field(article, name)
    if isinstance(value, dict):  # schema.org nests: {"name": ...}
        value = value.get("name") or value.get("title")
    return repair_mojibake(tidy(value)[0])[0].strip() or None if isinstance(value, str) else None


def _authors(value: object | None) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    names = [v.get("name") if isinstance(v, dict) else v for v in values]
    return tuple(tidy(n)[0].strip() for n in names if isinstance(n, str) and n.strip())
