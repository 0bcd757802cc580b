"""Finding the lines of a Python script that print, log or write a measured number, without running it.

A line counts when its label or the expression behind it names a metric, or the number is printed with a unit of one;
file names, epochs and other counters do not count.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ara.compiler.repo.model import MetricLine
from ara.compiler.repo.text_files import TextFile

_MOST_LINES = 40
_METRIC = re.compile(
    r"(?i)(?:^|[^a-z])(?:acc(?:uracy)?|loss(?:es)?|throughput|latency|speed(?:up)?|elapsed|duration|runtime|tflops|flops"
    r"|bandwidth|perplexity|ppl|f1|bleu|rouge(?:[l12])?|meteor|em|exact match|precision|recall|score|scores|reward"
    r"|rewards|return|pass ?@ ?\w+|success(?:[ _]rate)?|rate|error|wer|cer|mse|rmse|mae|psnr|ssim|fid|lpips|iou"
    r"|miou|map|auc|auroc|ndcg|mrr|r2|pearson|spearman|corr(?:elation)?|memory|vram"
    r"|tokens?[ _]?(?:/|per)[ _]?s(?:ec(?:ond)?)?"
    r"|tok/s|tps|fps|ttft|tpot|it/s|time|mean|average|avg|median|std|p50|p90|p95|p99|overhead|sparsity|ratio|gain"
    r"|kl|entropy|dice|hit(?:[ _]rate)?)(?:$|[^a-z])"
)
_UNIT = re.compile(
    r"\s?(?P<unit>(?:tok(?:en)?s?|req(?:uests)?|samples?|images?|it|GB|MB|GiB|MiB|T?FLOPs?)/s(?:ec(?:ond)?)?"
    r"|ms|us|µs|s|sec|seconds|%|GB|MB|GiB|MiB|T?FLOPS|FPS|x|dB)(?![\w/])"
)
_EXCEPTIONS = frozenset({"e", "ex", "err", "exc", "error", "exception", "str(e)"})
_LOGGERS = frozenset({"info", "debug", "warning", "log", "print", "write", "echo", "success"})
_TRACKERS = frozenset({"log", "log_metrics", "add_scalar", "log_metric", "add_scalars", "track"})
_NUMERIC_FORMAT = re.compile(r"[,+]?\d*\.?\d*[fgeE%]|\d*\.\d+[fgeE%]?")


def metric_lines(file: TextFile, module: ast.Module) -> tuple[MetricLine, ...]:
    """The lines of one script that hand out a metric, in order, each once; at most 40."""
    found: dict[tuple[object, ...], MetricLine] = {}
    written = _written_files(module)
    for node, repeated in _calls(module):
        for line in _of_call(file, node, repeated, written):
            found.setdefault((line.metric, line.pattern, line.json_path, line.column, line.written_to), line)
            if len(found) == _MOST_LINES:
                return tuple(found.values())
    return tuple(found.values())


def _calls(module: ast.Module) -> Iterator[tuple[ast.Call, bool]]:
    """Every call, and whether it stands in a loop, in the order of the lines."""
    waiting: list[tuple[ast.AST, bool]] = [(module, False)]
    while waiting:
        node, repeated = waiting.pop()
        if isinstance(node, ast.Call):
            yield node, repeated
        inside = repeated or isinstance(node, ast.For | ast.While | ast.AsyncFor)
        waiting += reversed([(child, inside) for child in ast.iter_child_nodes(node)])


def _written_files(module: ast.Module) -> dict[str, str]:
    """The literal path behind each name that a `with open(...)` binds."""
    items = (item for node in ast.walk(module) if isinstance(node, ast.With) for item in node.items)
    found = {}
    for item in items:
        call, name = item.context_expr, item.optional_vars
        path = call.args[0] if isinstance(call, ast.Call) and call.args else None
        if isinstance(name, ast.Name) and isinstance(path, ast.Constant) and isinstance(path.value, str):
            found[name.id] = path.value
    return found


def _of_call(file: TextFile, call: ast.Call, repeated: bool, written: dict[str, str]) -> Iterator[MetricLine]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if not call.args:
        return
    if name == "dump" and isinstance(owner, ast.Name) and owner.id in ("json", "yaml", "ujson", "orjson"):
        yield from _dumped(file, call, repeated, written)
    elif name in _TRACKERS and isinstance(call.args[0], ast.Dict):
        for key in _keys(call.args[0]):
            yield _line(file, call, metric=key, repeated=repeated, way="tracker")
    elif name == "writerow" and isinstance(call.args[0], ast.List | ast.Tuple):
        for cell in call.args[0].elts:
            if isinstance(cell, ast.Constant) and isinstance(cell.value, str) and _METRIC.search(_spaced(cell.value)):
                yield _line(file, call, metric=cell.value, column=cell.value, repeated=repeated, way="csv")
    elif name in _LOGGERS and not any(word.arg == "file" for word in call.keywords):
        way = "stdout" if name in ("print", "echo") else "log"
        for metric, pattern, unit in _printed(_pieces(call)):
            yield _line(file, call, metric=metric, pattern=pattern, unit=unit, repeated=repeated, way=way)


def _line(file: TextFile, call: ast.Call, **values: object) -> MetricLine:
    at = file.excerpt(call.lineno, call.end_lineno)
    return MetricLine.model_validate({**values, "at": at})


def _dumped(file: TextFile, call: ast.Call, repeated: bool, written: dict[str, str]) -> Iterator[MetricLine]:
    into = call.args[1] if len(call.args) > 1 else None
    path = written.get(into.id) if isinstance(into, ast.Name) else None
    if isinstance(call.args[0], ast.Dict):
        for key in _keys(call.args[0]):
            yield _line(file, call, metric=key, json_path=key, written_to=path, repeated=repeated, way="json")


def _keys(node: ast.Dict) -> Iterator[str]:
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and not isinstance(value, ast.Constant):
            if isinstance(value, ast.Dict):
                yield from (f"{key.value}.{inner}" for inner in _keys(value))
            elif _METRIC.search(_spaced(key.value)):
                yield key.value


class _Number:
    """The place of a number in a printed line."""

    def __init__(self, words: str, numeric: bool) -> None:
        self.words = words
        self.numeric = numeric


def _pieces(call: ast.Call) -> list[str | _Number]:
    """The printed line as literal text and places of values, in order; empty when it cannot be told."""
    first = call.args[0]
    if isinstance(first, ast.BinOp) and isinstance(first.op, ast.Mod) and isinstance(first.left, ast.Constant):
        values = first.right.elts if isinstance(first.right, ast.Tuple) else [first.right]
        return _filled(first.left.value, r"%[-+ 0]?[\d.]*([sdifgeEr])", values)
    if isinstance(first, ast.Call) and isinstance(first.func, ast.Attribute) and first.func.attr == "format":
        text = first.func.value
        return _filled(text.value if isinstance(text, ast.Constant) else None, r"\{\w*(?:[:!]([^{}]*))?\}", first.args)
    pieces: list[str | _Number] = []
    for argument in call.args:
        pieces += [" "] * bool(pieces)
        if isinstance(argument, ast.JoinedStr):
            for part in argument.values:
                if isinstance(part, ast.Constant):
                    pieces.append(str(part.value))
                elif isinstance(part, ast.FormattedValue):
                    pieces.append(_Number(ast.unparse(part.value), _is_numeric(part)))
        elif isinstance(argument, ast.Constant):
            pieces.append(str(argument.value))
        elif not isinstance(argument, ast.Starred):
            pieces.append(_Number(ast.unparse(argument), False))
    return pieces


def _filled(text: object, hole: str, values: list[ast.expr]) -> list[str | _Number]:
    if not isinstance(text, str):
        return []
    pieces: list[str | _Number] = []
    end = 0
    for place, value in zip(re.finditer(hole, text), values, strict=False):
        pieces += [text[end : place.start()], _Number(ast.unparse(value), bool(re.search(r"[fgeE%]", place[1] or "")))]
        end = place.end()
    return [*pieces, text[end:]]


def _is_numeric(part: ast.FormattedValue) -> bool:
    form = part.format_spec
    text = form.values[0].value if isinstance(form, ast.JoinedStr) and len(form.values) == 1 and isinstance(
        form.values[0], ast.Constant
    ) else ""  # fmt: skip
    return bool(text) and bool(_NUMERIC_FORMAT.fullmatch(str(text).lstrip("<>^ ")))


def _printed(pieces: list[str | _Number]) -> Iterator[tuple[str, str, str | None]]:
    """Metric, pattern and unit of every number in the line that has a label of its own."""
    for at, piece in enumerate(pieces):
        if not isinstance(piece, _Number) or piece.words in _EXCEPTIONS:
            continue
        before = _text(pieces, at - 1, -1).rpartition("\n")[2][-200:]
        after = _text(pieces, at + 1, 1).partition("\n")[0][:40]
        unit = _UNIT.match(after)
        label = re.search(r"(?P<label>[^\W\d_][^:=|,;()\[\]{}'\x22`]*?)\s*(?:\([^()]*\)\s*)?[:=]?\s*$", before)
        named = bool(label and _METRIC.search(_spaced(label["label"])))
        if label is None or not (named or ((piece.numeric or unit) and _METRIC.search(_spaced(piece.words)))):
            continue
        if not (piece.numeric or unit or named):
            continue
        words = label["label"] if named else _spaced(piece.words)
        metric = " ".join(words.split()[-5:])
        left = before[label.start() :]
        right = after[: unit.end()] if unit else ""
        inside = re.search(r"\((?P<unit>[^()\s]{1,12})\)\s*[:=]?\s*$", left)
        if "{value}" not in left + right:
            yield metric[:80], f"{left}{{value}}{right}".strip(), unit["unit"] if unit else inside and inside["unit"]


def _text(pieces: list[str | _Number], at: int, step: int) -> str:
    """The literal text next to a place, up to the next number."""
    found = ""
    while 0 <= at < len(pieces) and isinstance(piece := pieces[at], str):
        found = piece + found if step < 0 else found + piece
        at += step
    return found


def _spaced(words: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[_.\-]", " ", words)
