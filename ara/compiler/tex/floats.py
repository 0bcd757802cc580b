"""Tables, figures and algorithms that float: their captions, labels, panels and bodies, still as tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ara.compiler.tex.stream import TokenStream
from ara.compiler.tex.tabular import TABULARS
from ara.compiler.tex.tokens import Token

FLOATS = {
    "table": "table", "table*": "table", "wraptable": "table", "sidewaystable": "table", "sidewaystable*": "table",
    "SCtable": "table", "longtable": "table", "longtblr": "table", "xltabular": "table", "margintable": "table",
    "figure": "figure", "figure*": "figure", "wrapfigure": "figure", "sidewaysfigure": "figure", "SCfigure": "figure",
    "teaserfigure": "figure", "marginfigure": "figure",
    "algorithm": "algorithm", "algorithm*": "algorithm", "algorithm2e": "algorithm",
}  # fmt: skip
"""What each environment holds."""
_PANELS = frozenset({"subfigure", "subtable", "subfloat", "subcaptionblock"})


class Captioned(NamedTuple):
    """One caption with what belongs to it."""

    kind: str
    caption: tuple[Token, ...]
    key: str | None
    grids: tuple[tuple[str, tuple[Token, ...]], ...]
    """Name and inner tokens of each tabular."""
    panels: tuple[tuple[Token, ...], ...]
    body: tuple[Token, ...]
    """Everything inside, for algorithms."""


class _Parts(NamedTuple):
    captions: list[tuple[str, tuple[Token, ...]]]
    keys: list[tuple[int, str]]
    """Captions seen before each label, and the label."""
    grids: list[tuple[int, str, tuple[Token, ...]]]
    panels: list[tuple[Token, ...]]


def read_float(name: str, body: Sequence[Token]) -> list[Captioned]:
    """Give what a float holds, one entry per caption; none when it has no caption."""
    kind = FLOATS[name]
    parts = _parts(kind, name, body)
    found: list[Captioned] = []
    for place, (said, caption) in enumerate(parts.captions):
        key = next((key for before, key in parts.keys if before == place + 1), None)
        if key is None and place == 0:
            key = next((key for _, key in parts.keys), None)
        grids = tuple((grid, tokens) for _, grid, tokens in _share(parts, place))
        found.append(Captioned(said, caption, key, grids, tuple(parts.panels) if not place else (), tuple(body)))
    return found


def _share(parts: _Parts, place: int) -> list[tuple[int, str, tuple[Token, ...]]]:
    """The tabulars of one caption: all, when it is the only one; else in order, those that follow or precede it."""
    captions = sum(1 for kind, _ in parts.captions if kind == "table")
    if captions <= 1:
        return parts.grids if parts.captions[place][0] == "table" else []
    above = bool(parts.grids) and parts.grids[0][0] > 0
    return [grid for grid in parts.grids if grid[0] == (place + 1 if above else place)]


def _parts(kind: str, name: str, body: Sequence[Token]) -> _Parts:
    stream = TokenStream(4 * len(body) + 100)
    stream.push(body)
    parts = _Parts([], [], [], [])
    if name in TABULARS:
        parts.grids.append((0, name, tuple(body)))
    inside_panel = 0
    while (token := stream.next()) is not None:
        if token.kind in ("begin", "end") and token.text in _PANELS:
            inside_panel += 1 if token.kind == "begin" else -1
        elif token.kind == "begin" and token.text in TABULARS and token.text != "array":
            inner = inner_tokens(stream, token.text)
            parts.grids.append((len(parts.captions), token.text, tuple(inner)))
            stream.push(_captions_of(inner))
        elif token.kind == "command" and token.text in ("caption", "captionof", "subcaption", "tcaption"):
            said = "".join(t.text for t in stream.argument()) if token.text == "captionof" else kind
            stream.star(), stream.optional()
            words = tuple(stream.argument())
            if inside_panel > 0 or token.text == "subcaption":
                parts.panels.append(words)
            else:
                parts.captions.append((said if said in ("table", "figure", "algorithm") else kind, words))
                parts.keys.extend((len(parts.captions), key) for key in _labels(words))
        elif token.kind == "command" and token.text in ("subfloat", "subfigure") and (short := stream.optional()):
            parts.panels.append(tuple(short))
        elif token.kind == "command" and token.text == "label":
            key = "".join(t.text for t in stream.argument()).strip()
            if inside_panel <= 0:
                parts.keys.append((len(parts.captions), key))
    return parts


def _captions_of(tokens: list[Token]) -> list[Token]:
    """Captions and labels inside a tabular, which a table over several pages and a layout table have."""
    stream = TokenStream(4 * len(tokens) + 100)
    stream.push(tokens)
    kept: list[Token] = []
    brace = Token("open", "{", 0, 0), Token("close", "}", 0, 0)
    while (token := stream.next()) is not None:
        if token.kind == "command" and token.text in ("caption", "label"):
            stream.star(), stream.optional()
            kept += [token, brace[0], *stream.argument(), brace[1]]
    return kept


def _labels(tokens: Sequence[Token]) -> list[str]:
    stream = TokenStream(4 * len(tokens) + 100)
    stream.push(tokens)
    found = []
    while (token := stream.next()) is not None:
        if token.kind == "command" and token.text == "label":
            found.append("".join(t.text for t in stream.argument()).strip())
    return found


def inner_tokens(stream: TokenStream, name: str) -> list[Token]:
    """Take the tokens up to the `end` of an environment that has just begun, and that `end`."""
    taken: list[Token] = []
    depth = 1
    while (token := stream.next()) is not None:
        if token.text == name and token.kind in ("begin", "end"):
            depth += 1 if token.kind == "begin" else -1
            if depth == 0:
                break
        taken.append(token)
    return taken
