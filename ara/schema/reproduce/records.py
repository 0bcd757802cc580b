"""What a run leaves behind: `evidence/runs/<id>/repeat-<i>.json`."""

from typing import Annotated, Literal

from pydantic import Field

from ara.schema.frozen import Frozen

Purpose = Literal["judge", "calibration"]
"""Whether a run counts, or only served to choose a bound."""


class MetricRow(Frozen):
    """One measured number."""

    metric: str
    """Its name."""
    value: float
    """Its value; NaN and infinities are kept and make the run an error."""
    unit: str | None = None
    """Its unit."""
    params: dict[str, str | int | float | bool | None] = {}
    """Parameters under which it was measured."""
    repeat: int | None = None
    """The repeat it belongs to, when one process makes several."""


class Hardware(Frozen):
    """The machine a job ran on, without its name."""

    cpu: str | None = None
    """Model of the processor."""
    cores: int | None = None
    """Cores available to the job."""
    memory_gb: float | None = None
    """Main memory, in GB."""
    gpus: tuple[str, ...] = ()
    """Names of the GPUs."""
    gpu_driver: str | None = None
    """Version of the driver."""
    gpu_memory_gb: float | None = None
    """Memory of one GPU, in GB."""
    canary: dict[str, str | float | bool | None] = {}
    """What the canary answered: device name, result of a matmul, result of a kernel."""


class RunRecord(Frozen):
    """One process: an arm of an experiment, at a tier, in one repeat."""

    format: Literal["ara-run/1"] = "ara-run/1"
    """Version of this file's form."""
    run: str
    """Identifier of the run, the name of its folder."""
    experiment: str
    """The experiment."""
    tier: str
    """The tier."""
    arm: str
    """The arm; a control's arm has its check behind a plus sign, e.g. `main+K01`."""
    repeat: Annotated[int, Field(ge=0)]
    """The repeat, counted from 0."""
    seed: int
    """Value of `ARA_SEED`."""
    fidelity: str
    """Fidelity that the tier declares."""
    job: str
    """Hash of the job's declared inputs: code tree, command, environment, data."""
    check_hashes: dict[str, str] = {}
    """Hash of each check that wanted the run, as it stood when the run was planned."""
    purpose: Purpose = "judge"
    """Whether it counts, or only served to choose a bound."""
    repeats: Literal["process", "in-process"] = "process"
    """Whether the process is one repeat, or its rows carry their own."""
    command: tuple[str, ...]
    """What was started."""
    exit_code: int | None
    """Exit code; None when the process was killed or never started."""
    fault: Literal["artifact", "infrastructure"] | None = None
    """Whose fault a failed run is."""
    reason: str | None = None
    """Why it failed, in a sentence."""
    started: str
    """Start, UTC, ISO form."""
    seconds: float
    """Wall-clock seconds."""
    cpu_seconds: float | None = None
    """CPU seconds of the process tree."""
    peak_memory_mb: float | None = None
    """Largest resident memory, in MB."""
    isolation: str
    """The sandbox: `bubblewrap`, `namespaces` or `none`."""
    hardware: Hardware = Hardware()
    """The machine."""
    packages: dict[str, str] = {}
    """Versions of the packages that were imported."""
    rows: tuple[MetricRow, ...] = ()
    """What was measured."""
    code_files: dict[str, str] = {}
    """Hash of each file the job saw."""
