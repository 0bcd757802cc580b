"""What is run: experiments, their arms, tiers, needs, inputs and environments."""

import re
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from ara.schema.frozen import Frozen
from ara.schema.reproduce.allowed import gpu_class, inside, variables, words
from ara.schema.reproduce.checks import Control

Fidelity = Literal["smoke", "scaled", "paper", "analytic"]
"""How near a run comes to the paper's own: a rehearsal, the same at smaller size, the same, or an exact computation."""


class Needs(Frozen):
    """What a job needs of the machine."""

    time_s: Annotated[float, Field(gt=0)] = 600
    """Wall-clock seconds after which one job is killed."""
    memory_gb: Annotated[float, Field(gt=0)] | None = None
    """Main memory of one job, in GB."""
    cpus: Annotated[int, Field(ge=1)] | None = None
    """CPU cores of one job."""
    gpus: Annotated[int, Field(ge=0)] = 0
    """GPUs of one job, used by it alone."""
    gpu_memory_gb: Annotated[float, Field(gt=0)] | None = None
    """Memory of each GPU, in GB."""
    gpu_class: str | None = None
    """Regular expression that the GPU's name must match for the verdict to count, e.g. `H100|H200`."""
    disk_gb: Annotated[float, Field(gt=0)] | None = None
    """Scratch space, in GB."""
    packages: tuple[str, ...] = ()
    """Python packages that must be importable, e.g. `torch`."""

    @model_validator(mode="after")
    def _plain(self) -> Self:
        if self.gpu_class is not None:
            gpu_class(self.gpu_class)
        if self.gpus == 0 and (self.gpu_class is not None or self.gpu_memory_gb is not None):
            raise ValueError("`gpu_class` and `gpu_memory_gb` say nothing without `gpus`; add `gpus: 1`")
        return self


Repeats = Annotated[int, Field(ge=1, le=1000)] | Literal["in-process"]
"""How many processes are started, or that one process makes all repeats."""


class Tier(Frozen):
    """One size at which an experiment can be run."""

    args: tuple[str, ...] = ()
    """Arguments put behind the command."""
    env: dict[str, str] = {}
    """Environment variables on top of the arm's."""
    fidelity: Fidelity
    """How near the run comes to the paper's own."""
    needs: Needs = Needs()
    """What one job needs."""
    repeats: Repeats | None = None
    """Repeats at this tier, when they differ from the experiment's."""

    @model_validator(mode="after")
    def _allowed(self) -> Self:
        variables(self.env)
        return self


class Collect(Frozen):
    """How a number is taken from what a command prints or writes."""

    metric: Annotated[str, Field(min_length=1)]
    """Name of the metric."""
    source: Annotated[str, Field(alias="from", min_length=1)]
    """`stdout`, `stderr`, or a file below the working folder, as a glob."""
    pattern: str | None = None
    """Text around the number, which stands as `{value}`; all else is taken literally."""
    json_path: str | None = None
    """Keys to the number in a JSON file, joined by dots, e.g. `results.0.accuracy`."""
    column: str | None = None
    """Column of a CSV file that holds the number."""
    times: Annotated[int, Field(ge=1)] = 1
    """How often the rule must match, exactly."""
    unit: str | None = None
    """Unit of the number."""
    params: dict[str, str | int | float | bool] = {}
    """Parameters to record with it."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = [self.pattern, self.json_path, self.column]
        if sum(way is not None for way in ways) != 1:
            raise ValueError("a collect rule names exactly one of `pattern`, `json_path` and `column`")
        if self.pattern is not None and self.pattern.count("{value}") != 1:
            raise ValueError("`pattern` holds `{value}` exactly once, where the number stands")
        if self.source not in ("stdout", "stderr"):
            inside(self.source)
        return self


class Environment(Frozen):
    """The Python environment of an experiment."""

    requirements: tuple[str, ...] = ()
    """Pins `name==version`, nothing else."""
    existing: str | None = None
    """Folder of an environment that is there already."""
    conda: str | None = None
    """Conda environment file, inside the code's root."""
    apptainer: str | None = None
    """Apptainer image."""

    @model_validator(mode="after")
    def _pins_only(self) -> Self:
        for line in self.requirements:
            if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*(\[[A-Za-z0-9,._-]+\])?==[A-Za-z0-9.!+_-]+", line):
                raise ValueError(f"requirement {line!r} is not a pin; write `name==version`")
        return self


