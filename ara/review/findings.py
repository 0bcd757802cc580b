"""What a review finds: data, printed only at the very end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ara.schema.edits import Edit
from ara.schema.location import Location

Severity = Literal["error", "warning", "notice"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "notice")


@dataclass(frozen=True, slots=True)
class Problem:
    """What one rule has to say about one place."""

    location: Location
    """Where it is."""
    message: str
    """What is wrong there, in one sentence that names the entity."""
    mend: str
    """What to do about it."""
    severity: Severity | None = None
    """How bad it is, when that differs from the rule's own severity."""
    edits: tuple[Edit, ...] = ()
    """Edits of that file's text that mend it; empty when only a person can decide."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, and the rule that found it."""

    rule: str
    """Code of the rule, e.g. `S301`."""
    name: str
    """Spoken name of the rule, e.g. `reference-resolves`."""
    severity: Severity
    """`error`, `warning` or `notice`."""
    location: Location
    """Where it is."""
    message: str
    """What is wrong there."""
    mend: str
    """What to do about it."""
    edits: tuple[Edit, ...] = ()
    """Edits that mend it."""
    about_rule: bool = False
    """Whether the rule failed, so that this says nothing about the artifact."""

    @property
    def fixable(self) -> bool:
        """Whether `ara check --fix` can mend it."""
        return bool(self.edits)


@dataclass(frozen=True, slots=True)
class Summary:
    """How many findings there are of each severity, and how many can be mended by a program."""

    errors: int
    warnings: int
    notices: int
    fixable: int


def summarize(findings: Iterable[Finding]) -> Summary:
    """Count findings."""
    held = tuple(findings)
    counts = {severity: sum(finding.severity == severity for finding in held) for severity in SEVERITIES}
    fixable = sum(finding.fixable for finding in held)
    return Summary(counts["error"], counts["warning"], counts["notice"], fixable)


def passes(findings: Iterable[Finding], *, strict: bool = False) -> bool:
    """Tell whether a check succeeds: no error, and with `strict` no warning either. Notices never fail."""
    failing = ("error", "warning") if strict else ("error",)
    return not any(finding.severity in failing for finding in findings)
