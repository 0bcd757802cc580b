"""`src/reproduce.yaml` without the repository's own file: candidate commands, and check stubs for numeric claims."""

from __future__ import annotations

from pydantic import ValidationError

from ara.compiler.claims import ClaimReading
from ara.compiler.identify import CandidateExperiment, Identified
from ara.compiler.repo.model import Command, MetricLine
from ara.schema.reproduce import Candidate, CheckStub, Collect, PaperValue, Reproduce

MOST_RULES = 12
"""Collect rules offered for one candidate."""


def candidates_and_stubs(identified: Identified, metrics: tuple[MetricLine, ...] = ()) -> Reproduce:
    """Give candidates that run only when asked for by name, and stubs that wait for a bound."""
    stubs: dict[str, CheckStub] = {}
    for claim in identified.claims:
        stub = _stub(claim.id, claim.reading)
        if stub is not None:
            stubs[f"K{len(stubs) + 1:02d}"] = stub
    candidates = {candidate.id: _candidate(candidate, metrics) for candidate in identified.candidates}
    return Reproduce(format="ara-reproduce/1", candidates=candidates, stubs=stubs)


def _stub(claim: str, reading: ClaimReading) -> CheckStub | None:
    """The first number that is a result; ratios say more than values."""
    by_role = {number.role: number for number in reversed(reading.numbers)}
    number = by_role.get("ratio") or by_role.get("value")
    if number is None:
        return None
    value = PaperValue(value=number.value, source=f"logic/claims.md {claim}", unit=number.unit or None)
    return CheckStub(status="stub", claim=claim, metric=reading.title, direction=reading.direction, paper_value=value)


def _offered(line: MetricLine) -> dict[str, object] | None:
    """A collect rule for a line; None when where its number goes cannot be named."""
    rule: dict[str, object] = {"metric": line.metric}
    if line.unit:
        rule["unit"] = line.unit
    if line.pattern is not None and line.way == "file":
        return rule | {"from": line.written_to, "pattern": line.pattern} if line.written_to else None
    if line.pattern is not None:
        # Python's logging writes to the error stream unless it is told otherwise.
        return rule | {"from": "stdout" if line.way == "stdout" else "stderr", "pattern": line.pattern}
    if line.json_path is not None and line.written_to is not None:
        return rule | {"from": line.written_to, "json_path": line.json_path}
    return None


def _rules(command: Command, metrics: tuple[MetricLine, ...]) -> tuple[list[Collect], list[str]]:
    """The rules for the lines of the script that a command starts and of what it uses, and what is to be known."""
    path = command.target_path
    lines = [line for line in metrics if path and (line.at.path == path or path in line.scripts)]
    rules: list[Collect] = []
    places: dict[str, list[str]] = {}
    repeated = False
    for line in lines:
        try:
            rule = _offered(line)
            collect = Collect.model_validate(rule) if rule else None
        except ValidationError:  # a path that leaves the working folder
            continue
        if collect is not None and len(rules) < MOST_RULES:
            rules.append(collect)
            places.setdefault(line.at.path, []).append(str(line.at.line))
            repeated |= line.repeated
    where = ", ".join(f"line{'s' * (len(held) > 1)} {', '.join(held)} of {name}" for name, held in places.items())
    notes = [f"collect rules are offered from {where}"] if rules else []
    notes += ["some of them stand in a loop and may match more than once"] if repeated else []
    return rules, notes


def _candidate(candidate: CandidateExperiment, metrics: tuple[MetricLine, ...]) -> Candidate:
    command = candidate.command
    rules, told = _rules(command, metrics)
    notes = []
    if command.target_exists is False:
        notes.append(f"{command.target} does not exist at this commit")
    notes += command.faults
    if command.workdir is None:
        notes.append("the source does not name the working folder")
    if command.piped:
        notes.append("its output goes into another command or file, which is left out")
    notes += told
    values: dict[str, object] = {
        "status": "candidate",
        "command": command.argv,
        "source": f"{command.at.path}:{command.at.line}",
    }
    if command.workdir not in (None, "."):
        values["cwd"] = command.workdir
    if command.env:
        values["env"] = dict(command.env)
    if rules:
        values["collect"] = rules
    if notes:
        values["note"] = "; ".join(notes)
    return Candidate.model_validate(values)
