"""Finding the lines of a Python script that print, log or write a measured number, without running it.

A line counts when its label or the expression behind it names a metric, or the number is printed with a unit of one;
file names, epochs and other counters do not count.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from ara.compiler.repo.local_names import Scope, scopes
from ara.compiler.repo.model import MetricLine
from ara.compiler.repo.printed_lines import names_a_metric, printed_numbers
from ara.compiler.repo.text_files import TextFile

_MOST_LINES = 40
_LOGGERS = frozenset({"info", "debug", "warning", "log", "echo", "success"})
_TRACKERS = frozenset({"log", "log_metrics", "add_scalar", "log_metric", "add_scalars", "track"})
_DUMPERS = frozenset({"json", "yaml", "ujson", "orjson"})
_STREAMS = {"stdout": "stdout", "stderr": "log"}


def metric_lines(file: TextFile, module: ast.Module, only: frozenset[str] | None = None) -> tuple[MetricLine, ...]:
    """The lines of one file that hand out a metric, in order, each once; at most 40.

    `only` names the functions and classes at its top level that are used; None: all of it runs.
    """
    found: dict[tuple[object, ...], MetricLine] = {}
    for scope in scopes(module, only):
        for call, repeated in scope.calls():
            for line in _of_call(file, call, repeated, scope):
                found.setdefault((line.metric, line.pattern, line.json_path, line.column, line.written_to), line)
    return tuple(sorted(found.values(), key=lambda line: line.at.line)[:_MOST_LINES])


def _of_call(file: TextFile, call: ast.Call, repeated: bool, scope: Scope) -> Iterator[MetricLine]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if not call.args:
        return
    first = call.args[0]
    if name == "dump" and isinstance(owner, ast.Name) and owner.id in _DUMPERS:
        into = call.args[1] if len(call.args) > 1 else None
        yield from _dumped(file, call, first, scope.path_of(into), repeated, scope)
    elif name in ("write", "write_text") and (written := _dumps(first)) is not None:
        yield from _dumped(file, call, written, scope.path_of(owner), repeated, scope)
    elif name in _TRACKERS and isinstance(first, ast.Dict):
        for key in _keys(first):
            yield _line(file, call, metric=key, repeated=repeated, way="tracker")
    elif name == "writerow" and isinstance(first, ast.List | ast.Tuple):
        for cell in first.elts:
            if isinstance(cell, ast.Constant) and isinstance(cell.value, str) and names_a_metric(cell.value):
                yield _line(file, call, metric=cell.value, column=cell.value, repeated=repeated, way="csv")
    elif (way := _way(name, call, owner)) is not None:
        path = scope.path_of(owner if way == "file" and name != "print" else _file_argument(call))
        for number in printed_numbers(call.args, scope.names):
            yield _line(
                file, call, metric=number.metric, pattern=number.pattern, unit=number.unit, repeated=repeated, way=way,
                written_to=path,
            )  # fmt: skip


def _way(name: str, call: ast.Call, owner: ast.expr | None) -> str | None:
    """Where a printing call sends its words; None when it is no such call."""
    stream = _STREAMS.get(owner.attr) if isinstance(owner, ast.Attribute) else None
    if name == "write":
        return stream or "file"
    if name in ("print", "echo"):
        into = _file_argument(call)
        if into is None:
            return "stdout"
        return _STREAMS.get(into.attr, "file") if isinstance(into, ast.Attribute) else "file"
    return "log" if name in _LOGGERS else None


def _file_argument(call: ast.Call) -> ast.expr | None:
    return next((word.value for word in call.keywords if word.arg == "file"), None)


def _dumps(node: ast.expr) -> ast.expr | None:
    """What `json.dumps(…)` in a written text puts into words; None when there is no such call."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _dumps(node.left) or _dumps(node.right)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "dumps" and node.args:
        return node.args[0]
    return None


def _line(file: TextFile, call: ast.Call, **values: object) -> MetricLine:
    at = file.excerpt(call.lineno, call.end_lineno)
    return MetricLine.model_validate({**values, "at": at})


def _dumped(
    file: TextFile, call: ast.Call, what: ast.expr, path: str | None, repeated: bool, scope: Scope
) -> Iterator[MetricLine]:
    keys: Iterator[str] | Mapping[str, None]
    if isinstance(what, ast.Dict):
        keys = _keys(what)
    elif isinstance(what, ast.Name):
        behind = scope.names.get(what.id)
        own = _keys(behind) if isinstance(behind, ast.Dict) else ()
        keys = dict.fromkeys([*own, *(key for key in scope.set_keys(what.id) if names_a_metric(key))])
    else:
        return
    for key in keys:
        yield _line(file, call, metric=key, json_path=key, written_to=path, repeated=repeated, way="json")


def _keys(node: ast.Dict) -> Iterator[str]:
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and not isinstance(value, ast.Constant):
            if isinstance(value, ast.Dict):
                yield from (f"{key.value}.{inner}" for inner in _keys(value))
            elif names_a_metric(key.value):
                yield key.value
