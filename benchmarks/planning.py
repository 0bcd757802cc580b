"""Planning an Ara of many checks, against reading it.

Usage: python benchmarks/planning.py [CHECKS]

Each check has an experiment of its own with a control that starts a process, so that nothing is shared: 1,000 checks
are 2,000 runs and 10,000 jobs. A second Ara has all checks on one experiment, each with a control of its own.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from ara.review.reproduce.planning import Machine, Plan, plan
from ara.review.reproduce.runs_ledger import RunsLedger
from ara.schema import Package, read_package

FILES = 200
"""Source files of the code that the jobs see."""


def write_ara(folder: Path, checks: int, *, apart: bool) -> Path:
    """Write an Ara of so many checks, each on an experiment of its own (`apart`) or all on one."""
    names = [f"{number:05d}" for number in range(1, checks + 1)]
    lines = ["format: ara-reproduce/1", 'code: {root: "src/execution"}', "experiments:"]
    for name in names if apart else names[:1]:
        lines.append(f"  E{name}: {{command: [python, run.py, '{name}'], tiers: {{t: {{fidelity: paper}}}}}}")
    lines.append("checks:")
    for name in names:
        experiment = f"E{name if apart else names[0]}"
        lines.append(
            f"  K{name}: {{claim: C01, experiment: {experiment}, metric: speed, expect: {{at_least: 2.0}}, "
            f"control: {{args: ['--off', '{name}']}}}}"
        )
    texts = {
        "PAPER.md": "# Speed\n",
        "logic/claims.md": "# Claims\n\n## C01: It is fast\n- **Statement**: It is fast.\n",
        "trace/exploration_tree.yaml": "tree:\n  - id: N01\n    type: question\n    title: Is it?\n",
        "src/reproduce.yaml": "\n".join(lines) + "\n",
    }
    texts |= {f"src/execution/part{number}.py": f"NUMBER = {number}\n" * 50 for number in range(FILES)}
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def planned(package: Package, ara: Path) -> Plan:
    """Plan all checks for a machine that can run them."""
    return plan(package, ara, machine=Machine(cpus=2, memory_gb=8), ledger=RunsLedger())


def timed(package: Package, ara: Path, times: int) -> tuple[float, float, Plan]:
    """Give the median wall-clock and CPU seconds of planning, and the plan."""
    wall, cpu = [], []
    for _ in range(times):
        began = time.perf_counter(), time.process_time()
        found = planned(package, ara)
        wall.append(time.perf_counter() - began[0])
        cpu.append(time.process_time() - began[1])
    return median(wall), median(cpu), found


def main(words: list[str]) -> int:
    checks = int(words[0]) if words else 1000
    print("| Ara | checks | runs | jobs | read s | plan s | of it on the CPU |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for apart in (True, False):
        with tempfile.TemporaryDirectory() as folder:
            ara = write_ara(Path(folder), checks, apart=apart)
            began = time.perf_counter()
            package = read_package(ara)
            read = time.perf_counter() - began
            wall, cpu, found = timed(package, ara, 5)
        name = "an experiment each" if apart else "one experiment"
        jobs = len(found.jobs_file.jobs)
        print(f"| {name} | {len(found.checks)} | {len(found.runs)} | {jobs} | {read:.2f} | {wall:.2f} | {cpu:.2f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
