"""What one rule does to a page: the page cleaned with it, held against the page cleaned without.

In: two cleaned pages of one text; rule files. Out: the blocks whose verdict the rule decides, and
how much of the text it costs; all rules, those switched off too. Pure but for reading rule files.
"""

import difflib
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

from tasks.clean.rules import RULES_FOLDER, Rule, RuleSet, load_rules
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


def compare_verdicts(
    raw_text: str, with_rule: CleanedPage, without: CleanedPage, rule_id: str
) -> Trial:
    """What a rule changes on a page that was cleaned with it and without it."""
    starts = [block.start for block in without.blocks]
    changed = []
    for block in with_rule.blocks:
        place = bisect_right(starts, block.start) - 1
        was = _verdict(without.blocks[place]) if place >= 0 else "not there"
        is_taken = block.removal is not None and block.removal.rule_id == rule_id
        if is_taken or (was != _verdict(block) and not (block.removal and _is_removed(was))):
            text = raw_text[block.start : block.end]
            changed.append(ChangedBlock(text, is_taken, _verdict(block), was))
    text_chars = len(without.clean_text)
    return Trial(tuple(changed), text_chars, text_chars - len(with_rule.clean_text))


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
