"""Findings and reviews in words and in the forms that machines read.

The reports of a whole review are modules of their own, so that a check need not load what only they use.
"""

from ara.review.reports.github import as_github
from ara.review.reports.json import as_json
from ara.review.reports.sarif import as_sarif
from ara.review.reports.text import as_text, explain
from ara.review.reports.untrusted import inert

__all__ = ["as_github", "as_json", "as_sarif", "as_text", "explain", "inert"]
