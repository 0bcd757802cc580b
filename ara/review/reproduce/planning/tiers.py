"""At which tier a check is judged: the one that was asked for, else the highest fidelity that can be run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ara.schema.reproduce import RunnableExperiment

_RANK = {"smoke": 0, "scaled": 1, "paper": 2, "analytic": 2}


class Chosen(NamedTuple):
    """A tier, and what it lacks here."""

    tier: str | None
    """The tier; None when there is none to choose."""
    missing: str
    """What it lacks on this machine; empty when it can be run."""


def choose_tier(
    experiment: RunnableExperiment,
    allowed: Sequence[str] | None,
    asked: str | None,
    lacks: Callable[[str], tuple[str, ...]],
) -> Chosen:
    """Choose the tier of a check.

    `allowed` are the tiers at which the check may be judged, None for all; `asked` is the tier of the call. `lacks`
    says what a tier is missing here. Among tiers of equal fidelity the first in the file is taken. When none can be
    run, it is the one of highest fidelity, with what each of them lacks.
    """
    tiers = [name for name in experiment.tiers if allowed is None or name in allowed]
    if asked is not None:
        if asked not in tiers:
            return Chosen(None, f"it has no tier {asked} ({', '.join(tiers) or 'none'})")
        return Chosen(asked, _words(lacks(asked)))
    if not tiers:
        return Chosen(None, "it is judged at no tier of its experiment")
    ranked = sorted(tiers, key=lambda name: -_RANK[experiment.tiers[name].fidelity])
    found = {}
    for name in ranked:
        found[name] = lacks(name)
        if not found[name]:
            return Chosen(name, "")
    if len({*found.values()}) == 1:
        return Chosen(ranked[0], _words(found[ranked[0]]))
    return Chosen(ranked[0], "; ".join(f"{name}: {_words(phrases)}" for name, phrases in found.items()))


def _words(phrases: tuple[str, ...]) -> str:
    return ", ".join(phrases)
