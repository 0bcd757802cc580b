"""The jobs file: jobs in the order in which they are to be started, with the trees and environments that they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ara.review.reproduce.planning.run_drafts import Draft
from ara.schema.reproduce import Job, JobsFile


def jobs_file(artifact: str, root: str, jobs: Sequence[Job], drafts: Mapping[str, Draft]) -> JobsFile:
    """Put jobs into one file."""
    named = [drafts[run] for run in dict.fromkeys(job.run for job in jobs)]
    return JobsFile(
        artifact=artifact,
        root=root,
        trees={draft.job.tree: draft.tree for draft in named},
        environments={draft.job.environment: draft.environment for draft in named if draft.environment is not None},
        jobs=in_order(jobs),
    )


def in_order(jobs: Iterable[Job]) -> tuple[Job, ...]:
    """Put the arms of a repeat side by side, so that what is compared ran at the same time on the same device.

    Experiments and tiers keep the order in which they first stand, arms theirs within a repeat.
    """
    listed = tuple(jobs)
    place = {group: index for index, group in enumerate(dict.fromkeys((job.experiment, job.tier) for job in listed))}
    return tuple(sorted(listed, key=lambda job: (place[job.experiment, job.tier], job.repeat)))


def side_by_side(jobs: Iterable[Job]) -> list[tuple[Job, ...]]:
    """Give the groups of jobs that belong on one device, one after another: the arms of one repeat."""
    groups: dict[tuple[str, str, int], list[Job]] = {}
    for job in jobs:
        groups.setdefault((job.experiment, job.tier, job.repeat), []).append(job)
    return [tuple(group) for group in groups.values()]
