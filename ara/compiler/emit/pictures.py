"""Where each picture of a paper goes in the Ara."""

from __future__ import annotations

from ara.compiler.paper.model import AlgorithmReading, EquationReading, PaperReading


def picture_path(reading: EquationReading | AlgorithmReading) -> str | None:
    """Give the path of the picture of an equation or algorithm; None when it has none."""
    folder = "equations" if isinstance(reading, EquationReading) else "algorithms"
    return f"evidence/{folder}/{reading.image}" if reading.image else None


def picture_files(paper: PaperReading) -> dict[str, str]:
    """Give for each picture's path in the Ara its file name in the pictures folder."""
    tables = [image for table in paper.tables for image in (table.image, *table.further_images) if image]
    figures = [image for figure in paper.figures for image in figure.images]
    displayed = [picture_path(equation) for equation in paper.equations]
    displayed += [picture_path(algorithm) for algorithm in paper.algorithms]
    paths = [
        *(f"evidence/tables/{name}" for name in tables),
        *(f"evidence/figures/{name}" for name in figures),
        *filter(None, displayed),
    ]
    return {path: path.rpartition("/")[2] for path in paths}
