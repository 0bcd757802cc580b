"""The file `src/reproduce.yaml` as a whole, and `ara-reproduce.yaml` in a repository, which has the same form."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from ara.schema.frozen import Frozen
from ara.schema.identifiers import is_id
from ara.schema.reproduce.allowed import inside
from ara.schema.reproduce.checks import Check, ClaimBinding, PaperValue
from ara.schema.reproduce.experiments import Collect, RunnableExperiment

FORMAT = "ara-reproduce/1"


class Code(Frozen):
    """Which code the jobs see."""

    root: str
    """A folder in the Ara (`src/execution`), `repo:` (the top of the git work tree around the Ara), or a git URL."""
    revision: str | None = None
    """Commit, when the root is a URL."""
    include: tuple[str, ...] = ("**",)
    """Globs of the files that are copied for a job; nothing else is seen by it."""

    @model_validator(mode="after")
    def _stays_inside(self) -> Self:
        if "://" not in self.root and not self.root.startswith(("repo:", "git@")):
            inside(self.root)
        for pattern in self.include:
            inside(pattern)
        return self


class Candidate(Frozen):
    """A launch command that the compiler found; nobody has said what it shows."""

    status: Literal["candidate"] = "candidate"
    """Always `candidate`: it runs only when asked for by name."""
    command: tuple[str, ...]
    """The argument list, as written in the source."""
    cwd: str = ""
    """Working folder, below the repository's top."""
    env: dict[str, str] = {}
    """Environment variables set before it."""
    collect: tuple[Collect, ...] = ()
    """Rules offered for its numbers: lines of its script that print or write one. Nobody has tried them."""
    source: str
    """Where it was found, `file:line` at the commit."""
    note: str | None = None
    """What was noticed about it, e.g. that its script does not exist."""


class CheckStub(Frozen):
    """A numeric claim without a bound: what a check of it would have to say."""

    status: Literal["stub"] = "stub"
    """Always `stub`: it is listed as not run, for want of a bound."""
    claim: str
    """The claim."""
    metric: str
    """What is measured, in the words of the claim."""
    direction: Literal["higher", "lower", "equal", "none"]
    """Which way is better, as far as the claim says it."""
    paper_value: PaperValue
    """The number that the paper prints."""


class Reproduce(Frozen):
    """How the experiments of an artifact are run, and what their numbers must show."""

    format: Literal["ara-reproduce/1"] = "ara-reproduce/1"
    """Version of this file's form."""
    code: Code | None = None
    """Which code the jobs see; may be missing as long as there is nothing to run."""
    experiments: dict[str, RunnableExperiment] = {}
    """Experiments that can be run, by identifier."""
    checks: dict[str, Check] = {}
    """Checks by identifier."""
    not_executable: dict[str, str] = {}
    """Claims that cannot be run, each with what is missing."""
    candidates: dict[str, Candidate] = {}
    """Commands found by the compiler, by the identifier of their experiment."""
    stubs: dict[str, CheckStub] = {}
    """Numeric claims without a bound, by the identifier of the check they would become."""

    @model_validator(mode="after")
    def _names(self) -> Self:
        for name in (*self.experiments, *self.candidates):
            if not is_id(name, "E"):
                raise ValueError(f"experiment {name!r} is not named like `E01`")
        for name in (*self.checks, *self.stubs):
            if not is_id(name, "K"):
                raise ValueError(f"check {name!r} is not named like `K01`")
        if self.experiments and self.code is None:
            raise ValueError("`code` is missing: say which files the experiments see")
        for name, experiment in self.experiments.items():
            for arm in experiment.arms:
                if not arm.isidentifier():
                    raise ValueError(f"arm {arm!r} of {name} is not a plain word")
        return self


class DeclaredStatus(Frozen):
    """What the authors themselves say of a claim."""

    claim: ClaimBinding
    """The claim, by quote or table cell."""
    status: Literal["hypothesis", "supported", "refuted"]
    """Its status; the compiler writes it into the claim."""
    because: Annotated[str, Field(min_length=1)]
    """Why, in a sentence."""


class RepositoryReproduce(Reproduce):
    """The file `ara-reproduce.yaml` of a repository: the same, and what its authors say of their claims.

    An Ara's own file has no such list, since the status of a claim stands in `logic/claims.md`.
    """

    claims: tuple[DeclaredStatus, ...] = ()
    """Declared statuses; a claim that is not named keeps the one that the compiler gives it."""
