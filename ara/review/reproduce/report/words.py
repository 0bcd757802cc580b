"""Verdicts in words: bounds, controls, standings, and what must be said beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ara.review.findings import Finding
from ara.review.reproduce.judge import Headline
from ara.review.reproduce.report.numbers import plain_number, with_interval, with_unit
from ara.review.reproduce.verdict import Measured, Verdict
from ara.review.standing import Standing
from ara.schema.reproduce import Expect

NOTHING = "—"
"""Stands where there is no number."""

DOES_NOT_PROVE = (
    "The program names its own arms: that the control really takes the mechanism out, and that a metric is what its "
    "name says, is for a reader of the code to judge.",
    "A verdict holds for the inputs, the seeds, the size and the machine of its runs. What was run at a smaller scale "
    "than the paper's says nothing about the paper's scale.",
    "Isolation keeps a run from the expected values and from the network. It does not show that the code computes "
    "what the paper describes.",
    "A contradicted check contradicts this code under this bound; the fault may lie in the code, in the bound or in "
    "the claim.",
)
"""Printed with every report."""

OUTCOMES = {
    "verified": "the whole interval satisfies the bound, and the control breaks it",
    "contradicted": "the whole interval breaks the bound",
    "inconclusive": "neither can be said from these runs",
    "void": "the control passes too, so the check shows nothing",
    "not-run": "something that it needs was missing",
    "error": "a run failed, by the artifact's fault or by the infrastructure's",
}
"""What each verdict means, the best first."""

LABELS = {
    "justified": "accepted, with support",
    "gap": "accepted, and nothing supports it",
    "contested": "attacked, and undecided",
    "defeated": "attacked, and not defended",
}
"""What each standing means, the best first."""


def asked(expect: Expect | None, unit: str | None) -> str:
    """Say what a bound asks for."""
    if expect is None:
        return "no bound"
    if expect.at_least is not None:
        return f"at least {_given(expect.at_least, unit)}"
    if expect.at_most is not None:
        return f"at most {_given(expect.at_most, unit)}"
    if expect.between is not None:
        return f"between {plain_number(expect.between[0])} and {_given(expect.between[1], unit)}"
    if expect.equals is not None:
        slack = []
        if expect.equals.absolute is not None:
            slack.append(plain_number(expect.equals.absolute))
        if expect.equals.relative is not None:
            slack.append(f"{plain_number(100 * expect.equals.relative)} %")
        around = f" ± {' or '.join(slack)}" if slack else " as printed"
        return f"{_given(expect.equals.value, unit)}{around}"
    return _asked_of_many(expect, unit)


def _asked_of_many(expect: Expect, unit: str | None) -> str:
    trend = expect.increases_with or expect.decreases_with
    if trend is not None:
        way = "rises" if expect.increases_with is not None else "falls"
        by = "in rank " if trend.by == "spearman" else ""
        give = f", give {plain_number(trend.tolerance)}" if trend.tolerance else ""
        return f"{way} {by}with {trend.param}{give}"
    against = expect.exceeds or expect.not_worse_than or expect.equivalent_to
    if against is None:
        return "every row is zero"
    share = against.relative
    margin = f"{plain_number(100 * against.margin)} %" if share else _given(against.margin, unit)
    if expect.exceeds is not None:
        return f"more than {against.other} by at least {margin}"
    if expect.not_worse_than is not None:
        return f"not below {against.other} by more than {margin}"
    return f"within {margin} of {against.other}"


def _given(value: float, unit: str | None) -> str:
    return with_unit(plain_number(value), unit)


def quantity(verdict: Verdict) -> str:
    """Say what the value of a verdict is."""
    expect = verdict.expect
    if expect is None:
        return verdict.statistic
    trend = expect.increases_with or expect.decreases_with
    against = expect.exceeds or expect.not_worse_than or expect.equivalent_to
    if expect.no_violations:
        return "largest row"
    if trend is not None:
        return f"{verdict.statistic} smallest step" if trend.by == "steps" else f"{verdict.statistic} rank correlation"
    if against is not None:
        kind = "share of difference to" if against.relative else "difference to"
        return f"{verdict.statistic} {kind} {against.other}"
    return verdict.statistic


def unit_of(verdict: Verdict) -> str | None:
    """Give the unit of the value; a rank correlation and a share have none."""
    expect = verdict.expect
    if expect is not None:
        trend = expect.increases_with or expect.decreases_with
        against = expect.exceeds or expect.not_worse_than or expect.equivalent_to
        if (trend is not None and trend.by == "spearman") or (against is not None and against.relative):
            return None
    return verdict.unit


def measured(side: Measured | None, unit: str | None) -> str:
    """Write what one side came to."""
    if side is None or side.value is None:
        return NOTHING
    return with_interval(side.value, side.interval, unit)


def control(verdict: Verdict) -> str:
    """Say what the control came to, and what that means."""
    side = verdict.control
    if side is None:
        return "none was looked at"
    value = measured(side, unit_of(verdict))
    told = f"{value}, n = {side.n}, " if value != NOTHING else ""
    if side.outcome == "contradicted":
        return f"{told}broke the bound, as it must"
    if side.outcome == "verified":
        return f"{told}held the bound too"
    return f"{told}{side.outcome}: {side.reason}"


def basis(standing: Standing) -> str:
    """Say what the support of a claim is: `re-executed, scaled`."""
    return ", ".join(part for part in (standing.basis, standing.fidelity) if part)


def label(standing: Standing) -> str:
    """Write a standing with its basis: `justified (re-executed, scaled)`."""
    return f"{standing.standing} ({basis(standing)})" if basis(standing) else standing.standing


def agreement(standing: Standing) -> str:
    """Say how the declared status compares with the standing."""
    if standing.declared is None:
        return "no status is declared"
    return f"declared {standing.declared}: {'agrees' if standing.agrees else 'disagrees'}"


def marks(verdict: Verdict) -> tuple[str, ...]:
    """Say what qualifies a verdict."""
    found = []
    if "none" in verdict.isolation:
        found.append("run without a sandbox")
    if verdict.off_spec:
        found.append("off-spec: other hardware than asked for")
    if verdict.stale:
        found.append(f"stale: changed since the run: {listed(verdict.stale)}")
    if verdict.cosmetic:
        found.append(f"cosmetic changes since the run: {listed(verdict.cosmetic)}")
    if verdict.post_hoc is not None:
        found.append(f"post hoc: {verdict.post_hoc}")
    if verdict.earlier:
        counts = ", ".join(f"{count} {outcome}" for outcome, count in verdict.earlier.items())
        found.append(f"earlier records: {counts}")
    return tuple(found)


def counted(counts: Mapping[str, int], but: str = "") -> str:
    """Say how many there are of each kind: `3 gap, 1 contested`; `but` names a kind that is told elsewhere."""
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if kind != but)


def at_fidelity(counts: Mapping[str, int]) -> str:
    """Say how many there are at each fidelity: `3 at scaled, 1 at paper`."""
    return ", ".join(f"{count} at {fidelity}" for fidelity, count in counts.items())


def coverage(headline: Headline) -> str:
    """Say how far the headline claims were tested."""
    claims = "claim" if headline.claims == 1 else "claims"
    whose = f"headline {claims}" if headline.marked else f"{claims}, none of which is marked as a headline"
    at = at_fidelity(headline.verified_at)
    verified = f"{headline.verified} verified{f' ({at})' if at else ''}"
    return f"{headline.claims} {whose}: {headline.bound} bound, {headline.run} run, {verified}."


def disagreements(claims: Sequence[str]) -> str:
    """Say which claims do not stand where they are declared to."""
    if not claims:
        return "none disagrees with its declared status"
    return f"{listed(claims, 20)} {'disagrees' if len(claims) == 1 else 'disagree'} with the declared status"


def listed(names: Sequence[str], most: int = 5) -> str:
    """Name a few, and count the others."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


