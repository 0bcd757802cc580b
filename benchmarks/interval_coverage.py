"""How often the judge's intervals hold the truth, by simulation; with --write the tables go into docs/execution.md.

Usage: python benchmarks/interval_coverage.py [--draws 2000] [--write]

Coverage: the share of samples whose 95 % interval holds the true median (or mean). False contradictions: the share
whose interval lies beyond the truth on one side, which is how often a bound that stands exactly at the truth is called
broken; the worse of both sides is told. Beside it stands the percentile bootstrap of the median.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from ara.review.reproduce.judge.intervals import mean_interval, median_interval

PAGE = Path(__file__).parents[1] / "docs" / "execution.md"
OPENING, CLOSING = "<!-- measured: interval coverage -->", "<!-- end of measured -->"
SIZES = (5, 10, 30)
EVERY_SIZE = (5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50)
SEED = 20260101

Generator = np.random.Generator
Draw = Callable[[Generator, tuple[int, int]], np.ndarray]

CONTINUOUS: dict[str, tuple[Draw, float]] = {
    "normal": (lambda rng, shape: rng.normal(size=shape), 0.0),
    "uniform": (lambda rng, shape: rng.random(shape), 0.5),
    "exponential": (lambda rng, shape: rng.exponential(size=shape), math.log(2)),
    "lognormal": (lambda rng, shape: rng.lognormal(size=shape), 1.0),
    "Student t, 3": (lambda rng, shape: rng.standard_t(3, shape), 0.0),
    "Laplace": (lambda rng, shape: rng.laplace(size=shape), 0.0),
}
"""Distributions with their medians."""

DISCRETE: dict[str, tuple[Draw, float]] = {
    "binomial, 100 of 0.9": (lambda rng, shape: rng.binomial(100, 0.9, shape), 90.0),
    "Poisson, 3": (lambda rng, shape: rng.poisson(3, shape), 3.0),
    "geometric, 0.4": (lambda rng, shape: rng.geometric(0.4, shape), 2.0),
    "normal, rounded": (lambda rng, shape: np.round(rng.normal(size=shape)), 0.0),
}
"""The same for whole numbers."""

MEANS = {
    "normal": 0.0,
    "uniform": 0.5,
    "exponential": 1.0,
    "lognormal": math.exp(0.5),
    "Student t, 3": 0.0,
    "Laplace": 0.0,
}
"""Means of the continuous distributions."""

HARD: dict[str, tuple[Draw, float]] = {
    "two far peaks": (lambda rng, shape: rng.choice((-3.0, 3.0), shape) + rng.normal(size=shape), 0.0),
}
"""A distribution whose median lies where hardly a value does: the interval is not made for it."""


def ends(sample: np.ndarray, interval: Callable[[list[float]], tuple[float, float]]) -> np.ndarray:
    """Both ends of the judge's own interval of each row."""
    return np.array([interval(row) for row in sample.tolist()])


def bootstrap_ends(sample: np.ndarray, rng: Generator, resamples: int = 1000) -> np.ndarray:
    """Both ends of the percentile bootstrap of the median of each row."""
    count = sample.shape[1]
    drawn = rng.integers(0, count, (resamples, count))
    return np.array([np.quantile(np.median(row[drawn], axis=1), (0.025, 0.975)) for row in sample])


def shares(found: np.ndarray, truth: float) -> tuple[float, float]:
    """Coverage, and the worse of both false contradictions, in percent."""
    low, high = found.T
    return 100 * float(np.mean((low <= truth) & (truth <= high))), 100 * max(
        np.mean(low > truth), np.mean(high < truth)
    )


def measured(draws: int) -> Iterable[str]:
    """The tables in Markdown, line by line."""
    rng = np.random.default_rng(SEED)
    every = {**CONTINUOUS, **DISCRETE, **HARD}
    means = {name: (draw, MEANS[name]) for name, (draw, _) in CONTINUOUS.items()}

    def coverage(draw: Draw, truth: float, size: int) -> str:
        return f"{shares(ends(draw(rng, (draws, size)), median_interval), truth)[0]:.1f}"

    def falsely(draw: Draw, truth: float, size: int) -> str:
        return f"{shares(ends(draw(rng, (10 * draws, size)), median_interval), truth)[1]:.1f}"

    def bootstrap(draw: Draw, truth: float, size: int) -> str:
        return both(shares(bootstrap_ends(draw(rng, (draws, size)), rng), truth))

    def mean(draw: Draw, truth: float, size: int) -> str:
        return both(shares(ends(draw(rng, (draws, size)), mean_interval), truth))

    yield f"Coverage of the 95 % interval of the median, in percent ({draws:,} samples each):\n"
    yield from table(SIZES, every, coverage)
    yield f"\nFalse `contradicted`, the truth on the bound, the worse side, in percent ({10 * draws:,} samples each):\n"
    yield from table(EVERY_SIZE, every, falsely)
    yield f"\nBeside it, the percentile bootstrap of the median: coverage / false `contradicted` ({draws:,} samples):\n"
    yield from table((5, 8, 10, 30), CONTINUOUS, bootstrap)
    yield f"\nThe t interval of the mean (`statistic: mean`): coverage / false `contradicted` ({draws:,} samples):\n"
    yield from table(SIZES, means, mean)


def both(found: tuple[float, float]) -> str:
    return f"{found[0]:.1f} / {found[1]:.1f}"


def table(
    sizes: Iterable[int], rows: dict[str, tuple[Draw, float]], cell: Callable[[Draw, float, int], str]
) -> Iterable[str]:
    """A row per distribution, a column per number of repeats."""
    held = tuple(sizes)
    yield "| distribution | " + " | ".join(f"n = {size}" for size in held) + " |"
    yield "| --- |" + " ---: |" * len(held)
    for name, (draw, truth) in rows.items():
        yield f"| {name} | " + " | ".join(cell(draw, truth, size) for size in held) + " |"


def main(words: list[str]) -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--draws", type=int, default=2000)
    options.add_argument("--write", action="store_true", help="put the tables into docs/execution.md")
    told = options.parse_args(words)
    text = "\n".join(measured(told.draws))
    print(text)
    if told.write:
        page = PAGE.read_text(encoding="utf-8")
        before, _, rest = page.partition(OPENING)
        PAGE.write_text(f"{before}{OPENING}\n{text}\n{CLOSING}{rest.partition(CLOSING)[2]}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
