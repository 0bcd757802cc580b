"""Pages of `logic/solution/` that transcribe the paper: its outline, its algorithms and displayed equations."""

from __future__ import annotations

from ara.compiler.emit.pictures import picture_path
from ara.compiler.paper.algorithms import step_line
from ara.compiler.paper.displays import equation_text
from ara.compiler.paper.model import AlgorithmReading, EquationReading, PaperReading
from ara.compiler.spans import SpanBook
from ara.schema.location import Location
from ara.schema.markdown.escape import fenced, inline
from ara.schema.package import Page

_ALGORITHMS = "logic/solution/algorithm.md"


def outline(paper: PaperReading, book: SpanBook) -> Page:
    """Write the section tree with the place of each heading."""
    lines = ["# Outline", "", f"Sections of {inline(paper.name)}, with the place at which each starts.", ""]
    for section in paper.sections:
        words = f"{section.number} {section.title}" if section.number else section.title
        book.in_paper(section.title, section.region, "logic/solution/outline.md")
        lines.append(f"{'  ' * (section.level - 1)}- {inline(words)} ({section.region.place})")
    return Page(location=Location(file="logic/solution/outline.md"), text="\n".join(lines) + "\n")


def algorithms(paper: PaperReading, book: SpanBook) -> Page | None:
    """Write algorithms with their steps, and displayed equations; None when there are none."""
    equations = [*paper.equations, *_written(paper)]
    if not paper.algorithms and not equations:
        return None
    lines = ["# Algorithms and equations", "", "As the text layer prints them; the pictures hold the typeset form.", ""]
    for algorithm in paper.algorithms:
        lines += _algorithm(algorithm, book)
    if equations:
        lines += ["## Displayed equations", ""]
    for equation in equations:
        lines.append(_equation(equation, paper, book))
    return Page(location=Location(file=_ALGORITHMS), text="\n".join(lines).rstrip() + "\n")


def _algorithm(algorithm: AlgorithmReading, book: SpanBook) -> list[str]:
    book.in_paper(algorithm.caption, algorithm.region, _ALGORITHMS)
    steps = "\n".join(step_line(step) for step in algorithm.steps)
    title = f"## {inline(algorithm.caption)} ({inline(algorithm.region.place)})"
    picture = _picture(f"{algorithm.kind.capitalize()} {algorithm.label}", picture_path(algorithm))
    return [title, "", fenced(steps), "", *([picture, ""] if picture else [])]


def _written(paper: PaperReading) -> list[EquationReading]:
    """Give the equations that only the source of the paper holds."""
    known = {place for equation in paper.equations for place in equation.passages}
    return [
        EquationReading(number=None, passages=(place,), region=passage.regions[0])
        for place, passage in enumerate(paper.passages)
        if passage.kind == "equation" and place not in known and passage.regions[0].path is not None
    ]


def _equation(equation: EquationReading, paper: PaperReading, book: SpanBook) -> str:
    parts = [paper.passages[place] for place in equation.passages]
    for part in parts:
        book.in_paper(part.text, part.regions[0], _ALGORITHMS)
    name = f"Equation ({equation.number})" if equation.number else "Equation without a number"
    section = paper.sections[parts[0].section].number if parts[0].section is not None else None
    where = f"Section {section}, {equation.region.place}" if section else equation.region.place
    picture = _picture(name, picture_path(equation))
    return f"- {inline(name)} ({inline(where)}): {inline(equation_text(parts))}{f' {picture}' if picture else ''}"


def _picture(name: str, path: str | None) -> str:
    return f"![{inline(name)}](../../{path})" if path else ""
