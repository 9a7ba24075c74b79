"""`dateline rules list` and `dateline rules try ID`: the boilerplate rules, and one on trial.

In: the rules of `config/rules`, the raw archive. Out: on stdout the rules; or every line that a
rule or a block model takes, page by page, and what it costs of each text. Writes nothing, needs no
lock.
"""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from config.settings import load_settings
from flows.display.terminal import Ink, columns, count_of, cut_middle, printable, width_of, wrap
from flows.runner import map_in_threads
from tasks.archive.warc import ARCHIVE_FOLDER, read_archive
from tasks.clean.clean import clean_page
from tasks.clean.rules import Rule
from tasks.clean.trial import (
    Contest,
    Trial,
    compare_verdicts,
    find_contest,
    load_all_rules,
)
from tasks.errors import BadInput
from tasks.extract.page import read_page
from tasks.extract.preload import preload
from tasks.identify.identity import identify
from tasks.models import DocumentRef, RawDocument
from tasks.workers import WorkerFault, WorkerPool
from warehouse.errors import WarehouseMissing

#: A rule that takes more of a text than this is more likely wrong than right.
LARGEST_SHARE = 1 / 3

#: Seconds between two changes of the line of progress.
PROGRESS_PAUSE = 0.2


def rules_list(as_json: bool) -> int:
    """Print all rules."""
    rules = load_all_rules().rules
    if as_json:
        print(json.dumps([_as_json(rule) for rule in rules], ensure_ascii=False, indent=2))
    else:
        print("\n".join(describe_rules(rules, width_of(sys.stdout), Ink.of(sys.stdout))))
    return 0


def _as_json(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "kind": rule.kind,
        "where": rule.where,
        "part": rule.part,
        "verdict": rule.verdict,
        "why": rule.why,
        "enabled": rule.enabled,
        "language": sorted(rule.language),
        "containers": sorted(rule.containers),
        "cuts": len(rule.cuts),
        "keeps": len(rule.keeps),
        "version": rule.version,
    }


def describe_rules(rules: tuple[Rule, ...], width: int, ink: Ink) -> list[str]:
    """A line of facts for each rule, and why it is there."""
    facts = columns(
        (
            rule.id,
            rule.kind,
            _where(rule),
            f"{len(rule.cuts)}+{len(rule.keeps)} examples" if rule.cuts else "known by markup",
            "" if rule.enabled else "switched off",
        )
        for rule in rules
    )
    lines = []
    for fact, rule in zip(facts, rules, strict=True):
        lines.append(fact if rule.enabled else ink.faint(fact))
        lines += [ink.faint(f"    {line}") for line in wrap(rule.why, width - 4)]
    return lines


def _where(rule: Rule) -> str:
    if rule.containers:
        return "in " + ", ".join(sorted(rule.containers))
    place = {"edge": "head or tail"}.get(rule.where, rule.where)
    return f"start of a line, {place}" if rule.part == "prefix" else place


# ------------------------------------------------------------------------------- one on trial


@dataclass(frozen=True, slots=True)
class PageTrial:
    """A rule tried on one archived document."""

    article_id: str
    name: str
    trial: Trial


@dataclass(slots=True)
class TrialReport:
    """A rule tried on the whole archive. touched: pages on which it takes or changes a block."""

    rule_id: str
    documents: int = 0
    unreadable: int = 0
    text_chars: int = 0
    touched: list[PageTrial] = field(default_factory=list)

    @property
    def too_much(self) -> list[PageTrial]:
        """Pages that lose more of their text than a rule should take."""
        return [page for page in self.touched if page.trial.lost_share > LARGEST_SHARE]

    def as_json(self) -> dict[str, object]:
        """What `dateline rules try ID --json` prints."""
        return {
            "rule_id": self.rule_id,
            "documents": self.documents,
            "unreadable": self.unreadable,
            "articles_touched": len({page.article_id for page in self.touched}),
            "lines_taken": sum(b.is_taken for page in self.touched for b in page.trial.blocks),
            "text_chars": self.text_chars,
            "lost_chars": sum(page.trial.lost_chars for page in self.touched),
            "over_limit": [page.article_id for page in self.too_much],
            "pages": [
                {
                    "article_id": page.article_id,
                    "name": page.name,
                    "lost_share": round(page.trial.lost_share, 4),
                    "blocks": [asdict(block) for block in page.trial.blocks],
                }
                for page in self.touched
            ],
        }


def rules_try(rule_id: str, data: Path, as_json: bool) -> int:
    """Print what a rule takes, or would take, from every archived document.

    Raises:
        ConfigurationFault: there is no such rule or weights file.
        WarehouseMissing: nothing was archived yet.
    """
    contest = find_contest(rule_id)
    files = sorted((data / ARCHIVE_FOLDER).glob("*.warc.gz"))
    if not files:
        raise WarehouseMissing(f"there is no archive in {data}", "Make one with `dateline run`.")
    ink, width = Ink.of(sys.stdout), width_of(sys.stdout)
    report = TrialReport(rule_id)
    for page in _try_on_archive(rule_id, files, data, report):
        if not as_json:
            print("\n".join(describe_page(page, width, ink)), flush=True)
    if as_json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(describe_trial(contest, report, ink)))
    return 0


