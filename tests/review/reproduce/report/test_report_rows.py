"""The report's model says in words what the judge found, with all that a number rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from made_verdicts import record, verdict

from ara.review.reproduce.report import Report, rows, words
from ara.review.reproduce.verdict import Measured
from ara.schema.reproduce import Expect


def test_a_verdict_shows_its_working_in_one_line(report: Report) -> None:
    assert report.checks[0].sentence == (
        "K01 contradicted: median 1.120x [1.080, 1.150], n = 5, scaled; asked for at least 1.5x, paper 3.46x; "
        "control: 1.000x [0.990, 1.010], n = 5, broke the bound, as it must; "
        "NVIDIA H200, driver 570; bubblewrap; run here"
    )


def test_what_qualifies_a_verdict_stands_in_its_line(report: Report) -> None:
    line = report.checks[1].sentence

    for words_of_it in (
        "shipped records",
        "no sandbox",
        "off-spec",
        "stale: changed since the run: run.py",
        "post hoc: the check was added after the run was planned",
        "earlier records: 2 inconclusive",
    ):
        assert words_of_it in line


def test_a_check_that_was_not_run_says_why_and_shows_no_number(report: Report) -> None:
    row = report.checks[2]

    assert row.sentence.startswith("K03 not-run: it lacks")
    assert (row.measured, row.repeats, row.fidelity, row.where) == ("—", "—", "not run", "—")
    assert row.plot is None


def test_parameters_are_part_of_what_is_measured(report: Report) -> None:
    assert report.checks[0].subject == "speedup, context=32768"


def test_claims_hold_their_checks_and_say_whether_the_declared_status_agrees(report: Report) -> None:
    assert [[check.verdict.check for check in claim.checks] for claim in report.claims] == [["K01"], ["K02"], ["K03"]]
    assert [claim.label for claim in report.claims] == ["contested", "justified (shipped records, scaled)", "gap"]
    assert report.claims[0].agreement == "declared supported: disagrees"
    assert report.claims_that_disagree == ("C01",)


def test_the_whole_is_counted_and_smaller_scales_are_never_the_papers(report: Report) -> None:
    assert report.outcomes == {"verified": 1, "contradicted": 1, "not-run": 1}
    assert report.labels == {"justified": 1, "gap": 1, "contested": 1}
    assert report.fidelities == {"scaled": 2}
    assert report.warnings == (
        "1 of 2 judged checks ran without a sandbox: their code could read the expected values.",
        "1 of 2 judged checks rest on records that came with the artifact and were not made here.",
        "1 of 2 judged checks were run on code that has changed since.",
        "1 of 2 judged checks have a bound that cannot be said to have been fixed before the runs.",
        "2 of 2 judged checks were run at a smaller scale than the paper's, and say nothing about the paper's scale.",
    )


def test_checks_of_claims_that_are_not_there_are_kept(report_of: Callable[..., Report]) -> None:
    report = report_of(verdict("K09", "C99"))

    assert [check.verdict.check for check in report.others] == ["K09"]
    assert [check.verdict.check for check in report.checks] == ["K09"]


def test_runs_say_where_they_were_made_and_how_they_ended(package: Any, judgement: Any) -> None:
    killed = record(repeat=1, exit_code=None, reason="it ran past its 300 s", fault="artifact")
    lacking = record(repeat=2, exit_code=None, missing="a GPU")
    held = package.model_copy(update={"runs": (lacking, killed, record())})

    found = rows(held, judgement, "out").runs

    assert [run.id for run in found] == [f"E01-gpu-main-12345678/repeat-{n}" for n in range(3)]
    assert [run.result for run in found] == ["exit 0", "not started: it ran past its 300 s", "not started: lacks a GPU"]
    assert [run.origin for run in found] == ["here", "shipped", "shipped"]


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ({"at_least": 3.0}, "at least 3 ms"),
        ({"at_most": 1e-5}, "at most 1e-05 ms"),
        ({"between": [-3, 3]}, "between −3 and 3 ms"),
        ({"equals": {"value": 1.59, "absolute": 0.005}}, "1.59 ms ± 0.005"),
        ({"equals": {"value": 1024, "relative": 0.05}}, "1,024 ms ± 5 %"),
        ({"equals": {"value": 3.6}}, "3.6 ms as printed"),
        ({"no_violations": True}, "every row is zero"),
        ({"increases_with": {"param": "size", "tolerance": 0.1}}, "rises with size, give 0.1"),
        ({"decreases_with": {"param": "size", "by": "spearman"}}, "falls in rank with size"),
        ({"exceeds": {"other": "dense.rate", "margin": 2}}, "more than dense.rate by at least 2 ms"),
        (
            {"not_worse_than": {"other": "dense.rate", "margin": 0.05, "relative": True}},
            "not below dense.rate by more than 5 %",
        ),
        ({"equivalent_to": {"other": "dense.rate", "margin": 2}}, "within 2 ms of dense.rate"),
    ],
)
def test_every_form_of_bound_is_said_in_words(expect: dict[str, Any], said: str) -> None:
    assert words.asked(Expect.model_validate(expect), "ms") == said


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("verified", "1.000x [0.990, 1.010], n = 5, held the bound too"),
        ("contradicted", "1.000x [0.990, 1.010], n = 5, broke the bound, as it must"),
        ("inconclusive", "1.000x [0.990, 1.010], n = 5, inconclusive: why"),
    ],
)
def test_the_control_says_what_it_came_to(outcome: str, said: str) -> None:
    base = verdict("K01", "C01")
    assert base.control is not None
    control = base.control.model_copy(update={"outcome": outcome, "reason": "why"})

    assert words.control(base.model_copy(update={"control": control})) == said


def test_a_control_that_was_not_looked_at_or_failed_is_no_silence() -> None:
    assert words.control(verdict("K01", "C01", control=None)) == "none was looked at"
    failed = Measured(outcome="error", reason="exit 1")
    assert words.control(verdict("K01", "C01", control=failed)) == "error: exit 1"


def test_the_fault_of_an_error_is_named() -> None:
    line = words.sentence(
        verdict("K01", "C01", outcome="error", fault="infrastructure", reason="the node was lost", measured=None)
    )

    assert line == "K01 error (fault of the infrastructure): the node was lost"
