"""From the results of the experiments to the numbers as the paper prints them: tables, curves, numbers in the text."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

Results = Mapping[str, list[dict[str, Any]]]

DECIMALS = {"mass": 1, "error": 2, "accuracy": 1, "summary_bytes": 2, "total_bytes": 2}
"""Digits after the point in the cells of a table."""

SELECTOR_NAMES = {
    "random": "Random",
    "recent": "Recent",
    "mean": "Mean",
    "ball": "Ball",
    "minmax": "Min-max",
    "oracle": "Oracle",
}
VARIANT_NAMES = {
    "full": "Block top-k",
    "mean": "Mean score",
    "ball": "Ball score",
    "no-sink": "No sink page",
    "no-recent": "No recent page",
    "by-head": "Choice by head",
    "four-bit": "4-bit ranges",
    "pages-of-32": "Pages of 32",
    "random": "Random pages",
    "all": "All pages",
}


@dataclass(frozen=True)
class Cell:
    """One number of a table, and the rows of an experiment of which it is the median."""

    table: int
    row: str
    column: str
    """The header"s words from the spanning cell down, joined by ` / `."""
    run: str
    """Key of the run in the results."""
    metric: str
    where: Mapping[str, str | int]
    printed: str


def read_results(path: Path) -> Results:
    """The committed results, see `run_all.py` of the repository."""
    return json.loads(path.read_text(encoding="utf-8"))


def values(results: Results, run: str, metric: str, **where: str | int) -> list[float]:
    """The values of one metric under one setting, in the order of the repeats."""
    found = [entry["values"] for entry in results[run] if entry["metric"] == metric and entry["params"] == where]
    if len(found) != 1:
        raise KeyError(f"{run}: {len(found)} entries for {metric} at {where}; exactly one is needed")
    return found[0]


def median(results: Results, run: str, metric: str, **where: str | int) -> float:
    """The statistic that the paper prints."""
    return statistics.median(values(results, run, metric, **where))


def rounded(value: float, decimals: int) -> str:
    """The number with so many digits after the point, halves rounded away from zero, as a reader expects."""
    step = Decimal(1).scaleb(-decimals)
    # Through repr: the results hold six digits, and a half among them is meant as one.
    return str(Decimal(repr(value)).quantize(step, ROUND_HALF_UP))


def with_commas(number: int) -> str:
    """1024 as 1,024."""
    return f"{number:,}"


def cells_of_tables(results: Results) -> list[Cell]:
    """Every measured number of Tables 2 to 4, row by row."""

    def cell(table: int, row: str, column: str, run: str, metric: str, where: dict[str, str | int]) -> Cell:
        printed = rounded(median(results, run, metric, **where), DECIMALS[metric])
        return Cell(table, row, column, run, metric, where, printed)

    cells = [
        cell(2, name, f"{with_commas(budget)} tokens / {word}", "mass", metric, {"selector": key, "budget": budget})
        for key, name in SELECTOR_NAMES.items()
        for budget in (64, 256, 1024)
        for metric, word in (("mass", "Mass"), ("error", "Error"))
    ]
    recall_names = {k: v for k, v in SELECTOR_NAMES.items() if k != "oracle"} | {"dense": "All pages"}
    cells += [
        cell(
            3,
            name,
            f"Context {with_commas(context)} / {budget} tokens",
            "recall",
            "accuracy",
            {"selector": key, "context": context, "budget": budget},
        )
        for key, name in recall_names.items()
        for context in (1024, 4096)
        for budget in (64, 256)
    ]
    columns = {
        "mass": "Kept / Mass",
        "error": "Kept / Error",
        "summary_bytes": "Bytes read / Summaries",
        "total_bytes": "Bytes read / Total",
    }
    cells += [
        cell(4, name, column, "ablation", metric, {"variant": key})
        for key, name in VARIANT_NAMES.items()
        for metric, column in columns.items()
    ]
    return cells


def grid(cells: list[Cell], table: int) -> list[list[str]]:
    """The body of a table: each row"s label and its numbers."""
    rows: dict[str, list[str]] = {}
    for cell in cells:
        if cell.table == table:
            rows.setdefault(cell.row, []).append(cell.printed)
    return [[label, *numbers] for label, numbers in rows.items()]


