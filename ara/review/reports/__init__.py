"""Findings in words and in the forms that machines read."""

from ara.review.reports.github import as_github
from ara.review.reports.json import as_json
from ara.review.reports.sarif import as_sarif
from ara.review.reports.text import as_text, explain, inert

__all__ = ["as_github", "as_json", "as_sarif", "as_text", "explain", "inert"]
