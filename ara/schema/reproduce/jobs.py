"""What a worker is handed: the file `JOBS.json`. It says how to run, and holds no bound and no paper value."""

from typing import Annotated, Literal

from pydantic import Field

from ara.schema.frozen import Frozen
from ara.schema.reproduce.experiments import Collect, Environment, Needs
from ara.schema.reproduce.records import Purpose

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class TreeFile(Frozen):
    """One file that a job sees."""

    path: str
    """Where it stands in the job's tree, below the tree's top."""
    sha256: Sha256
    """Hash of its bytes; the worker refuses other bytes."""
    executable: bool = False
    """Whether it may be started."""
    content: str | None = None
    """Its bytes in base64, when they are not in the folder that the worker is given (another revision)."""


class Tree(Frozen):
    """The code that a job sees: these files, copied into a fresh folder, and nothing else."""

    files: tuple[TreeFile, ...]
    """The files, in the order of their paths."""


class InputFile(Frozen):
    """A file or data set of an experiment, in the content-addressed cache."""

    name: str
    """Its name in the experiment; the job finds it at `$ARA_INPUTS/<name>`."""
    sha256: Sha256
    """Hash of its bytes."""
    bytes: Annotated[int, Field(ge=0)]
    """Its size."""
    path: str | None = None
    """Its path in the code's root, when it is shipped with the code."""


class Job(Frozen):
    """One process: an arm of an experiment, at a tier, in one repeat."""

    run: str
    """Name of the run's folder, `<experiment>-<tier>-<arm>-<first 8 of job>`; its repeats share it."""
    job: Sha256
    """Hash of what was declared: code tree, argument list without the seed, environment, inputs. Repeats share it.

    A run for calibration, whose repeats have other seeds, has a hash of its own.
    """
    experiment: str
    """The experiment."""
    tier: str
    """The tier."""
    arm: str
    """The arm; a control's arm has its check behind a plus sign, e.g. `main+K01`.

    Checks whose controls start the same process share its run, which is named after the first of them.
    """
    repeat: Annotated[int, Field(ge=0)]
    """The repeat, counted from 0."""
    seed: int
    """Value of `ARA_SEED`."""
    fidelity: str
    """Fidelity that the tier declares."""
    purpose: Purpose = "judge"
    """Whether it counts, or only serves to choose a bound."""
    repeats: Literal["process", "in-process"] = "process"
    """Whether the process is one repeat, or its rows carry their own."""
    tree: Sha256
    """Which tree of the file it sees."""
    argv: Annotated[tuple[str, ...], Field(min_length=1)]
    """The argument list; a first word `python` is the experiment's interpreter."""
    cwd: str = ""
    """Working folder, below the tree's top."""
    env: dict[str, str] = {}
    """Environment variables, beside the few that every job gets."""
    environment: str | None = None
    """Key of its environment in the file; None: the interpreter that runs the worker."""
    inputs: tuple[InputFile, ...] = ()
    """What is mounted for it, read-only."""
    collect: tuple[Collect, ...] = ()
    """How its numbers are taken, beside the rows it writes to `ARA_METRICS`."""
    secrets: tuple[str, ...] = ()
    """Names of the secrets it is given; their values stand in no file."""
    needs: Needs = Needs()
    """What it needs of the machine, and its limits."""
    check_hashes: dict[str, str] = {}
    """Hash of each check that wants the run, as it stands now."""


class JobsFile(Frozen):
    """The file as a whole. Jobs stand in the order in which they are to be started: arms of a repeat side by side."""

    format: Literal["ara-jobs/1"] = "ara-jobs/1"
    """Version of this file's form."""
    artifact: str
    """Name of the artifact, for people."""
    root: str
    """What the worker's `--root` has to be, for people: `the git work tree` or `the Ara's src/execution`."""
    trees: dict[str, Tree] = {}
    """Code trees by hash."""
    environments: dict[str, Environment] = {}
    """Environments by hash of what they ask for."""
    jobs: tuple[Job, ...] = ()
    """The jobs."""
