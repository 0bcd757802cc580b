"""Time to check and review many generated Aras, and again when three of them changed; and how the cost grows.

Usage: python benchmarks/review_time.py [COUNT] [CLAIMS]
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from generated_aras import write_ara

from ara.review.cache import ReviewCache
from ara.review.entry import Level
from ara.review.folders import review_folders

CHANGED = 3


def main(words: list[str]) -> int:
    count, claims = int(words[0]) if words else 1000, int(words[1]) if len(words) > 1 else 20
    cores = len(os.sched_getaffinity(0))
    print(f"{count} Aras of {claims} claims, {cores} cores\n")
    print("| what | wall s | CPU s | ms CPU an Ara | findings |")
    print("| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        aras = [Path(folder) / "aras" / f"{number:05}" for number in range(count)]
        for number, path in enumerate(aras):
            write_ara(path, claims, seed=number)
        levels: tuple[Level, ...] = ("structure", "rigor")
        for level in levels:
            cache = ReviewCache(Path(folder) / "cache" / level)
            for part in (aras[: count // 4], aras[: count // 2]):
                row(f"{level}, first {len(part)}, nothing kept", part, level, None)
            row(f"{level}, all", aras, level, cache)
            for path in aras[:CHANGED]:
                change(path)
            row(f"{level}, {CHANGED} changed", aras, level, cache)
    return 0


def row(name: str, aras: list[Path], level: Level, cache: ReviewCache | None) -> None:
    """Review the Aras and print what it took."""
    wall, cpu = time.perf_counter(), used()
    held = list(review_folders(aras, level, cache))
    wall, cpu = time.perf_counter() - wall, used() - cpu
    findings = sum(len(one.require().entries) for one in held)
    print(f"| {name} | {wall:.1f} | {cpu:.1f} | {1000 * cpu / len(aras):.1f} | {findings} |", flush=True)


def change(path: Path) -> None:
    """Write another limit into a claim."""
    claims = path / "logic" / "claims.md"
    claims.write_text(
        claims.read_text(encoding="utf-8").replace("A median above", "Any median above"), encoding="utf-8"
    )


def used() -> float:
    """CPU time of this process and of those it waited for, in seconds."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
