"""What decides on blocks: the rules and the block model, as shipped or as chosen.

In: a setting. Out: a Cleaner, and the version that stands in each row. Without a model the rules
and the extractor's vote decide alone; texts are worse for it, and nothing else changes.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tasks.clean.model.scorer import BlockModel, load_model
from tasks.clean.rules import RuleSet, shipped_rules

#: Settings that are no path of a weights file.
SHIPPED, NO_MODEL = "shipped", "none"


@dataclass(frozen=True)
class Cleaner:
    """Rules, and the model that judges what no rule settles."""

    rules: RuleSet
    model: BlockModel | None

    @property
    def version(self) -> str:
        """The versions of both, as `pipeline_version` has them."""
        return (
            f"rules-{self.rules.version} cleaner-{self.model.version if self.model else NO_MODEL}"
        )


@cache
def load_cleaner(model: str = SHIPPED) -> Cleaner:
    """The shipped rules with a model: `shipped`, `none`, or a path of a weights file.

    Raises:
        ConfigurationFault: there is no such file, or it holds no weights.
    """
    if model == NO_MODEL:
        return Cleaner(shipped_rules(), None)
    return Cleaner(shipped_rules(), load_model() if model == SHIPPED else load_model(Path(model)))
