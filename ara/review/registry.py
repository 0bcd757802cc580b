"""Rules: small functions over a package, each with a code, a name and an explanation, found by looking at modules."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from ara.review.findings import Finding, Problem, Severity
from ara.schema.errors import AraError
from ara.schema.location import Location
from ara.schema.package import Package


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule."""

    code: str
    """Stable code, e.g. `S301`."""
    name: str
    """Spoken name, e.g. `reference-resolves`."""
    severity: Severity
    """Severity of its findings unless one says otherwise."""
    fixable: bool
    """Whether its findings can carry edits."""
    on_disk: bool
    """Whether the function takes the Ara's folder, or None, beside the package."""
    function: Callable[..., Iterator[Problem]]
    """The check."""

    @property
    def headline(self) -> str:
        """What the rule asks for, in a line: the first line of the function's docstring."""
        return inspect.cleandoc(self.function.__doc__ or "").split("\n", 1)[0]

    @property
    def explanation(self) -> str:
        """Why, and what to do: the rest of the docstring."""
        return inspect.cleandoc(self.function.__doc__ or "").partition("\n")[2].strip()

    def findings(self, package: Package, root: Path | None = None) -> tuple[Finding, ...]:
        """Apply the rule. When it crashes, that is its finding."""
        arguments = (package, root) if self.on_disk else (package,)
        try:
            return tuple(self._finding(problem) for problem in self.function(*arguments))
        except Exception as error:
            crash = Problem(
                Location(file="PAPER.md"),
                f"rule {self.code} ({self.name}) failed on this Ara: {type(error).__name__}: {error}.",
                "Report it with the file that causes it; the other rules were applied.",
                "error",
            )
            return (replace(self._finding(crash), about_rule=True),)

    def _finding(self, problem: Problem) -> Finding:
        severity = problem.severity or self.severity
        return Finding(self.code, self.name, severity, problem.location, problem.message, problem.mend, problem.edits)


def rule(
    code: str, name: str, severity: Severity, *, fixable: bool = False, on_disk: bool = False
) -> Callable[[Callable[..., Iterator[Problem]]], Rule]:
    """Make a rule of a function. The first line of its docstring is the headline, the rest the explanation."""

    def make(function: Callable[..., Iterator[Problem]]) -> Rule:
        if not function.__doc__:
            raise TypeError(f"rule {code} has no docstring, which is its explanation")
        return Rule(code, name, severity, fixable, on_disk, function)

    return make


def rules_in(package: ModuleType) -> tuple[Rule, ...]:
    """Collect the rules of all modules of a Python package, by code. Raises TypeError when two share code or name."""
    found: dict[str, Rule] = {}
    for entry in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        for value in vars(import_module(entry.name)).values():
            if isinstance(value, Rule) and found.setdefault(value.code, value) is not value:
                raise TypeError(f"two rules have the code {value.code}")
    if len({held.name for held in found.values()}) < len(found):
        raise TypeError("two rules have the same name")
    return tuple(found[code] for code in sorted(found))


@cache
def structure_rules() -> tuple[Rule, ...]:
    """Give the structure rules, by code."""
    return rules_in(import_module("ara.review.structure"))


def find_rule(word: str) -> Rule:
    """Give the rule with this code or name. Raises AraError when there is none."""
    for held in structure_rules():
        if word.casefold() in (held.code.casefold(), held.name):
            return held
    raise AraError(f"there is no rule {word!r}.", mend="See docs/rules for the rules, or `ara check --explain all`.")
