"""Rigor rules: whether what is claimed can be believed from what is written, in the six published dimensions."""

from ara.review.rigor.apply import Crash, RigorResult, apply_rules, apply_to, rigor_rules
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import Dimension, RigorFinding, RigorProblem, RigorRule, RigorSeverity, rigor_rule

__all__ = [
    "Crash",
    "Dimension",
    "Reading",
    "RigorFinding",
    "RigorProblem",
    "RigorResult",
    "RigorRule",
    "RigorSeverity",
    "apply_rules",
    "apply_to",
    "rigor_rule",
    "rigor_rules",
]
