"""Everything that is planted: a faulty Ara, its clean twin, and the rules that are there to tell them apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from planting.blocks import planted
from planting.worlds import Texts, clean_ara, slots_of, worlds

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Plant:
    """One fault in one Ara."""

    kind: str
    """Kind of fault."""
    form: int
    """Which of the wordings of its kind."""
    world: str
    """Vocabulary of the Ara."""
    rules: frozenset[str]
    """Codes of the rules that are there to find it."""
    fault: Texts
    """The Ara with the fault."""
    twin: Texts
    """The Ara with a true statement in its place."""


def argument_plants(file: str, seeds: int = 1) -> Iterator[Plant]:
    """Give the plants of a file of forms, in every world."""
    held = yaml.safe_load((HERE / file).read_text(encoding="utf-8"))
    for name, words in worlds().items():
        for seed in range(seeds):
            slots = slots_of(words, seed)
            ara = clean_ara(slots)
            for kind, entry in held.items():
                rules = frozenset(entry["rules"])
                for number, form in enumerate(entry["forms"]):
                    fault, twin = (planted(ara, slots, form[side] or {}) for side in ("fault", "twin"))
                    yield Plant(kind, number, name, rules, fault, twin)
