"""Metrics that a program gives as literals instead of measuring them, found in its Python source."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ara.review.reproduce.judge.code_files import read_inside

MOST_FILES = 500
"""Most files that are read."""
MOST_BYTES = 1 << 20
"""Largest file that is read."""

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"


@dataclass(frozen=True, slots=True)
class Literal:
    """A place where a metric is given."""

    path: str
    """The file, below the code's root."""
    line: int
    """The line."""
    metric: str
    """The metric."""
    text: str
    """The number as the source writes it."""


def literal_metrics(
    code: Path, files: Sequence[str], reported: Mapping[str, Collection[float]], patterns: Mapping[str, str]
) -> Iterator[Literal]:
    """Look for metrics given as literals in the Python files below the code's root.

    `reported` are the values of each metric in the records; `patterns` are collect rules with their metrics. A call or
    a row that holds a metric's name and a number counts always, a variable or key of that name only when its number
    was reported: many a variable starts at a literal.
    """
    for path in [name for name in files if name.endswith(".py")][:MOST_FILES]:
        tree = _parsed(code, path)
        if tree is None:
            continue
        for node in ast.walk(tree):
            for metric, number in (*_given(node, reported), *_printed(node, patterns)):
                yield Literal(path, getattr(node, "lineno", 1), metric, number)


def _parsed(code: Path, path: str) -> ast.Module | None:
    data = read_inside(code, path, MOST_BYTES)
    try:
        return ast.parse(data) if data is not None else None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _given(node: ast.AST, reported: Mapping[str, Collection[float]]) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Call):
        yield from _in_call(node, reported)
    elif isinstance(node, ast.Dict):
        yield from _in_mapping(node, reported)
    elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        value = _number(node.value)
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for name in map(_name, targets):
            if name in reported and value is not None and value in reported[name]:
                yield name, f"{value:g}"


def _in_call(call: ast.Call, reported: Mapping[str, Collection[float]]) -> Iterator[tuple[str, str]]:
    """A call such as `log("speedup", 3.6)` or `write(metric="speedup", value=3.6)`."""
    named = [
        argument.value
        for argument in (*call.args, *_keyword(call, "metric", "name"))
        if isinstance(argument, ast.Constant)
    ]
    metrics = [name for name in named if isinstance(name, str) and name in reported]
    numbers = [_number(argument) for argument in (*call.args[:2], *_keyword(call, "value"))]
    for value in numbers:
        if value is not None and metrics:
            yield metrics[0], f"{value:g}"


def _keyword(call: ast.Call, *names: str) -> list[ast.expr]:
    return [keyword.value for keyword in call.keywords if keyword.arg in names]


def _in_mapping(mapping: ast.Dict, reported: Mapping[str, Collection[float]]) -> Iterator[tuple[str, str]]:
    held = {
        key.value: value
        for key, value in zip(mapping.keys, mapping.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }
    metric, value = held.get("metric"), held.get("value")
    if isinstance(metric, ast.Constant) and metric.value in reported and value is not None:
        number = _number(value)
        if number is not None:
            yield str(metric.value), f"{number:g}"
    for name, entry in held.items():
        number = _number(entry)
        if name in reported and number is not None and number in reported[name]:
            yield name, f"{number:g}"


def _printed(node: ast.AST, patterns: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A string that holds, number and all, what a collect rule looks for."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        for pattern, metric in patterns.items():
            before, _, after = pattern.partition("{value}")
            if match := re.search(re.escape(before) + f"({_NUMBER})" + re.escape(after), node.value):
                yield metric, match[1]


def _name(target: ast.expr) -> str:
    if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
        return str(target.slice.value)
    return target.id if isinstance(target, ast.Name) else target.attr if isinstance(target, ast.Attribute) else ""


def _number(node: ast.expr) -> float | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _number(node.operand)
        return None if inner is None else -inner
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        try:
            return float(node.value)
        except OverflowError:
            return None
    return None
