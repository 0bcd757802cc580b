"""Algorithms and listings: the steps between the rules below their captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ara.compiler.paper.boxes import holds_centre, shared_width, union
from ara.compiler.paper.captions import Caption
from ara.compiler.paper.joining import Vocabulary, join_texts
from ara.compiler.paper.model import AlgorithmReading, AlgorithmStep, Passage, PassageKind, Region
from ara.compiler.paper.page import PageContent
from ara.compiler.paper.rows import Row, join_rows
from ara.schema.span import Box

_APART = 4.0
_KINDS: dict[str, tuple[Literal["algorithm", "listing"], PassageKind]] = {
    "algorithm": ("algorithm", "algorithm"),
    "listing": ("listing", "code"),
}
_STEP = re.compile(r"(?P<number>\d{1,3})(?:\s*[:.)]\s*|\s+(?=\S))")
_HEAD = re.compile(
    r"(?:Require|Ensure|Input|Output|Data|Result|Initiali[sz]e|Parameters?|Given|Return)\w*\b\s*[:.]?", re.I
)


def find_algorithms(pages: Sequence[PageContent], captions: Sequence[Caption]) -> tuple[AlgorithmReading, ...]:
    """Each captioned algorithm or listing whose frame of rules was found, in the order of the captions."""
    by_number = {page.number: page for page in pages}
    found: list[AlgorithmReading] = []
    for caption in captions:
        if caption.kind not in _KINDS:
            continue
        page = by_number[caption.region.page]
        body = _body(page, caption.region.box)
        if body is None:
            continue
        upright = [(index, line) for index, line in enumerate(page.lines) if line.rotation == 0]
        lines = [(index, line) for index, line in upright if holds_centre(body, line.box)]
        if lines:
            rows = join_rows(page.number, 0, lines)
            kind, _ = _KINDS[caption.kind]
            box = union([caption.region.box, *(row.box for row in rows)])
            found.append(
                AlgorithmReading(
                    kind=kind,
                    label=caption.label,
                    caption=caption.text,
                    region=Region(page=page.number, box=box),
                    steps=_steps(rows) if kind == "algorithm" else tuple(_line(row) for row in rows),
                )
            )
    return tuple(found)


def algorithm_passages(algorithms: Sequence[AlgorithmReading]) -> tuple[Passage, ...]:
    """The steps as passages of the text, one line for each step."""
    return tuple(
        Passage(
            kind=_KINDS[algorithm.kind][1],
            text="\n".join(step_line(step) for step in algorithm.steps),
            regions=(algorithm.region,),
        )
        for algorithm in algorithms
    )


def step_line(step: AlgorithmStep) -> str:
    """A step with its number in front."""
    return f"{step.number}: {step.text}" if step.number else step.text


def _steps(rows: Sequence[Row]) -> tuple[AlgorithmStep, ...]:
    """The rows gathered into steps: in a numbered algorithm, a row without a number goes on with the step above it."""
    numbered, vocabulary = _numbered(rows), Vocabulary.of(row.text for row in rows)
    steps: list[AlgorithmStep] = []
    for place, row in enumerate(rows):
        if place in numbered:
            text = row.text[_STEP.match(row.text).end() :]  # type: ignore[union-attr]
            steps.append(AlgorithmStep(number=numbered[place], text=text))
        elif numbered and steps and not _HEAD.match(row.text):
            last = steps[-1]
            steps[-1] = AlgorithmStep(number=last.number, text=join_texts([last.text, row.text], vocabulary))
        else:
            steps.append(_line(row))
    return tuple(steps)


def _numbered(rows: Sequence[Row]) -> dict[int, str]:
    """By row the printed step number, when numbers count up one by one over at least half of the steps."""
    found: dict[int, str] = {}
    expected: int | None = None
    for place, row in enumerate(rows):
        match = _STEP.match(row.text)
        if match and (int(match["number"]) == expected or (expected is None and int(match["number"]) in (0, 1))):
            found[place] = match["number"]
            expected = int(match["number"]) + 1
    return found if len(found) >= 2 else {}


def _line(row: Row) -> AlgorithmStep:
    return AlgorithmStep(number=None, text=row.text)


def _body(page: PageContent, caption: Box) -> Box | None:
    """From the caption, or from the rule right under it, down to the next rule of the same width."""
    rules = [rule.box for rule in page.rules if rule.horizontal and rule.box[1] > caption[3] - 2]
    below = sorted((box for box in rules if _spans(box, caption)), key=lambda box: box[1])
    gap = (below[0][0], caption[3], below[0][2], below[0][1]) if below else caption
    if below and not any(holds_centre(gap, line.box) for line in page.lines):
        top, below = below[0][3], [box for box in below if box[1] > below[0][3] + _APART]
    else:
        top = caption[3]
    if not below:
        return None
    return (below[0][0] - 1, top, below[0][2] + 1, below[0][1])


def _spans(rule: Box, caption: Box) -> bool:
    return rule[2] - rule[0] >= 0.9 * (caption[2] - caption[0]) and shared_width(rule, caption) > 0.8
