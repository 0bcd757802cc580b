"""What a tier of an experiment lacks here: hardware, packages, inputs, secrets, an environment."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ara.review.reproduce.code.source import CodeSource
from ara.review.reproduce.planning.inputs import input_cache, missing_input
from ara.review.reproduce.planning.machine import Machine, lacking
from ara.review.reproduce.planning.request import Request
from ara.schema.reproduce import Reproduce, RunnableExperiment


class Lacks:
    """What stands against each tier, each looked at once."""

    def __init__(self, reproduce: Reproduce, machine: Machine | None, source: CodeSource, request: Request) -> None:
        """Take where the jobs would run; None stands for another machine, of which nothing is known."""
        self._reproduce = reproduce
        self._machine = machine
        self._source = source
        self._request = request
        self._cache = input_cache()
        self.of = lru_cache(maxsize=None)(self._of)

    def _of(self, experiment_id: str, tier: str) -> tuple[str, ...]:
        """Say what a tier of an experiment lacks, each as a phrase; empty when it can be run, or is a candidate's."""
        experiment = self._reproduce.experiments.get(experiment_id)
        if experiment is None:
            return ()
        found = [f"secret {name}" for name in experiment.secrets if name not in self._request.secrets]
        if self._machine is not None:
            needs = experiment.tiers[tier].needs
            any_hardware = self._request.any_hardware
            found += lacking(needs, experiment.environment, self._machine, any_hardware=any_hardware)
            found += self._missing_files(experiment)
        return tuple(found)

    def _missing_files(self, experiment: RunnableExperiment) -> list[str]:
        found = [
            missing_input(name, data, self._source.folder, self._cache) for name, data in experiment.inputs.items()
        ]
        existing = experiment.environment.existing
        if existing is not None and not Path(existing).expanduser().is_dir():
            found.append(f"environment {existing}")
        return [phrase for phrase in found if phrase is not None]
