"""What one rule, or a block model, does to a page: the page cleaned with it and without it.

In: the name of a rule or of a weights file; two cleaned pages of one text. Out: the two cleaners to
compare, the blocks whose verdict differs, and how much of the text that costs; all rules, those
switched off too. Pure but for reading rule and weights files.
"""

import difflib
import tomllib
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from tasks.clean.cleaner import NO_MODEL, Cleaner, load_cleaner
from tasks.clean.rules import RULES_FOLDER, Rule, RuleSet, load_rules
from tasks.clean.scores import BLOCK_MODEL
from tasks.errors import ConfigurationFault
from tasks.models import Block, CleanedPage

_REMOVED = "removed by "


@dataclass(frozen=True, slots=True)
class ChangedBlock:
    """A block that a rule takes, or that is kept or lost because of what it takes.

    verdict, was: with and without the rule; a role that is kept, or `removed by` and a rule's id.
    A block that only changes hands between two other rules is none.
    """

    text: str
    is_taken: bool
    verdict: str
    was: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule does to one page.

    text_chars: characters of the clean text without the rule; lost_chars: how many fewer there are
    with it (below 0: more).
    """

    blocks: tuple[ChangedBlock, ...]
    text_chars: int
    lost_chars: int

    @property
    def lost_share(self) -> float:
        """Share of the clean text that the rule takes, 0 to 1."""
        return max(0, self.lost_chars) / self.text_chars if self.text_chars else 0.0


@dataclass(frozen=True, slots=True)
class Contest:
    """Two cleaners that differ in what is on trial.

    rule_id: the rule, None for a model; is_enabled: whether it is in force as shipped.
    """

    name: str
    rule_id: str | None
    is_enabled: bool
    with_it: Cleaner
    without_it: Cleaner


@lru_cache(maxsize=1)
def find_contest(name: str) -> Contest:
    """What a name puts on trial.

    Args:
        name: id of a rule; `block-model` for the shipped model against the rules alone; a path of
            a weights file (`.npz`) for its model against the shipped one.

    Raises:
        ConfigurationFault: there is no such rule or file.
    """
    shipped = load_cleaner()
    if name == BLOCK_MODEL:
        return Contest(name, None, True, shipped, load_cleaner(NO_MODEL))
    if name.endswith(".npz"):
        return Contest(name, None, False, load_cleaner(name), shipped)
    rule = find_rule(name)
    rules = load_rules(with_disabled=[name])
    with_it = replace(shipped, rules=rules)
    without_it = replace(shipped, rules=rules.without(name))
    return Contest(name, name, rule.enabled, with_it, without_it)


def compare_verdicts(
    raw_text: str, with_it: CleanedPage, without_it: CleanedPage, rule_id: str | None
) -> Trial:
    """What a rule or a model changes on a page that was cleaned with it and without it.

    Args:
        rule_id: the rule on trial; None for a model, which takes what is removed only with it.
    """
    starts = [block.start for block in without_it.blocks]
    changed = []
    for block in with_it.blocks:
        place = bisect_right(starts, block.start) - 1
        was = _verdict(without_it.blocks[place]) if place >= 0 else "not there"
        is_taken = block.removal is not None and (
            block.removal.rule_id == rule_id if rule_id else not _is_removed(was)
        )
        if is_taken or (was != _verdict(block) and not (block.removal and _is_removed(was))):
            text = raw_text[block.start : block.end]
            changed.append(ChangedBlock(text, is_taken, _verdict(block), was))
    text_chars = len(without_it.clean_text)
    return Trial(tuple(changed), text_chars, text_chars - len(with_it.clean_text))


def _verdict(block: Block) -> str:
    return f"{_REMOVED}{block.removal.rule_id}" if block.removal else block.role.value


def _is_removed(verdict: str) -> bool:
    return verdict.startswith(_REMOVED)


def load_all_rules(folder: Path = RULES_FOLDER) -> RuleSet:
    """All rules of a folder, those switched off too.

    Raises:
        ConfigurationFault: all faults of all files at once.
    """
    load_rules(folder)  # names every fault, so that the files can be read without care below
    texts = (path.read_text("utf-8") for path in sorted(folder.glob("*.toml")))
    ids = [block["id"] for text in texts for block in tomllib.loads(text).get("rule", [])]
    return load_rules(folder, with_disabled=ids)


def find_rule(rule_id: str, folder: Path = RULES_FOLDER) -> Rule:
    """The rule of an id, switched on or not.

    Raises:
        ConfigurationFault: there is none; the message names the nearest.
    """
    rules = load_all_rules(folder)
    rule = rules.get(rule_id)
    if rule is None:
        near = difflib.get_close_matches(rule_id, [known.id for known in rules.rules])
        hint = f"did you mean {', '.join(near)}?" if near else "`dateline rules list` names them"
        raise ConfigurationFault(f"there is no rule {rule_id!r}; {hint}")
    return rule
