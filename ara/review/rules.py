"""The rules of both levels together."""

from __future__ import annotations

from ara.review.registry import Rule, structure_rules
from ara.review.rigor import RigorRule, rigor_rules
from ara.schema.errors import AraError


def all_rules() -> tuple[Rule | RigorRule, ...]:
    """Give the rules of both levels, structure first."""
    return (*structure_rules(), *rigor_rules())


def find_any_rule(word: str) -> Rule | RigorRule:
    """Give the rule with this code or name. Raises AraError when there is none."""
    for held in all_rules():
        if word.casefold() in (held.code.casefold(), held.name):
            return held
    raise AraError(f"there is no rule {word!r}.", mend="See docs/rules for the rules, or `ara review --explain all`.")
