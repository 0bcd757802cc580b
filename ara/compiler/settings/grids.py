"""Settings laid out in tables: a column of names with columns of values, or one column per setting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ara.compiler.claims.phrases import alternatives
from ara.compiler.paper.model import TableReading
from ara.compiler.settings.names import HEAD, HYPERPARAMETER_TABLE, is_setting_name

_COUNTS = re.compile(
    r"(?:#\s?)?(?:(?:num(?:ber|\.)?|no\.) of )?"
    + alternatives(
        """sample, sampled, samples, instance, instances, examples, size, train, dev, valid, validation, test, total,
        count, counts, split, tokens, documents, images, sentences, tasks, problems, questions"""
    ),
    re.IGNORECASE,
)
_VALUE = re.compile(r"[\d.,/·×x^{}eE+−%\s-]*\d[\d.,/·×x^{}eE+−%\s-]*\s?(?:[KMB]|[kmg]?b|ms|s|h)?", re.IGNORECASE)
_INTEGER = re.compile(r"\d[\d,]*\s?[KMB]?")
_REFERENCE_ROW = re.compile(
    r"\b(?:base|default|ours?|full|big|large|small|tiny|medium|standard|main|final)\b", re.IGNORECASE
)
_LARGEST = 120


def find_wordy_cells(table: TableReading) -> tuple[str, ...]:
    """Return the cells that hold a phrase with a number, such as a label over a group of rows."""
    cells = dict.fromkeys(cell for row in table.rows for cell in row)
    return tuple(cell for cell in cells if len(cell.split()) >= 4 and re.search(r"\d", cell))


class Laid(NamedTuple):
    """A setting found in a table."""

    name: str
    value: str
    context: str
    row: int


def find_laid_out(table: TableReading) -> tuple[Laid, ...]:
    """Return the settings that a table lays out; empty for a table of results."""
    if not table.rows:
        return ()
    found = tuple(_by_rows(table)) if _lists_names(table) else tuple(_by_columns(table))
    return found[:_LARGEST]


def _lists_names(table: TableReading) -> bool:
    body = table.rows[table.header_rows :]
    names = sum(is_setting_name(row[0]) for row in body if row[0])
    listing = bool(HYPERPARAMETER_TABLE.search(table.caption)) and names * 4 >= len(body)
    worded = sum(HEAD.search(row[0]) is not None for row in body)
    return bool(body) and (listing or (names >= 3 and worded >= 2 and names * 2 >= len(body)))


def _by_rows(table: TableReading) -> Iterator[Laid]:
    headers = _headers(table)
    for index in range(table.header_rows, len(table.rows)):
        row = table.rows[index]
        seen: set[str] = set()
        for column, value in enumerate(row[1:], start=1):
            if row[0] and value and value != row[0] and value not in seen:
                seen.add(value)
                yield Laid(row[0], value, headers[column], index)


def _by_columns(table: TableReading) -> Iterator[Laid]:
    """Read the columns whose header names a setting, in tables of settings, of counts and of variants."""
    headers = _headers(table)
    listing = bool(HYPERPARAMETER_TABLE.search(table.caption))
    columns = [
        column
        for column, header in enumerate(headers)
        if column > 0 and header and (is_setting_name(header) or _counts(table, column, header) or listing)
    ]
    counting = any(_counts(table, column, headers[column]) for column in columns)
    if len(columns) < (1 if listing or counting else 2):
        return
    for index in range(table.header_rows, len(table.rows)):
        row = table.rows[index]
        label = " ".join(dict.fromkeys(cell for cell in row[: min(columns)] if cell))
        if not (listing or counting or index == table.header_rows or _REFERENCE_ROW.search(label)):
            continue
        for column in columns:
            if _VALUE.fullmatch(row[column]) and row[column] not in row[: min(columns)]:
                yield Laid(headers[column], row[column], label, index)


def _counts(table: TableReading, column: int, header: str) -> bool:
    cells = [row[column] for row in table.rows[table.header_rows :] if row[column]]
    return bool(_COUNTS.fullmatch(header.strip())) and bool(cells) and all(map(_INTEGER.fullmatch, cells))


def _headers(table: TableReading) -> list[str]:
    width = len(table.rows[0])
    return [
        " ".join(dict.fromkeys(table.rows[row][column] for row in range(table.header_rows) if table.rows[row][column]))
        for column in range(width)
    ]
