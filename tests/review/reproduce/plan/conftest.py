"""A small Ara on disk whose `src/reproduce.yaml` a test writes, and a plan of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from ara.review.reproduce.planning import Gpu, Machine, Plan, Request, plan
from ara.review.reproduce.runs_ledger import RunsLedger
from ara.schema import read_package

CLAIMS = "# Claims\n\n## C01: It is fast\n- **Statement**: It is fast.\n- **Status**: supported\n- **Proof**: [E01]\n"
TREE = "tree:\n  - id: N01\n    type: question\n    title: Is it fast?\n"
RUN = {"command": ["python", "run.py"], "tiers": {"smoke": {"fidelity": "smoke"}}}
"""An experiment with one arm and one tier."""
CHECK = {"claim": "C01", "experiment": "E01", "metric": "speed", "expect": {"at_least": 2.0}}
"""A check without a control."""


def write_ara(folder: Path, reproduce: dict[str, Any], files: dict[str, str] | None = None) -> Path:
    texts = {
        "PAPER.md": '---\ntitle: "Speed"\n---\n\n# Speed\n',
        "logic/claims.md": CLAIMS,
        "trace/exploration_tree.yaml": TREE,
        "src/reproduce.yaml": yaml.safe_dump({"format": "ara-reproduce/1", **reproduce}, sort_keys=False),
        "src/execution/run.py": "print('speed: 3')\n",
    }
    for path, text in (texts | (files or {})).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def make_ara(tmp_path: Path) -> Callable[..., Path]:
    """Write an Ara; `code` is `src/execution` when the test does not say otherwise."""

    def made(
        experiments: dict[str, Any] | None = None,
        checks: dict[str, Any] | None = None,
        *,
        files: dict[str, str] | None = None,
        **rest: Any,
    ) -> Path:
        reproduce = {
            "code": {"root": "src/execution"},
            "experiments": {"E01": RUN} if experiments is None else experiments,
            "checks": {"K01": CHECK} if checks is None else checks,
        }
        return write_ara(tmp_path / "ara", reproduce | rest, files)

    return made


LAPTOP = Machine(cpus=4, memory_gb=16, disk_gb=100, importable=lambda name: name == "numpy")
SERVER = Machine(
    cpus=32,
    memory_gb=256,
    disk_gb=900,
    gpus=(Gpu(0, "NVIDIA H200", 150.0), Gpu(1, "NVIDIA H200", 150.0)),
    importable=lambda name: True,
)


@pytest.fixture
def laptop() -> Machine:
    return LAPTOP


@pytest.fixture
def server() -> Machine:
    return SERVER


@pytest.fixture
def planned(laptop: Machine) -> Callable[..., Plan]:
    """Plan an Ara; further words are those of the request."""

    def made(ara: Path, *, machine: Machine | None = laptop, ledger: RunsLedger | None = None, **asked: Any) -> Plan:
        return plan(read_package(ara), ara, Request(**asked), machine=machine, ledger=ledger or RunsLedger())

    return made


def merged(base: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**base, **changes}


@pytest.fixture
def run() -> Callable[..., dict[str, Any]]:
    """An experiment with one arm at a smoke tier, with changes."""
    return lambda **changes: merged(RUN, **changes)


@pytest.fixture
def check() -> Callable[..., dict[str, Any]]:
    """A check of E01 without a control, with changes."""
    return lambda **changes: merged(CHECK, **changes)
