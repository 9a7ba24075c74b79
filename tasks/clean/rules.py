"""Boilerplate rules: what `config/rules/*.toml` may say, and how a line is held against it.

A rule is one block:

    id          names the rule in the ledger; never reused for another thing
    kind        the reason a reader sees in `removed_blocks.reason`
    why         one sentence for people
    match       patterns (regular expressions of the `regex` library); the whole line must match,
                after white space is collapsed and typographic quotes and dashes are folded
    where       head (before the text begins), tail (after it has ended), edge (either), anywhere
    part        block (the whole line, default) or prefix (the start of a line that goes on)
    beside      cut only next to a line already cut for one of these kinds
    after       cut only directly below a line already cut for one of these kinds
    role        role the block keeps although it is cut (stamp, credit, ...)
    verdict     cut (default), or keep: the rule only tells the role
    origin      the group `date` is a candidate for the publication day, of this origin
    max_words   a longer line never matches
    language    BCP 47 codes of pages it is for; none: all
    valid_from, valid_to   days of publication it is for; none: all
    case_sensitive         default false
    firm        true: takes a whole sentence too; other rules only cut one that stands beside
                another line of furniture
    structure   true: recognised by code in this folder, the block names it for the ledger
    containers  landmarks of the page (tasks/extract/dom.py) in which a block left out by the
                extractor is cut by this rule
    enabled     false: only `dateline rules try` uses it
    cuts, keeps lines the rule must cut and near misses it must keep; tests by themselves

Groups named `publisher` and `date` are harvested before the line goes. In: TOML and lines. Out:
rules and matches. Never decides where the head or the tail of a page is.
"""

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import regex

from tasks.clean.prefilter import Prefilter
from tasks.errors import ConfigurationFault
from tasks.models import Role

RULES_FOLDER = Path(__file__).parents[2] / "config" / "rules"

#: A match that takes longer than this is a runaway pattern (a line is judged in microseconds).
MATCH_SECONDS = 3.0

#: Short lines whose matches are remembered, and how many of them (some tens of megabytes).
_REMEMBERED_WORDS = 12
_REMEMBERED_LINES = 100_000

PLACES = frozenset({"head", "tail", "edge", "anywhere"})

#: Escapes and classes of a pattern, to step over them; a repetition is the group.
_REPETITION = regex.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|([*+?{])", regex.DOTALL)

#: Length-preserving: offsets in the folded text are offsets in the original.
_FOLD = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014\u00a0\u202f\u2007", "''\"\"--   ")


def fold(text: str) -> str:
    """Typographic quotes, dashes and spaces to their plain forms, one character for one."""
    return text if text.isascii() else text.translate(_FOLD)


@dataclass(frozen=True)
class Rule:
    """One boilerplate rule; the module's docstring says what each field means."""

    id: str
    kind: str
    why: str
    match: tuple[str, ...] = ()
    where: str = "anywhere"
    part: str = "block"
    beside: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    role: Role | None = None
    verdict: str = "cut"
    origin: str | None = None
    max_words: int | None = None
    language: frozenset[str] = frozenset()
    valid_from: date | None = None
    valid_to: date | None = None
    case_sensitive: bool = False
    firm: bool = False
    structure: bool = False
    containers: frozenset[str] = frozenset()
    enabled: bool = True
    cuts: tuple[Any, ...] = ()
    keeps: tuple[Any, ...] = ()

    @cached_property
    def version(self) -> str:
        """First 8 hex digits of the sha256 of everything that decides what the rule cuts."""
        parts = {
            f.name: getattr(self, f.name) for f in fields(self) if f.name not in _NOT_VERSIONED
        }
        parts |= {name: sorted(getattr(self, name)) for name in _SETS}
        return hashlib.sha256(repr(sorted(parts.items())).encode()).hexdigest()[:8]

    @cached_property
    def pattern(self) -> regex.Pattern:
        """All patterns as one; a group name may stand in several of them."""
        flags = 0 if self.case_sensitive else regex.IGNORECASE
        return regex.compile("|".join(f"(?:{pattern})" for pattern in self.match), flags)

    @cached_property
    def _is_linear(self) -> bool:
        """One repetition at most: no line drives it far. Asking for the time limit costs more
        than such a match (a clock that the operating system keeps)."""
        repetitions = sum(len(found) > 0 for p in self.match for found in _REPETITION.findall(p))
        return repetitions <= 1

    def matches(self, line: str, words: int) -> regex.Match | None:
        """The match of a folded line, or None.

        Args:
            line: folded text of one block, white space collapsed (a prefix rule: not collapsed).
            words: number of words of the whole line.
        """
        if self.max_words is not None and words > self.max_words:
            return None
        search = self.pattern.match if self.part == "prefix" else self.pattern.fullmatch
        if self._is_linear:
            return search(line)
        try:
            return search(line, timeout=MATCH_SECONDS)
        except TimeoutError as error:
            raise ConfigurationFault(
                f"rule {self.id}: a pattern took over {MATCH_SECONDS} s on a line of "
                f"{len(line)} characters; bound its repetitions in config/rules"
            ) from error

    def is_for(self, language_code: str | None, day: date | None) -> bool:
        """Whether the rule is for a page of this language and day; unknown never excludes."""
        if self.language and language_code and language_code.split("-")[0] not in self.language:
            return False
        if day and self.valid_from and day < self.valid_from:
            return False
        return not (day and self.valid_to and day > self.valid_to)


