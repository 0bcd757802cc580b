"""Probes: what a program could do to look good, seen from its records and its code. They accuse nobody; they ask.

P01 identical values over seeds; P02 a reported time beyond the job's own; P03 a GPU's number without a GPU's work;
P04 a metric that the code gives as a literal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ara.review.findings import Finding, Severity
from ara.review.reproduce.judge.literals import literal_metrics
from ara.review.reproduce.verdict import Verdict
from ara.schema.location import Location
from ara.schema.package import Package
from ara.schema.references import reproduce_place
from ara.schema.reproduce import MetricRow, Reproduce, RunRecord

_SECONDS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1.0, "sec": 1.0, "min": 60.0, "h": 3600.0}
"""Seconds of each unit of time, as rows write them."""
_ALIKE = ("no_violations", "increases_with", "decreases_with")
_MOST_TOLD = 5
_FEWEST_SAMPLES = 3
"""Looks at a GPU before its idleness means anything."""


def probe(
    package: Package, verdicts: Sequence[Verdict], records: Mapping[str, RunRecord], code: Path | None
) -> tuple[Finding, ...]:
    """Give what is odd about the runs behind some verdicts. `code` is the code's root; without it no code is read."""
    reproduce = package.reproduce or Reproduce()
    used = [records[path] for path in sorted(_paths(verdicts)) if path in records]
    found = [
        *_identical_values(package, verdicts, reproduce),
        *(finding for record in used for finding in _of_record(record, reproduce)),
    ]
    if code is not None:
        found += _literals(verdicts, used, reproduce, code)
    return tuple(found)


def _paths(verdicts: Sequence[Verdict]) -> set[str]:
    sides = (side for verdict in verdicts for side in (verdict.measured, verdict.control) if side is not None)
    return {f"evidence/runs/{name}.json" for side in sides for name in side.runs}


def _identical_values(package: Package, verdicts: Sequence[Verdict], reproduce: Reproduce) -> Iterator[Finding]:
    """One finding for each metric of an experiment, however many checks read it."""
    alike: dict[tuple[str, str], list[str]] = {}
    for verdict in verdicts:
        side, experiment = verdict.measured, reproduce.experiments.get(verdict.experiment)
        if side is None or experiment is None or experiment.deterministic or verdict.fidelity == "analytic":
            continue
        # counts of violations and steps of trends are alike for good reasons
        form = verdict.expect.form if verdict.expect is not None else None
        if side.n > 1 and len(set(side.points)) == 1 and form not in _ALIKE:
            alike.setdefault((verdict.experiment, verdict.metric), []).append(f"{verdict.check}: {side.points[0]:g}")
    for (name, metric), told in alike.items():
        more = f", and {len(told) - _MOST_TOLD} more" if len(told) > _MOST_TOLD else ""
        message = f"All repeats of `{metric}` of {name} give the same value ({', '.join(told[:_MOST_TOLD])}{more})."
        mend = "Let the program use ARA_SEED, or say `deterministic: true`."
        place = reproduce_place(package, "experiments", name)
        yield Finding("P01", "identical-values", "notice", place, message, mend)


def _of_record(record: RunRecord, reproduce: Reproduce) -> Iterator[Finding]:
    longest: dict[str, MetricRow] = {}
    for row in record.rows:
        if row.unit in _SECONDS and row.value * _SECONDS[row.unit] > record.seconds:
            longest[row.metric] = max(longest.get(row.metric, row), row, key=lambda held: held.value)
    for metric, row in longest.items():
        message = f"`{metric}` is reported as {row.value:g} {row.unit}, and the whole job took {record.seconds:.3g} s."
        yield _finding("P02", "impossible-time", "warning", record, message, "Report what was measured in this job.")
    if idle := _without_gpu(record, reproduce):
        yield _finding("P03", "gpu-without-work", "warning", record, idle, "Run it on the GPU, or name the CPU.")


def _without_gpu(record: RunRecord, reproduce: Reproduce) -> str | None:
    says = next((row for row in record.rows if any(_names_gpu(value) for value in row.params.values())), None)
    experiment = reproduce.experiments.get(record.experiment)
    tier = experiment.tiers.get(record.tier) if experiment is not None else None
    if says is not None and not record.hardware.gpus:
        return f"a row of `{says.metric}` names a GPU, and the job had none."
    use = record.gpu_use
    meant = says is not None or (tier is not None and tier.needs.gpus > 0)
    if meant and record.rows and use is not None and use.samples >= _FEWEST_SAMPLES and not use.busy_percent:
        return f"its numbers are a GPU's, which did nothing in all {use.samples} looks at it."
    return None


def _names_gpu(value: object) -> bool:
    return isinstance(value, str) and value.lower().split(":")[0] in ("cuda", "gpu")


def _literals(
    verdicts: Sequence[Verdict], used: Sequence[RunRecord], reproduce: Reproduce, code: Path
) -> Iterator[Finding]:
    judged = {verdict.experiment for verdict in verdicts}
    reported: dict[str, set[float]] = {}
    for record in used:
        for row in record.rows:
            reported.setdefault(row.metric, set()).add(row.value)
    patterns = {
        rule.pattern: rule.metric
        for name in judged
        if name in reproduce.experiments
        for arm in reproduce.experiments[name].all_arms().values()
        for rule in arm.collect
        if rule.pattern is not None
    }
    files = sorted({path for record in used for path in record.code_files})
    for literal in literal_metrics(code, files, reported, patterns):
        message = f"`{literal.metric}` is given as the literal {literal.text}."
        place = Location(file=literal.path, line=literal.line)
        yield Finding("P04", "metric-from-literal", "warning", place, message, "Measure it.")


def _finding(code: str, name: str, severity: Severity, record: RunRecord, message: str, mend: str) -> Finding:
    return Finding(code, name, severity, Location(file=record.path), message[0].upper() + message[1:], mend)
