"""One check for each cell of Tables 2 to 4, as lines of the repository's `ara-reproduce.yaml`.

`python cell_checks.py` replaces the lines below the marker. A cell is judged with the tolerance of its metric; its
control is the row that knows nothing (random pages) or the row that knows everything, whichever lies farther away.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from numbers_printed import Cell, cells_of_tables, read_results

HERE = Path(__file__).resolve().parent
FILE = HERE.parent / "code" / "ara-reproduce.yaml"
MARKER = "  # One check for each cell of Tables 2 to 4.\n"
FIRST_NUMBER = 101
EXPERIMENTS = {"mass": "E02", "recall": "E04", "ablation": "E05"}
TOLERANCES = {"mass": 8.0, "error": 0.14, "accuracy": 14.0, "summary_bytes": 0.006, "total_bytes": 0.006}
"""How far the interval of another seed may reach, in the unit of the metric.

Bytes do not depend on the seed, but for them half of the last printed digit is a little more than 0.005 in binary.
"""
SEEDED_TOLERANCES = {("total_bytes", "by-head"): 1.5}
"""Where heads choose apart, their pages overlap by chance, and the bytes depend on the seed after all."""
EXTREMES = {
    "mass": ("selector", "random", "oracle"),
    "recall": ("selector", "random", "dense"),
    "ablation": ("variant", "random", "all"),
}
"""For each run the parameter that names the row, the row that knows nothing and the row that knows everything."""


def control_of(cell: Cell, cells: list[Cell]) -> Cell:
    """The cell of the same column, in one of the extreme rows, whose number is farthest from this one's."""
    param, *extremes = EXTREMES[cell.run]
    rest = {key: value for key, value in cell.where.items() if key != param}
    rivals = [
        rival
        for rival in cells
        if (rival.run, rival.metric) == (cell.run, cell.metric)
        and rival.where[param] in extremes
        and {key: value for key, value in rival.where.items() if key != param} == rest
    ]
    return max(rivals, key=lambda rival: abs(float(rival.printed) - float(cell.printed)))


def flow(mapping: Mapping[str, Any]) -> str:
    """A mapping in YAML's flow style, on one line, texts in quotes where they hold more than a word."""

    def written(value: Any) -> str:
        if isinstance(value, Mapping):
            return flow(value)
        return value if isinstance(value, str) and value.replace("-", "").isalpha() else json.dumps(value)

    return "{" + ", ".join(f"{key}: {written(value)}" for key, value in mapping.items()) + "}"


def check_lines(cells: list[Cell]) -> str:
    """All cell checks, one block each."""
    blocks = []
    for number, cell in enumerate(cells, start=FIRST_NUMBER):
        value = float(cell.printed)
        tolerance = SEEDED_TOLERANCES.get((cell.metric, cell.where.get("variant")), TOLERANCES[cell.metric])
        expect = {"equals": {"value": value, "absolute": tolerance}}
        claim = {"table": cell.table, "row": cell.row, "column": cell.column}
        blocks.append(
            f"  K{number}:\n"
            f"    claim: {flow(claim)}\n"
            f"    experiment: {EXPERIMENTS[cell.run]}\n"
            f"    metric: {cell.metric}\n"
            f"    where: {flow(cell.where)}\n"
            f"    expect: {flow(expect)}\n"
            f"    control: {flow({'where': control_of(cell, cells).where})}\n"
            f"    paper_value: {flow({'value': value, 'source': f'Table {cell.table}'})}\n"
        )
    return "".join(blocks)


def with_cell_checks(text: str, cells: list[Cell]) -> str:
    """The file's text with the lines below the marker written anew."""
    head, marker, _ = text.partition(MARKER)
    if not marker:
        raise ValueError(f"{FILE.name} has lost the line {MARKER.strip()!r}; put it back above the cell checks")
    return head + marker + check_lines(cells)


if __name__ == "__main__":
    cells = cells_of_tables(read_results(HERE / "results.json"))
    FILE.write_text(with_cell_checks(FILE.read_text(encoding="utf-8"), cells), encoding="utf-8")
