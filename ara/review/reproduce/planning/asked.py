"""Which checks, experiments and candidates a call asks for."""

from __future__ import annotations

from dataclasses import dataclass

from ara.schema.errors import AraError
from ara.schema.identifiers import canonical_id
from ara.schema.reproduce import Reproduce


@dataclass(frozen=True)
class Asked:
    """What was asked for, each in the order of the file."""

    checks: tuple[str, ...]
    """Checks whose experiment is there."""
    experiments: tuple[str, ...]
    """Experiments named in the call that no check reads; they are run, and judged by nobody."""
    candidates: tuple[str, ...]
    """Candidates named in the call."""
    stubs: tuple[str, ...]
    """Checks that wait for a bound."""

    @property
    def runs_something(self) -> bool:
        """Whether there is anything that could be run."""
        return bool(self.checks or self.experiments or self.candidates)


def what_is_asked(reproduce: Reproduce, only: tuple[str, ...]) -> Asked:
    """Give what the words of `--only` name: experiments, checks, claims or candidates; without words, every check.

    Raises AraError for a word that names nothing.
    """
    checks = tuple(name for name, check in reproduce.checks.items() if check.experiment in reproduce.experiments)
    if not only:
        return Asked(checks, (), (), tuple(reproduce.stubs))
    words = {canonical_id(word) for word in only}
    known = {
        *reproduce.checks, *reproduce.stubs, *reproduce.experiments, *reproduce.candidates,
        *(str(check.claim) for check in reproduce.checks.values()), *(stub.claim for stub in reproduce.stubs.values()),
    }  # fmt: skip
    if unknown := sorted(words - known):
        raise AraError(
            f"--only names {', '.join(unknown)}, which src/reproduce.yaml does not know.",
            mend=f"It has {', '.join([*reproduce.experiments, *reproduce.candidates]) or 'no experiments'}.",
        )
    chosen = tuple(
        name for name in checks if words & {name, reproduce.checks[name].experiment, str(reproduce.checks[name].claim)}
    )
    checked = {reproduce.checks[name].experiment for name in chosen}
    return Asked(
        chosen,
        tuple(name for name in reproduce.experiments if name in words and name not in checked),
        tuple(name for name in reproduce.candidates if name in words),
        tuple(name for name, stub in reproduce.stubs.items() if words & {name, stub.claim}),
    )
