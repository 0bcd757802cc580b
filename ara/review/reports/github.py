"""Findings as workflow commands, which a code host shows beside the lines they mean."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from ara.review.findings import Finding


def as_github(findings: Iterable[Finding], base: str = "") -> str:
    """Give one `::error …` line per finding; `base` is the path of the Ara in its repository."""
    return "".join(_command(finding, base) + "\n" for finding in findings)


def path_below(base: str, file: str) -> str:
    """Give the path of a file of the Ara as its repository knows it."""
    return posixpath.normpath(posixpath.join(base, file))


def _command(finding: Finding, base: str) -> str:
    path = path_below(base, finding.location.file)
    title = f"{finding.rule} {finding.name}"
    properties = f"file={_property(path)},line={finding.location.line},title={_property(title)}"
    return f"::{finding.severity} {properties}::{_data(f'{finding.message} {finding.mend}')}"


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
