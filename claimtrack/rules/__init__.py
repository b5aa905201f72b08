"""The numbered invariants of a file, a function each: what must hold of every record, and why.

CT0xx are of the file, CT1xx of what an article gave, CT2xx of what is derived across articles,
CT3xx of what two articles have in common, CT4xx of what people decided.
"""

from claimtrack.rules import articles, claims, decisions, evidence, file, speakers
from claimtrack.rules.rule import Finding, Rule

_ROOMS = (file, articles, speakers, claims, decisions, evidence)
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (rule for room in _ROOMS for rule in room.RULES),
        key=lambda rule: rule.number,
    )
)
"""All rules, by number."""

__all__ = ["RULES", "Finding", "Rule"]
