"""Findings as workflow commands, which a code host shows beside the lines they mean."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from ara.review.findings import Finding
from ara.schema.location import Location


def as_github(findings: Iterable[Finding], base: str = "") -> str:
    """Give one `::error …` line per finding; `base` is the path of the Ara in its repository."""
    lines = (
        annotation(
            finding.severity,
            finding.location,
            f"{finding.rule} {finding.name}",
            f"{finding.message} {finding.mend}",
            base,
        )
        for finding in findings
    )
    return "".join(f"{line}\n" for line in lines)


def path_below(base: str, file: str) -> str:
    """Give the path of a file of the Ara as its repository knows it."""
    return posixpath.normpath(posixpath.join(base, file))


def annotation(command: str, location: Location, title: str, text: str, base: str = "") -> str:
    """Give one workflow command, `error`, `warning` or `notice`, with all that could end it early escaped."""
    path = path_below(base, location.file)
    return f"::{command} file={_property(path)},line={location.line},title={_property(title)}::{_data(text)}"


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
