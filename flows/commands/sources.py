"""`dateline sources`: what is collected, what a source would bring, and adding one.

In: the words of the command. Out: tables on stdout, an exit code. `test` and `add` ask the sites
and write nothing to the data folder; `add` writes one block to `config/sources.toml`, once that
file is sound with it.
"""

import json
import re
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from config.settings import load_settings
from config.sources import SOURCES_FILE, SourcesError, load_sources
from flows.collecting.collection import Collection
from flows.collecting.polling import PollDesk
from flows.display.terminal import Ink, columns, count_of, cut, printable, width_of
from flows.ingest import read_blocks
from tasks.collect.addresses import BadAddress, host_of, tidy_address
from tasks.collect.source import Collected, FoundAddress, Refusal, Source, resolve_sources
from tasks.errors import ConfigurationFault, Fate, is_good
from warehouse.collection import NamedPage, Poll

#: Pages that `test` shows; the rest is counted.
PAGES_SHOWN = 20


def sources_list(as_json: bool) -> int:
    """All blocks of config/sources.toml."""
    blocks = read_blocks()
    if as_json:
        print(json.dumps([asdict(block) for block in blocks], ensure_ascii=False, indent=2))
        return 0
    rows = [("name", "kind", "where", "when")]
    rows += [
        (b.name, b.kind or "", b.url or b.path or "", "each run" if b.enabled else "when named")
        for b in blocks
    ]
    print("\n".join(columns(rows)))
    return 0


def sources_test(word: str, as_json: bool) -> int:
    """Ask a source what it would bring now; nothing is stored. 3 when something was refused."""
    (source,) = resolve_sources([word], read_blocks())
    ends, pages = preview(source)
    refused = [e for e in ends if isinstance(e, Refusal) and not is_good(e.fate)]
    if as_json:
        print(json.dumps(_as_json(source, ends, pages), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_describe(source, ends, pages)))
    return 3 if refused else 0


