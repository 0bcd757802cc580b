"""Rules about the code that `src/reproduce.yaml` shows to its experiments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ara.review.findings import Problem
from ara.review.registry import rule
from ara.schema.errors import AraError
from ara.schema.location import Location
from ara.schema.package import Package
from ara.schema.references import reproduce_place
from ara.schema.reproduce import Arm, Code, RunnableExperiment

if TYPE_CHECKING:
    from ara.review.reproduce.code.imports import Sources

_MOST_SHOWN = 10


@rule("S608", "include-covers-code", "error", on_disk=True)
def include_covers_code(package: Package, root: Path | None) -> Iterator[Problem]:
    """The globs of `include` match the program of each command and all that it imports from the same code.

    A job sees the files that `include` matches and nothing else, so a module that is left out is missing when the
    program runs. Looked at for Python programs whose code is on this machine. Bounds, evidence and papers are never
    shown, whatever the globs say.
    """
    code = package.reproduce.code if package.reproduce is not None else None
    folder = _folder(package, root)
    if code is None or folder is None or package.reproduce is None:
        return
    from ara.review.reproduce.code.imports import Sources

    sources = Sources(folder)
    for name, experiment in package.reproduce.experiments.items():
        for arm_name, arm in experiment.all_arms().items():
            if arm.revision is None:
                yield from _left_out(package, sources, name, experiment, arm_name, arm, code)


def _folder(package: Package, root: Path | None) -> Path | None:
    from ara.review.reproduce.code.source import find_code

    if root is None:
        return None
    try:
        return find_code(package, root).folder
    except AraError:
        return None  # S605 says so where it can be told


def _left_out(
    package: Package, sources: Sources, name: str, experiment: RunnableExperiment, arm_name: str, arm: Arm, code: Code
) -> Iterator[Problem]:
    from ara.review.reproduce.code.globs import matches
    from ara.review.reproduce.code.imports import needed_files
    from ara.review.reproduce.worker.hidden import is_hidden

    include = arm.code or experiment.include or code.include
    place = _place(package, name, experiment, arm_name, arm)
    shown = 0
    for needed in needed_files(sources, arm.command, arm.cwd, arm.env):
        hidden = is_hidden(needed.path)
        if not hidden and matches(needed.path, include):
            continue
        shown += 1
        if shown > _MOST_SHOWN:
            return
        by = f"{name} ({arm_name})" if needed.by == "the command" else needed.by
        if hidden:
            mend = "Rename it: no job may see a file or folder of that name."
            yield Problem(place, f"{by} needs {needed.path}, which is never shown.", mend)
        else:
            yield Problem(
                place, f"{by} needs {needed.path}, which `include` leaves out.", "Add a glob that matches it."
            )


def _place(package: Package, name: str, experiment: RunnableExperiment, arm_name: str, arm: Arm) -> Location:
    if arm.code is not None:
        return reproduce_place(package, "experiments", name, "arms", arm_name, "code")
    if experiment.include is not None:
        return reproduce_place(package, "experiments", name, "include")
    return reproduce_place(package, "code", "include")
