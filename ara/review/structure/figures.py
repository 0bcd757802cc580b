"""Rules about transcribed figures, and about which numbered objects of the source were filed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ara.review.findings import Problem
from ara.review.registry import rule
from ara.review.structure.evidence import INDEX
from ara.schema.evidence import EvidenceObject
from ara.schema.location import Location
from ara.schema.markdown.entity import labels
from ara.schema.package import Package

FIGURE_TYPES = ("quantitative_plot", "diagram", "qualitative_sample", "mixed")
METHODS = ("exact_from_labels", "exact_from_text", "digitized_estimate", "visual_description")
CONFIDENCES = ("high", "medium", "low")
_VOCABULARY = {"figure_type": FIGURE_TYPES, "extraction_method": METHODS, "reading_confidence": CONFIDENCES}

_NUMBERED = re.compile(r"^\W*(?P<kind>Table|Figure|Fig\.?)[\s_-]*(?P<number>\d{1,3})(?![\da-z]|\.\d)", re.IGNORECASE)
_ANY_NUMBERED = re.compile(r"\b(?P<kind>Table|Figure|Fig\.?)s?\s*(?P<number>\d{1,3})\b(?!\.\d)", re.IGNORECASE)


@rule("S507", "figure-described", "warning")
def figure_described(package: Package) -> Iterator[Problem]:
    """A figure says what kind it is, how its values were read, and how far the reading can be trusted.

    A value measured off a plot is no printed value. Kind, method and confidence have published words; others are a
    warning, and what is left out is noticed. Estimates (`≈`) are not exact, and a drawing has no data of its own.
    """
    for item in package.evidence:
        if item.kind != "figure":
            continue
        absent = [labels(EvidenceObject)[field].name for field in _VOCABULARY if not getattr(item, field)]
        if absent:
            names = ", ".join(f"`{name}`" for name in absent)
            message = f"{item.location.file} has no {names}."
            yield Problem(item.location, message, "Say how the figure was read.", "notice")
        yield from _odd_words(item)
        yield from _odd_values(item)


def _odd_words(item: EvidenceObject) -> Iterator[Problem]:
    for field, words in _VOCABULARY.items():
        said = (getattr(item, field) or "").strip("` ").casefold()
        if said and not said.startswith(words):
            name = labels(EvidenceObject)[field].name
            yield Problem(item.line_of(field), f"`{name}` is {said[:60]!r}.", f"Write one of {', '.join(words)}.")


def _odd_values(item: EvidenceObject) -> Iterator[Problem]:
    cells = [cell for grid in item.grids for row in grid.rows[1:] for cell in row]
    if (item.extraction_method or "").startswith("exact_from_labels") and any("≈" in cell for cell in cells):
        place = item.line_of("extraction_method")
        mend = "Write `digitized_estimate`, or the values as they are printed."
        yield Problem(place, f"{item.location.file} gives estimates as exact.", mend)
    kind = (item.figure_type or "").strip()
    if kind in ("diagram", "qualitative_sample") and any(re.search(r"\d", cell) for cell in cells):
        place = item.line_of("figure_type")
        mend = "Describe it in words, or write `quantitative_plot` or `mixed`."
        yield Problem(place, f"{item.location.file} is a {kind.replace('_', ' ')} with a table of numbers.", mend)


@rule("S508", "numbered-object-filed", "warning")
def numbered_object_filed(package: Package) -> Iterator[Problem]:
    """Every numbered table and figure of the source is filed, or the evidence index says why it is not.

    A table that was left out may be the one that does not agree. Looked for are the numbers below the highest that is
    filed. An object that is a duplicate or could not be read is named in `evidence/README.md`, with the reason.
    """
    filed: dict[str, set[int]] = defaultdict(set)
    for item in package.evidence:
        # a file that is named for one number and holds another is told by a rule of its own
        name = item.location.file.rsplit("/", 1)[1]
        texts = (name,) if _NUMBERED.match(name) else (item.source or "", item.title)
        for match in filter(None, map(_NUMBERED.match, texts)):
            filed[_kind(match)].add(int(match["number"]))
    excused = {(_kind(match), int(match["number"])) for match in _ANY_NUMBERED.finditer(package.texts.get(INDEX, ""))}
    for kind, numbers in sorted(filed.items()):
        missing = [n for n in range(1, max(numbers)) if n not in numbers and (kind, n) not in excused]
        if missing:
            shown = ", ".join(map(str, missing[:8])) + (", …" if len(missing) > 8 else "")
            yield Problem(
                Location(file=INDEX),
                f"{kind} {shown} {'is' if len(missing) == 1 else 'are'} not filed, and nothing says why.",
                f"File it, or name it in {INDEX} with the reason why it is not.",
            )


def _kind(match: re.Match[str]) -> str:
    return "Table" if match["kind"][0] in "tT" else "Figure"