_SETS = ("beside", "after", "language", "containers")
_NOT_VERSIONED = frozenset({"cuts", "keeps", "why", "enabled", *_SETS})


@dataclass(frozen=True)
class RuleSet:
    """The rules in force, in the order of their files and lines: the first match wins."""

    rules: tuple[Rule, ...]

    @cached_property
    def version(self) -> str:
        """First 8 hex digits over all rules in force: part of the pipeline version."""
        joined = "\n".join(f"{rule.id} {rule.version}" for rule in self.rules)
        return hashlib.sha256(joined.encode()).hexdigest()[:8]

    @cached_property
    def _by_id(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    def get(self, rule_id: str) -> Rule | None:
        """The rule of this id, or None when it is switched off or unknown."""
        return self._by_id.get(rule_id)

    @cached_property
    def block_rules(self) -> tuple[Rule, ...]:
        """Rules that take a whole line by its words."""
        return tuple(r for r in self.rules if not r.structure and r.part == "block")

    @cached_property
    def prefix_rules(self) -> tuple[Rule, ...]:
        """Rules that take the start of a line."""
        return tuple(r for r in self.rules if r.part == "prefix")

    @cached_property
    def container_rules(self) -> tuple[Rule, ...]:
        """Rules that name why a block of a landmark is no text."""
        return tuple(r for r in self.rules if r.containers)

    def matches_of(self, line: str, words: int) -> tuple[tuple[Rule, regex.Match], ...]:
        """All block rules that match a folded line, in order; lines of menus come again and again,
        so answers are remembered."""
        found = self._answers.get(line)
        if found is None:
            if len(self._answers) >= _REMEMBERED_LINES:
                self._answers.clear()
            rules = self.block_rules
            found = tuple(
                (rule, match)
                for number in self._prefilter.candidates(line, self._taking(words))
                if (match := (rule := rules[number]).matches(line, words)) is not None
            )
            if words <= _REMEMBERED_WORDS:
                self._answers[line] = found
        return found

    @cached_property
    def _prefilter(self) -> Prefilter:
        return Prefilter([rule.match for rule in self.block_rules])

    def _taking(self, words: int) -> int:
        """A bit for each block rule that takes a line of so many words."""
        limits = self._word_limits
        return limits[min(words, len(limits) - 1)]

    @cached_property
    def _word_limits(self) -> list[int]:
        longest = max((rule.max_words or 0 for rule in self.block_rules), default=0)
        return [
            sum(
                1 << number
                for number, rule in enumerate(self.block_rules)
                if rule.max_words is None or words <= rule.max_words
            )
            for words in range(longest + 2)
        ]

    @cached_property
    def _answers(self) -> dict[str, tuple[tuple[Rule, regex.Match], ...]]:
        return {}

    def without(self, rule_id: str) -> "RuleSet":
        """The same rules less one."""
        return RuleSet(tuple(rule for rule in self.rules if rule.id != rule_id))


def load_rules(folder: Path = RULES_FOLDER, with_disabled: Iterable[str] = ()) -> RuleSet:
    """Read all rules of a folder.

    Args:
        folder: holds `*.toml` files, read in the order of their names.
        with_disabled: ids of switched-off rules to include.

    Raises:
        ConfigurationFault: all faults of all files at once.
    """
    wanted, faults, rules = frozenset(with_disabled), [], []
    for path in sorted(folder.glob("*.toml")):
        try:
            blocks = tomllib.loads(path.read_text("utf-8")).get("rule", [])
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(f"{path.name}: {error}")
            continue
        for block in blocks:
            try:
                rules.append(_parse_rule(block))
            except ValueError as error:
                faults.append(f"{path.name}: rule {block.get('id', '(no id)')}: {error}")
    ids = [rule.id for rule in rules]
    faults += [
        f"rule id {name} stands twice" for name in sorted({i for i in ids if ids.count(i) > 1})
    ]
    if faults:
        raise ConfigurationFault("config/rules has faults:\n  " + "\n  ".join(faults))
    return RuleSet(tuple(rule for rule in rules if rule.enabled or rule.id in wanted))


@cache
def shipped_rules() -> RuleSet:
    """The rules of `config/rules`, read once a process."""
    return load_rules()


def _parse_rule(block: dict[str, Any]) -> Rule:
    known = {f.name for f in fields(Rule)}
    if unknown := sorted(set(block) - known):
        raise ValueError(f"unknown keys {', '.join(unknown)}; known: {', '.join(sorted(known))}")
    if missing := [key for key in ("id", "kind", "why") if not block.get(key)]:
        raise ValueError(f"missing {', '.join(missing)}")
    values = dict(block)
    for key in ("match", "cuts", "keeps"):
        values[key] = tuple(values.get(key, ()))
    for key in _SETS:
        values[key] = frozenset(values.get(key, ()))
    if "role" in values:
        values["role"] = Role(values["role"])
    rule = Rule(**values)
    _check_rule(rule)
    return rule


def _check_rule(rule: Rule) -> None:
    if rule.where not in PLACES:
        raise ValueError(f"where is {rule.where!r}; one of {', '.join(sorted(PLACES))}")
    if rule.part not in {"block", "prefix"}:
        raise ValueError(f"part is {rule.part!r}; block or prefix")
    if not rule.match and not rule.structure:
        raise ValueError("no pattern in `match`, and not marked `structure = true`")
    try:
        _ = rule.pattern
    except regex.error as error:
        raise ValueError(f"pattern does not compile: {error}") from error