class InputData(Frozen):
    """A file or data set that an experiment reads."""

    source: Annotated[str, Field(alias="from", min_length=1)]
    """Where it can be had: an address, or a path in the code's root."""
    revision: str | None = None
    """Revision at the source."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Hash of its bytes."""
    bytes: Annotated[int, Field(ge=0)]
    """Size in bytes."""
    licence: str | None = None
    """Its licence."""
    gated: bool = False
    """True when an account or an agreement is needed to get it."""


class Arm(Frozen):
    """One side of a comparison: a command of its own."""

    command: Annotated[tuple[str, ...], Field(min_length=1)]
    """The argument list; `python` is the experiment's interpreter. Never a shell string."""
    cwd: str = ""
    """Working folder, below the code's root."""
    env: dict[str, str] = {}
    """Environment variables."""
    collect: tuple[Collect, ...] = ()
    """How its numbers are taken, when it writes no rows to `ARA_METRICS`."""
    code: tuple[str, ...] | None = None
    """Globs of the files it sees, when they differ from the artifact's."""
    revision: str | None = None
    """Commit of the code, when it differs from the artifact's."""

    @model_validator(mode="after")
    def _stays_inside(self) -> Self:
        inside(self.cwd)
        variables(self.env)
        for pattern in self.code or ():
            inside(pattern)
        return self


class RunnableExperiment(Frozen):
    """An experiment that a program can run."""

    command: tuple[str, ...] | None = None
    """The argument list, when there is one arm; it is called `main`."""
    cwd: str = ""
    """Working folder of that arm."""
    env: dict[str, str] = {}
    """Environment variables of that arm."""
    collect: tuple[Collect, ...] = ()
    """How the numbers of that arm are taken."""
    arms: dict[str, Arm] = {}
    """Several arms by name; they run interleaved on one device."""
    derive: dict[str, str] = {}
    """Metrics computed from others, e.g. `speedup: "sparse.throughput / dense.throughput"`."""
    repeats: Repeats = 5
    """How often it is run, each time with another `ARA_SEED`; `in-process` when rows carry their repeat."""
    seeds: tuple[int, ...] = ()
    """Seeds of the repeats; empty: chosen by the harness."""
    deterministic: bool = False
    """True when one repeat says it all."""
    tiers: Annotated[dict[str, Tier], Field(min_length=1)]
    """Sizes at which it can be run, by name: `smoke`, `gpu`, `gpu-long`, `paper`, …"""
    environment: Environment = Environment()
    """Its Python environment."""
    inputs: dict[str, InputData] = {}
    """Files and data sets it reads, by name; mounted read-only."""
    secrets: tuple[str, ...] = ()
    """Names of secrets it asks for."""
    include: tuple[str, ...] | None = None
    """Globs of the files it sees, when they differ from the artifact's."""
    control: Control | None = None
    """Control of its checks that name none."""

    @model_validator(mode="after")
    def _one_or_several_arms(self) -> Self:
        if (self.command is None) == (not self.arms):
            raise ValueError("name either `command` (one arm) or `arms` (several)")
        if self.arms and (self.cwd or self.env or self.collect):
            raise ValueError("with `arms`, write `cwd`, `env` and `collect` into each arm")
        if self.command is not None and not self.command:
            raise ValueError("`command` is empty")
        inside(self.cwd)
        for pattern in self.include or ():
            inside(pattern)
        return self

    @model_validator(mode="after")
    def _plain_names(self) -> Self:
        words("tier", self.tiers)
        words("input", self.inputs)
        variables(self.env)
        variables(self.secrets)
        return self

    def all_arms(self) -> dict[str, Arm]:
        """Give the arms by name; a single command is the arm `main`."""
        if self.command is None:
            return dict(self.arms)
        return {"main": Arm(command=self.command, cwd=self.cwd, env=self.env, collect=self.collect)}
