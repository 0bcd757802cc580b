"""What a run leaves behind: `evidence/runs/<run>/repeat-<i>.json`, and its log beside it."""

from typing import Annotated, Literal

from pydantic import Field

from ara.schema.frozen import Frozen

Purpose = Literal["judge", "calibration"]
"""Whether a run counts, or only served to choose a bound."""

Limit = Literal["time", "memory", "output"]
"""A limit of the cell that a run's own figures show to be passed: wall-clock time, memory, printed bytes."""


class MetricRow(Frozen):
    """One measured number."""

    metric: str
    """Its name."""
    value: float
    """Its value. The worker files finite numbers only: NaN or an infinity makes the run an error that says so."""
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


class GpuUse(Frozen):
    """What the GPUs of a job did while it ran, sampled from outside the sandbox."""

    samples: Annotated[int, Field(ge=0)]
    """How often it was looked at; 0: it could not be, or the job was too short."""
    busy_percent: float | None = None
    """Mean utilisation over samples and GPUs."""
    peak_memory_mb: float | None = None
    """Largest memory in use on one GPU, in MB."""


class Output(Frozen):
    """What the command printed, and the log that keeps it."""

    stdout_bytes: Annotated[int, Field(ge=0)]
    """Bytes printed to standard output."""
    stderr_bytes: Annotated[int, Field(ge=0)]
    """Bytes printed to standard error."""
    truncated: bool
    """Whether the log leaves some of them out."""
    log_sha256: str
    """Hash of the log beside the record."""


class EnvironmentUsed(Frozen):
    """The Python environment that a job got."""

    kind: Literal["worker", "requirements", "existing", "conda", "apptainer"]
    """The worker's own interpreter, or what the experiment asks for."""
    python: str | None = None
    """Version of the interpreter that `python` means."""
    key: str | None = None
    """Hash of what the experiment asks for."""


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
    take: Annotated[int, Field(ge=1)] = 1
    """Which record of this repeat it is; a later one stands beside the earlier, in `repeat-<i>.take-<n>.json`."""
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
    """What was started, masked."""
    cwd: str = ""
    """Working folder, below the tree's top."""
    env: dict[str, str] = {}
    """Environment variables that the experiment asks for, masked."""
    exit_code: int | None
    """Exit code; None when the process was killed or never started."""
    missing: str | None = None
    """What was missing here, so that the command was never started: a GPU, an input, an environment. Nobody's fault."""
    limit: Limit | None = None
    """The limit that ended it, when its figures show that; `reason` tells of every limit."""
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
    inputs: dict[str, str] = {}
    """Hash of each input by name."""
    environment: EnvironmentUsed | None = None
    """The Python environment."""
    gpu_use: GpuUse | None = None
    """What its GPUs did; None: it had none."""
    output: Output | None = None
    """What it printed."""
    notes: tuple[str, ...] = ()
    """What the worker noticed, a sentence each: start-up files taken out of wheels, what it could not look at."""

    @property
    def path(self) -> str:
        """Where the record stands in an Ara; its log has `.log` in place of `.json`."""
        take = "" if self.take == 1 else f".take-{self.take}"
        return f"evidence/runs/{self.run}/repeat-{self.repeat}{take}.json"
