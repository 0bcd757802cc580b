"""`src/reproduce.yaml` without the repository's own file: candidate commands, and check stubs for numeric claims."""

from __future__ import annotations

from ara.compiler.claims import ClaimReading
from ara.compiler.identify import CandidateExperiment, Identified
from ara.schema.reproduce import Candidate, CheckStub, PaperValue, Reproduce


def candidates_and_stubs(identified: Identified) -> Reproduce:
    """Give candidates that run only when asked for by name, and stubs that wait for a bound."""
    stubs: dict[str, CheckStub] = {}
    for claim in identified.claims:
        stub = _stub(claim.id, claim.reading)
        if stub is not None:
            stubs[f"K{len(stubs) + 1:02d}"] = stub
    candidates = {candidate.id: _candidate(candidate) for candidate in identified.candidates}
    return Reproduce(format="ara-reproduce/1", candidates=candidates, stubs=stubs)


def _stub(claim: str, reading: ClaimReading) -> CheckStub | None:
    """The first number that is a result; ratios say more than values."""
    by_role = {number.role: number for number in reversed(reading.numbers)}
    number = by_role.get("ratio") or by_role.get("value")
    if number is None:
        return None
    value = PaperValue(value=number.value, source=f"logic/claims.md {claim}", unit=number.unit or None)
    return CheckStub(status="stub", claim=claim, metric=reading.title, direction=reading.direction, paper_value=value)


def _candidate(candidate: CandidateExperiment) -> Candidate:
    command = candidate.command
    notes = []
    if command.target_exists is False:
        notes.append(f"{command.target} does not exist at this commit")
    if command.workdir is None:
        notes.append("the source does not name the working folder")
    if command.piped:
        notes.append("its output goes into another command or file, which is left out")
    values: dict[str, object] = {
        "status": "candidate",
        "command": command.argv,
        "source": f"{command.at.path}:{command.at.line}",
    }
    if command.workdir not in (None, "."):
        values["cwd"] = command.workdir
    if command.env:
        values["env"] = dict(command.env)
    if notes:
        values["note"] = "; ".join(notes)
    return Candidate.model_validate(values)
