"""Displayed equations, put together from their passages: one reading for each number, with where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ara.compiler.paper.boxes import shared_width, union
from ara.compiler.paper.model import EquationReading, Passage, Region

_NUMBER = re.compile(r"\(\s*(?P<number>(?:[A-Z]\.?)?\d{1,3}(?:\.\d{1,2})?[a-z]?)\s*\)")
_ENDS_WITH_NUMBER = re.compile(r"(?:^|\s)" + _NUMBER.pattern + r"$")
_RELATION = re.compile(r"[=≤≥≈∼≡∝<>←→⇒∈:≜]")
_NEAR = 15.0
"""Points between the pieces of one equation: a numerator, a limit or a brace that was stored on its own."""
_LATE = 30
"""Characters behind a number that may belong to the lower limits of its equation."""
MOST_EQUATIONS = 400
"""Equations beyond this are not listed."""


def read_equations(passages: Sequence[Passage]) -> tuple[EquationReading, ...]:
    """Every displayed equation in reading order; what has neither a relation nor a number is a piece of a neighbour."""
    groups: list[list[int]] = []
    for place in (place for place, passage in enumerate(passages) if passage.kind == "equation"):
        last = groups[-1] if groups else []
        piece = _is_piece(passages[place]) or all(_is_piece(passages[part]) for part in last)
        if last and piece and _near(passages[last[-1]], passages[place]):
            last.append(place)
        else:
            groups.append([place])
    whole = [group for group in groups if not all(_is_piece(passages[part]) for part in group)]
    readings: list[EquationReading] = []
    due = 1
    for group in whole[:MOST_EQUATIONS]:
        parts = [passages[place] for place in group]
        number = _number(equation_text(parts), str(due))
        due = int(number) + 1 if number and number.isdigit() else due
        boxes = [region.box for part in parts for region in part.regions if region.page == parts[0].page]
        region = Region(page=parts[0].page, box=union(boxes))
        readings.append(EquationReading(number=number, passages=tuple(group), region=region))
    return tuple(readings)


def equation_text(parts: Sequence[Passage]) -> str:
    """The characters of an equation as the text layer holds them, which loses fractions, limits and positions."""
    return " ".join(part.text for part in parts)


def _number(text: str, expected: str) -> str | None:
    """The number that ends the text; or, when limits and factors were stored behind it, the one that is due."""
    if match := _ENDS_WITH_NUMBER.search(text):
        return match["number"]
    inside = [match for match in _NUMBER.finditer(text) if match.start() > 0 and text[match.start() - 1] == " "]
    late = [match["number"] for match in inside if len(text) - match.end() <= _LATE or match["number"] == expected]
    return late[-1] if late else None


def _is_piece(passage: Passage) -> bool:
    return not _RELATION.search(passage.text) and not _ENDS_WITH_NUMBER.search(passage.text)


def _near(above: Passage, below: Passage) -> bool:
    one, other = above.regions[-1], below.regions[0]
    apart = max(other.box[1] - one.box[3], one.box[1] - other.box[3])
    return one.page == other.page and apart < _NEAR and shared_width(one.box, other.box) > 0
