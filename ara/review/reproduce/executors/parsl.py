"""Jobs on the nodes of a cluster, through Parsl.

Arms of one repeat are one task: they run one after another on one node. What Parsl reports as failed never reached an
end of its own (a refused submission, a lost node, a block whose time was up), so it is a fault of the machine: the task
is handed out again, up to three times in all. After refusals that make Parsl give up, it is started anew.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from ara.review.reproduce.executors.contract import RUNNING, TRIES, Ended, Site
from ara.review.reproduce.executors.node import run_on_node
from ara.review.reproduce.planning.jobs_order import side_by_side
from ara.review.reproduce.worker.removal import remove_folder
from ara.schema.errors import AraError
from ara.schema.reproduce import Job, JobsFile

if TYPE_CHECKING:
    from parsl import Config

_INSTALL = "Run `pip install 'ara-toolkit[cluster]'`."


@dataclass(frozen=True)
class _Task:
    """The arms of a repeat, and how often they were handed out."""

    jobs: tuple[Job, ...]
    tries: int
    folder: Path
    """Folder below `Site.out`, which every node sees."""


class ParslExecutor:
    """Hands tasks to Parsl and takes their records from a folder that all nodes see."""

    name = "parsl"

    def __init__(self, config: Callable[[], Config]) -> None:
        """Take what makes Parsl's configuration; it is asked again whenever Parsl has to be started anew."""
        self._config = config

    def run(self, jobs_file: JobsFile, site: Site) -> Iterator[Ended]:
        """Run the jobs; see `Executor`."""
        waiting = [
            _Task(group, 1, site.out / f"{group[0].run}.{group[0].repeat}{RUNNING}")
            for group in side_by_side(jobs_file.jobs)
        ]
        while waiting:
            refused: list[_Task] = []
            with _parsl(self._config, site.work) as submit:
                yield from self._round(jobs_file, site, waiting, refused, submit)
            waiting = refused

    def _round(
        self,
        jobs_file: JobsFile,
        site: Site,
        tasks: list[_Task],
        refused: list[_Task],
        submit: Callable[..., Future[list[str | None]]],
    ) -> Iterator[Ended]:
        """Run tasks until each has ended or Parsl has given up; those that wait for a new start go to `refused`."""
        ended: SimpleQueue[tuple[_Task, Future[list[str | None]]]] = SimpleQueue()

        def hand_out(task: _Task) -> None:
            remove_folder(task.folder)
            task.folder.mkdir(parents=True)
            (task.folder / "jobs.json").write_text(_part(jobs_file, task.jobs), encoding="utf-8")
            future = submit(str(task.folder / "jobs.json"), str(task.folder / "out"), _options(site))
            future.add_done_callback(lambda done: ended.put((task, done)))

        for task in tasks:
            hand_out(task)
        running = len(tasks)
        while running:
            task, future = ended.get()
            running -= 1
            error = future.exception()
            faults = [_reason(error)] * len(task.jobs) if error is not None else future.result()
            again = []
            for job, fault in zip(task.jobs, faults, strict=True):
                if fault is None:
                    yield Ended(job, _kept(task, job, site), None, task.tries)
                elif task.tries == TRIES:
                    yield Ended(job, None, fault, TRIES)
                else:
                    again.append(job)
            following = _Task(tuple(again), task.tries + 1, task.folder)
            if not again:
                remove_folder(task.folder)
            elif error is not None and _gave_up(error):
                refused.append(following)
            else:
                hand_out(following)
                running += 1


def _part(jobs_file: JobsFile, jobs: tuple[Job, ...]) -> str:
    """Give the jobs file of a task, with the trees and environments that it names and no others."""
    trees = {job.tree: jobs_file.trees[job.tree] for job in jobs}
    keys = {job.environment for job in jobs if job.environment is not None}
    environments = {key: jobs_file.environments[key] for key in keys}
    part = jobs_file.model_copy(update={"jobs": jobs, "trees": trees, "environments": environments})
    return part.model_dump_json(by_alias=True)


