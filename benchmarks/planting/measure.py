"""What the review makes of planted faults and of their twins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ara.review import check_package
from ara.review.rigor import apply_rules
from ara.schema import AraError, read_texts
from planting.plants import Plant
from planting.worlds import Texts

SEVERE = ("error", "critical", "major")


@dataclass(frozen=True, slots=True)
class Seen:
    """One finding, as far as it can be compared between two Aras."""

    rule: str
    severity: str
    entity: str


def review(texts: Texts) -> frozenset[Seen]:
    """Give what structure and rigor rules find. What cannot be read is one finding of the reader.

    Raises RuntimeError when a rule crashes.
    """
    try:
        package = read_texts(texts)
    except AraError:
        return frozenset({Seen("reader", "error", "")})
    result = apply_rules(package)
    if result.crashes:
        raise RuntimeError(f"rules crash: {result.crashes}")
    structure = {Seen(found.rule, found.severity, found.location.file) for found in check_package(package)}
    return frozenset(structure | {Seen(found.rule, found.severity, found.entity) for found in result.findings})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one plant."""

    plant: Plant
    hit: bool
    """Whether one of its rules fires on the fault and does not fire so on the twin."""
    false: tuple[Seen, ...]
    """Severe findings on the twin, which holds no fault."""


def outcome(plant: Plant) -> Outcome:
    """Review a plant and its twin."""
    on_fault, on_twin = review(plant.fault), review(plant.twin)
    hit = any(seen.rule in plant.rules for seen in on_fault - on_twin)
    return Outcome(plant, hit, tuple(sorted((s for s in on_twin if s.severity in SEVERE), key=str)))


@dataclass(frozen=True, slots=True)
class Recall:
    """How many plants of one kind were found."""

    kind: str
    found: int
    planted: int
    missed: tuple[str, ...]
    """World and number of the form of each that was missed."""

    @property
    def share(self) -> float:
        """The part that was found."""
        return self.found / self.planted


def recalls(outcomes: Iterable[Outcome]) -> tuple[Recall, ...]:
    """Count the hits of each kind, in the order of the kinds."""
    by_kind: defaultdict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        by_kind[one.plant.kind].append(one)
    return tuple(
        Recall(
            kind,
            sum(one.hit for one in held),
            len(held),
            tuple(f"{one.plant.world}/{one.plant.form}" for one in held if not one.hit),
        )
        for kind, held in by_kind.items()
    )
