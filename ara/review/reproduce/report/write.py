"""The report in a file, in the form that its ending names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ara.review.reproduce.report.html import as_html
from ara.review.reproduce.report.json import as_json
from ara.review.reproduce.report.markdown import as_markdown
from ara.review.reproduce.report.model import Report
from ara.schema.errors import AraError

FORMS: dict[str, Callable[[Report], str]] = {".html": as_html, ".json": as_json, ".md": as_markdown}
"""Forms by the ending of the file."""


def require_form(path: Path) -> None:
    """Raise AraError for a file whose ending names no form, before anything is run for it."""
    if path.suffix not in FORMS:
        raise AraError("has no ending of a report.", file=str(path), mend=f"End it in {', '.join(FORMS)}.")


def write_report(report: Report, path: Path) -> None:
    """Write the report into a file. Raises AraError for an unknown ending, and when the file cannot be written."""
    require_form(path)
    try:
        path.write_text(FORMS[path.suffix](report), encoding="utf-8")
    except OSError as error:
        raise AraError(f"cannot be written: {error.strerror}.", file=str(path), mend="Name another file.") from error
