"""What the review finds of faults planted in clean Aras, and what it says of Aras that are clean.

Usage: python benchmarks/faults.py [--write] [--kind WORDS] [--seeds N]

Each fault stands beside a clean twin, the same block with a true statement; it is found when one of the rules that
are there for its kind fires on it and not on the twin. `--write` puts the figures into `docs/rigor.md`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from planting.clean import Clean, clean_shared, clean_worlds
from planting.edits import structure_plants
from planting.measure import Outcome, Recall, outcome, recalls
from planting.page import HELD_OUT, write_page
from planting.plants import Plant, argument_plants

ROOT = Path(__file__).parents[1]


def sets(seeds: int) -> dict[str, Iterable[Plant]]:
    """Give the plants by set: structure, numbers, the argument, and wordings of it that were written later."""
    return {
        "structure": structure_plants(),
        "numbers, statistics, tables": argument_plants("forms_numbers.yaml", seeds),
        "argument": argument_plants("forms.yaml", seeds),
        **{name: argument_plants(file, seeds) for name, file in HELD_OUT.items()},
    }


def main(words: list[str]) -> int:
    """Measure, print, and give 0 when every kind reaches its aim: 100 % for structure, 90 % for the others."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/rigor.md")
    parser.add_argument("--kind", default="", help="only kinds whose name holds these words")
    parser.add_argument("--seeds", type=int, default=1, help="how many Aras per vocabulary")
    asked = parser.parse_args(words)
    found: dict[str, tuple[Recall, ...]] = {}
    alarms: Counter[str] = Counter()
    twins = 0
    for name, plants in sets(asked.seeds).items():
        outcomes = [outcome(plant) for plant in plants if asked.kind in plant.kind]
        found[name] = recalls(outcomes)
        alarms.update(seen.rule for one in outcomes for seen in one.false)
        twins += len(outcomes)
        _print(name, found[name], outcomes)
    print(f"\nSevere findings on {twins} twins: {sum(alarms.values())}  {dict(alarms.most_common())}")
    clean = [clean_worlds(asked.seeds), clean_shared(ROOT.parent / "shared" / "aras")]
    for one in clean:
        print(one.line)
    if asked.write:
        write_page(ROOT / "docs" / "rigor.md", found, clean, twins, alarms)
    return 0 if all(_reached(name, held) for name, held in found.items()) and all(map(Clean.within, clean)) else 1


def _print(name: str, held: tuple[Recall, ...], outcomes: list[Outcome]) -> None:
    print(f"\n{name}: {sum(one.hit for one in outcomes)} of {len(outcomes)} found")
    for recall in held:
        missed = f"   missed {' '.join(recall.missed)}" if recall.missed else ""
        print(f"  {recall.kind:34} {recall.found:4} / {recall.planted:<4} {100 * recall.share:5.1f} %{missed[:110]}")


def _reached(name: str, held: tuple[Recall, ...]) -> bool:
    aim = 1.0 if name == "structure" else 0.9
    return all(recall.share >= aim for recall in held)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
