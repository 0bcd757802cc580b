"""Jobs without an Ara, and a stand-in for the worker that writes records without starting a process."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ara.review.reproduce.executors.contract import Site
from ara.review.reproduce.hashes import tree_hash
from ara.schema.reproduce import Job, JobsFile, Needs, Tree, TreeFile

PROGRAM = b"""\
import json, os
with open(os.environ["ARA_METRICS"], "a") as rows:
    rows.write(json.dumps({"metric": "speed", "value": 1.0 * int(os.environ["ARA_SEED"])}) + "\\n")
"""


def make_job(experiment: str = "E01", repeat: int = 0, arm: str = "main", **needs: Any) -> Job:
    digest = hashlib.sha256(f"{experiment} {arm}".encode()).hexdigest()
    return Job(
        run=f"{experiment}-smoke-{arm}-{digest[:8]}",
        job=digest,
        experiment=experiment,
        tier="smoke",
        arm=arm,
        repeat=repeat,
        seed=100 + repeat,
        fidelity="smoke",
        tree=tree_hash(make_tree().files),
        argv=("python", "run.py"),
        needs=Needs(time_s=30, **needs),
    )


def make_tree() -> Tree:
    content = base64.b64encode(PROGRAM).decode()
    file = TreeFile(path="run.py", sha256=hashlib.sha256(PROGRAM).hexdigest(), content=content)
    return Tree(files=(file,))


@pytest.fixture
def job() -> Callable[..., Job]:
    """Make a job; further words are its needs."""
    return make_job


@pytest.fixture
def jobs_file() -> Callable[..., JobsFile]:
    """Put jobs into a file, with a program that measures its seed."""

    def made(*jobs: Job) -> JobsFile:
        tree = make_tree()
        return JobsFile(artifact="test", root="anywhere", trees={tree_hash(tree.files): tree}, jobs=jobs)

    return made


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Folders of a test's own."""
    for name in ("root", "out", "work"):
        (tmp_path / name).mkdir()
    return Site(tmp_path / "root", tmp_path / "out", tmp_path / "work", tmp_path / "inputs", tmp_path / "environments")


class StandIn:
    """In the worker's place: notes what runs when and where; faults can be told to it by run and repeat."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.faults: dict[tuple[str, int], list[str | OSError]] = {}
        self.spans: list[tuple[str, int, tuple[int, ...], float, float]] = []
        self.most = 0
        self._running = 0
        self._lock = threading.Lock()

    def __call__(
        self, jobs_file: dict[str, Any], job: dict[str, Any], site: Site, out: Path, *, gpus: tuple[int, ...]
    ) -> dict[str, Any]:
        with self._lock:
            self._running += 1
            self.most = max(self.most, self._running)
        began = time.monotonic()
        time.sleep(self.seconds)
        with self._lock:
            self._running -= 1
            self.spans.append((job["arm"], job["repeat"], gpus, began, time.monotonic()))
            told = self.faults.get((job["experiment"], job["repeat"]), [])
            fault = told.pop(0) if told else None
        if isinstance(fault, OSError):
            raise fault
        record = {"fault": None if fault is None else "infrastructure", "reason": fault}
        (out / job["run"]).mkdir()
        (out / job["run"] / f"repeat-{job['repeat']}.json").write_text(json.dumps(record))
        return record


@pytest.fixture
def stand_in() -> type[StandIn]:
    return StandIn
