"""One article as an editor's mark-up: lines for a person.

In: an `Explanation`, a width, an ink. Out: lines. What was taken out stands in its place behind a
minus, with its reason and its rule; long paragraphs are cut in their middle, because what does not
belong to a text sticks to its ends. Never reads the warehouse, never prints.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from flows.display.history_markup import describe_copies, describe_versions
from flows.display.terminal import (
    Ink,
    columns,
    count_of,
    cut,
    cut_middle,
    display_width,
    format_bytes,
    format_day,
    format_moment,
    pad,
    printable,
    wrap,
)
from warehouse.explain import (
    BlockRow,
    CandidateRow,
    DateRow,
    EntityRow,
    Explanation,
)
from warehouse.lookup import InputState

#: Lines that one block may take.
TEXT_LINES = 2

#: Characters shown of the evidence for a day.
EVIDENCE_CHARS = 160

#: Removed neighbours of one rule are shown together from so many on.
RUN_LENGTH = 3

#: Narrowest column of text, however narrow the terminal is.
NARROWEST = 24

UNKNOWN_PUBLISHER = "publisher unknown"
PAYWALLED = "paywalled: only a teaser"

MINUS = "−"


def describe_input(state: InputState, ink: Ink) -> list[str]:
    """How an input ended that became no article."""
    paint = {"good": ink.strong, "refused": ink.warning}.get(state.fate_class, ink.bad)
    lines = [f"{printable(state.name)} is no article: {paint(state.fate)} in stage {state.stage}"]
    lines += [f"  {printable(state.reason)}"] if state.reason else []
    last = f"  last met in run {state.run_key}"
    last += f", {state.try_count} times in all" if state.try_count > 1 else ""
    last += f"; the input is of {format_moment(state.seen_at)} UTC" if state.seen_at else ""
    return [*lines, ink.faint(last)]


def describe_article(explanation: Explanation, width: int, ink: Ink) -> list[str]:
    """The whole mark-up.

    Args:
        width: columns of the page.
    """
    head = explanation.head
    sections = [
        ("", _header(explanation, width, ink)),
        ("published", _publication(explanation.candidates, width, ink)),
        ("the page", _blocks(explanation.blocks, width, ink)),
        ("times in the text", _dates(explanation.dates, ink)),
        ("names", _entities(explanation, width, ink)),
        ("pictures", _captions(explanation, width, ink)),
        ("versions", describe_versions(explanation.versions, head.version_no, width, ink)),
        ("near copies", describe_copies(explanation.copies, head.article_id, width, ink)),
        ("the bytes", _bytes(explanation, width, ink)),
    ]
    lines: list[str] = []
    for title, section in sections:
        if section and title:
            lines += ["", ink.strong(title)]
        lines += section
    return lines


# ------------------------------------------------------------------------------- the head


def _header(explanation: Explanation, width: int, ink: Ink) -> list[str]:
    head = explanation.head
    facts = [
        head.article_id,
        printable(head.publisher) if head.publisher else UNKNOWN_PUBLISHER,
        head.article_form.replace("_", " "),
        head.language_code or "",
        count_of(head.word_count, "word"),
        f"version {head.version_no}" if head.version_no > 1 else "",
        f"{1 - head.removed_share:.0%} kept",
        PAYWALLED if head.is_paywalled else "",
    ]
    paints = {
        head.article_id: ink.strong,
        UNKNOWN_PUBLISHER: ink.faint,
        PAYWALLED: ink.warning,
    }
    lines = []
    for line in wrap(" · ".join(_bind(fact) for fact in facts if fact), width):
        shown = _unbind(line)
        for fact, paint in paints.items():
            shown = shown.replace(fact, paint(fact))
        lines.append(shown)
    if head.headline:
        lines += [ink.strong(line) for line in wrap(printable(head.headline), width)]
        if head.headline_method == "metadata":
            lines.append(ink.faint("this headline is from the page's metadata"))
    else:
        lines.append(ink.warning("no headline"))
    lines += wrap(printable(head.subheadline), width) if head.subheadline else []
    written = " · ".join(map(printable, explanation.authors)) or printable(head.byline or "")
    lines += wrap(f"by {written}", width) if written else []
    if head.wire_agency:
        origin = (head.wire_agency_origin or "").replace("_", " ")
        lines.append(f"a story of {head.wire_agency}: its {origin} says so")
    lines += [ink.faint(f"in {printable(head.section)}")] if head.section else []
    lines += [ink.faint(printable(where)) for where in (head.url, head.file_name) if where]
    return lines


def _publication(candidates: tuple[CandidateRow, ...], width: int, ink: Ink) -> list[str]:
    if not candidates:
        return [ink.warning("  unknown: nothing on the page says when it was published")]
    rows = columns(
        (
            (
                _reading(candidate),
                candidate.origin,
                f"{candidate.confidence:.2f}" if candidate.confidence else "",
            )
            for candidate in candidates
        ),
        aligns="><>",
    )
    indent = max(map(display_width, rows)) + 6
    lines = []
    for row, candidate in zip(rows, candidates, strict=True):
        evidence = f"“{cut_middle(printable(candidate.evidence_text), EVIDENCE_CHARS)}”"
        because = f": {candidate.refused_because}" if candidate.refused_because else ""
        first, *more = wrap(evidence + because, max(NARROWEST, width - indent))
        written = [pad(row, indent - 4) + first, *(" " * indent + line for line in more)]
        if candidate.is_chosen:
            lines += [f"  {ink.good('✓')} {written[0]}", *written[1:]]
        else:
            lines += [ink.faint(line) for line in (f"    {written[0]}", *written[1:])]
    if not any(candidate.is_chosen for candidate in candidates):
        lines.append(ink.warning("  none of these is taken: the day is unknown"))
    return lines


def _reading(candidate: CandidateRow) -> str:
    day = candidate.candidate
    return {"year": str(day.year), "month": f"{day:%b %Y}"}.get(
        candidate.precision, format_day(day)
    )


# ------------------------------------------------------------------------------- the page


@dataclass(frozen=True, slots=True)
class _Passage:
    """One or more blocks that are shown together."""

    blocks: tuple[BlockRow, ...]

    @property
    def number(self) -> str:
        first, last = self.blocks[0].block_no, self.blocks[-1].block_no
        return str(first) if first == last else f"{first}-{last}"

    @property
    def label(self) -> str:
        return self.blocks[0].reason or self.blocks[0].role

    @property
    def note(self) -> str:
        """The rule, with what makes it worth a second look."""
        block = self.blocks[0]
        if block.rule_id is None:
            return ""
        doubt = min(b.confidence if b.confidence is not None else 1.0 for b in self.blocks)
        return block.rule_id + (f" {doubt:.2f}" if doubt < 1 else "")


def _blocks(blocks: tuple[BlockRow, ...], width: int, ink: Ink) -> list[str]:
    passages = list(_passages(blocks))
    if not passages:
        return []
    numbers = max(len(passage.number) for passage in passages)
    labels = max(len(passage.label) for passage in passages)
    notes = max(len(passage.note) for passage in passages)
    indent = 2 + numbers + 3 + labels + 2
    room = max(NARROWEST, width - indent)
    narrow = max(NARROWEST, room - notes - 2) if room - notes > 40 else room
    lines = []
    for passage in passages:
        is_removed = passage.blocks[0].rule_id is not None
        mark = ink.bad(MINUS) if is_removed else " "
        label = pad(passage.label, labels)
        if not is_removed and not passage.blocks[0].is_in_text:
            label = ink.faint(label)
        left = f"  {passage.number:>{numbers}} {mark} {label}  "
        text = _passage_text(passage, narrow if is_removed else room)
        note = passage.note if narrow < room else ""
        for place, line in enumerate(text):
            shown = _paint_text(line, passage, ink)
            if place == 0 and note:
                shown += " " * (narrow - display_width(line) + 2) + ink.faint(note)
            lines.append((left if place == 0 else " " * indent) + shown)
        if is_removed and narrow == room:
            lines.append(" " * indent + ink.faint(passage.note))
    return lines


def _passages(blocks: tuple[BlockRow, ...]) -> Iterator[_Passage]:
    """Blocks in order; a run of neighbours that one rule removed is one passage."""
    for (reason, _), members in groupby(blocks, lambda block: (block.reason, block.rule_id)):
        run = tuple(members)
        if reason is not None and len(run) >= RUN_LENGTH:
            yield _Passage(run)
        else:
            yield from (_Passage((block,)) for block in run)


def _passage_text(passage: _Passage, width: int) -> list[str]:
    """A single block is cut in its middle; of a run, each block keeps its beginning."""
    if len(passage.blocks) == 1:
        text = printable(passage.blocks[0].text)
        lines = wrap(cut_middle(text, TEXT_LINES * width - 8), width)
        return lines[:TEXT_LINES]
    return wrap(" | ".join(cut(printable(b.text), width - 4) for b in passage.blocks), width)


def _paint_text(line: str, passage: _Passage, ink: Ink) -> str:
    block = passage.blocks[0]
    if block.rule_id is not None:
        return ink.struck(line)
    if block.role in ("headline", "subheading"):
        return ink.strong(line)
    return line


# ------------------------------------------------------------------------- times and names


def _dates(dates: tuple[DateRow, ...], ink: Ink) -> list[str]:
    rows = [
        (
            f"  «{printable(row.date_text)}»"
            + (f" ×{row.mention_count}" * (row.mention_count > 1)),
            "→",
            _interval(row),
            "" if row.timex_type == "DATE" else row.timex_type.lower(),
            row.rule_id,
            f"from {format_day(row.anchor_date)}" if row.anchor_date else "",
        )
        for row in dates
    ]
    return columns(rows, limits=(40,))


def _interval(row: DateRow) -> str:
    """The days in words a reader uses; the TIMEX3 value where there are none."""
    start, end = row.date_start, row.date_end
    modifier = f" ({row.timex_mod.lower().replace('_', ' ')})" if row.timex_mod else ""
    if start is None or end is None:
        return row.timex_value + modifier
    if row.timex_value == f"{start:%Y-%m}":
        return f"{start:%b %Y}{modifier}"
    if row.timex_value == f"{start:%Y}":
        return f"{start.year}{modifier}"
    days = format_day(start) if start == end else f"{format_day(start)} to {format_day(end)}"
    return days + modifier


def _entities(explanation: Explanation, width: int, ink: Ink) -> list[str]:
    entities = explanation.entities
    if not entities:
        return []
    rows = columns(
        (
            (
                f"  {entity.mention_count}",
                printable(entity.entity_name),
                entity.entity_type,
                "in headline" if entity.in_headline else "",
                "",
            )
            for entity in entities
        ),
        aligns=">",
        limits=(0, 40),
    )
    indent = max(map(display_width, rows)) + 2
    lines = []
    for row, entity in zip(rows, entities, strict=True):
        spellings = wrap(_spellings(entity), max(NARROWEST, width - indent))
        lines.append((pad(row, indent) + _unbind(spellings[0])).rstrip())
        lines += [" " * indent + _unbind(line) for line in spellings[1:]]
    return lines


def _spellings(entity: EntityRow) -> str:
    """As written and how often, each held together by no-break spaces."""
    items = [(printable(spelling), count) for spelling, count in entity.spellings]
    if [spelling for spelling, _ in items] == [printable(entity.entity_name)]:
        return ""
    if len(items) == 1:
        return _bind(items[0][0])
    return " · ".join(_bind(f"{spelling} {count}") for spelling, count in items)


def _bind(text: str) -> str:
    return text.replace(" ", "\u00a0")


def _unbind(text: str) -> str:
    return text.replace("\u00a0", " ")


# ------------------------------------------------------------------------ pictures, bytes


def _captions(explanation: Explanation, width: int, ink: Ink) -> list[str]:
    """Credits taken apart; the captions themselves stand on the page, their alt texts may not."""
    on_the_page = {printable(block.text) for block in explanation.blocks}
    rows = columns(
        (
            (
                f"  {caption.position}",
                printable(caption.caption_text),
                printable(caption.photographer or ""),
                printable(caption.agency or ""),
                printable(caption.credit_text or "(no credit)"),
            )
            for caption in explanation.captions
        ),
        aligns=">",
        limits=(0, max(20, width - 70), 18, 12, 30),
    )
    lines = []
    for row, caption in zip(rows, explanation.captions, strict=True):
        lines.append(row)
        alt_text = printable(caption.alt_text or "")
        if alt_text and alt_text not in on_the_page:
            lines.append(ink.faint(f"      alt text: {cut(alt_text, width - 16)}"))
    return lines


def _bytes(explanation: Explanation, width: int, ink: Ink) -> list[str]:
    head, document = explanation.head, explanation.document
    facts = []
    if document and document.archive_file:
        kind = ", ".join(filter(None, [document.content_type, document.encoding]))
        facts.append(
            f"{document.archive_file} at offset {document.archive_offset}, "
            f"{format_bytes(document.byte_count or 0)}, {kind}"
        )
    if document:
        facts.append(f"sha256 {document.document_id}")
    facts += [
        f"came as {printable(state.name)}: {state.fate}, seen {format_moment(state.seen_at)}"
        for state in explanation.inputs
    ]
    if head.blocks_not_stored:
        facts.append(
            f"{count_of(head.blocks_not_stored, 'block')} of menus not stored, "
            f"{count_of(head.chars_not_stored, 'character')}"
        )
    facts += [f"read by {head.pipeline_version}", f"in run {head.run_key} ({head.run_id})"]
    return [ink.faint(f"  {line}") for fact in facts for line in wrap(fact, width - 2)]
