"""Table cells that print the numbers of a sentence, and the labels that a sentence names."""

from __future__ import annotations

import re
from collections import defaultdict

from ara.compiler.claims.model import TableRef
from ara.compiler.claims.numbers import Mention, digits_key, find_numbers
from ara.compiler.claims.phrases import any_of
from ara.compiler.paper.model import PaperReading, TableReading

_NAMED = re.compile(
    r"\b(?P<kind>Tables?|Tab\.|Figures?|Figs?\.|Sections?|Secs?\.|Appendix|Appendices)\s*~?"
    r"(?P<items>[A-Z]?\.?\d+(?:\.\d+)*[a-z]?(?:\s?\([a-z](?:\s?[–,-]\s?[a-z])?\))?"
    r"(?:(?:\s*,\s*|,?\s+and\s+|\s*[–-]\s*)[A-Z]?\.?\d+(?:\.\d+)*(?![\w%.]*\d))*|[A-Z]\b(?:\.\d+)*)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?<![\w.])(?:[A-Z]\.?)?\d+(?:\.\d+)*|(?<![\w(])[A-Z](?:\.\d+)*\b")
_KINDS = {"t": "Table", "f": "Figure", "s": "Section", "a": "Appendix"}
_BEST = any_of("best, highest, lowest, fastest, slowest, worst, strongest, largest, smallest, state-of-the-art")
_NAMED_CELLS = 4
_WORD = re.compile(r"[A-Za-z][\w+@-]{2,}")


def named_labels(sentence: str) -> tuple[str, ...]:
    "Return the tables, figures, sections and appendices that a sentence names, as `Table 3`, in order."
    labels: dict[str, None] = {}
    for match in _NAMED.finditer(sentence):
        for item in _ITEM.findall(match["items"]):
            labels[f"{_KINDS[match['kind'][0].lower()]} {item}"] = None
    return tuple(labels)


class CellIndex:
    """The body cells of all tables, by the number that they print."""

    def __init__(self, paper: PaperReading) -> None:
        """Read every table once."""
        self._tables = paper.tables
        self._refs: dict[str, list[TableRef]] = defaultdict(list)
        for table in paper.tables:
            for row in range(table.header_rows, len(table.rows)):
                for column, cell in enumerate(table.rows[row]):
                    for mention in find_numbers(cell) if is_number(cell) else ():
                        self._refs[digits_key(mention.digits)].append(cell_ref(table, row, column))

    def find(self, sentence: str, mentions: tuple[Mention, ...]) -> tuple[TableRef, ...]:
        """Return cells that print numbers of a sentence.

        A cell counts when its table is named in the sentence, or when the number is distinctive and the sentence
        shares two words with the cell's row and column; a number that several cells print equally well is linked to
        none of them.
        """
        named = named_labels(sentence)
        words = {word.lower() for word in _WORD.findall(sentence)}
        found: dict[TableRef, None] = {}
        for mention in mentions:
            refs = self._refs.get(digits_key(mention.digits), [])
            in_named = [ref for ref in refs if f"Table {ref.label}" in named]
            if not in_named and not _is_distinctive(mention):
                continue
            ranked = sorted(((_shared(ref, words), ref) for ref in in_named or refs), key=lambda pair: -pair[0])
            clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][0] > ranked[1][0])
            if clear and (in_named or ranked[0][0] > 1):
                found[ranked[0][1]] = None
        return tuple(found)

    def find_named(self, sentence: str, labels: tuple[str, ...]) -> tuple[TableRef, ...]:
        """Return the cells that a sentence without results speaks of: those whose row and column it names.

        Only tables among `labels` count. When the sentence says `best`, the cells of a named row that are set in bold
        do. Empty when more than four cells answer, since then none is meant in particular.
        """
        found: list[TableRef] = []
        for table in self._tables:
            if f"Table {table.label}" not in labels:
                continue
            bold = {(row, column) for row, column, mark in table.marks if mark == "bold"}
            for row in range(table.header_rows, len(table.rows)):
                if not _names(sentence, _last_name(table, row)):
                    continue
                refs = [cell_ref(table, row, column) for column, cell in enumerate(table.rows[row]) if is_number(cell)]
                if _BEST.search(sentence) and bold:
                    found.extend(ref for ref in refs if (row, ref.column) in bold)
                else:
                    found.extend(ref for ref in refs if _names(sentence, _leaf(table, ref.column)))
        return tuple(found) if len(found) <= _NAMED_CELLS else ()


def cell_ref(table: TableReading, row: int, column: int) -> TableRef:
    """Describe a cell by the names of its row and column."""
    headers = [table.rows[i][column] for i in range(table.header_rows)]
    name = " ".join(dict.fromkeys(header for header in headers if header))
    return TableRef(
        label=table.label,
        row=row,
        column=column,
        row_name=row_name(table, row),
        column_name=name,
        printed=table.rows[row][column],
    )


def row_name(table: TableReading, row: int) -> str:
    """Return the text of a row's first cells, up to its first number cell."""
    names: dict[str, None] = {}
    for column, cell in enumerate(table.rows[row]):
        if column > 0 and (not cell or is_number(cell)):
            break
        if cell:
            names[cell] = None
    return " ".join(names)


def group_name(table: TableReading, row: int) -> str:
    """Return the label of the group that a row belongs to: the text row spanning the table above it; else empty."""
    for above in range(row - 1, table.header_rows - 1, -1):
        texts = {cell for cell in table.rows[above] if cell}
        if len(texts) == 1 and not is_number(next(iter(texts))) and table.rows[above][0]:
            return texts.pop()
    return ""


def is_number(cell: str) -> bool:
    """Tell whether a cell is a measured number, with or without a unit, an error or marks."""
    return bool(re.match(r"[~≈<>+±↑↓−-]?\s?[$]?\d", cell)) and len(re.findall(r"[A-Za-z]{3,}", cell)) == 0


def _last_name(table: TableReading, row: int) -> str:
    names = [cell for cell in table.rows[row] if cell and not is_number(cell)]
    return names[-1] if names else ""


def _leaf(table: TableReading, column: int) -> str:
    return table.rows[table.header_rows - 1][column] if table.header_rows else ""


def _names(sentence: str, name: str) -> bool:
    return len(name) >= 2 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence) is not None


def _is_distinctive(mention: Mention) -> bool:
    return "." in mention.digits or len(mention.digits) >= 4


def _shared(ref: TableRef, words: set[str]) -> int:
    return len(words & {word.lower() for word in _WORD.findall(f"{ref.row_name} {ref.column_name}")})
