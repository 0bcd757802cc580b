"""A table as the rules read it: columns of cells under full headers, rows under full labels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ara.review.ledger.naming import labels_in
from ara.review.rigor.quantities.cells import Cell, plain, read_cell
from ara.review.rigor.quantities.labels import words_of
from ara.schema.evidence import EvidenceObject, Grid
from ara.schema.location import Location
from ara.schema.markdown.escape import unescape

Kind = Literal["label", "parameter", "count", "metric"]

_UNIT = re.compile(
    r"[(\[]\s*(?:in\s)?(?P<unit>[^()\[\]]{1,24}?)\s*[)\]]\s*[↑↓]?\s*$"
    r"|(?:,|\bin)\s(?P<tail>%|percent|[mµn]?s|seconds|minutes|hours|[GMK]i?B|tok/s)\s*[↑↓]?$"
)
_KNOWN_UNIT = re.compile(
    r"(?i)%|percent|×|x|pp|points?|[mµμn]?s|sec(?:onds?|s)?|min(?:utes?|s)?|h|hrs?|hours?|days?|[kmgt]?i?b"
    r"|[kmgt]?bytes?"
    r"|[kmgt]?i?b/s|tok(?:en)?s?/s|tok(?:en)?s? per second|(?:it|req|img|samples?|images)/s|fps|[kmg]?hz"
    r"|[kmgt]?flop/?s?"
    r"|[kmg]?w|[kmg]?j|[km]?wh|°c|usd|\$|[km]|millions?|billions?|thousands?|nm|µm|mm|cm|m|km|mg|g|kg|ml|l"
)
_FRACTIONAL = re.compile(
    r"(?i)(?:lr|learning rate|temperature|tolerance|tol|alpha|beta|lambda|gamma|epsilon|threshold|density"
    r"|sparsity|dropout"
    r"|pdrop)(?:\s?\([^)]*\))?"
)
"""Headers of parameters that may be fractions."""
_NAMING = re.compile(
    r"(?i)(?:#?\s?(?:layers?|heads?|experts?|params?|parameters?)|depth|width|dim\w*|budget|batch|context"
    r"|rank|size|seeds?"
    r"|(?:sequence |seq\.? |prompt |input |gen\w* )?len(?:gth)?|(?:page|block|batch|group|window|chunk) size|steps?"
    r"|(?:\w+ )(?:tokens?|length|budget|steps)"
    r"|epochs?|iterations?|iter|year|level|stage|tokens?|id|no\.?|index|round|version|fold|run|day|month|d_?model|d_?ff"
    r"|d_?k|d_?v|top-?k|cores?|gpus?|nodes?|threads?|workers?|[A-Za-z](?:_?(?:in|out|\w))?)(?:\s?\([^)]*\))?"
)
"""Headers of parameters that are whole numbers; one letter, as `k` or `L_in`, is one."""
_COUNT = re.compile(
    r"(?i)(?:n|#|n \(\w+\)|(?:#|no\.?|num\.?|number of|n)[\s_]?(?:of )?[a-z]+|sample size|total n|group n"
    r"|resolved|sampled|samples?|instances?|participants?|subjects?|patients?|respondents?|students?|questions?|items?"
    r"|problems?|prompts?|cases?|trials?|examples?|documents?|sentences?|images?|users?|people)(?:\s?\(n\))?"
)
_RESULT = re.compile(
    r"(?i)\b(?:speed-?\s?up|ratio|relative|gain|change|improvement|reduction|delta|diff\w*|saving\w*)\b|[Δ×]"
)
_SUMMARY = re.compile(r"(?i)\b(?:total|sum|average|avg\.?|mean|overall|all)\b|^[∑Σ]$")
_GROUPED = 2
"""Cells from which a line that repeats one text is the heading of a group."""


@dataclass(frozen=True, eq=False)
class Column:
    """One column."""

    index: int
    """Its place, from 0."""
    header: str
    """Its headers from the top down, joined by ` / `."""
    unit: str
    """The unit that the header gives; empty when it gives none."""
    cells: tuple[Cell | None, ...]
    """A cell for each row; None where no single number stands."""
    kind: Kind
    """`label`: words; `parameter`: numbers that name a row; `count`: how many cases a row has; `metric`: measured."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of its header, the unit left out."""
        return words_of(_UNIT.sub("", self.header) if self.unit else self.header)

    @cached_property
    def is_percent(self) -> bool:
        """Whether its cells are shares of a hundred by their header or their own sign."""
        return "%" in self.header or "percent" in self.header.lower() or self._sign == "%"

    @cached_property
    def is_result(self) -> bool:
        """Whether its header says that it was computed from others: a speedup, a ratio, a change."""
        return self.measure == "×" or _RESULT.search(self.header) is not None

    @cached_property
    def _sign(self) -> str:
        units = [cell.unit for cell in self.cells if cell is not None]
        return units[0] if units and units.count(units[0]) * 2 > len(units) else ""

    @cached_property
    def measure(self) -> str:
        """The unit of most of its cells, by header or cell."""
        return self.unit or self._sign


