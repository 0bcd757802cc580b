"""False findings on Aras that hold no planted fault: made ones, and real ones whose findings were judged by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import yaml

from ara.review.rigor import RigorFinding, apply_rules
from ara.schema import read_package, read_texts
from planting.measure import SEVERE
from planting.worlds import clean_ara, slots_of, worlds

LABELS = Path(__file__).parents[1] / "faults_labels.yaml"
AIM = 3.0
"""Most false findings of severity major or above per 100 claims."""


@dataclass(frozen=True, slots=True)
class Clean:
    """What the rigor rules say of Aras without planted faults."""

    name: str
    claims: int
    true: int
    """Severe findings that were judged to be right."""
    false: int
    """Severe findings that were judged to be wrong, or that nobody judged."""
    rules: tuple[tuple[str, int], ...]
    """The false ones by rule."""

    @property
    def rate(self) -> float:
        """False findings per 100 claims; 0 when there is no claim."""
        return 100 * self.false / self.claims if self.claims else 0.0

    @property
    def line(self) -> str:
        """The figures in a line."""
        by_rule = ", ".join(f"{rule} {count}" for rule, count in self.rules)
        return (
            f"{self.name}: {self.claims} claims, {self.true} true and {self.false} false findings of severity major or "
            f"above, {self.rate:.1f} false per 100 claims{f' ({by_rule})' if by_rule else ''}"
        )

    def within(self) -> bool:
        """Tell whether the aim is met."""
        return self.rate <= AIM


def clean_worlds(seeds: int) -> Clean:
    """Review the Aras that are made of vocabularies; every severe finding there is false."""
    claims, found = 0, Counter[str]()
    for words in worlds().values():
        for seed in range(seeds):
            package = read_texts(clean_ara(slots_of(words, seed)))
            claims += len(package.claims)
            found.update(finding.rule for finding in _severe(apply_rules(package).findings))
    return Clean("made Aras", claims, 0, sum(found.values()), tuple(found.most_common()))


def clean_shared(folder: Path) -> Clean:
    """Review real Aras, each in a folder below the one given, and hold their severe findings against the labels."""
    labels = yaml.safe_load(LABELS.read_text(encoding="utf-8")) or []
    right = {(one["ara"], one["rule"], one["entity"]) for one in labels if one["verdict"] == "true"}
    claims, true, false = 0, 0, Counter[str]()
    for place in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not (place / "PAPER.md").is_file():
            continue
        package = read_package(place)
        claims += len(package.claims)
        for finding in _severe(apply_rules(package).findings):
            if (place.name, finding.rule, finding.entity) in right:
                true += 1
            else:
                false[finding.rule] += 1
    return Clean("real Aras", claims, true, sum(false.values()), tuple(false.most_common()))


def _severe(findings: tuple[RigorFinding, ...]) -> tuple[RigorFinding, ...]:
    return tuple(finding for finding in findings if finding.severity in SEVERE)
