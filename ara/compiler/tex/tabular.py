"""The grid of a `tabular`: cells, spans repeated in each cell that they cover, header rows, marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ara.compiler.tex.limits import TexLimits
from ara.compiler.tex.stream import TokenStream
from ara.compiler.tex.tokens import Token

TABULARS = frozenset(
    {"tabular", "tabular*", "tabularx", "tabulary", "longtable", "longtable*", "array", "tabu", "xltabular",
     "supertabular", "NiceTabular", "tblr", "longtblr"}
)  # fmt: skip
_RULES = frozenset({"hline", "midrule", "toprule", "bottomrule", "Xhline", "specialrule", "firsthline", "lasthline",
                    "thickhline", "cmidrule", "cline", "hdashline", "cdashline", "addlinespace", "morecmidrules",
                    "endhead", "endfirsthead", "endfoot", "endlastfoot"})  # fmt: skip
_WHOLE_RULES = frozenset({"hline", "midrule", "Xhline", "specialrule", "thickhline", "hdashline", "endhead"})
_RULE_ARGUMENTS = {"cmidrule": 1, "cline": 1, "specialrule": 3, "Xhline": 1, "cdashline": 1}
_MARKS = {"textbf": "bold", "bf": "bold", "bfseries": "bold", "mathbf": "bold", "boldsymbol": "bold", "bm": "bold",
          "underline": "underline", "ul": "underline", "uline": "underline", "textit": "italic", "emph": "italic",
          "it": "italic", "itshape": "italic"}  # fmt: skip


_MOST_PLACES = 400_000
_MOST_RULES = 20


class Grid(NamedTuple):
    """A table's cells as words."""

    rows: tuple[tuple[str, ...], ...]
    header_rows: int
    marks: tuple[tuple[int, int, str], ...]


class _Cell(NamedTuple):
    text: str
    columns: int
    rows: int
    mark: str | None


def read_grid(name: str, body: Sequence[Token], words: Callable[[Sequence[Token]], str], limits: TexLimits) -> Grid:
    """Read the tokens between `begin` and `end` of a tabular environment; `words` gives a cell's text."""
    stream = TokenStream(4 * len(body) + 100)
    stream.push(body)
    _layout(name, stream)
    lines, rules = _lines(stream, limits)
    cells = [[_cell(tokens, words, limits) for tokens in line] for line in lines]
    return _spread(cells, rules, limits)


def join_grids(grids: Sequence[Grid]) -> Grid:
    """Put the grids of one table below one another, short rows filled up with blanks."""
    width = max((len(row) for grid in grids for row in grid.rows), default=0)
    rows: list[tuple[str, ...]] = []
    marks: list[tuple[int, int, str]] = []
    for grid in grids:
        marks += [(row + len(rows), column, mark) for row, column, mark in grid.marks]
        rows += [(*row, *[""] * (width - len(row))) for row in grid.rows]
    return Grid(tuple(rows), grids[0].header_rows if grids else 0, tuple(marks))


def _layout(name: str, stream: TokenStream) -> None:
    """Pass over width, position and columns."""
    if name in ("tabular*", "tabularx", "tabulary", "xltabular"):
        stream.argument()
    stream.peek(skip_blanks=True)
    stream.optional()
    stream.argument()


def _lines(stream: TokenStream, limits: TexLimits) -> tuple[list[list[list[Token]]], list[int]]:
    """Cells by line as tokens, and before which lines a rule over the whole width stands."""
    lines: list[list[list[Token]]] = []
    rules: list[int] = []
    line: list[list[Token]] = [[]]
    depth = 0
    while (token := stream.next()) is not None and len(lines) < limits.rows:
        depth += (token.kind in ("open", "begin")) - (token.kind in ("close", "end"))
        if depth > 0 or token.kind not in ("align", "command"):
            line[-1].append(token)
        elif token.kind == "align":
            line.append([])
        elif token.text in ("\\", "tabularnewline", "cr"):
            stream.star(), stream.optional()
            lines.append(line)
            line = [[]]
        elif token.text in _RULES:
            if token.text in _WHOLE_RULES and not _filled(line):
                rules.append(len(lines))
            _rule(token.text, stream)
        elif token.text in ("caption", "label"):
            # a table over several pages holds its own caption
            stream.star(), stream.optional(), stream.argument()
        else:
            line[-1].append(token)
    if _filled(line):
        lines.append(line)
    return lines, rules


