"""The findings of a review in the order in which a person reads them: by dimension, the gravest first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ara.review.entry import RANKS, Entry
from ara.review.review import Review
from ara.review.rigor.scores import DIMENSIONS


@dataclass(frozen=True, slots=True)
class Section:
    """The findings of one dimension or level."""

    title: str
    """Name of the dimension or level."""
    anchor: str
    """A word that names it in an address."""
    entries: tuple[Entry, ...]
    """Its findings, the gravest first, then by place."""


def sections(review: Review) -> tuple[Section, ...]:
    """Give the sections that hold something: failed rules, execution, the six dimensions, structure."""
    named = [
        ("Failed rules", "rules", [entry for entry in review.entries if entry.about_rule]),
        ("Execution", "execution", _of_level(review, "execution")),
        *((f"{code} {name}", code, _of_dimension(review, code)) for code, name in DIMENSIONS.items()),
        ("Structure", "structure", _of_level(review, "structure")),
    ]
    return tuple(
        Section(title, anchor, tuple(sorted(entries, key=lambda entry: RANKS.index(entry.severity))))
        for title, anchor, entries in named
        if entries
    )


def counted(review: Review) -> tuple[tuple[str, int], ...]:
    """Give how many findings there are of each severity that occurs, the gravest first."""
    counts = Counter(entry.severity for entry in review.entries)
    return tuple((severity, counts[severity]) for severity in RANKS if counts[severity])


def in_words(counts: tuple[tuple[str, int], ...]) -> str:
    """Give counts as words: `1 critical, 2 warnings`; `no findings` for none."""
    return ", ".join(f"{count} {_plural(severity, count)}" for severity, count in counts) or "no findings"


def _plural(severity: str, count: int) -> str:
    return severity if count == 1 or severity in ("critical", "major", "minor") else f"{severity}s"


def _of_level(review: Review, level: str) -> list[Entry]:
    return [entry for entry in review.entries if entry.level == level and not entry.about_rule]


def _of_dimension(review: Review, dimension: str) -> list[Entry]:
    return [entry for entry in review.entries if entry.dimension == dimension and not entry.about_rule]
