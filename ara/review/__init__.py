"""Review of an Ara: structure rules, and what they find."""

from ara.review.check import check_package
from ara.review.findings import Finding, Problem, Severity, Summary, passes, summarize
from ara.review.fix import FixResult, fix_package
from ara.review.registry import Rule, find_rule, rule, structure_rules

__all__ = [
    "Finding",
    "FixResult",
    "Problem",
    "Rule",
    "Severity",
    "Summary",
    "check_package",
    "find_rule",
    "fix_package",
    "passes",
    "rule",
    "structure_rules",
    "summarize",
]
