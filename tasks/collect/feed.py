"""Feeds: RSS 0.90 to 2.0, RDF, Atom and JSON Feed become entries.

In: the bytes of a feed and its address. Out: a Feed: entries with whole addresses, in the order of
the feed, and what is wrong with the rest. Raises BadInput for what is no feed, or holds
declarations. Ids that a feed gives are never trusted: an entry is known by its address.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import feedparser
from lxml import etree, html

from tasks.collect.addresses import BadAddress, is_on_site, name_address, tidy_address
from tasks.collect.feed_dates import FeedDate, moment_of, read_feed_date, read_iso_moment
from tasks.collect.xml_safety import drop_harmless_doctype, root_name
from tasks.errors import BadInput, Fate
from tasks.extract.decode import decode

#: Feeds of papers have 20 to 200 entries; more than these are left, and said to be left.
MOST_ENTRIES = 10_000
_LONGEST_TITLE, _LONGEST_SUMMARY = 500, 5_000

#: Roots of feeds, without prefix, and what closes a document that was cut after an entry.
_CLOSING = {"rss": "</channel></{root}>", "rdf": "</{root}>", "feed": "</{root}>"}
_ENTRY_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_XML_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")
_JSON_FEED = re.compile(r"^https?://(?:www\.)?jsonfeed\.org/version/")


class NotAFeed(BadInput):
    """The document is something else: a page, a picture, a word."""

    fate = Fate.NOT_A_FEED


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. entry_id is ours, from the address; given_id is what the feed called it."""

    entry_id: str
    address: str
    title: str | None
    summary: str | None
    dates: tuple[FeedDate, ...]
    given_id: str | None


