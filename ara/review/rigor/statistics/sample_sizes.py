"""How many cases a number rests on: in a sentence, in a header, in a caption, in a column of counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ara.review.rigor.quantities.cells import NUMBER
from ara.review.rigor.quantities.labels import words_of
from ara.review.rigor.quantities.table import Column, Table

CASES = (
    r"(?:[a-z][\w-]*\s){0,3}?(?:instances?|participants?|subjects?|patients?|respondents?|students?|raters?|annotators?"
    r"|workers?|people|users?|questions?|items?|problems?|prompts?|cases?|trials?|examples?|tasks?"
    r"|documents?|sentences?"
    r"|images?|samples?|queries|issues|bugs?|patches|files|pairs|games?|episodes?|clips?|videos?|records?"
    r"|reviews?|answers?"
    r"|responses?|programs?|functions?|repositories|papers?|claims?|runs?|attempts?|teams?|children|adults|men|women"
    r"|mice|rats|animals|cells|plots|sites|schools|hospitals|tests?|submissions?|articles?|conversations?|dialogues?)"
)
_SHARE = rf"(?<![\d.,])(?P<share>{NUMBER})\s?(?:%|percent\b)"
_WHOLE_NUMBER = r"(?P<n>\d{1,3}(?:,\d{3})+|\d+)(?![\d.,]*\d|-)"
_PART = r"(?<![\d.,/–-])(?P<part>\d{1,3}(?:,\d{3})+|\d+)"
_OF = re.compile(
    rf"{_SHARE}\s*(?:of|among|over|across|on|in)\s(?:the\s|all\s|our\s|these\s|those\s)*{_WHOLE_NUMBER}\s{CASES}\b"
)
_FROM = re.compile(
    rf"(?i:\b(?:of|among|out of|for|on|in|over|across)\s(?:the\s|all\s"
    rf"|our\s)*){_WHOLE_NUMBER}\s{CASES}\b[^.;%\d\n]{{0,60}}?{_SHARE}"
)
_WITH_N = re.compile(rf"{_SHARE}[^.;%\n\dA-Z—]{{0,40}}?\b[nN]\s?=\s?{_WHOLE_NUMBER}")
_N_BEFORE = re.compile(rf"\b[nN]\s?=\s?{_WHOLE_NUMBER}[^.;%\d\n]{{0,40}}?{_SHARE}")
_COUNTED = re.compile(
    rf"{_PART}\s?(?:/|of\s(?:the\s|all\s)?|out\sof\s(?:the\s|all\s)?)\s?{_WHOLE_NUMBER}(?:\s{CASES}(?:\s[a-z]+)?)?"
    rf"(?:\s?[(\[=,:~≈–—]\s?|\s(?:is|are|or|i\.e\.)\s){{1,2}}(?:about\s|or\s|i\.e\.,?\s)?{_SHARE}"
)
_COUNTED_LATE = re.compile(rf"{_SHARE}\s?[(\[,]\s?{_PART}\s?(?:/|of\s|out\sof\s)\s?(?:the\s|all\s)?{_WHOLE_NUMBER}")
AVERAGED = re.compile(
    r"(?i)\b(?:averag\w+|means?|median|weighted|macro|micro|adjusted|seeds?|folds?|repeats?|repetitions?"
    r"|relative|speed\s?up"
    r"|improvements?|reductions?|increases?|decreases?|gains?|drops?|changes?|f1|auc|auroc|bleu|rouge|ci|intervals?"
    r"|confidence|margin|utili[sz]ation|sparsity|error bars?)\b|±|mean@|avg@|Δ"
)
"""Words by which a percentage is no plain count out of n."""
_NOT_EXACT = re.compile(
    r"(?i)(?:about|around|roughly|nearly|almost|over|above|below|under|than|least|most|up to|some|by"
    r"|approximately|~|≈|[<>≤≥])\s?$"
)
_CHANGE = re.compile(
    r"(?i)\s?(?:\(?relative|faster|slower|lower|higher|fewer|more|less|better|worse|larger|smaller|cheaper"
    r"|points?|pp\b|of the time)"
)
_TABLE_N = re.compile(
    rf"(?i)\b(?:n\s?=\s?(?P<n>\d[\d,]*)|(?:over|of|on|across|from|for)\s(?:the\s|all\s"
    rf"|each of\s)?(?P<m>\d[\d,]*)\s{CASES}\b)"
)
_HEADER_N = re.compile(r"(?i)(?<![\w])n\s?=\s?(?P<n>\d[\d,]*)")
_NAMING = 2
"""Parts of a label by which the row of one table is found in another."""


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage in a sentence, with the number of cases that it is of."""

    text: str
    """The words, verbatim."""
    printed: str
    """The percentage's digits."""
    n: int
    """The number of cases."""
    part: int | None
    """The count that is given beside it."""