def sources_add(address: str, name: str | None, file: Path = SOURCES_FILE) -> int:
    """Find out what stands behind an address, and append a block for it.

    A home page is added by a feed that it names, or by its news sitemap where no feed has entries.

    Raises:
        ConfigurationFault: nothing there can be collected from, or the name is taken.
    """
    try:
        address = tidy_address(address)
    except BadAddress as error:
        raise ConfigurationFault(f"{error}; give an address such as https://...") from error
    blocks = load_sources(file)
    if known := next((block for block in blocks if block.url == address), None):
        raise ConfigurationFault(f"{address} is the source {known.name} already")
    best, *others = find_sources(address)
    name = name or _free_name(host_of(best.address), {block.name for block in blocks})
    append_block(file, name, best.address, best.kind)
    print(f'added [[source]] "{name}": {best.kind} {best.address}, in {file}')
    print("\n".join(_explain_choice(best, others)), file=sys.stderr)
    print(f"  try it:  dateline sources test {name}", file=sys.stderr)
    return 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed, sitemap or list that can be a source, and the addresses of the pages it names."""

    address: str
    kind: str
    pages: frozenset[str]


def preview(source: Source) -> tuple[list[Collected], list[FoundAddress]]:
    """How the polls of a source end, and which pages it names."""
    if source.kind != "address":
        raise ConfigurationFault(
            f"{source.place} is not on the web; `dateline run --dry-run {source.place}` shows what "
            "would be read"
        )
    with Collection(None, load_settings(), [source], _now) as collection:
        return collection.preview()


def find_sources(address: str) -> list[Candidate]:
    """What can be a source behind an address, the best first; never empty.

    Of what a home page names a feed is best: it tells headlines and days, and costs a site least.
    One without entries comes last.

    Raises:
        ConfigurationFault: there is none.
    """
    for declared in (None, "site"):
        source = Source(host_of(address), "address", url=address, declared=declared)
        with Collection(None, load_settings(), [source], _now) as collection:
            ends, _ = collection.preview()
        first = next(end for end in ends if end.uri == address)
        if isinstance(first, Refusal) and not is_good(first.fate):
            raise ConfigurationFault(f"{address}: {first.fate}: {first.reason}")
        found = _candidates(collection.polls)
        if own := [candidate for candidate in found if candidate.address == address]:
            return own
        if found:
            return sorted(found, key=lambda c: (not c.pages, c.kind != "feed"))
    raise ConfigurationFault(
        f"{address} is a page that names no feed and no news sitemap; give the address of one, or "
        'write a block with kind = "page"'
    )


def _candidates(polls: PollDesk) -> list[Candidate]:
    """What was asked for and could be read, in the order in which it was asked for.

    Sitemaps that an index names are left out: the index brings them.
    """
    rows = {row.address: row for row in polls.rows if isinstance(row, Poll)}
    indexes = {row.address for row in rows.values() if row.kind == "sitemap"}
    pages: dict[str, set[str]] = {}
    for row in polls.rows:
        if isinstance(row, NamedPage):
            index = rows[row.named_by].named_by
            pages.setdefault(row.named_by, set()).add(row.address)
            pages.setdefault(index or row.named_by, set()).add(row.address)
    return [
        Candidate(address, row.kind, frozenset(pages.get(address, ())))
        for address in polls.asked
        if (row := rows.get(address))
        and row.fate == Fate.POLLED
        and row.kind in ("feed", "sitemap", "addresses")
        and row.named_by not in indexes
    ]


def _explain_choice(best: Candidate, others: list[Candidate]) -> list[str]:
    """What else there is, how much each brings, and why the one was taken."""
    if not others:
        return [f"  it names {count_of(len(best.pages), 'page')} now"]
    if best.kind == "feed":
        why = "taken: a feed tells headlines and days, and is little to ask for"
    else:
        why = "taken: no feed has entries"
    rows = [(f"  {best.kind}", best.address, count_of(len(best.pages), "page"), why)]
    for other in others:
        more = len(other.pages - best.pages)
        said = f"{more:,} of them not in the one taken" if more else "none that the one taken lacks"
        rows.append((f"  {other.kind}", other.address, count_of(len(other.pages), "page"), said))
    return [*columns(rows, "<<>"), "  add another one too:  dateline sources add ADDRESS"]


def append_block(file: Path, name: str, url: str, kind: str) -> None:
    """Add a block to the end of a file of sources, if the file is sound with it.

    Raises:
        ConfigurationFault: it is not, or it cannot be written; the file is as it was.
    """
    lines = [
        "[[source]]",
        f"name = {_quote(name)}",
        f"url = {_quote(url)}",
        f"kind = {_quote(kind)}",
    ]
    new = file.with_name(f".{file.name}.new")
    try:
        new.write_text(file.read_text("utf-8").rstrip() + "\n\n" + "\n".join(lines) + "\n", "utf-8")
        load_sources(new)
        new.replace(file)
    except SourcesError as error:
        raise ConfigurationFault(str(error).replace(new.name, file.name)) from error
    except OSError as error:
        raise ConfigurationFault(f"cannot write {file}: {error.strerror}") from error
    finally:
        new.unlink(missing_ok=True)


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # what JSON quotes, TOML reads


def _free_name(host: str, taken: set[str]) -> str:
    """A name made of the host; with a number when that is taken."""
    name = re.sub(r"[^a-z0-9]+", "-", host.removeprefix("www.").lower()).strip("-")
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return next(free for free in (name, *numbered) if free not in taken)


def _describe(source: Source, ends: list[Collected], pages: list[FoundAddress]) -> list[str]:
    ink, width = Ink.of(sys.stdout), width_of(sys.stdout)
    lines = [f"{ink.strong(source.name)}  {source.place}", ""]
    for end in ends:
        if isinstance(end, Refusal):
            paint = ink.good if is_good(end.fate) else ink.bad
            said = cut(printable(f"{end.uri}: {end.reason}"), width - 22)
            lines.append(f"  {paint(end.fate)}  {said}")
        else:
            lines.append(f"  {ink.good('page')}  {end.uri}, {len(end.body):,} bytes")
    lines += ["", f"{len(pages):,} pages would be asked for"] if pages else []
    rows = [
        (f"  {_day_of(page)}", cut(printable(page.title or ""), 40), page.uri)
        for page in pages[:PAGES_SHOWN]
    ]
    lines += columns(rows)
    if len(pages) > PAGES_SHOWN:
        lines.append(f"  ... and {len(pages) - PAGES_SHOWN:,} more")
    return lines


def _as_json(source: Source, ends: list[Collected], pages: list[FoundAddress]) -> dict:
    return {
        "name": source.name,
        "url": source.url,
        "ends": [
            {"uri": e.uri, "fate": e.fate, "reason": e.reason}
            if isinstance(e, Refusal)
            else {"uri": e.uri, "fate": None, "bytes": len(e.body)}
            for e in ends
        ],
        "pages": [
            {"uri": p.uri, "title": p.title, "day": _day_of(p) or None, "found_in": p.found_in}
            for p in pages
        ],
    }


def _day_of(page: FoundAddress) -> str:
    days = [day for day in page.days if day.refused_because is None]
    return str(max(days, key=lambda day: day.confidence).candidate) if days else ""


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
