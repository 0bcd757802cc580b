"""The worker's command line: read the job file, run what has no record yet, and tell how it goes."""

from __future__ import annotations

import argparse
import json
import os
import signal
import tempfile
import threading
from pathlib import Path
from types import FrameType
from typing import Any

from .faults import JobsFileError
from .hardware import gpus
from .inputs import cache_folder, default_input_cache
from .jobs_file import read_jobs_file
from .progress import Progress, say
from .removal import remove_folder
from .run import run_job
from .sandbox.probe import NoSandboxError, choose
from .schedule import Schedule


def main(words: list[str]) -> int:
    """Run the jobs of a file; 0: each has its rows; 1: some failed or were not run; 2: bad input; 130: interrupted."""
    options = _options(words)
    try:
        jobs_file = read_jobs_file(options.jobs_file)
        secrets = _secrets(options.secret)
        sandbox = choose(options.no_sandbox)
        if not options.root.is_dir():
            raise _BadInputError(f"--root {options.root} is not a folder. Name the one that was planned.")
        options.out.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix="ara-worker-", dir=options.work))
    except (JobsFileError, NoSandboxError, _BadInputError, OSError) as error:
        say(f"worker: {error}")
        return 2
    signal.signal(signal.SIGTERM, _interrupt)
    cancelled = threading.Event()
    progress = Progress(len(jobs_file["jobs"]))

    def run_one(job: dict[str, Any], devices: tuple[int, ...]) -> None:
        record = _finished(job, options.out, sandbox.name)
        if record is not None:
            progress.ended(record, before=True)
            return
        progress.ended(
            run_job(
                jobs_file,
                job,
                root=options.root.resolve(),
                out=options.out.resolve(),
                sandbox=sandbox,
                work=work,
                secrets=secrets,
                gpus=devices,
                input_cache=options.input_cache,
                environment_cache=options.environment_cache,
                allow_build=options.allow_build,
                cancelled=cancelled,
            )
        )

    say(f"worker: {len(jobs_file['jobs'])} jobs, isolation {sandbox.name}")
    try:
        Schedule(run_one, options.jobs, len(gpus())).run(jobs_file["jobs"])
    except KeyboardInterrupt:
        cancelled.set()
        say(f"worker: interrupted; finished records are in {options.out}, and the same command does the rest")
        remove_folder(work)
        # at once: the threads wait for cells, which end with this process
        os._exit(130)
    except OSError as error:
        say(f"worker: a record could not be written: {error}. Make room, and run the same command again.")
        return 2
    finally:
        remove_folder(work)
    return 1 if progress.failed else 0


class _BadInputError(Exception):
    """An option that cannot be used; the message is one line."""


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="worker", description="Run the jobs of a file that `ara reproduce` planned.")
    parser.add_argument("jobs_file", metavar="JOBS.json", type=Path)
    parser.add_argument("--root", type=Path, required=True, help="the folder that the code was planned from")
    parser.add_argument("--out", type=Path, required=True, help="where records and logs go")
    parser.add_argument("--jobs", type=_count, default=1, metavar="N", help="CPU jobs at a time (default: 1)")
    parser.add_argument("--no-sandbox", action="store_true", help="run without isolation; every report will say so")
    parser.add_argument("--secret", action="append", default=[], metavar="NAME", help="hand on this variable")
    parser.add_argument("--allow-build", action="store_true", help="let pip build packages that have no wheel")
    parser.add_argument("--work", type=Path, metavar="DIR", help="where scratch folders go (default: $TMPDIR)")
    parser.add_argument("--input-cache", type=Path, metavar="DIR", default=default_input_cache())
    parser.add_argument("--environment-cache", type=Path, metavar="DIR", default=cache_folder() / "environments")
    return parser.parse_args(words)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _secrets(names: list[str]) -> dict[str, str]:
    for name in names:
        if not os.environ.get(name):
            raise _BadInputError(f"--secret {name}: no such variable in the environment. Set it, then run again.")
    return {name: os.environ[name] for name in names}


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _finished(job: dict[str, Any], out: Path, isolation: str) -> dict[str, Any] | None:
    """Give the record of a job that was run before; None when it has to be run, or run again."""
    try:
        record = json.loads((out / job["run"] / f"repeat-{job['repeat']}.json").read_text(encoding="utf-8"))
        same = all(record[key] == job[key] for key in ("job", "seed", "repeat", "purpose"))
        done = (
            same
            and record["isolation"] == isolation
            and record["fault"] != "infrastructure"
            and record["missing"] is None
        )
        return record if done and isinstance(record["rows"], list) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
