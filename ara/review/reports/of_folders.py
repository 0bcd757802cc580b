"""Reviews of one or several folders in each of the forms."""

from __future__ import annotations

from collections.abc import Sequence

from ara.review.entry import as_finding
from ara.review.folders import FolderReview
from ara.review.reports.json import check_document
from ara.review.reports.review_html import review_html
from ara.review.reports.review_json import review_document
from ara.review.reports.review_markdown import review_markdown
from ara.review.reports.review_sarif import review_github, review_sarif_run
from ara.review.reports.review_text import review_text
from ara.review.reports.sarif import sarif_text
from ara.review.reports.untrusted import json_text, one_line


def report(reviews: Sequence[FolderReview], form: str) -> str:
    """Give the report in a form: `json`, `md`, `html`, `sarif` or `github`.

    Of one folder, JSON is its document; of several, `{"reviews": [{"dir", …}, …]}`. A folder that could not be read
    has a document with its one diagnostic, and is left out of the other forms. HTML holds one review: several raise
    ValueError.
    """
    if form == "json":
        return json_text(_documents(reviews))
    read = [(held.review, str(held.folder), held.execution) for held in reviews if held.review is not None]
    if form == "sarif":
        return sarif_text([review_sarif_run(review, name) for review, name, _ in read])
    if form == "github":
        return "".join(review_github(review, name) for review, name, _ in read)
    if form == "html":
        if len(read) != 1:
            raise ValueError("a page holds one review")
        return review_html(*read[0])
    return "\n".join(review_markdown(*held) for held in read)


def words(reviews: Sequence[FolderReview], *, colour: bool = False) -> str:
    """Give the reviews for people at a terminal, and a line for each folder that could not be read."""
    parts = []
    for held in reviews:
        if held.review is not None:
            parts.append(review_text(held.review, str(held.folder), held.execution, colour=colour))
        elif held.unread is not None:
            place = "" if held.unread.file == str(held.folder) else f"{held.folder}: "
            parts.append(f"{one_line(f'{place}{held.unread}')}\n")
    return "\n".join(parts)


def _documents(reviews: Sequence[FolderReview]) -> object:
    documents = [_document(held) for held in reviews]
    if len(documents) == 1:
        return documents[0]
    return {
        "reviews": [{"dir": str(held.folder), **document} for held, document in zip(reviews, documents, strict=True)]
    }


def _document(held: FolderReview) -> dict[str, object]:
    if held.review is not None:
        return review_document(held.review, held.execution)
    return {"diagnostics": [held.unread.diagnostic] if held.unread else []}


def check_report(checks: Sequence[FolderReview], form: str) -> str:
    """Give the report of `ara check` on several folders.

    JSON is `{"checks": [{"dir", "diagnostics", "summary"}, …]}`.
    """
    if form == "json":
        return json_text({"checks": [{"dir": str(held.folder), **_diagnostics(held)} for held in checks]})
    read = [(held.review, str(held.folder)) for held in checks if held.review is not None]
    if form == "sarif":
        return sarif_text([review_sarif_run(review, name, "ara check") for review, name in read])
    return "".join(review_github(review, name) for review, name in read)


def _diagnostics(held: FolderReview) -> dict[str, object]:
    if held.review is not None:
        return check_document(as_finding(entry) for entry in held.review.entries)
    return {"diagnostics": [held.unread.diagnostic] if held.unread else []}
