"""Hold a reading of an Ara against the rigor rules. Runs nothing that the Ara holds."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from ara.review.reproduce.verdict import Verdict
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorFinding, RigorRule
from ara.schema.package import Package


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that failed on an Ara, which says something about the rule and nothing about the Ara."""

    rule: str
    """Code of the rule."""
    name: str
    """Spoken name of the rule."""
    error: str
    """Kind and words of the failure."""


@dataclass(frozen=True, slots=True)
class RigorResult:
    """What the rules found, and which of them failed."""

    findings: tuple[RigorFinding, ...]
    """In the order of files, lines and codes: the same for the same Ara."""
    crashes: tuple[Crash, ...] = ()
    """Rules that could not be applied, in the order of their codes."""


@cache
def rigor_rules() -> tuple[RigorRule, ...]:
    """Give the rules of all modules below `ara.review.rigor`, by code.

    Raises TypeError when two share a code or a name.
    """
    package = import_module("ara.review.rigor")
    found: dict[str, RigorRule] = {}
    for entry in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        for value in vars(import_module(entry.name)).values():
            if isinstance(value, RigorRule) and found.setdefault(value.code, value) is not value:
                raise TypeError(f"two rules have the code {value.code}")
    if len({held.name for held in found.values()}) < len(found):
        raise TypeError("two rigor rules have the same name")
    return tuple(found[code] for code in sorted(found))


def apply_rules(
    package: Package, rules: Iterable[RigorRule] | None = None, verdicts: Iterable[Verdict] = ()
) -> RigorResult:
    """Apply the rules to a package, by default all. A rule that fails is a crash, and the others are applied."""
    return apply_to(Reading(package, tuple(verdicts)), rules)


def apply_to(reading: Reading, rules: Iterable[RigorRule] | None = None) -> RigorResult:
    """Apply the rules to what was read of a package."""
    found: set[RigorFinding] = set()
    crashes = []
    for held in rigor_rules() if rules is None else rules:
        try:
            found.update(held.findings(reading))
        except Exception as error:
            crashes.append(Crash(held.code, held.name, f"{type(error).__name__}: {error}"))
    return RigorResult(tuple(sorted(found, key=_order)), tuple(crashes))


def _order(finding: RigorFinding) -> tuple[str, int, str, str, str, str]:
    place = finding.location
    return place.file, place.line, finding.rule, place.pointer, finding.message, finding.span
