"""Many trivial jobs through `ara reproduce`: planned, isolated, recorded, filed, judged; and a call that reuses all.

Usage: python benchmarks/reproduce_jobs.py [EXPERIMENTS]

Each experiment has five repeats and five of its control: 100 of them are 1,000 jobs.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import reproduce_kill as ara_of_jobs


def main(words: list[str]) -> int:
    ara_of_jobs.EXPERIMENTS = int(words[0]) if words else 100
    ara_of_jobs.RUN = ara_of_jobs.RUN.replace("time.sleep(0.02)\n", "")
    print("| call | records | wall s | CPU s of all processes | load before |")
    print("| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory(prefix="ara-jobs-") as name:
        folder = Path(name)
        ara = ara_of_jobs.write_ara(folder / "ara")
        (folder / "entry.py").write_text("from ara.cli.main import main\nmain()\n", encoding="utf-8")
        for call in ("first", "second, all records there"):
            load, before, began = os.getloadavg()[0], _cpu_seconds(), time.monotonic()
            exit_code = ara_of_jobs.call(folder, folder / "entry.py", None)
            wall, cpu = time.monotonic() - began, _cpu_seconds() - before
            print(
                f"| {call} (exit {exit_code}) | {len(ara_of_jobs.filed(ara))} | {wall:.1f} | {cpu:.1f} | {load:.1f} |"
            )
    return 0


def _cpu_seconds() -> float:
    """Give the CPU seconds of all processes that were started from here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
