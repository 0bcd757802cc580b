"""What execution came to, for people and programs: one model of the report, and the forms that show it."""

from ara.review.reproduce.report.html import as_html
from ara.review.reproduce.report.json import as_data, as_json
from ara.review.reproduce.report.markdown import as_markdown
from ara.review.reproduce.report.model import Report
from ara.review.reproduce.report.rows import rows
from ara.review.reproduce.report.text import as_text
from ara.review.reproduce.report.write import require_form, write_report

__all__ = [
    "Report",
    "as_data",
    "as_html",
    "as_json",
    "as_markdown",
    "as_text",
    "require_form",
    "rows",
    "write_report",
]
