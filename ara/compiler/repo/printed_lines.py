"""The words of a printed line and the places of its numbers, read from the call that prints it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_METRIC = re.compile(
    r"(?i)(?:^|[^a-z])(?:acc(?:uracy)?|loss(?:es)?|throughput|latency|speed(?:up)?|elapsed|duration|run ?time(?! )"
    r"|tflops|flops|bandwidth|perplexity|ppl|f1|bleu|rouge(?:[l12])?|meteor|em|exact match|precision|recall|scores?"
    r"|rewards?|return(?! code)|pass ?@ ?\w+|success(?:[ _]rate)?|rate|error|wer|cer|mse|rmse|mae|psnr|ssim|fid|lpips"
    r"|m?iou|map|auc|auroc|ndcg|mrr|r2|pearson|spearman|corr(?:elation)?|memory|vram"
    r"|tokens?[ _]?(?:/|per)[ _]?s(?:ec(?:ond)?)?"
    r"|tok/s|tps|fps|ttft|tpot|it/s|time|mean|average|avg|median|std|p50|p90|p95|p99|overhead|sparsity|ratio|gain"
    r"|kl|entropy|dice|hit(?:[ _]rate)?)(?:$|[^a-z])"
)
_UNIT = re.compile(
    r"\s?(?P<unit>(?:tok(?:en)?s?|req(?:uests)?|samples?|images?|it|GB|MB|GiB|MiB|T?FLOPs?)/s(?:ec(?:ond)?)?"
    r"|ms|us|µs|s|sec|seconds|%|GB|MB|GiB|MiB|T?FLOPS|FPS|x|dB)(?![\w/])"
)
_EXCEPTIONS = frozenset({"e", "ex", "err", "exc", "error", "exception", "str(e)"})
_FAILURE = re.compile(r"(?i)(?:\W*)(?:error|failed|failure|exception|invalid|warning|unable|could not|cannot)\b")
_NUMERIC_FORMAT = re.compile(r"[,+]?\d*\.?\d*[fgeE%]|\d*\.\d+[fgeE%]?")


class PrintedNumber(NamedTuple):
    """A number in a printed line."""

    metric: str
    """What the line calls it."""
    pattern: str
    """The text around it, which stands as `{value}`."""
    unit: str | None
    """Its unit, as printed."""


class _Hole(NamedTuple):
    """The place of a value in a printed line."""

    words: str
    """The expression behind it."""
    numeric: bool
    """Whether its format is that of a number."""


_Pieces = list[str | _Hole]


def names_a_metric(words: str) -> bool:
    """Whether a key, label or expression names something that is measured."""
    return bool(_METRIC.search(_spaced(words)))


def printed_numbers(arguments: list[ast.expr], names: Mapping[str, ast.expr]) -> Iterator[PrintedNumber]:
    """Give every number of a line that has a label of its own.

    `arguments` are those of the call; `names` holds the only expression that each local name stands for.
    """
    pieces: _Pieces = []
    for argument in arguments:
        if isinstance(argument, ast.Starred):
            continue
        pieces += [*[" "] * bool(pieces), *_pieces(argument, names)]
    yield from _labelled(pieces)


def _pieces(node: ast.expr, names: Mapping[str, ast.expr]) -> _Pieces:
    """The line that an expression gives, as literal text and places of values, in order."""
    if isinstance(node, ast.Name) and isinstance(behind := names.get(node.id), ast.JoinedStr | ast.BinOp):
        return _pieces(behind, {})
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*_pieces(node.left, names), *_pieces(node.right, names)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant):
        values = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
        return _filled(node.left.value, r"%[-+ 0]?[\d.]*([sdifgeEr])", values)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        text = node.func.value
        return _filled(text.value if isinstance(text, ast.Constant) else None, r"\{\w*(?:[:!]([^{}]*))?\}", node.args)
    if isinstance(node, ast.JoinedStr):
        parts = (part for part in node.values if isinstance(part, ast.Constant | ast.FormattedValue))
        return [
            str(part.value) if isinstance(part, ast.Constant) else _Hole(ast.unparse(part.value), _is_numeric(part))
            for part in parts
        ]
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    return [_Hole(ast.unparse(node), False)]


def _filled(text: object, hole: str, values: list[ast.expr]) -> _Pieces:
    if not isinstance(text, str):
        return []
    pieces: _Pieces = []
    end = 0
    for place, value in zip(re.finditer(hole, text), values, strict=False):
        pieces += [text[end : place.start()], _Hole(ast.unparse(value), bool(re.search(r"[fgeE%]", place[1] or "")))]
        end = place.end()
    return [*pieces, text[end:]]


def _is_numeric(part: ast.FormattedValue) -> bool:
    """Whether a value is formatted as a number, by its own format or by a call of `format` or `round`."""
    if isinstance(part.value, ast.Call) or (
        isinstance(part.value, ast.Attribute) and isinstance(part.value.value, ast.Call)
    ):
        called = {
            node.func.id
            for node in ast.walk(part.value)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        if called & {"format", "round"}:
            return True
    form = part.format_spec
    only = form.values[0] if isinstance(form, ast.JoinedStr) and len(form.values) == 1 else None
    text = str(only.value) if isinstance(only, ast.Constant) else ""
    return bool(text) and bool(_NUMERIC_FORMAT.fullmatch(text.lstrip("<>^ ")))


def _labelled(pieces: _Pieces) -> Iterator[PrintedNumber]:
    for at, piece in enumerate(pieces):
        if not isinstance(piece, _Hole) or piece.words in _EXCEPTIONS:
            continue
        before = _text(pieces, at - 1, -1).rpartition("\n")[2][-200:]
        after = _text(pieces, at + 1, 1).partition("\n")[0][:40]
        unit = _UNIT.match(after)
        label = re.search(r"(?P<label>[^\W\d_][^:=|,;()\[\]{}'\x22`]*?)\s*(?:\([^()]*\)\s*)?[:=]?\s*$", before)
        named = bool(label and _is_label_of_a_metric(label["label"]))
        if label is None or not (named or ((piece.numeric or unit) and names_a_metric(piece.words))):
            continue
        words = label["label"] if named else _spaced(piece.words)
        metric = " ".join(words.split()[-5:])
        left = before[label.start() :]
        right = after[: unit.end()] if unit else ""
        inside = re.search(r"\((?P<unit>[^()\s]{1,12})\)\s*[:=]?\s*$", left)
        if "{value}" not in left + right:
            said = unit["unit"] if unit else inside and inside["unit"]
            yield PrintedNumber(metric[:80], f"{left}{{value}}{right}".strip(), said)


def _is_label_of_a_metric(label: str) -> bool:
    """Whether the words right before a number name a metric; a failure that is reported does not."""
    words = label.split()
    if len(words) != 2 and _FAILURE.match(label):
        return False
    while len(words) > 1 and words[-1].lower() in ("is", "was", "of", "at", "are"):
        words.pop()
    return names_a_metric(" ".join(words[-3:]))


def _text(pieces: _Pieces, at: int, step: int) -> str:
    """The literal text next to a place, up to the next number."""
    found = ""
    while 0 <= at < len(pieces) and isinstance(piece := pieces[at], str):
        found = piece + found if step < 0 else found + piece
        at += step
    return found


def _spaced(words: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[_.\-]", " ", words)
