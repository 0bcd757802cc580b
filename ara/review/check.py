"""Hold an Ara against the structure rules. Lints; runs nothing that the Ara holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ara.review.findings import Finding
from ara.review.registry import Rule, structure_rules
from ara.schema.package import Package


def check_package(
    package: Package, root: Path | None = None, rules: Iterable[Rule] | None = None
) -> tuple[Finding, ...]:
    """Give what the rules find, in the order of files, lines and codes: the same for the same Ara.

    `root` is the Ara's folder; without it, files that are no text are not hashed. `rules` defaults to all.
    """
    held = structure_rules() if rules is None else rules
    found = {finding for rule in held for finding in rule.findings(package, root)}
    return tuple(sorted(found, key=_order))


def _order(finding: Finding) -> tuple[str, int, str, str, str, str]:
    place = finding.location
    return place.file, place.line, finding.rule, place.pointer, finding.message, finding.mend
