"""From an experiment, a tier and an arm to the run that they stand for: its job, its repeats and its seeds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from ara.review.reproduce.arms import control_of
from ara.review.reproduce.code.source import CodeTrees
from ara.review.reproduce.hashes import environment_hash, job_hash
from ara.review.reproduce.planning.inputs import input_file
from ara.schema.reproduce import (
    Arm,
    Candidate,
    Control,
    Environment,
    Job,
    Reproduce,
    RunnableExperiment,
    Tier,
    Tree,
)
from ara.schema.reproduce.records import Purpose

CANDIDATE_TIER = "candidate"
"""The tier of a candidate's run; it has no check, so it never counts."""


@dataclass(frozen=True)
class Draft:
    """A run before it is known which of its repeats are there already."""

    job: Job
    """Its first repeat; the others differ in `repeat` and `seed`."""
    seeds: tuple[int, ...]
    """Seed of each process, by repeat."""
    tree: Tree
    """The code that it sees."""
    environment: Environment | None
    """The environment that it asks for; None: the worker's interpreter."""


class RunDrafts:
    """The runs of one artifact, each drafted once."""

    def __init__(self, reproduce: Reproduce, trees: CodeTrees, purpose: Purpose) -> None:
        """Take the artifact's `reproduce.yaml`, its code, and what the runs are for."""
        self._reproduce = reproduce
        self._trees = trees
        self._purpose = purpose
        self.draft = lru_cache(maxsize=None)(self._draft)

    def _draft(self, experiment_id: str, tier_id: str, arm_name: str) -> Draft:
        """Draft the run of an arm, or of a control's arm such as `main+K01`, at a tier.

        Raises AraError when the code that it sees cannot be had.
        """
        experiment = self._experiment(experiment_id)
        tier = experiment.tiers[tier_id]
        name, _, check_id = arm_name.partition("+")
        arm = experiment.all_arms()[name]
        control = control_of(self._reproduce.checks[check_id], experiment) if check_id else None
        code = self._reproduce.code
        assert code is not None
        include = (control.code if control else None) or arm.code or experiment.include or code.include
        tree = self._trees.tree(include, arm.revision)
        job = self._job(experiment_id, experiment, tier_id, arm_name, arm, control, tree.sha256)
        environment = experiment.environment if job.environment is not None else None
        return Draft(job, _seeds(experiment_id, experiment, tier, self._purpose), tree.tree, environment)

    def _experiment(self, experiment_id: str) -> RunnableExperiment:
        experiment = self._reproduce.experiments.get(experiment_id)
        return experiment or of_candidate(self._reproduce.candidates[experiment_id])

    def _job(
        self,
        experiment_id: str,
        experiment: RunnableExperiment,
        tier_id: str,
        arm_name: str,
        arm: Arm,
        control: Control | None,
        tree: str,
    ) -> Job:
        tier = experiment.tiers[tier_id]
        argv = (*arm.command, *tier.args, *(control.args if control else ()))
        env = {**arm.env, **tier.env, **(control.env if control else {})}
        asks = experiment.environment != Environment()
        environment = environment_hash(experiment.environment) if asks else None
        inputs = tuple(input_file(name, data) for name, data in experiment.inputs.items())
        in_process = (tier.repeats or experiment.repeats) == "in-process"
        digest = job_hash(
            tree=tree, argv=argv, cwd=arm.cwd, env=env, environment=environment, inputs=inputs, collect=arm.collect,
            secrets=experiment.secrets, repeats="in-process" if in_process else "process", purpose=self._purpose,
        )  # fmt: skip
        return Job(
            run=f"{experiment_id}-{tier_id}-{arm_name}-{digest[:8]}",
            job=digest,
            experiment=experiment_id,
            tier=tier_id,
            arm=arm_name,
            repeat=0,
            seed=0,
            fidelity=tier.fidelity,
            purpose=self._purpose,
            repeats="in-process" if in_process else "process",
            tree=tree,
            argv=argv,
            cwd=arm.cwd,
            env=env,
            environment=environment,
            inputs=inputs,
            collect=arm.collect,
            secrets=experiment.secrets,
            needs=tier.needs,
        )


def of_candidate(candidate: Candidate) -> RunnableExperiment:
    """Give the experiment that a candidate command would be: one run, at a tier that counts for nothing."""
    return RunnableExperiment(
        command=candidate.command,
        cwd=candidate.cwd,
        env=candidate.env,
        collect=candidate.collect,
        repeats=1,
        tiers={CANDIDATE_TIER: Tier(fidelity="smoke")},
    )


def _seeds(experiment_id: str, experiment: RunnableExperiment, tier: Tier, purpose: Purpose) -> tuple[int, ...]:
    """Give the seed of each process. Arms of a repeat share it; runs for calibration never have one that is judged."""
    repeats = tier.repeats or experiment.repeats
    if repeats == "in-process" or (experiment.deterministic and not _says_repeats(experiment, tier)):
        repeats = 1
    if purpose == "judge":
        named = experiment.seeds[:repeats]
        return (*named, *(_seed(experiment_id, repeat) for repeat in range(len(named), repeats)))
    judged = {*experiment.seeds, *(_seed(experiment_id, repeat) for repeat in range(repeats))}
    found: list[int] = []
    number = 0
    while len(found) < repeats:
        seed = _seed(f"{experiment_id} calibration", number)
        number += 1
        if seed not in judged:
            found.append(seed)
    return tuple(found)


def _says_repeats(experiment: RunnableExperiment, tier: Tier) -> bool:
    return tier.repeats is not None or "repeats" in experiment.model_fields_set


def _seed(name: str, repeat: int) -> int:
    """Give a seed that is the same everywhere, below 2**31, which every generator takes."""
    return int.from_bytes(hashlib.sha256(f"{name} repeat {repeat}".encode()).digest()[:4], "big") >> 1
