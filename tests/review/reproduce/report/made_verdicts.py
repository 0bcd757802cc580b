"""Claims, verdicts and records for tests of reports, made by hand."""

from __future__ import annotations

from ara.review.reproduce.verdict import Measured, Verdict
from ara.schema.reproduce import Expect, Hardware, MetricRow, PaperValue, RunRecord

HOSTILE = "a <script>alert(1)</script> [x](http://evil.example) ![i](//evil.example/i.png) | `c` \x1b[31mred \u202eevil"
"""What a title, a reason or a machine's name may hold."""

CLAIMS = f"""# Claims

## C01: Skipping pages is three times as fast
- **Statement**: Skipping pages makes a step 3.46 times as fast.
- **Status**: supported

## C02: It loses nothing
- **Statement**: It loses nothing.
- **Status**: supported

## C03: {HOSTILE.replace(chr(27), "").replace("<", chr(92) + "<")}
- **Statement**: Whatever it says.
- **Status**: hypothesis
"""

REPRODUCE = """format: ara-reproduce/1
code: {root: src/execution}
experiments:
  E01:
    command: [python, run.py]
    tiers: {gpu: {fidelity: scaled}}
checks:
  K01:
    claim: C01
    experiment: E01
    metric: speedup
    where: {context: 32768}
    expect: {at_least: 1.5}
    control: {args: [--all]}
    paper_value: {value: 3.46, source: Table 2}
    headline: true
  K02:
    claim: C02
    experiment: E01
    metric: loss
    expect: {decreases_with: {param: size}}
    control: {args: [--all]}
  K03:
    claim: C03
    experiment: E01
    metric: loss
    expect: {at_most: 2}
    control: {args: [--all]}
"""


def verdict(check: str, claim: str, **changes: object) -> Verdict:
    """A contradicted check of five repeats, with changes."""
    measured = Measured(
        outcome="contradicted",
        reason="the whole interval breaks the bound",
        n=5,
        value=1.12,
        interval=(1.08, 1.15),
        points=(1.08, 1.1, 1.12, 1.13, 1.15),
        unit="x",
        runs=("E01-gpu-main-12345678/repeat-0",),
    )
    control = measured.model_copy(
        update={"value": 1.0, "interval": (0.99, 1.01), "points": (0.99, 1.0, 1.0, 1.0, 1.01)}
    )
    held = Verdict(
        check=check,
        claim=claim,
        experiment="E01",
        metric="speedup",
        tier="gpu",
        fidelity="scaled",
        outcome="contradicted",
        reason="the whole interval breaks the bound",
        expect=Expect(at_least=1.5),
        measured=measured,
        control=control,
        paper_value=PaperValue(value=3.46, source="Table 2"),
        ratio_to_paper=0.324,
        strength=0.2,
        unit="x",
        headline=True,
        origin="here",
        isolation=("bubblewrap",),
        hardware=("NVIDIA H200, driver 570",),
    )
    return held.model_copy(update=changes)


TREND = Measured(
    outcome="verified",
    reason="the trend holds in 5 of 5 repeats",
    n=5,
    value=0.5,
    interval=(0.4, 0.7),
    points=(0.4, 0.5, 0.5, 0.6, 0.7),
    series=((1.0, (3.0, 3.1, 3.2, 3.3, 3.4)), (2.0, (2.5, 2.6, 2.6, 2.7, 2.8)), (4.0, (2.0, 2.0, 2.1, 2.1, 2.2))),
)


def record(**changes: object) -> RunRecord:
    """A process that ended well."""
    return RunRecord(
        run="E01-gpu-main-12345678",
        experiment="E01",
        tier="gpu",
        arm="main",
        repeat=0,
        seed=1,
        fidelity="scaled",
        job="1" * 64,
        command=("python", "run.py"),
        exit_code=0,
        started="2026-01-01T00:00:00Z",
        seconds=12.34,
        isolation="bubblewrap",
        hardware=Hardware(gpus=("NVIDIA H200",), gpu_driver="570"),
        rows=(MetricRow(metric="speedup", value=1.12),),
    ).model_copy(update=changes)