@dataclass(frozen=True, slots=True)
class LostEntry:
    """An entry that leads nowhere we go. number counts the entries of the feed from 1."""

    number: int
    fate: Fate
    reason: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that was read. notes say what was odd and what was left."""

    form: str
    title: str | None
    entries: tuple[FeedEntry, ...]
    lost: tuple[LostEntry, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Written:
    """An entry as the feed wrote it."""

    link: str | None
    given_id: str | None
    title: str | None
    summary: str | None
    dates: tuple[FeedDate, ...]


def parse_feed(
    body: bytes,
    address: str,
    read_at: datetime,
    charset: str | None = None,
    other_sites: tuple[str, ...] = (),
) -> Feed:
    """Read a feed of any form.

    Args:
        address: where it was had from; links are resolved from it, and its site is the feed's own.
        read_at: UTC, naive; days after it are in the future.
        charset: as the transport declared it.
        other_sites: hosts that entries may lead to beside the feed's own.

    Raises:
        NotAFeed: an HTML page, or anything else.
        XmlRefused: it declares entities or a DTD.
    """
    text = decode(body, charset).text.lstrip()
    if text.startswith("{"):
        form, title, written, notes = _read_json(text, read_at)
    else:
        form, title, written, notes = _read_xml(text, address, read_at)
    notes = [*notes, *_doubt_ids(written)]
    entries: dict[str, FeedEntry] = {}
    lost = []
    for number, entry in enumerate(written, start=1):
        try:
            if not entry.link:
                raise BadAddress("it has no link")
            target = tidy_address(entry.link, address)
        except BadAddress as error:
            lost.append(LostEntry(number, Fate.BAD_ADDRESS, f"entry {number}: {error}"))
            continue
        if not is_on_site(target, address, other_sites):
            reason = f"{target} is another site; name its host in `other_sites` to allow it"
            lost.append(LostEntry(number, Fate.OFF_SITE, reason))
        elif target not in entries:
            entries[target] = FeedEntry(
                name_address(target),
                target,
                _plain(entry.title, _LONGEST_TITLE),
                _plain(entry.summary, _LONGEST_SUMMARY),
                entry.dates,
                entry.given_id,
            )
    if doubles := len(written) - len(entries) - len(lost):
        notes.append(f"{doubles} entries with the address of an earlier one")
    return Feed(form, title, tuple(entries.values()), tuple(lost), tuple(notes))


def _read_xml(
    text: str, address: str, read_at: datetime
) -> tuple[str, str | None, list[_Written], list[str]]:
    text = drop_harmless_doctype(text)
    root = root_name(text)
    if root is None or root.rpartition(":")[2].lower() not in _CLOSING:
        found = f"<{root}>" if root else repr(text[:40])
        raise NotAFeed(
            f"{address} begins with {found}, not with rss, rdf:RDF, feed or a JSON Feed; correct "
            "the address, or let `kind` say what it is"
        )
    text, left = _cut(text, root)
    # Decoded here, so that the parser sees the very text that was looked at for declarations.
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": address}
    parsed = feedparser.parse(
        BytesIO(_XML_PROLOG.sub("", text).encode("utf-8", "replace")),
        response_headers=headers,
        sanitize_html=False,  # summaries become plain text below
        resolve_relative_uris=False,
    )
    notes = []
    if parsed.bozo:
        notes.append(f"not well-formed, read as far as it goes: {parsed.bozo_exception}")
    if left:
        notes.append(f"{left:,} entries left: the limit is {MOST_ENTRIES:,} of one feed")
    written = [_from_parsed(entry, read_at) for entry in parsed.entries]
    form = feedparser.api.SUPPORTED_VERSIONS.get(parsed.version) or root
    return form, _plain(parsed.feed.get("title"), _LONGEST_TITLE), written, notes


def _cut(text: str, root: str) -> tuple[str, int]:
    """The text with at most so many entries, still well-formed, and how many were left out."""
    ends = [match.end() for match in _ENTRY_END.finditer(text)]
    if len(ends) <= MOST_ENTRIES:
        return text, 0
    closing = _CLOSING[root.rpartition(":")[2].lower()].format(root=root)
    return text[: ends[MOST_ENTRIES - 1]] + closing, len(ends) - MOST_ENTRIES


def _from_parsed(entry: feedparser.FeedParserDict, read_at: datetime) -> _Written:
    dates: list[FeedDate] = []
    for kind in ("published", "updated"):
        # Asked for by its own name: feedparser gives `updated` for a missing `published`.
        if raw := dict.get(entry, kind):
            moment = moment_of(dict.get(entry, f"{kind}_parsed"))
            dates += read_feed_date(kind, raw, read_at, moment)
    return _Written(
        entry.get("link"), entry.get("id"), entry.get("title"), entry.get("summary"), tuple(dates)
    )


def _read_json(text: str, read_at: datetime) -> tuple[str, str | None, list[_Written], list[str]]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAFeed(f"JSON that cannot be read: {error}") from error
    version, items = content.get("version"), content.get("items")
    if not _JSON_FEED.match(str(version)) or not isinstance(items, list):
        raise NotAFeed("JSON without the `version` and the `items` of a JSON Feed")
    notes = []
    if len(items) > MOST_ENTRIES:
        notes.append(
            f"{len(items) - MOST_ENTRIES:,} entries left: the limit is {MOST_ENTRIES:,} of one feed"
        )
    written = [_from_json(item, read_at) for item in items[:MOST_ENTRIES] if isinstance(item, dict)]
    form = f"JSON Feed {str(version).rpartition('/')[2]}"
    return form, _plain(_text(content, "title"), _LONGEST_TITLE), written, notes


def _from_json(item: dict, read_at: datetime) -> _Written:
    dates: list[FeedDate] = []
    for kind, key in (("published", "date_published"), ("updated", "date_modified")):
        if raw := _text(item, key):
            dates += read_feed_date(kind, raw, read_at, read_iso_moment(raw))
    return _Written(
        _text(item, "url") or _text(item, "external_url"),
        _text(item, "id"),
        _text(item, "title"),
        _text(item, "summary") or _text(item, "content_text") or _text(item, "content_html"),
        tuple(dates),
    )


def _text(item: dict, key: str) -> str | None:
    value = item.get(key)
    return value if isinstance(value, str) and value.strip() else None


def _doubt_ids(written: Iterable[_Written]) -> Iterator[str]:
    """What is odd about the ids of a feed; they are kept, and nothing hangs on them."""
    ids = Counter(entry.given_id for entry in written)
    if missing := ids.pop(None, 0):
        yield f"{missing} entries without an id"
    for given_id, count in ids.items():
        if count > 1:
            yield f"{count} entries share the id {given_id[:80]!r}"


def _plain(markup: str | None, longest: int) -> str | None:
    """A title or summary as plain text; nothing of its markup can run anywhere."""
    if not markup:
        return None
    if "<" in markup or "&" in markup:
        try:
            markup = html.fromstring(f"<div>{markup}</div>").text_content()
        except (etree.LxmlError, ValueError):
            markup = re.sub(r"<[^>]*>", " ", markup)
    return " ".join(markup.split())[:longest] or None
