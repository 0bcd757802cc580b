"""Start of the command and speed of the check, against an empty Python process, in one run.

Usage: python benchmarks/command_start.py [ARA]
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

from measured import ara, measure

ROOT = Path(__file__).parents[1]


def target(words: list[str]) -> Path:
    """The Ara named, or the largest one at hand."""
    if words:
        return Path(words[0])
    shared = ROOT.parent / "shared" / "aras"
    folders = [*shared.iterdir()] if shared.is_dir() else [*(ROOT / "tests" / "schema" / "aras").iterdir()]
    sizes = {path: sum(file.stat().st_size for file in path.rglob("*.[my]*")) for path in folders if path.is_dir()}
    return max(sizes, key=lambda path: sizes[path])


def main(words: list[str]) -> int:
    folder = target(words)
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "ara --help": ara("--help"),
        f"ara check {folder.name}": ara("check", str(folder)),
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(9):
        for name, command in commands.items():
            times[name].append(measure(command).seconds)
    base = median(times["python -c pass"])
    print("| command | median ms | times an empty process |")
    print("| --- | --- | --- |")
    for name, found in times.items():
        print(f"| {name} | {1000 * median(found):.0f} | {median(found) / base:.1f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
