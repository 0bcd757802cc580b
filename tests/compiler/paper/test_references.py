import pytest

from ara.compiler.paper.headings import Heading
from ara.compiler.paper.joining import Vocabulary
from ara.compiler.paper.page import TextSpan
from ara.compiler.paper.references import find_references
from ara.compiler.paper.rows import Row

NOTHING_KNOWN = Vocabulary(frozenset())
Placed = tuple[str, float, float]


def _rows(placed: list[Placed]) -> list[Row]:
    rows = []
    for text, left, top in placed:
        box = (left, top, left + 4.0 * len(text), top + 9)
        span = TextSpan(text, box, "F", 9, False, False, False, False)
        rows.append(Row(1, 0, (0,), text, box, (span,), 9, False, False, top + 8, 1))
    return rows


def _entries(placed: list[Placed]) -> list[tuple[str | None, str]]:
    rows = _rows([("References", 50, 40), *placed])
    heading = Heading(0, 1, None, "References", 1, rows[0].box)
    found = find_references(rows, [heading], NOTHING_KNOWN)
    assert found is not None
    return [(entry.label, entry.text) for entry in found.entries]


STYLES = {
    "numbers in brackets": (
        [("[1] Jo Ba. One.", 50, 60), ("In Looms, 1999.", 66, 70), ("[2] Ann Roe. Two. 2001.", 50, 80)],
        [("1", "Jo Ba. One. In Looms, 1999."), ("2", "Ann Roe. Two. 2001.")],
    ),
    "keys in brackets": (
        [("[Ba99] Jo Ba. One.", 50, 60), ("1999.", 80, 70), ("[RD01a] Ann Roe. Two.", 50, 80)],
        [("Ba99", "Jo Ba. One. 1999."), ("RD01a", "Ann Roe. Two.")],
    ),
    "numbers with dots": (
        [("1. Jo Ba. One. Looms", 50, 60), ("12 (1999).", 66, 70), ("2. Ann Roe. Two.", 50, 80)],
        [("1", "Jo Ba. One. Looms 12 (1999)."), ("2", "Ann Roe. Two.")],
    ),
    "hanging indent": (
        [("Jo Ba. 1999. One.", 50, 60), ("In Looms.", 60, 70), ("Ann Roe. 2001. Two", 50, 80), ("and more.", 60, 90)],
        [(None, "Jo Ba. 1999. One. In Looms."), (None, "Ann Roe. 2001. Two and more.")],
    ),
    "blanks between entries": (
        [("Jo Ba. 1999. One.", 50, 60), ("In Looms.", 50, 70), ("Ann Roe. 2001.", 50, 88), ("Two.", 50, 98)],
        [(None, "Jo Ba. 1999. One. In Looms."), (None, "Ann Roe. 2001. Two.")],
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_entries_are_split(style: str) -> None:
    placed, entries = STYLES[style]

    assert _entries(placed) == entries


def test_the_list_ends_at_the_next_heading() -> None:
    rows = _rows(
        [("References", 50, 40), ("[1] Jo Ba. One.", 50, 60), ("[2] Jo Ba. Two.", 50, 70), ("A Proofs", 50, 90)]
    )
    headings = [Heading(0, 1, None, "References", 1, rows[0].box), Heading(3, 1, "A", "Proofs", 1, rows[3].box)]

    found = find_references(rows, headings, NOTHING_KNOWN)

    assert found is not None and found.rows == range(1, 3)


def test_without_a_heading_there_is_no_list() -> None:
    assert find_references(_rows([("[1] Jo Ba. One.", 50, 60)]), [], NOTHING_KNOWN) is None


def test_a_heading_without_entries_below_it_is_an_empty_list() -> None:
    assert _entries([]) == []
