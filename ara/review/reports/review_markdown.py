"""A review as Markdown, for a comment on a code host or a file beside the Ara."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ara.review.entry import Entry
from ara.review.reports.review_text import standing_words
from ara.review.reports.sections import counted, in_words, sections
from ara.review.reports.untrusted import markdown_code, markdown_text
from ara.review.review import Review
from ara.review.rigor.scores import DimensionScore

if TYPE_CHECKING:
    from ara.review.reproduce.report.model import Report

MAX_REASONS = 3
"""Reasons of a standing that are listed in its row."""


def review_markdown(review: Review, name: str, execution: Report | None = None) -> str:
    """Give the review; words of the artifact stand in it as words and never act as markup."""
    lines = [f"# Review of {markdown_text(review.title or name)}", ""]
    tier = f"**{review.tier}** · " if review.tier else ""
    lines += [f"{tier}{in_words(counted(review))} · level {review.level}", ""]
    if review.dimensions:
        lines += [*_scores(review), ""]
    if review.standings and execution is None:
        lines += [*_claims(review), ""]
    for section in sections(review):
        lines += [f"## {section.title}", "", *(line for entry in section.entries for line in _entry(entry)), ""]
    if review.dimensions:
        lines += ["A tier says how well claims and evidence hold together; it does not say whether to publish.", ""]
    if execution is not None:
        from ara.review.reproduce.report.markdown import as_markdown

        lines.append(as_markdown(execution))
    return "\n".join(lines)


def _scores(review: Review) -> Iterator[str]:
    yield "## Scores"
    yield ""
    yield "| Dimension | Score | Why |"
    yield "| --- | --- | --- |"
    for score in review.dimensions:
        yield f"| {score.dimension} {score.name} | {score.score} of 5 | {markdown_text(score.why)} |"
    for score in review.dimensions:
        yield from _remarks(score)


def _remarks(score: DimensionScore) -> Iterator[str]:
    if not score.strengths:
        return
    yield ""
    yield f"{score.dimension} strengths:"
    yield ""
    for remark in score.strengths:
        span = f" {markdown_code(remark.span)}" if remark.span else ""
        yield f"- {markdown_text(remark.text)} ({markdown_code(str(remark.location))}){span}"


def _claims(review: Review) -> Iterator[str]:
    yield "## Claims"
    yield ""
    yield "| Claim | Standing | Declared | Why |"
    yield "| --- | --- | --- | --- |"
    for held in review.standings:
        declared = markdown_text(held.declared or "")
        mark = "" if held.agrees else " **(disagrees)**"
        why = markdown_text(" ".join(held.reasons[:MAX_REASONS]))
        claim = markdown_text(f"{held.claim} {review.claim_titles.get(held.claim, '')}")
        yield f"| {claim} | {standing_words(held)} | {declared}{mark} | {why} |"


def _entry(entry: Entry) -> Iterator[str]:
    about = f" · {markdown_text(entry.entity)}" if entry.entity else ""
    place = markdown_code(str(entry.location))
    yield f"- **{entry.severity}** {entry.rule} {entry.name}{about} · {place}"
    if entry.span:
        yield f"  {markdown_code(entry.span)}"
    yield f"  {markdown_text(entry.message)} *{markdown_text(entry.mend)}*"