def _filled(line: list[list[Token]]) -> bool:
    return len(line) > 1 or any(token.kind not in ("space", "par") for token in line[0])


def _rule(name: str, stream: TokenStream) -> None:
    stream.optional()
    following = stream.peek()
    if name == "cmidrule" and following is not None and following.text.startswith("("):
        while (token := stream.peek()) is not None and token.kind != "open":
            stream.next()
    for _ in range(_RULE_ARGUMENTS.get(name, 0)):
        stream.argument()


def _cell(tokens: list[Token], words: Callable[[Sequence[Token]], str], limits: TexLimits) -> _Cell:
    columns = rows = 1
    rest = list(tokens)
    for _ in range(2):
        name, stream = _leading(rest)
        if name == "multicolumn":
            columns = max(1, _count(stream.argument(), limits.columns))
            stream.argument()
            rest = stream.argument()
        elif name == "multirow":
            stream.optional()
            rows = _count(stream.argument(), limits.rows)
            while stream.optional() is not None:
                pass
            stream.argument(), stream.optional()
            rest = stream.argument() + _remaining(stream)
    mark = next((_MARKS[t.text] for t in rest if t.kind == "command" and t.text in _MARKS), None)
    return _Cell(words(rest), columns, rows, mark)


def _leading(tokens: list[Token]) -> tuple[str, TokenStream]:
    """The spanning command with which a cell starts, behind colours and braces, and what follows it."""
    for place, token in enumerate(tokens):
        if token.kind == "command" and token.text in ("multicolumn", "multirow"):
            stream = TokenStream(4 * len(tokens) + 100)
            stream.push(tokens[place + 1 :])
            return token.text, stream
    return "", TokenStream(0)


def _remaining(stream: TokenStream) -> list[Token]:
    taken = []
    while (token := stream.next()) is not None:
        taken.append(token)
    return taken


def _count(tokens: list[Token], most: int) -> int:
    text = re.sub(r"\s", "", "".join(token.text for token in tokens))
    value = int(text) if re.fullmatch(r"-?\d{1,4}", text) else 1
    return max(-most, min(most, value)) or 1


def _spread(cells: list[list[_Cell]], rules: list[int], limits: TexLimits) -> Grid:
    """Repeat spanning labels, fill rows up to one width, drop empty rows."""
    grid: dict[tuple[int, int], str] = {}
    marks: list[tuple[int, int, str]] = []
    width, left = 0, _MOST_PLACES
    for row, line in enumerate(cells):
        column = 0
        for cell in line:
            left -= abs(cell.rows) * cell.columns
            # a span too many stays one cell
            places = _covered(cell, row, column, len(cells), limits.columns) if left > 0 else [(row, column)]
            for place in places:
                if place[0] == row:
                    grid[place] = cell.text or grid.get(place, "")
                elif cell.text:
                    grid[place] = cell.text
            if cell.mark and cell.text:
                marks.append((row, column, cell.mark))
            column += cell.columns
        width = max(width, min(column, limits.columns))
    kept = [row for row in range(len(cells)) if any(grid.get((row, column)) for column in range(width))]
    order = {row: place for place, row in enumerate(kept)}
    rows = tuple(tuple(grid.get((row, column), "") for column in range(width)) for row in kept)
    moved = tuple((order[row], column, mark) for row, column, mark in marks if row in order and column < width)
    above = [sum(1 for row in kept if row < rule) for rule in dict.fromkeys(rules[:_MOST_RULES])]
    return Grid(rows, _header_rows(above, len(rows), _spanned(cells, kept)), moved)


def _covered(cell: _Cell, row: int, column: int, rows: int, columns: int) -> list[tuple[int, int]]:
    """The places that a cell covers; a negative number of rows covers rows above."""
    first, last = (row, row + cell.rows - 1) if cell.rows > 0 else (row + cell.rows + 1, row)
    return [
        (below, right)
        for below in range(max(0, first), min(last, rows - 1) + 1)
        for right in range(column, min(column + cell.columns, columns))
    ]


def _spanned(cells: list[list[_Cell]], kept: list[int]) -> int:
    """How many rows a label in the first row covers."""
    first = cells[kept[0]] if kept else []
    return max((cell.rows for cell in first), default=1)


def _header_rows(rules: list[int], rows: int, spanned: int) -> int:
    """The rows above the first rule that stands below a row; one when there is no such rule."""
    below = [place for place in rules if 0 < place < rows and place >= spanned]
    if below:
        return below[0]
    return min(max(1, spanned), max(0, rows - 1)) if rows else 0