MOST_ALIKE = 3
"""Findings of one probe that are told; the others are counted."""


def grouped(findings: Iterable[Finding]) -> list[tuple[str, list[str]]]:
    """Give the findings by rule, of each the first ones in words and the number of the rest."""
    held: dict[str, list[str]] = {}
    for finding in findings:
        held.setdefault(finding.rule, []).append(f"{finding.message} {finding.mend}")
    return [
        (rule, [*told[:MOST_ALIKE], *([f"… and {len(told) - MOST_ALIKE} more"] if len(told) > MOST_ALIKE else [])])
        for rule, told in held.items()
    ]


ORIGINS = {"here": "run here", "shipped": "shipped records", "mixed": "run here and shipped"}


def where(verdict: Verdict) -> str:
    """Say on which machines, in which isolation and by whom it was run."""
    if not verdict.hardware:
        return NOTHING
    isolation = " and ".join("no sandbox" if name == "none" else name for name in verdict.isolation)
    origin = ORIGINS[verdict.origin] if verdict.origin is not None else ""
    return "; ".join(part for part in (" and ".join(verdict.hardware), isolation, origin) if part)


def sentence(verdict: Verdict) -> str:
    """Give the whole verdict in a line, with all that it rests on.

    `K01 contradicted: median 1.120x [1.080, 1.150], n = 5, scaled; asked for at least 1.5x, paper 3.46x; control:
    1.000x [0.990, 1.010], n = 5, broke the bound, as it must; NVIDIA H200; bubblewrap; run here`
    """
    head = f"{verdict.check} {verdict.outcome}"
    if verdict.outcome == "error" and verdict.fault is not None:
        head += f" (fault of the {verdict.fault})"
    side, unit = verdict.measured, unit_of(verdict)
    if side is None or side.value is None:
        return f"{head}: {verdict.reason}"
    told = [f"{quantity(verdict)} {measured(side, unit)}, n = {side.n}, {verdict.fidelity}"]
    against = f"asked for {asked(verdict.expect, unit)}"
    if verdict.paper_value is not None:
        printed = with_unit(plain_number(verdict.paper_value.value), verdict.paper_value.unit or verdict.unit)
        against += f", paper {printed}"
    told.append(against)
    told.append(f"control: {control(verdict)}")
    if verdict.outcome not in ("verified", "contradicted"):
        told.append(verdict.reason)
    told += [where(verdict), *marks(verdict)]
    return f"{head}: {'; '.join(told)}"