def _try_on_archive(
    rule_id: str, files: list[Path], data: Path, report: TrialReport
) -> Iterator[PageTrial]:
    """Pages that the rule touches, in the order of the archive; the report grows meanwhile.

    Pages are read in worker processes: one that hangs or crashes the parser costs itself only.
    """
    settings = load_settings(data=data)
    with (
        WorkerPool(
            settings.workers, settings.worker_memory, prepare=partial(prepare_trial, rule_id)
        ) as pool,
        _Progress() as progress,
    ):

        def attempt(number: int, item: tuple[RawDocument, DocumentRef]) -> PageTrial | None:
            try:
                return pool.run(try_on_document, *item, rule_id, deadline=settings.extract_deadline)
            except WorkerFault:
                return None

        archived = (item for file in files for item in _read_file(file, data))
        for page in map_in_threads("try-rule", attempt, archived, settings.workers):
            report.documents += 1
            progress.show(count_of(report.documents, "document"))
            if page is None:
                report.unreadable += 1
                continue
            report.text_chars += page.trial.text_chars
            if page.trial.blocks:
                report.touched.append(page)
                progress.clear()
                yield page


def _read_file(file: Path, data: Path) -> Iterator[tuple[RawDocument, DocumentRef]]:
    written_at = datetime.fromtimestamp(file.stat().st_mtime, UTC).replace(tzinfo=None)
    return read_archive(file, data, written_at)


def prepare_trial(rule_id: str) -> None:
    """Import and load what every worker needs, once, before workers are forked."""
    preload()
    find_contest(rule_id)


def try_on_document(document: RawDocument, ref: DocumentRef, rule_id: str) -> PageTrial | None:
    """Try a rule on one document; None when it cannot be read. Runs in a worker process."""
    try:
        page = read_page(document)
    except BadInput:
        return None
    contest = find_contest(rule_id)
    with_it = clean_page(page, contest.with_it)
    without_it = clean_page(page, contest.without_it)
    return PageTrial(
        identify(ref, page, with_it).article_id,
        document.file_name or document.url or document.uri,
        compare_verdicts(page.raw_text, with_it, without_it, contest.rule_id),
    )


def describe_page(page: PageTrial, width: int, ink: Ink) -> list[str]:
    """The lines a rule takes from one page, and what else becomes of others because of it."""
    share = page.trial.lost_share
    cost = f"{share:.1%} of the text" if page.trial.lost_chars > 0 else "no text"
    paint = ink.bad if share > LARGEST_SHARE else ink.faint
    lines = [f"{ink.strong(page.article_id)}  {printable(page.name)}  {paint(cost)}"]
    for block in page.trial.blocks:
        note = f"else {block.was}" if block.is_taken else f"{block.was} becomes {block.verdict}"
        if block.is_taken and block.was == block.verdict:
            note = ""
        text = cut_middle(printable(block.text), max(24, width - len(note) - 6))
        mark = ink.bad("−") if block.is_taken else ink.warning("~")
        lines.append(f"  {mark} {text}  {ink.faint(note)}".rstrip())
    return lines


def describe_trial(contest: Contest, report: TrialReport, ink: Ink) -> list[str]:
    """The sum over the archive, and a warning for each text that would lose too much."""
    value = report.as_json()
    lost, text = int(value["lost_chars"]), report.text_chars
    share = f"{lost / text:.2%}" if text else "none"
    state = " (switched off)" if contest.rule_id and not contest.is_enabled else ""
    lines = [
        "",
        f"{ink.strong(contest.name)}{state} takes {count_of(value['lines_taken'], 'line')} from "
        f"{count_of(value['articles_touched'], 'article')}, {share} of all text; "
        f"{count_of(report.documents, 'document')} read, {report.unreadable:,} of them unreadable",
    ]
    lines += [
        ink.bad(
            f"warning: it takes {page.trial.lost_share:.0%} of the text of {page.article_id}, over "
            f"a third: a near miss for `keeps`? See `dateline explain {page.article_id}`"
        )
        for page in report.too_much
    ]
    return lines[1:] if not report.touched else lines


class _Progress:
    """One line on stderr that is written over; silent when stderr is no terminal."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self._last = 0.0

    def __enter__(self) -> "_Progress":
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def show(self, text: str) -> None:
        now = time.monotonic()
        if self._is_shown and now - self._last >= PROGRESS_PAUSE:
            print(f"\r{text} ", end="", file=sys.stderr, flush=True)
            self._last = now

    def clear(self) -> None:
        if self._is_shown and self._last:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
