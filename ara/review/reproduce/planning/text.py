"""A plan for people, and as a JSON document."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from ara.review.reproduce.planning.planned import Plan, PlannedRun
from ara.schema.reproduce import Needs


def as_text(plan: Plan) -> str:
    """Give the plan: a line for each run, then what cannot be run and why, then the sums."""
    lines = [_run(run) for run in plan.runs]
    lines += [
        f"{item.check} ({item.claim}) {'is left out' if item.state == 'left-out' else 'cannot run here'}: {item.why}"
        for item in plan.checks
        if item.why
    ]
    return "\n".join([*lines, *_sums(plan)]) + "\n"


def as_json(plan: Plan) -> str:
    """Give the plan as a document: runs, checks, sums. The jobs themselves are in the jobs file."""
    data = plan.model_dump(mode="json", exclude={"jobs_file"})
    return json.dumps({**data, "jobs": len(plan.jobs_file.jobs)}, ensure_ascii=False) + "\n"


def _run(run: PlannedRun) -> str:
    if run.jobs:
        what = f"{_count(len(run.jobs), 'job')} of {'' if run.measured else 'at most '}{duration(run.seconds)}"
        needs = ", ".join(_needs(run.needs))
        what += f", each with {needs}" if needs else ""
    else:
        what = "nothing to run"
    reused = f", {_count(len(run.reused), 'record')} of earlier calls" if run.reused else ""
    missing = f"; lacks {', '.join(run.missing)}" if run.missing and run.jobs else ""
    return f"{run.run}: {what}{reused}{missing}"


def _needs(needs: Needs) -> Iterator[str]:
    """Give what a job needs beside its time, each as a phrase."""
    if needs.gpus:
        size = f" of {needs.gpu_memory_gb:g} GB" if needs.gpu_memory_gb is not None else ""
        yield f"{_count(needs.gpus, 'GPU')}{size}{f' ({needs.gpu_class})' if needs.gpu_class is not None else ''}"
    if needs.cpus is not None:
        yield _count(needs.cpus, "core")
    if needs.memory_gb is not None:
        yield f"{needs.memory_gb:g} GB of memory"
    if needs.disk_gb is not None:
        yield f"{needs.disk_gb:g} GB of disk"
    yield from needs.packages


def _sums(plan: Plan) -> list[str]:
    states = Counter(item.state for item in plan.checks)
    words = {"run": "to run", "reused": "with all records", "missing": "that cannot run here", "left-out": "left out"}
    checks = ", ".join(f"{number} {words[state]}" for state, number in states.items())
    most = "at most " if plan.upper_bound else ""
    gpu = f", {most}{plan.gpu_hours:.2f} GPU-hours" if plan.gpu_hours else ""
    jobs = len(plan.jobs_file.jobs)
    return [
        f"{_count(len(plan.checks), 'check')}{': ' + checks if checks else ''}.",
        f"{_count(jobs, 'job')}: {most}{duration(plan.seconds)} one after another{gpu}." if jobs else "Nothing to run.",
    ]


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def duration(seconds: float) -> str:
    """Give a duration in words: `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s" if whole % 60 else f"{whole // 60} min"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
