"""Running one job and writing its record: whatever an artifact does, a whole record comes out."""

from __future__ import annotations

import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .attempt import Site, attempt, blamed
from .faults import ArtifactError, JobCancelledError
from .hardware import describe
from .inputs import cache_folder, default_input_cache
from .log import masked_log
from .masking import machine_masker
from .record import MOST_BYTES, Outcome, Surroundings, as_bytes, make_record
from .removal import remove_folder
from .sandbox.contract import Sandbox
from .writing import write_whole


@dataclass(frozen=True)
class _Written:
    """A record and its log, ready to be written."""

    record: dict[str, Any]
    """The record."""
    log: bytes
    """The log."""


def run_job(
    jobs_file: dict[str, Any],
    job: dict[str, Any],
    *,
    root: Path,
    out: Path,
    sandbox: Sandbox,
    work: Path,
    secrets: dict[str, str],
    gpus: tuple[int, ...] = (),
    input_cache: Path | None = None,
    environment_cache: Path | None = None,
    allow_build: bool = False,
    hidden: tuple[Path, ...] = (),
    cancelled: threading.Event | None = None,
) -> dict[str, Any]:
    """Run one job of a checked job file and give its record, as written to `out/<run>/repeat-<i>.json`.

    `jobs_file` and `job` come from `read_jobs_file` or `checked`, which fill in defaults. `work` is a folder of this
    worker's own, on the disk that scratch folders are to use; staged trees are kept there from job to job. `gpus` are
    the devices that the job has for itself. `hidden` are folders of the host that no job may see, beside `root` and
    `out`. `secrets` are all that the worker was given; all of them are masked.

    The log stands beside the record, with `.log` in place of `.json`. An existing record of the same repeat is
    replaced. Raises OSError when the record cannot be written, and never for what the artifact does. A caller that ends
    jobs, or takes `work` away from them, sets `cancelled` first: what ends after that is no result, no record of it is
    written, and JobCancelledError is raised.
    """
    site = Site(
        root=root,
        sandbox=sandbox,
        trees=work / "trees",
        inputs=input_cache or default_input_cache(),
        environments=environment_cache or cache_folder() / "environments",
        secrets=secrets,
        gpus=gpus,
        allow_build=allow_build,
        hidden=(root, out, *hidden),
    )
    started = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    (work / "jobs").mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=work / "jobs"))
    try:
        outcome = attempt(jobs_file, job, site, folder)
        if cancelled is not None and cancelled.is_set():
            raise JobCancelledError(job["run"])
        written = _written(jobs_file, job, outcome, site, folder, started)
    finally:
        remove_folder(folder)
    place = out / job["run"]
    place.mkdir(parents=True, exist_ok=True)
    # The record last, so that where there is one its log is there too. A log that a failing machine tore is known by
    # its hash in the record, which alone has to be on disk.
    write_whole(place / f"repeat-{job['repeat']}.log", written.log, durable=False)
    write_whole(place / f"repeat-{job['repeat']}.json", as_bytes(written.record))
    return written.record


def _written(
    jobs_file: dict[str, Any], job: dict[str, Any], outcome: Outcome, site: Site, folder: Path, started: str
) -> _Written:
    masker = machine_masker(site.secrets)
    streams = {name: (folder / name, printed) for name, printed in zip(("stdout", "stderr"), outcome.printed)}
    log, truncated = masked_log(streams, masker)
    surroundings = Surroundings(
        files=jobs_file["trees"][job["tree"]]["files"],
        started=started,
        isolation=site.sandbox.name,
        hardware=describe(site.gpus, outcome.canary),
        log=log,
        truncated=truncated,
    )
    record = make_record(job, outcome, surroundings, masker)
    if len(as_bytes(record)) > MOST_BYTES:
        reason = f"its {len(outcome.rows)} rows make a record of more than {MOST_BYTES >> 20} MiB; write fewer"
        record = make_record(job, blamed(outcome, ArtifactError(reason)), surroundings, masker)
    return _Written(record, log)
