"""A package with three claims, and judgements of it made by hand."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ara.review.findings import Finding
from ara.review.reproduce.judge import Headline, Judgement
from ara.review.reproduce.report import Report, rows
from ara.review.reproduce.verdict import Verdict
from ara.review.standing import Standing
from ara.schema import Location, Package, read_texts
from ara.schema.reproduce import Expect

sys.path.insert(0, str(Path(__file__).parent))
from made_verdicts import CLAIMS, HOSTILE, REPRODUCE, TREND, record, verdict


@pytest.fixture
def package() -> Package:
    texts = {
        "logic/claims.md": CLAIMS,
        "src/reproduce.yaml": REPRODUCE,
        "PAPER.md": "---\ntitle: Skipping pages\n---\n",
    }
    return read_texts(texts).model_copy(update={"runs": (record(),)})


@pytest.fixture
def judgement() -> Judgement:
    missing = verdict(
        "K03",
        "C03",
        outcome="not-run",
        reason=f"it lacks {HOSTILE}",
        missing=HOSTILE,
        measured=None,
        control=None,
        tier=None,
        fidelity=None,
        headline=False,
        origin=None,
        isolation=(),
        hardware=(),
        paper_value=None,
        ratio_to_paper=None,
        strength=None,
        expect=Expect(at_most=2.0),
    )
    trend = verdict(
        "K02",
        "C02",
        metric="loss",
        outcome="verified",
        reason="the trend holds",
        measured=TREND,
        control=TREND,
        expect=Expect.model_validate({"decreases_with": {"param": "size"}}),
        paper_value=None,
        ratio_to_paper=None,
        strength=None,
        unit=None,
        headline=False,
        origin="shipped",
        stale=("run.py",),
        isolation=("none",),
        post_hoc="the check was added after the run was planned",
        earlier={"inconclusive": 2},
        off_spec=True,
    )
    standings = (
        Standing(
            claim="C01", standing="contested", declared="supported", agrees=False, reasons=("K01 contradicts it.",)
        ),
        Standing(
            claim="C02",
            standing="justified",
            basis="shipped records",
            fidelity="scaled",
            declared="supported",
            agrees=True,
        ),
        Standing(claim="C03", standing="gap", declared="hypothesis", agrees=True, missing=("a GPU",)),
    )
    findings = tuple(
        Finding(
            "P01",
            "identical-values",
            "notice",
            Location(file="src/reproduce.yaml", line=n),
            f"K0{n} {HOSTILE}.",
            "Look.",
        )
        for n in range(1, 6)
    )
    headline = Headline(1, 1, 1, 0)
    return Judgement(
        (verdict("K01", "C01"), trend, missing),
        standings,
        findings,
        headline,
        frozenset({"evidence/runs/E01-gpu-main-12345678/repeat-0.json"}),
    )


@pytest.fixture
def report(package: Package, judgement: Judgement) -> Report:
    return rows(package, judgement, "out/ara")


@pytest.fixture
def report_of(package: Package, judgement: Judgement) -> Callable[..., Report]:
    """The report of other verdicts on the same package."""

    def made(*verdicts: Verdict) -> Report:
        return rows(package, Judgement(verdicts, judgement.standings, (), Headline(1, 1, 1, 0)), "out/ara")

    return made
