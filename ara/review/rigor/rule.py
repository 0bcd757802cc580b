"""A rigor rule: a small function over a reading of the artifact, with code, name, dimension and explanation."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from ara.review.rigor.reading import Reading
from ara.schema.location import Location

Dimension = Literal["D1", "D2", "D3", "D4", "D5", "D6"]
"""Evidence relevance, falsifiability, scope, coherence, exploration integrity, methodology."""

RigorSeverity = Literal["critical", "major", "minor", "suggestion"]


@dataclass(frozen=True, slots=True)
class RigorProblem:
    """What one rule has to say about one entity."""

    location: Location
    """Where it is."""
    entity: str
    """Identifier of the claim, node, experiment or table it is about."""
    span: str
    """The words or cells that triggered it, verbatim from the artifact."""
    message: str
    """What is wrong there, in one sentence, with the arithmetic when there is any."""
    mend: str
    """What to do about it."""
    severity: RigorSeverity | None = None
    """How bad it is, when that differs from the rule's own severity."""


@dataclass(frozen=True, slots=True)
class RigorFinding:
    """A problem, and the rule that found it."""

    rule: str
    name: str
    dimension: Dimension
    severity: RigorSeverity
    location: Location
    entity: str
    span: str
    message: str
    mend: str


@dataclass(frozen=True, slots=True)
class RigorRule:
    """One rule."""

    code: str
    """Stable code: `R` and three digits, the first being the number of its dimension, e.g. `R101`."""
    name: str
    """Spoken name, e.g. `ratio-recomputes`."""
    dimension: Dimension
    """The dimension whose score its findings lower."""
    severity: RigorSeverity
    """Severity of its findings unless one says otherwise."""
    function: Callable[[Reading], Iterator[RigorProblem]]
    """The check."""

    @property
    def fixable(self) -> bool:
        """Never: whether a claim holds is for a person to mend."""
        return False

    @property
    def headline(self) -> str:
        """What the rule asks for, in a line: the first line of the function's docstring."""
        return inspect.cleandoc(self.function.__doc__ or "").split("\n", 1)[0]

    @property
    def explanation(self) -> str:
        """Why it matters, and what to do: the rest of the docstring."""
        return inspect.cleandoc(self.function.__doc__ or "").partition("\n")[2].strip()

    def findings(self, reading: Reading) -> tuple[RigorFinding, ...]:
        """Apply the rule. Raises whatever the function raises; the review turns that into a finding about the rule."""
        return tuple(self._finding(problem) for problem in self.function(reading))

    def _finding(self, problem: RigorProblem) -> RigorFinding:
        return RigorFinding(
            self.code,
            self.name,
            self.dimension,
            problem.severity or self.severity,
            problem.location,
            problem.entity,
            problem.span,
            problem.message,
            problem.mend,
        )


def rigor_rule(
    code: str, name: str, dimension: Dimension, severity: RigorSeverity
) -> Callable[[Callable[[Reading], Iterator[RigorProblem]]], RigorRule]:
    """Make a rule of a function. The first line of its docstring is the headline, the rest the explanation."""

    def make(function: Callable[[Reading], Iterator[RigorProblem]]) -> RigorRule:
        if not function.__doc__:
            raise TypeError(f"rule {code} has no docstring, which is its explanation")
        if code[:2] != "R" + dimension[1]:
            raise TypeError(f"rule {code} is of {dimension}; its code begins with R{dimension[1]}")
        return RigorRule(code, name, dimension, severity, function)

    return make