def shares_in(text: str) -> Iterator[Share]:
    """Give the percentages whose number of cases stands in the same sentence; averages and changes are left out."""
    taken: set[int] = set()
    for pattern in (_COUNTED_LATE, _COUNTED):
        for match in pattern.finditer(text):
            taken.add(match.start("share"))
            yield Share(match.group(), match["share"], _whole(match["n"]), _whole(match["part"]))
    if AVERAGED.search(text):
        return
    for pattern in (_OF, _WITH_N, _FROM, _N_BEFORE):
        for match in pattern.finditer(text):
            at = match.start("share")
            end = text.find("%", at) + 1 or match.end("share")
            if at not in taken and not _NOT_EXACT.search(text, 0, at) and not _CHANGE.match(text, end):
                taken.add(at)
                yield Share(match.group(), match["share"], _whole(match["n"]), None)


def sizes_for(table: Table, column: Column, tables: tuple[Table, ...]) -> Iterator[tuple[str, dict[int, int]]]:
    """Give each source that may say of how many cases the cells of a column are, with the number for each row.

    Sources are the column's header, the table's own counts, its caption, and the counts of another table for the rows
    that both name.
    """
    in_header = _HEADER_N.search(column.header)
    if in_header:
        yield "its header", dict.fromkeys(range(len(table.rows)), _whole(in_header["n"]))
        return
    for counts in table.columns:
        if counts.kind == "count":
            yield f"column `{counts.header}`", _whole_cells(counts)
    in_labels = {i: _whole(m["n"]) for i, row in enumerate(table.rows) if (m := _HEADER_N.search(row.label))}
    if in_labels:
        yield "its row", in_labels
    in_caption = {_whole(match["n"] or match["m"]) for match in _TABLE_N.finditer(table.about)}
    if len(in_caption) == 1:
        yield "the caption", dict.fromkeys(range(len(table.rows)), in_caption.pop())
    for other in tables:
        if other is not table:
            yield from _counts_of(other, table)


def _counts_of(other: Table, table: Table) -> Iterator[tuple[str, dict[int, int]]]:
    """Match rows by labels: each part of the other's label that both tables use must be the same."""
    counts = [column for column in other.columns if column.kind == "count"]
    if not counts:
        return
    known = {words_of(part) for row in table.rows for part in row.parts}
    keys: dict[frozenset[tuple[str, ...]], int] = {}
    for i, row in enumerate(other.rows):
        key = frozenset(words_of(part) for part in row.parts) & known
        # a row of which too little is known would lend its count to rows that it is not about
        if len(key) >= min(len(row.parts), _NAMING) and keys.setdefault(key, i) != i:
            return
    rows = {}
    for index, row in enumerate(table.rows):
        held = [i for key, i in keys.items() if key and key <= {words_of(part) for part in row.parts}]
        if len(held) == 1:
            rows[index] = held[0]
    for column in counts:
        whole = _whole_cells(column)
        yield f"column `{column.header}` of {other.name}", {i: whole[j] for i, j in rows.items() if j in whole}


def _whole_cells(column: Column) -> dict[int, int]:
    return {i: int(cell.value) for i, cell in enumerate(column.cells) if cell is not None and cell.value >= 1}


def _whole(digits: str) -> int:
    return int(digits.replace(",", ""))
