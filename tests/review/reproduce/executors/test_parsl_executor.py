"""Jobs through Parsl: on this machine for real, and on a Slurm whose commands are stand-ins."""

import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("parsl", reason="the extra `cluster` is not installed")

from ara.review.reproduce.executors.contract import Ended, Site
from ara.review.reproduce.executors.parsl import ParslExecutor, read_cluster, this_machine_only
from ara.schema import AraError

Make = Callable[..., Any]


@pytest.fixture(autouse=True)
def limited() -> Iterator[None]:
    """What waits for a cluster that never answers fails after two minutes, instead of waiting on."""

    def too_long(number: int, frame: object) -> None:
        raise TimeoutError("Parsl did not come to an end")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, 120, 20)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def rows(ended: Ended) -> list[float]:
    assert ended.folder is not None, ended.fault
    record = json.loads((ended.folder / ended.job.run / f"repeat-{ended.job.repeat}.json").read_text())
    return [row["value"] for row in record["rows"]]


@pytest.fixture
def bare(site: Site) -> Site:
    """Without isolation: what is shown here is how jobs reach a node and come back."""
    return replace(site, no_sandbox=True)


def test_jobs_run_in_processes_that_parsl_starts(job: Make, jobs_file: Make, bare: Site) -> None:
    jobs = [job(repeat=number, arm=arm) for number in range(2) for arm in ("dense", "sparse")]

    ended = list(ParslExecutor(lambda: this_machine_only(2)).run(jobs_file(*jobs), bare))

    assert sorted((item.job.repeat, item.job.arm, *rows(item)) for item in ended) == [
        (0, "dense", 100.0),
        (0, "sparse", 100.0),
        (1, "dense", 101.0),
        (1, "sparse", 101.0),
    ]
    assert {item.folder.name for item in ended if item.folder} == {folder.name for folder in bare.out.iterdir()}


SBATCH = """\
#!{python}
import json, os, pathlib, subprocess, sys, time
state = pathlib.Path({state!r})
said = json.loads((state / "said.json").read_text())
number = len(list(state.glob("submitted-*")))
(state / f"submitted-{{number}}").touch()
if number < said["refusals"]:
    sys.exit("sbatch: error: QOSMaxSubmitJobPerUserLimit")
block = subprocess.Popen(["bash", sys.argv[1]], stdout=open(state / "block.out", "ab"), stderr=subprocess.STDOUT,
                         stdin=subprocess.DEVNULL, start_new_session=True)
(state / f"block-{{number + 1}}").write_text(str(block.pid))
print("Submitted batch job", number + 1)
"""
SQUEUE = """\
#!{python}
import pathlib
for block in pathlib.Path({state!r}).glob("block-*"):
    try:
        # a block that has ended may wait to be collected, as a zombie
        state = pathlib.Path("/proc", block.read_text(), "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        continue
    if state != "Z":
        print(block.name.removeprefix("block-"), "R")
"""
SCANCEL = """\
#!{python}
import os, pathlib, signal, sys
for word in sys.argv[1:]:
    try:
        os.killpg(int((pathlib.Path({state!r}) / f"block-{{word}}").read_text()), signal.SIGKILL)
    except (OSError, ValueError):
        pass
"""
SACCT = "#!/bin/sh\necho 'Slurm accounting storage is disabled' >&2\nexit 1\n"


class Slurm:
    """Stand-ins for Slurm's commands: a block is a process group of this machine."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.state = folder / "slurm"
        (self.state / "bin").mkdir(parents=True)
        for name, text in {"sbatch": SBATCH, "squeue": SQUEUE, "scancel": SCANCEL, "sacct": SACCT}.items():
            program = self.state / "bin" / name
            program.write_text(text.format(python=sys.executable, state=str(self.state)) if "{" in text else text)
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{self.state / 'bin'}{os.pathsep}{os.environ['PATH']}")
        self.refuse(0)

    def refuse(self, times: int) -> None:
        (self.state / "said.json").write_text(json.dumps({"refusals": times}))

    @property
    def submitted(self) -> int:
        return len(list(self.state.glob("submitted-*")))

    def end_block(self) -> None:
        """End the running block, as Slurm does at its time limit, or when a node is lost."""
        subprocess.run([self.state / "bin" / "scancel", "1"], check=True)

    def config(self) -> Any:
        from parsl import Config
        from parsl.executors import HighThroughputExecutor
        from parsl.providers import SlurmProvider

        class Quick(SlurmProvider):
            status_polling_interval = 1

        provider = Quick(init_blocks=1, max_blocks=1, exclusive=False, walltime="00:05:00")
        executor = HighThroughputExecutor(
            label="slurm",
            address="127.0.0.1",
            provider=provider,
            max_workers_per_node=1,
            heartbeat_period=1,
            heartbeat_threshold=3,
        )
        return Config(executors=[executor], strategy_period=0.5, initialize_logging=False)


@pytest.fixture
def slurm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Slurm:
    return Slurm(tmp_path, monkeypatch)


def test_a_refused_submission_is_made_again(job: Make, jobs_file: Make, bare: Site, slurm: Slurm) -> None:
    slurm.refuse(1)

    ended = list(ParslExecutor(slurm.config).run(jobs_file(job(), job(repeat=1)), bare))

    assert sorted(rows(item) for item in ended) == [[100.0], [101.0]]
    assert slurm.submitted == 2


def test_what_is_refused_every_time_is_the_clusters_fault(job: Make, jobs_file: Make, bare: Site, slurm: Slurm) -> None:
    slurm.refuse(99)

    (ended,) = ParslExecutor(slurm.config).run(jobs_file(job()), bare)

    assert ended.folder is None and ended.tries == 3
    assert ended.fault is not None and ended.fault.startswith("the cluster: BadStateException")
    assert slurm.submitted >= 3, "Parsl is started anew for each try"


def test_a_job_whose_block_is_ended_is_handed_out_again(
    job: Make, jobs_file: Make, bare: Site, slurm: Slurm, tmp_path: Path
) -> None:
    marker = tmp_path / "began"
    # the first time it waits for the block's end, the second time it measures
    program = (
        f"import os, json, pathlib, time\nmarker = pathlib.Path({str(marker)!r})\n"
        "if not marker.exists():\n    marker.touch()\n    time.sleep(60)\n"
        "open(os.environ['ARA_METRICS'], 'a').write(json.dumps({'metric': 'speed', 'value': 7.0}) + '\\n')\n"
    )
    patient = job().model_copy(update={"argv": ("python", "-c", program)})
    running = ParslExecutor(slurm.config).run(jobs_file(patient), bare)

    def end_when_it_runs() -> None:
        for _ in range(600):
            if marker.exists():
                slurm.end_block()
                return
            time.sleep(0.05)

    threading.Thread(target=end_when_it_runs, daemon=True).start()
    (ended,) = running

    assert rows(ended) == [7.0]
    assert ended.tries == 2
    assert slurm.submitted == 2


def test_a_configuration_is_read_from_a_python_file(tmp_path: Path) -> None:
    path = tmp_path / "cluster.py"
    path.write_text("def config():\n    return 'a configuration'\n")

    assert read_cluster(path, None)() == "a configuration"


@pytest.mark.parametrize(("text", "words"), [("x = 1\n", "has no function `config`"), ("1 / 0\n", "ZeroDivisionError")])
def test_a_file_without_a_configuration_is_refused(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "cluster.py"
    path.write_text(text)

    with pytest.raises(AraError, match=words):
        read_cluster(path, None)