def numbers_of_the_text(results: Results) -> dict[str, str]:
    """Every measured number that a sentence of the paper prints, by the name the source gives it."""

    def mass(selector: str, budget: int) -> str:
        return rounded(median(results, "mass", "mass", selector=selector, budget=budget), 1)

    def gap(run: str, **where: str | int) -> float:
        return median(results, run, "gap_to_mean", **where)

    def recall(selector: str) -> str:
        return rounded(median(results, "recall", "accuracy", selector=selector, context=4096, budget=64), 1)

    def variant(metric: str, name: str, decimals: int) -> str:
        return rounded(median(results, "ablation", metric, variant=name), decimals)

    def read(context: int) -> str:
        return rounded(median(results, "traffic", "bytes_read", context=context), 2)

    broken = [entry for entry in results["exactness"] if entry["metric"] == "broken_bounds"]
    bounds = [entry for entry in broken if entry["params"]["score"] != "mean"]
    difference = [entry for entry in results["exactness"] if entry["metric"] == "difference"]
    if any(any(entry["values"]) for entry in bounds) or max(max(entry["values"]) for entry in difference) > 1e-5:
        raise ValueError("the results break what Section 5.1 says; mend the code or the section")
    return {
        "mass_minmax_1024": mass("minmax", 1024),
        "mass_mean_1024": mass("mean", 1024),
        "mass_minmax_256": mass("minmax", 256),
        "mass_oracle_256": mass("oracle", 256),
        "gap_1024": rounded(gap("mass", selector="minmax", budget=1024), 1),
        "gap_64": rounded(-gap("mass", selector="minmax", budget=64), 1),
        "gap_ball_256": rounded(-gap("mass", selector="ball", budget=256), 1),
        "least_gap": rounded(-median(results, "mass", "least_gap_to_mean", selector="minmax"), 1),
        "pilot_512": rounded(gap("pilot", selector="minmax", budget=512), 1),
        "pilot_1024": rounded(gap("pilot", selector="minmax", budget=1024), 1),
        "lost_minmax": rounded(median(results, "page_size", "lost_by_large_pages", selector="minmax"), 1),
        "lost_oracle": rounded(median(results, "page_size", "lost_by_large_pages", selector="oracle"), 1),
        "gap_pages_of_4": rounded(gap("page_size", selector="minmax", page_size=4), 1),
        "recall_minmax": recall("minmax"),
        "recall_mean": recall("mean"),
        "recall_ball": recall("ball"),
        "summaries_full": variant("summary_bytes", "full", 2),
        "summaries_four_bit": variant("summary_bytes", "four-bit", 2),
        "lost_four_bit": variant("lost_to_full", "four-bit", 1),
        "gained_by_head": rounded(-median(results, "ablation", "lost_to_full", variant="by-head"), 1),
        "total_by_head": variant("total_bytes", "by-head", 1),
        "total_full": variant("total_bytes", "full", 2),
        "read_512": read(512),
        "read_4096": read(4096),
        "read_32768": read(32768),
        "speedup": rounded(median(results, "speed", "speedup", context=32768, budget=1024), 1),
    }


def curves(results: Results, run: str, param: str) -> dict[str, list[list[float]]]:
    """For each selector the points [param, median mass, least, greatest], in the order of the parameter."""
    lines: dict[str, list[list[float]]] = {}
    for entry in results[run]:
        if entry["metric"] == "mass":
            found = entry["values"]
            point = [entry["params"][param], statistics.median(found), min(found), max(found)]
            lines.setdefault(entry["params"]["selector"], []).append(point)
    return {selector: sorted(points) for selector, points in sorted(lines.items())}


def everything_printed(results: Results) -> dict[str, Any]:
    """What the source of the paper is given."""
    cells = cells_of_tables(results)
    return {
        "text": numbers_of_the_text(results),
        "tables": {str(table): grid(cells, table) for table in (2, 3, 4)},
        "by_budget": curves(results, "mass", "budget"),
        "by_page_size": curves(results, "page_size", "page_size"),
    }