def _options(site: Site) -> dict[str, Any]:
    """Give what a node has to know beside the jobs, as plain data."""
    return {
        "root": str(site.root),
        "work": str(site.work),
        "input_cache": str(site.input_cache),
        "environment_cache": str(site.environment_cache),
        "no_sandbox": site.no_sandbox,
        "allow_build": site.allow_build,
        "hidden": [str(folder) for folder in site.hidden],
        "secrets": site.secrets,
    }


def _kept(task: _Task, job: Job, site: Site) -> Path:
    """Move the record of a job into a folder of its own, which has its final name only once it is whole."""
    kept = site.out / f"{job.run}.{job.repeat}"
    moving = kept.with_name(f"{kept.name}.moving{RUNNING}")
    (moving / job.run).mkdir(parents=True)
    for ending in ("log", "json"):
        name = f"{job.run}/repeat-{job.repeat}.{ending}"
        (task.folder / "out" / name).rename(moving / name)
    return moving.rename(kept)


def _reason(error: BaseException) -> str:
    words = " ".join(str(error).split())
    return f"the cluster: {type(error).__name__}{': ' + words[:300] if words else ''}"


def _gave_up(error: BaseException) -> bool:
    """Tell whether Parsl takes no more tasks: it does so once every block that it asked for was refused or failed."""
    from parsl.executors.errors import BadStateException

    return isinstance(error, BadStateException)


@contextmanager
def _parsl(config: Callable[[], Config], work: Path) -> Iterator[Callable[..., Future[list[str | None]]]]:
    """Start Parsl, and give what hands a task to it."""
    import parsl

    chosen = config()
    # what Parsl writes down is of no use once the call is over
    chosen.run_dir = str(work / "parsl")
    with _programs_on_path():
        kernel = parsl.DataFlowKernel(chosen)
        try:
            yield parsl.python_app(run_on_node, data_flow_kernel=kernel)
        finally:
            kernel.cleanup()


@contextmanager
def _programs_on_path() -> Iterator[None]:
    """Let Parsl find its own programs, which lie beside the interpreter, also when that folder is not on PATH."""
    before = os.environ.get("PATH", os.defpath)
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{before}"
    try:
        yield
    finally:
        os.environ["PATH"] = before


def read_cluster(path: Path | None, jobs: int | None) -> Callable[[], Config]:
    """Give what makes Parsl's configuration: the function `config` of a Python file, or processes on this machine.

    Raises AraError when Parsl is not installed, or when the file has no such function.
    """
    if importlib.util.find_spec("parsl") is None:
        raise AraError("--executor parsl needs Parsl, which is not installed.", mend=_INSTALL)
    if path is None:
        return lambda: this_machine_only(jobs or 1)
    spec = importlib.util.spec_from_file_location("ara_cluster", path)
    if spec is None or spec.loader is None:
        raise AraError("is no Python file.", file=str(path), mend="Give it a name that ends in .py.")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise AraError(f"cannot be run: {type(error).__name__}: {error}", file=str(path), mend="Correct it.") from error
    if not callable(getattr(module, "config", None)):
        raise AraError("has no function `config`.", file=str(path), mend="See docs/reproduce.md, `On a cluster`.")
    return module.config  # type: ignore[no-any-return]


def this_machine_only(workers: int) -> Config:
    """Give a configuration that runs tasks in processes of this machine."""
    from parsl import Config
    from parsl.executors import HighThroughputExecutor
    from parsl.providers import LocalProvider

    provider = LocalProvider(init_blocks=1, max_blocks=1)  # type: ignore[no-untyped-call]
    executor = HighThroughputExecutor(
        label="here", address="127.0.0.1", max_workers_per_node=workers, provider=provider
    )
    return Config(executors=[executor], initialize_logging=False, usage_tracking=0)
