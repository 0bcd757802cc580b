"""What the worker adds to a job, against the bare command, in one run; and the time of many trivial jobs.

The two are run in turn, so that both meet the same load of the machine. The job is what most jobs are, a Python that
writes a row; the bare command is the same program with the same arguments, and no sandbox, limits or record.

Usage: python benchmarks/job_overhead.py [--jobs 1000] [--rounds 60]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from ara.review.reproduce.worker import checked, run_job
from ara.review.reproduce.worker.jobs_file import tree_hash
from ara.review.reproduce.worker.sandbox.contract import Sandbox
from ara.review.reproduce.worker.sandbox.probe import choose

ROOT = Path(__file__).parents[1]
PROGRAM = "import os\nopen(os.environ['ARA_METRICS'], 'w').write('{\"metric\": \"m\", \"value\": 1}\\n')\n"
JOB = "ab" * 32


def jobs_file(root: Path, count: int, argv: list[str], modules: int) -> dict[str, Any]:
    """A job file of so many repeats of one program, in a tree of it and so many modules."""
    (root / "pkg").mkdir(parents=True)
    for number in range(modules):
        (root / "pkg" / f"module_{number}.py").write_text(f"VALUE = {number}\n" * 200)
    (root / "main.py").write_text(PROGRAM)
    paths = sorted(path for path in root.rglob("*.py"))
    files = [
        {"path": path.relative_to(root).as_posix(), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in paths
    ]
    tree = tree_hash([{**file, "executable": False} for file in files])
    usual = {
        "run": f"E01-smoke-main-{JOB[:8]}",
        "job": JOB,
        "experiment": "E01",
        "tier": "smoke",
        "arm": "main",
        "fidelity": "smoke",
        "tree": tree,
        "argv": argv,
    }
    jobs = [{**usual, "repeat": number, "seed": number} for number in range(count)]
    return {"format": "ara-jobs/1", "artifact": "a", "root": "r", "trees": {tree: {"files": files}}, "jobs": jobs}


def overhead(folder: Path, sandbox: Sandbox, rounds: int, modules: int) -> None:
    """Print the median time of a job and of its bare command."""
    folder.mkdir()
    (folder / "work").mkdir()
    root = folder / "root"
    file = checked(jobs_file(root, rounds, ["python", "main.py"], modules))
    env = {**os.environ, "ARA_METRICS": str(folder / "rows")}
    times: dict[str, list[float]] = {"bare": [], "job": []}
    for job in file["jobs"]:
        start = time.perf_counter()
        subprocess.run([sys.executable, "main.py"], cwd=root, env=env, stdin=subprocess.DEVNULL, check=True)
        times["bare"].append(time.perf_counter() - start)
        start = time.perf_counter()
        record = run_job(file, job, root=root, out=folder / "out", sandbox=sandbox, work=folder / "work", secrets={})
        times["job"].append(time.perf_counter() - start)
        assert record["rows"], record["reason"]
    # the first of each pays for what is done once: probing, staging, reading the processor's name
    bare, whole = (median(times[name][1:]) * 1000 for name in ("bare", "job"))
    figures = f"bare command {bare:.1f} ms, job {whole:.1f} ms, ratio {whole / bare:.2f}, added {whole - bare:.1f} ms"
    print(f"tree of {modules + 1:2d} files, medians of {rounds} in turn: {figures}")


def many(folder: Path, count: int) -> None:
    """Print the wall time of many trivial jobs by the worker's command on two slots."""
    command = ["sh", "-c", 'echo \'{"metric": "m", "value": 1}\' > "$ARA_METRICS"']
    (folder / "JOBS.json").write_text(json.dumps(jobs_file(folder / "many", count, command, 0)))
    worker = [sys.executable, str(ROOT / "ara" / "review" / "reproduce" / "worker"), str(folder / "JOBS.json")]
    start = time.perf_counter()
    words = ["--root", str(folder / "many"), "--out", str(folder / "records"), "--jobs", "2"]
    subprocess.run([*worker, *words], stderr=subprocess.DEVNULL, check=True)
    seconds = time.perf_counter() - start
    records = len(list((folder / "records").rglob("*.json")))
    print(f"{count} trivial jobs on two slots: {seconds:.1f} s, {records} records")


def main() -> int:
    """Measure both, in a folder of their own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--jobs", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ara-overhead-") as name:
        sandbox = choose()
        print(f"isolation {sandbox.name}")
        for modules in (0, 20):
            overhead(Path(name) / str(modules), sandbox, options.rounds, modules)
        many(Path(name), options.jobs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
