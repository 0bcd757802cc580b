"""Identifiers for what was read: claims, and experiments of three origins, with the links between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from ara.compiler.claims import ClaimReading
from ara.compiler.paper.model import FigureReading, PaperReading, TableReading
from ara.compiler.repo.model import Command, RepoReading
from ara.schema.frozen import Frozen

MOST_CANDIDATES = 2000
"""Launch commands that become candidate experiments; more are counted in a gap."""


class NumberedClaim(Frozen):
    """A claim with its identifier."""

    id: str
    """Identifier, e.g. `C03`."""
    reading: ClaimReading
    """What was read."""


class ReportedExperiment(Frozen):
    """A table or figure that claims stand on: an experiment that the paper reports, without a way to run it."""

    id: str
    """Identifier, e.g. `E02`."""
    label: str
    """The object, as claims name it: `Table 3`, `Figure 2`."""
    object: TableReading | FigureReading
    """The object."""
    claims: tuple[str, ...]
    """Claims that stand on it."""


class CandidateExperiment(Frozen):
    """A launch command of the repository."""

    id: str
    """Identifier, e.g. `E09`."""
    command: Command
    """The command."""


class Identified(Frozen):
    """All that carries an identifier."""

    claims: tuple[NumberedClaim, ...] = ()
    """Claims, in the order of the paper."""
    reported: tuple[ReportedExperiment, ...] = ()
    """Experiments that the paper reports."""
    candidates: tuple[CandidateExperiment, ...] = ()
    """Experiments that the repository may hold."""
    candidates_left_out: int = 0
    """Commands beyond the limit."""

    def experiments_of(self, claim: str) -> tuple[str, ...]:
        """Give the reported experiments on which a claim stands."""
        return tuple(experiment.id for experiment in self.reported if claim in experiment.claims)


def number_claims(claims: Iterable[ClaimReading]) -> tuple[NumberedClaim, ...]:
    """Number claims from C01."""
    return tuple(NumberedClaim(id=f"C{n:02d}", reading=claim) for n, claim in enumerate(claims, 1))


def identify(
    paper: PaperReading | None, repo: RepoReading | None, claims: tuple[NumberedClaim, ...], taken: Iterable[str]
) -> Identified:
    """Give identifiers to experiments. Those in `taken`, which the repository's own file uses, are left alone."""
    free = _free_ids(set(taken))
    reported = tuple(_reported(paper, claims, free)) if paper else ()
    commands = _distinct(repo.commands) if repo else []
    chosen = commands[:MOST_CANDIDATES]
    return Identified(
        claims=claims,
        reported=reported,
        candidates=tuple(CandidateExperiment(id=next(free), command=command) for command in chosen),
        candidates_left_out=len(commands) - len(chosen),
    )


def _free_ids(taken: set[str]) -> Iterator[str]:
    return (name for number in count(1) if (name := f"E{number:02d}") not in taken)


def _reported(
    paper: PaperReading, claims: tuple[NumberedClaim, ...], free: Iterator[str]
) -> Iterator[ReportedExperiment]:
    objects = [(f"Table {table.label}", table) for table in paper.tables]
    others = [(f"Figure {figure.label}", figure) for figure in paper.figures]
    for label, found in (*objects, *others):
        standing = tuple(
            claim.id for claim in claims if label in claim.reading.evidence or claim.reading.where == label
        )
        if standing:
            yield ReportedExperiment(id=next(free), label=label, object=found, claims=standing)


def _distinct(commands: tuple[Command, ...]) -> list[Command]:
    """Commands that start work, each once: the same argument list in the same folder is one experiment."""
    found: dict[tuple[object, ...], Command] = {}
    for command in commands:
        if command.kind == "run":
            found.setdefault((command.argv, command.env, command.workdir), command)
    return list(found.values())
