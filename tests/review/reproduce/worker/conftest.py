"""An artifact of one program, and running it as a job in the sandbox that works here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ara.review.reproduce.worker import checked, run_job
from ara.review.reproduce.worker.jobs_file import tree_hash
from ara.review.reproduce.worker.sandbox.contract import Sandbox
from ara.review.reproduce.worker.sandbox.probe import choose

JOB = "ab" * 32
ROW = "import json, os\nopen(os.environ['ARA_METRICS'], 'a').write(json.dumps({'metric': 'm', 'value': 1.5}) + '\\n')\n"


@dataclass
class Artifact:
    """Code in a folder, and what is around a run of it."""

    folder: Path
    sandbox: Sandbox
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        return self.folder / "root"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def write(self, path: str, text: str) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")

    def jobs_file(self, *jobs: dict[str, Any], **more: Any) -> dict[str, Any]:
        """A job file for what lies in the root; each job is given by what differs from the usual."""
        files = [
            {
                "path": path.relative_to(self.root).as_posix(),
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                "executable": False,
            }
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and not path.is_symlink()
        ]
        tree = tree_hash(files)
        usual = {
            "run": f"E01-smoke-main-{JOB[:8]}",
            "job": JOB,
            "experiment": "E01",
            "tier": "smoke",
            "arm": "main",
            "repeat": 0,
            "seed": 7,
            "fidelity": "smoke",
            "tree": tree,
            "argv": ["python", "main.py"],
            "needs": {"time_s": 60},
        }
        return {
            "format": "ara-jobs/1",
            "artifact": "sample",
            "root": "the folder",
            "trees": {tree: {"files": files}},
            "jobs": [{**usual, **job} for job in jobs or ({},)],
            **more,
        }

    def run(self, program: str | None = None, *, more: dict[str, Any] | None = None, **job: Any) -> dict[str, Any]:
        """Run one job and give its record."""
        if program is not None:
            self.write("main.py", program)
        jobs_file = checked(self.jobs_file(job, **(more or {})))
        return run_job(
            jobs_file,
            jobs_file["jobs"][0],
            root=self.root,
            out=self.out,
            sandbox=self.sandbox,
            work=self.folder / "work",
            secrets=self.secrets,
            input_cache=self.folder / "inputs",
            environment_cache=self.folder / "environments",
        )

    def log(self) -> str:
        return next(self.out.rglob("*.log")).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def sandbox() -> Sandbox:
    return choose()


@pytest.fixture
def artifact(tmp_path: Path, sandbox: Sandbox) -> Artifact:
    (tmp_path / "root").mkdir()
    return Artifact(tmp_path, sandbox)


@pytest.fixture
def row_program() -> str:
    """A program that writes one row, `m` = 1.5."""
    return ROW
