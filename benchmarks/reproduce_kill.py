"""`ara reproduce` killed at random moments: what had ended is there, nothing is there twice, the next call goes on.

Usage: python benchmarks/reproduce_kill.py [KILLS [SEED]]

An Ara of small jobs is reproduced; each call is ended by SIGKILL at a seeded random moment until one comes through.
Then the next Ara is taken, until there have been KILLS kills. Exit code 1: something happened that must not.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from ara.review.reproduce.manifest import manifest_faults
from ara.schema import read_package

RUN = """\
import json, os, sys, time
time.sleep(0.02)
base = 1.0 if "--off" in sys.argv else 3.0
row = {"metric": "speed", "value": base + int(os.environ["ARA_SEED"]) % 7 / 100}
with open(os.environ["ARA_METRICS"], "a") as rows:
    rows.write(json.dumps(row) + "\\n")
"""
CLAIMS = "# Claims\n\n## C01: It is fast\n- **Statement**: It is fast.\n- **Status**: supported\n- **Proof**: [E01]\n"
REPEATS = 5
EXPERIMENTS = 4
JOBS = 2 * REPEATS * EXPERIMENTS
LONGEST_S = 3.0
"""Latest moment of a kill, in seconds after the start of a call."""


class Tally(NamedTuple):
    """What was seen over all kills."""

    kills: int
    """Calls that were ended before they were through."""
    calls: int
    """All calls."""
    aras: int
    """Aras that were reproduced to the end."""
    faults: tuple[str, ...]
    """What must not happen, a sentence each."""


def write_ara(folder: Path) -> Path:
    """Write an Ara with a few experiments of one arm and a control, whose runs take some 50 ms each."""
    needs = {"fidelity": "paper", "needs": {"cpus": 1, "time_s": 60}}
    names = [f"E{number:02d}" for number in range(1, EXPERIMENTS + 1)]
    experiments = {
        name: {"command": ["python", "run.py", name], "repeats": REPEATS, "tiers": {"full": needs}} for name in names
    }
    checks = {
        f"K{number:02d}": {
            "claim": "C01",
            "experiment": name,
            "metric": "speed",
            "expect": {"at_least": 2.0},
            "control": {"args": ["--off"]},
        }
        for number, name in enumerate(names, 1)
    }
    said = {"format": "ara-reproduce/1", "code": {"root": "src/execution"}, "experiments": experiments}
    texts = {
        "PAPER.md": '---\ntitle: "Speed"\n---\n\n# Speed\n',
        "logic/claims.md": CLAIMS,
        "trace/exploration_tree.yaml": "tree:\n  - id: N01\n    type: question\n    title: Is it fast?\n",
        "src/reproduce.yaml": json.dumps(said | {"checks": checks}),
        "src/execution/run.py": RUN,
    }
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def kill_and_resume(folder: Path, kills: int, seed: int) -> Tally:
    """Kill calls on Aras below `folder`, look after each, let the last call end, and look again."""
    draws = random.Random(seed)
    (folder / "entry.py").write_text("from ara.cli.main import main\nmain()\n", encoding="utf-8")
    done = calls = aras = 0
    faults: list[str] = []
    while done < kills:
        place = folder / str(aras)
        ara = write_ara(place / "ara")
        ended: dict[str, str] = {}
        while True:
            limit = draws.uniform(0.1, LONGEST_S) if done < kills else None
            exit_code = call(place, folder / "entry.py", limit)
            calls += 1
            done += exit_code is None
            seen = filed(ara)
            faults += [f"{ara.name} {aras}, call {calls}: {fault}" for fault in wrong(place, ara, ended, seen)]
            ended |= seen | waiting(place)
            if exit_code is not None:
                break
        faults += [f"Ara {aras}: {fault}" for fault in unfinished(place, ara, ended, exit_code)]
        aras += 1
    return Tally(done, calls, aras, tuple(faults))


def call(place: Path, entry: Path, limit: float | None) -> int | None:
    """Reproduce the Ara; give the exit code, or None when the call was killed."""
    environment = os.environ | {"XDG_STATE_HOME": str(place / "state"), "XDG_CACHE_HOME": str(place / "cache")}
    command = [sys.executable, str(entry), "reproduce", str(place / "ara")]
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        return child.wait(limit)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        return None


def filed(ara: Path) -> dict[str, str]:
    """Give the hash of each record that lies in the Ara, by run and repeat."""
    runs = ara / "evidence" / "runs"
    return {file.relative_to(runs).as_posix(): digest(file) for file in sorted(runs.glob("*/repeat-*.json"))}


def waiting(place: Path) -> dict[str, str]:
    """Give the same of records that a killed call had not filed yet."""
    folders = [folder for folder in place.glob("state/ara/reproduce/*/out/*") if not folder.name.endswith(".running")]
    return {
        file.relative_to(folder).as_posix(): digest(file)
        for folder in folders
        for file in folder.glob("*/repeat-*.json")
    }


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def wrong(place: Path, ara: Path, ended: dict[str, str], seen: dict[str, str]) -> list[str]:
    """Say what is not as it must be after any call."""
    faults = [f"{name} is gone or changed" for name in ended.keys() & seen.keys() if seen[name] != ended[name]]
    faults += [f"{name} is there twice" for name in seen if ".take-" in name]
    known = {entry.get("sha256") for entry in ledger(place)}
    faults += [f"{name} is not in the ledger" for name, sha256 in seen.items() if sha256 not in known]
    package = read_package(ara)
    faults += [
        f"{notice.location.file}: {notice.message}" for notice in package.notices if "runs" in notice.location.file
    ]
    faults += [fault.message for fault in manifest_faults(ara)]
    return faults + [f"process {pid} outlives its call" for pid in processes(str(place))]


def unfinished(place: Path, ara: Path, ended: dict[str, str], exit_code: int | None) -> list[str]:
    """Say what is not as it must be when a call has come through."""
    seen = filed(ara)
    faults = [f"{name} had ended and is lost" for name in ended.keys() - seen.keys()]
    faults += [f"{len(seen)} records instead of {JOBS}"] if len(seen) != JOBS else []
    entries = {json.dumps(entry, sort_keys=True) for entry in ledger(place)}
    faults += [f"{len(entries)} runs in the ledger instead of {JOBS}"] if len(entries) != JOBS else []
    faults += ["a record waits to be filed"] if waiting(place) else []
    return faults + ([f"exit code {exit_code}"] if exit_code else [])


def ledger(place: Path) -> list[dict[str, object]]:
    """Give the entries of the ledger; a line that a kill cut short is none."""
    found = []
    path = place / "state" / "ara" / "runs.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        with contextlib.suppress(ValueError):
            found.append(json.loads(line))
    return found


def processes(marker: str) -> list[int]:
    """Give the processes whose command line names a folder, once they had a second to end with their call."""
    found: list[int] = []
    for _ in range(20):
        found = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                if marker in path.read_bytes().decode("utf-8", "replace"):
                    found.append(int(path.parent.name))
        if not found:
            return []
        time.sleep(0.05)
    return found


def main(words: list[str]) -> int:
    kills = int(words[0]) if words else 50
    seed = int(words[1]) if len(words) > 1 else 1
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ara-kill-") as folder:
        tally = kill_and_resume(Path(folder), kills, seed)
    print(f"{tally.kills} kills in {tally.calls} calls on {tally.aras} Aras of {JOBS} jobs, seed {seed},", end=" ")
    print(f"{time.monotonic() - began:.0f} s: {len(tally.faults)} faults")
    print("\n".join(tally.faults))
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
