"""Rules that pass on what the reader settled at the door."""

from __future__ import annotations

from collections.abc import Iterator

from ara.review.findings import Problem, Severity
from ara.review.registry import rule
from ara.schema.package import Package

HEADINGS = ("unpadded-id", "em-dash-heading", "bold-bullet")
FIELDS = ("field-alias", "paragraph-field", "colon-in-bold")
INVALID = "invalid-value"


def _notices(package: Package, codes: tuple[str, ...], severity: Severity | None = None) -> Iterator[Problem]:
    for notice in package.notices:
        if notice.code in codes:
            message = notice.message[:1].lower() + notice.message[1:]
            yield Problem(notice.location, message, notice.mend, severity, notice.edits)


@rule("S801", "valid-value", "error")
def valid_value(package: Package) -> Iterator[Problem]:
    """Values in this toolchain's own files (`ara.yaml`, `src/reproduce.yaml`, run records) are of their form.

    These files are strict: a key that is misspelt or a bound of the wrong kind would silently change a verdict.
    """
    yield from _notices(package, (INVALID,))


@rule("S802", "heading-form", "notice", fixable=True)
def heading_form(package: Package) -> Iterator[Problem]:
    """Headings have the published form `## C01: title`.

    Read all the same are numbers without padding, dashes instead of the colon, and bullets instead of headings;
    other tools may skip them.
    """
    yield from _notices(package, HEADINGS)


@rule("S803", "field-form", "notice", fixable=True)
def field_form(package: Package) -> Iterator[Problem]:
    """Fields have the published form `- **Field**: value` and the published names.

    Read all the same are paragraphs instead of bullets, the colon inside the bold words, and other names.
    """
    yield from _notices(package, FIELDS)


@rule("S804", "published-keys", "notice", fixable=True)
def published_keys(package: Package) -> Iterator[Problem]:
    """YAML files have the published keys, node types and kinds of value.

    Read all the same are `root:` for `tree:`, other names of keys, streams of nodes, other node types, and values
    of an unexpected kind.
    """
    others = {notice.code for notice in package.notices} - {*HEADINGS, *FIELDS, INVALID}
    yield from _notices(package, tuple(sorted(others)))
