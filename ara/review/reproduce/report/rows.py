"""From a judgement to what its report shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from ara.review.reproduce.judge import Judgement, machine_line
from ara.review.reproduce.judge.bounds import Bound, bound_of, printed_numbers
from ara.review.reproduce.report import words
from ara.review.reproduce.report.model import CheckRow, ClaimRow, Report, RunRow
from ara.review.reproduce.report.numbers import plain_number, with_unit
from ara.review.reproduce.report.plot import plot_of
from ara.review.reproduce.verdict import Verdict
from ara.review.standing import Standing
from ara.schema.markdown.escape import unescape
from ara.schema.package import Package
from ara.schema.reproduce import RunRecord

RAN = ("verified", "contradicted", "inconclusive", "void")
"""Outcomes that say something about numbers."""


def rows(package: Package, judgement: Judgement, name: str) -> Report:
    """Give the report of a judgement; `name` is how the user calls the artifact."""
    checks: dict[str, list[CheckRow]] = defaultdict(list)
    for verdict in judgement.verdicts:
        checks[verdict.claim].append(_check(verdict, package))
    known = {standing.claim for standing in judgement.standings}
    claims = tuple(_claim(standing, package, checks[standing.claim]) for standing in judgement.standings)
    outcomes = Counter[str](verdict.outcome for verdict in judgement.verdicts)
    labels = Counter[str](standing.standing for standing in judgement.standings)
    fidelities = Counter(verdict.fidelity or "" for verdict in judgement.verdicts if verdict.outcome in RAN)
    return Report(
        name=name,
        title=unescape(package.paper[0].title or "") if package.paper else "",
        claims=claims,
        others=tuple(row for claim, held in checks.items() if claim not in known for row in held),
        outcomes={outcome: outcomes[outcome] for outcome in words.OUTCOMES if outcomes[outcome]},
        labels={label: labels[label] for label in words.LABELS if labels[label]},
        headline=judgement.headline,
        fidelities=dict(sorted(fidelities.items())),
        warnings=tuple(_warnings(judgement.verdicts)),
        runs=run_rows(package.runs, judgement.here),
        findings=judgement.findings,
    )


def _claim(standing: Standing, package: Package, checks: list[CheckRow]) -> ClaimRow:
    claim = next(claim for claim in package.claims if claim.id == standing.claim)
    title, statement = unescape(claim.title), unescape(claim.statement or "")
    return ClaimRow(
        standing=standing,
        title=title,
        statement=statement if statement.rstrip(". ") != title.rstrip(". ") else "",
        label=words.label(standing),
        basis=words.basis(standing),
        agreement=words.agreement(standing),
        headline=any(check.verdict.headline for check in checks),
        checks=tuple(checks),
    )


def _check(verdict: Verdict, package: Package) -> CheckRow:
    unit = words.unit_of(verdict)
    side = verdict.measured
    paper = words.NOTHING
    if verdict.paper_value is not None:
        printed = with_unit(plain_number(verdict.paper_value.value), verdict.paper_value.unit or verdict.unit)
        ratio = f"; measured over printed {verdict.ratio_to_paper:.3g}" if verdict.ratio_to_paper is not None else ""
        paper = f"{printed} ({verdict.paper_value.source}){ratio}"
    return CheckRow(
        verdict=verdict,
        subject=_subject(verdict, package),
        quantity=words.quantity(verdict),
        measured=words.measured(side, unit),
        repeats=f"n = {side.n}" if side is not None and side.n else words.NOTHING,
        asked=words.asked(verdict.expect, unit),
        paper=paper,
        control=words.control(verdict) if side is not None else words.NOTHING,
        strength=f"{verdict.strength:.2f}" if verdict.strength is not None else words.NOTHING,
        fidelity=f"{verdict.fidelity} (tier {verdict.tier})" if verdict.fidelity else "not run",
        where=words.where(verdict),
        marks=words.marks(verdict),
        sentence=words.sentence(verdict),
        plot=plot_of(verdict, _bound(verdict, package)),
    )


def _subject(verdict: Verdict, package: Package) -> str:
    check = package.reproduce.checks.get(verdict.check) if package.reproduce is not None else None
    where: Mapping[str, object] = check.where if check is not None else {}
    return ", ".join([verdict.metric, *(f"{key}={value}" for key, value in where.items())])


def _bound(verdict: Verdict, package: Package) -> Bound | None:
    """The bound that a plot can show: one on numbers, not on steps or rows."""
    check = package.reproduce.checks.get(verdict.check) if package.reproduce is not None else None
    if check is None or check.expect.no_violations or check.expect.increases_with or check.expect.decreases_with:
        return None
    return bound_of(check, printed_numbers(package, verdict.check))


def _warnings(verdicts: Iterable[Verdict]) -> list[str]:
    """What a reader has to know of the whole before any number."""
    held = [verdict for verdict in verdicts if verdict.outcome in RAN]
    open_runs = sum("none" in verdict.isolation for verdict in held)
    shipped = sum(verdict.origin in ("shipped", "mixed") for verdict in held)
    stale = sum(bool(verdict.stale) for verdict in held)
    late = sum(verdict.post_hoc is not None for verdict in held)
    smaller = sum(verdict.fidelity in ("smoke", "scaled") for verdict in held)
    told = (
        (open_runs, "ran without a sandbox: their code could read the expected values"),
        (shipped, "rest on records that came with the artifact and were not made here"),
        (stale, "were run on code that has changed since"),
        (late, "have a bound that cannot be said to have been fixed before the runs"),
        (smaller, "were run at a smaller scale than the paper's, and say nothing about the paper's scale"),
    )
    return [f"{count} of {len(held)} judged checks {what}." for count, what in told if count]


def run_rows(records: Iterable[RunRecord], here: Collection[str]) -> tuple[RunRow, ...]:
    """Give the processes that were run, in the order of their names."""
    return tuple(
        RunRow(
            record=record,
            origin="here" if record.path in here else "shipped",
            hardware=machine_line(record.hardware),
            result=_result(record),
        )
        for record in sorted(records, key=lambda record: (record.run, record.repeat, record.take))
    )


def _result(record: RunRecord) -> str:
    ended = "not started" if record.exit_code is None else f"exit {record.exit_code}"
    if record.missing is not None:
        return f"{ended}: lacks {record.missing}"
    return f"{ended}: {record.reason}" if record.reason else ended
