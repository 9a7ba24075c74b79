"""How far each rule can be trusted: the share of its values that are right."""

UNMEASURED = 0.8
CONFIDENCE: dict[str, float] = {}