@dataclass(frozen=True, eq=False)
class Row:
    """One row of the body."""

    parts: tuple[str, ...]
    """Its cells of words and parameters."""
    group: str
    """The words of the line that stands over its group; empty when none does."""
    texts: tuple[str, ...]
    """All its cells, plain."""
    line: int
    """Its line in the file."""

    @property
    def label(self) -> str:
        """What names it."""
        return " / ".join(part for part in self.parts if part) or self.group

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of its label."""
        return words_of(" ".join(self.parts))

    @cached_property
    def is_summary(self) -> bool:
        """Whether it sums or averages others, by its label."""
        return any(_SUMMARY.search(part) is not None and len(part) < 40 for part in self.parts)


@dataclass(frozen=True, eq=False)
class Table:
    """A table with numbers."""

    file: str
    """Its evidence file."""
    is_read_off: bool
    """Whether its numbers were read off a figure and are not printed."""
    line: int
    """Line of its header."""
    label: str
    """`t2` for Table 2; empty when its file does not say."""
    title: str
    """The title of its file."""
    caption: str
    """Its printed caption; its title when it has none."""
    about: str
    """Title, caption and all other words of the file outside of the grid."""
    columns: tuple[Column, ...]
    """Its columns."""
    rows: tuple[Row, ...]
    """The rows of its body, headings of groups left out."""

    @property
    def name(self) -> str:
        """How a message calls it."""
        return self.file.rpartition("/")[2].removesuffix(".md")

    @cached_property
    def metrics(self) -> tuple[Column, ...]:
        """The columns of what was measured."""
        return tuple(column for column in self.columns if column.kind == "metric")

    @cached_property
    def body(self) -> tuple[int, ...]:
        """The rows that neither sum nor average others."""
        return tuple(index for index, row in enumerate(self.rows) if not row.is_summary)

    def place(self, row: int) -> Location:
        """Give the place of a row."""
        return Location(file=self.file, line=self.rows[row].line)

    def words_at(self, row: int, column: Column) -> str:
        """Name a cell: its row's label and its header."""
        return " / ".join(part for part in (self.rows[row].label, column.header) if part)


def tables_of(item: EvidenceObject, text: str) -> tuple[Table, ...]:
    """Give the tables of an evidence file that hold at least one row."""
    lines = {line for grid in item.grids for line in grid.row_lines}
    about = "\n".join(words for number, words in enumerate(text.split("\n"), 1) if number not in lines)
    label = next(iter(sorted(labels_in(item.title) or labels_in(item.source or ""))), "")
    made = (_table(item, grid, label, unescape(about)) for grid in item.grids)
    return tuple(table for table in made if table is not None)


def _table(item: EvidenceObject, grid: Grid, label: str, about: str) -> Table | None:
    headers = _header_rows(item, grid)
    width = len(grid.rows[0])
    body: list[tuple[tuple[str, ...], str, int]] = []
    group = ""
    for cells, line in zip(grid.rows[headers:], grid.row_lines[headers:], strict=False):
        texts = (*(plain(unescape(cell)) for cell in cells[:width]), *("",) * (width - len(cells)))
        heading = _heading(texts)
        if heading:
            group = heading
        else:
            body.append((texts, group, line))
    if not body or width < _GROUPED:
        return None
    columns = _columns(grid, headers, [texts for texts, _, _ in body])
    naming = [column.index for column in columns if column.kind in ("label", "parameter")]
    rows = tuple(Row(tuple(texts[i] for i in naming), group, texts, line) for texts, group, line in body)
    read_off = item.kind == "figure"
    return Table(
        item.location.file, read_off, grid.line, label, item.title, item.caption or item.title, about, columns, rows
    )


def _header_rows(item: EvidenceObject, grid: Grid) -> int:
    said = next((field.text for field in item.extra if field.label.casefold() == "header rows"), "1")
    return min(int(said), len(grid.rows)) if said.isdigit() and int(said) else 1


def _heading(texts: tuple[str, ...]) -> str:
    """Give the words of a line that stands over a group: one text in all its cells, or in the first alone."""
    first = texts[0]
    if not first or read_cell(first) is not None:
        return ""
    rest = set(texts[1:])
    return first if len(texts) >= _GROUPED and (rest == {first} or (rest == {""} and len(texts) > _GROUPED)) else ""


def _columns(grid: Grid, headers: int, body: list[tuple[str, ...]]) -> tuple[Column, ...]:
    found: list[Column] = []
    leading = True
    for index in range(len(grid.rows[0])):
        levels = [plain(unescape(row[index])) for row in grid.rows[:headers] if index < len(row)]
        header = " / ".join(dict.fromkeys(level for level in levels if level))
        cells = tuple(read_cell(texts[index]) for texts in body)
        kind = _kind(
            levels[-1] if levels else "", cells, [texts[index] for texts in body], leading=leading, first=not index
        )
        leading = leading and kind != "metric"
        found.append(Column(index, header, _unit_of(header), cells, kind))
    return tuple(found)


def _kind(header: str, cells: tuple[Cell | None, ...], texts: list[str], *, leading: bool, first: bool) -> Kind:
    filled = sum(1 for text in texts if text and text not in ("-", "–", "—", "n/a", "N/A"))
    numbers = sum(1 for cell in cells if cell is not None)
    if numbers * 2 < filled or not numbers:
        return "label" if filled else "metric"
    whole = all(cell is None or (not cell.places and cell.unit in ("", "K", "k", "M", "B")) for cell in cells)
    name = header.strip(" ↑↓#") if len(header) > 1 else header
    if whole and not first and _COUNT.fullmatch(name or header):
        return "count"
    # a size in bytes or a time was measured, whatever it is called
    named = not _unit_of(header) and (_FRACTIONAL.fullmatch(name) or (whole and _NAMING.fullmatch(name)))
    if first or (leading and named):
        return "parameter"
    return "metric"


def without_unit(name: str) -> str:
    """Give a header or label without the unit in parentheses at its end."""
    return _UNIT.sub("", name) if _unit_of(name) else name


def _unit_of(header: str) -> str:
    match = _UNIT.search(header)
    name = next((part for part in match.groups() if part), "").strip() if match else ""
    return name if _KNOWN_UNIT.fullmatch(name) else ""
