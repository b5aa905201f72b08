"""The numbered invariants of a file, a function each: what must hold of every record, and why.

CT0xx are of the file, CT1xx of what an article gave, CT2xx of what is derived across articles.
"""

from claimtrack.rules import articles, claims, file, speakers
from claimtrack.rules.rule import Finding, Rule

RULES: tuple[Rule, ...] = tuple(
    sorted((*file.RULES, *articles.RULES, *speakers.RULES, *claims.RULES), key=lambda r: r.number)
)
"""All rules, by number."""

__all__ = ["RULES", "Finding", "Rule"]
