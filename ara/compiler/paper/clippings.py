"""What is to be drawn of a paper, and under which name: tables, figures, equations, algorithms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ara.compiler.paper.model import AlgorithmReading, EquationReading, FigureReading, Region, TableReading
from ara.schema.frozen import Frozen

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9]+")
_EQUATION_MARGIN = 3.0


class Clipping(Frozen):
    """A part of a page that becomes a picture."""

    name: str
    """File name of the picture."""
    region: Region
    """What it shows."""
    margin: float = 1.0
    """Points around the region that are shown too."""


class Readings(NamedTuple):
    """All that has a picture."""

    tables: tuple[TableReading, ...] = ()
    figures: tuple[FigureReading, ...] = ()
    equations: tuple[EquationReading, ...] = ()
    algorithms: tuple[AlgorithmReading, ...] = ()


def clippings_of(readings: Readings) -> dict[int, tuple[Clipping, ...]]:
    """For each reading, by its identity, what is to be drawn of it.

    Files are called `table3.png`, `figure4.png`, `figure4_2.png` for the second page of a figure, `eq5.png`, and
    `eqp7-1.png` for the first equation without a number on page 7. No two names differ in case alone.
    """
    names = _Names()
    return {
        **{
            id(table): names.clip("table", table.label, (table.region, *table.further_regions))
            for table in readings.tables
        },
        **{id(figure): names.clip("figure", figure.label, _main_first(figure)) for figure in readings.figures},
        **{
            id(equation): names.clip("eq", label, (equation.region,), _EQUATION_MARGIN)
            for equation, label in _labelled(readings.equations)
        },
        **{id(found): names.clip(found.kind, found.label, (found.region,)) for found in readings.algorithms},
    }


def with_pictures(readings: Readings, drawn: dict[int, tuple[str, ...]]) -> Readings:
    """The readings with the names of their pictures; `drawn` holds them by identity of the reading."""

    def first(reading: object) -> str | None:
        return next(iter(drawn.get(id(reading), ())), None)

    return Readings(
        tables=tuple(
            table.model_copy(update={"image": first(table), "further_images": drawn.get(id(table), ())[1:]})
            for table in readings.tables
        ),
        figures=tuple(figure.model_copy(update={"images": drawn.get(id(figure), ())}) for figure in readings.figures),
        equations=tuple(found.model_copy(update={"image": first(found)}) for found in readings.equations),
        algorithms=tuple(found.model_copy(update={"image": first(found)}) for found in readings.algorithms),
    )


def _main_first(figure: FigureReading) -> tuple[Region, ...]:
    """A figure's regions with the one that holds the caption in front."""
    return tuple(sorted(figure.regions, key=lambda region: region.page != figure.caption_region.page))


def _labelled(equations: Sequence[EquationReading]) -> Iterator[tuple[EquationReading, str]]:
    counts: dict[int, int] = {}
    for equation in equations:
        if equation.number:
            yield equation, equation.number
        else:
            page = equation.region.page
            counts[page] = counts.get(page, 0) + 1
            yield equation, f"p{page}-{counts[page]}"


class _Names:
    """Gives each picture a name of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def clip(self, kind: str, label: str, regions: Sequence[Region], margin: float = 1.0) -> tuple[Clipping, ...]:
        plain = _NOT_IN_NAMES.sub("-", label).strip("-") or "x"
        return tuple(
            Clipping(
                name=self._name(f"{kind}{plain}" if part == 1 else f"{kind}{plain}_{part}"),
                region=region,
                margin=margin,
            )
            for part, region in enumerate(regions, 1)
        )

    def _name(self, stem: str) -> str:
        name, repetition = f"{stem}.png", 1
        while name.lower() in self._taken:
            repetition += 1
            name = f"{stem}-{repetition}.png"
        self._taken.add(name.lower())
        return name
