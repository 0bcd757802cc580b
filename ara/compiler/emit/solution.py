"""Pages of `logic/solution/` that transcribe the paper: its outline, its algorithms and displayed equations."""

from __future__ import annotations

from ara.compiler.paper.model import PaperReading
from ara.compiler.spans import SpanBook
from ara.schema.location import Location
from ara.schema.markdown.escape import fenced, inline
from ara.schema.package import Page


def outline(paper: PaperReading, book: SpanBook) -> Page:
    """Write the section tree with the place of each heading."""
    lines = ["# Outline", "", f"Sections of {inline(paper.name)}, with the place at which each starts.", ""]
    for section in paper.sections:
        words = f"{section.number} {section.title}" if section.number else section.title
        book.in_paper(section.title, section.region, "logic/solution/outline.md")
        lines.append(f"{'  ' * (section.level - 1)}- {inline(words)} ({section.region.place})")
    return Page(location=Location(file="logic/solution/outline.md"), text="\n".join(lines) + "\n")


def algorithms(paper: PaperReading, book: SpanBook) -> Page | None:
    """Write algorithms and displayed equations as printed; None when there are none."""
    path = "logic/solution/algorithm.md"
    steps = [p for p in paper.passages if p.kind == "algorithm"]
    formulas = [p for p in paper.passages if p.kind == "equation"]
    if not steps and not formulas:
        return None
    lines = ["# Algorithms and equations", "", "As the text layer prints them; the pages hold the typeset form.", ""]
    for passage in steps:
        first = passage.text.splitlines()[0] if passage.text else ""
        book.in_paper(first, passage.regions[0], path)
        lines += [f"## {inline(first)} ({passage.regions[0].place})", "", fenced(passage.text), ""]
    if formulas:
        lines += ["## Displayed equations", ""]
    for passage in formulas:
        book.in_paper(passage.text, passage.regions[0], path)
        lines.append(f"- {passage.regions[0].place}: {inline(passage.text)}")
    return Page(location=Location(file=path), text="\n".join(lines).rstrip() + "\n")
