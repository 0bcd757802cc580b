"""The report as Markdown: what a code host shows in a pull request or a summary of a job."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ara.review.reports.untrusted import markdown_text
from ara.review.reproduce.report import words
from ara.review.reproduce.report.model import CheckRow, ClaimRow, Report
from ara.schema.documents.evidence_files import table_lines


def as_markdown(report: Report) -> str:
    """Give the report as Markdown; words of the artifact stay words."""
    lines = [f"# Execution of {markdown_text(report.title or report.name)}", ""]
    lines += [f"> **Note:** {markdown_text(warning)}\n>" for warning in report.warnings]
    if report.warnings:
        lines[-1] = lines[-1].removesuffix("\n>")
        lines.append("")
    lines += [*table_lines(_summary(report)), ""]
    lines += ["## Claims", "", *table_lines((_CLAIM_HEADER, *(_claim_cells(claim) for claim in report.claims))), ""]
    lines += ["## Checks", ""]
    for claim in report.claims:
        if claim.checks:
            lines += [f"### {markdown_text(claim.standing.claim)}: {markdown_text(claim.title)}", "", *_reasons(claim)]
            lines += [*(_check(check) for check in claim.checks), ""]
    if report.others:
        lines += ["### Checks of claims that the artifact does not hold", "", *map(_check, report.others), ""]
    if report.findings:
        lines += ["## What the harness noticed", ""]
        for rule, messages in words.grouped(report.findings):
            lines += [f"- {rule}: {markdown_text(message)}" for message in messages]
        lines.append("")
    lines += ["## What a verdict does not prove", "", *(f"- {sentence}" for sentence in words.DOES_NOT_PROVE)]
    return "\n".join(lines) + "\n"


_CLAIM_HEADER = ("Claim", "Standing", "Declared", "Checks")


def _summary(report: Report) -> tuple[tuple[str, str], ...]:
    checks = words.counted(report.outcomes) or "none"
    claims = words.counted(report.labels) or "none"
    at = words.at_fidelity(report.fidelities) or "none"
    return (
        ("What", "Found"),
        ("Headline", markdown_text(words.coverage(report.headline))),
        ("Claims", f"{claims}; {markdown_text(words.disagreements(report.claims_that_disagree))}"),
        ("Checks", checks),
        ("Fidelity of judged checks", markdown_text(at)),
    )


def _claim_cells(claim: ClaimRow) -> tuple[str, ...]:
    counts = Counter[str](check.verdict.outcome for check in claim.checks)
    headline = " (headline)" if claim.headline else ""
    name = f"**{markdown_text(claim.standing.claim)}**{headline} {markdown_text(claim.title)}"
    told = words.counted(counts) or "none"
    return name, markdown_text(claim.label), markdown_text(claim.agreement), told


def _reasons(claim: ClaimRow) -> Iterator[str]:
    if not claim.standing.agrees:
        yield from (f"{markdown_text(reason)}  " for reason in claim.standing.reasons)
        yield ""


def _check(check: CheckRow) -> str:
    return f"- {markdown_text(check.sentence)}"
