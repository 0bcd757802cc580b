from ara.compiler.paper.bookmarks import lay_over
from ara.compiler.paper.outline import OutlineEntry
from ara.compiler.paper.page import TextSpan
from ara.compiler.paper.rows import Row


def _row(text: str, top: float, page: int = 1) -> Row:
    box = (70.0, top, 300.0, top + 12)
    span = TextSpan(text, box, "F", 12, True, False, False, False)
    return Row(page, 0, (0,), text, box, (span,), 12, True, False, top + 10, 1)


def _entry(title: str, top: float | None = None, page: int = 1, level: int = 1, name: str = "") -> OutlineEntry:
    left = None if top is None else 70.0
    return OutlineEntry(level=level, title=title, page=page, left=left, top=top, name=name)


def test_words_are_found_behind_the_printed_number_and_over_two_rows() -> None:
    rows = [_row("Some prose", 50), _row("2.1 A heading that", 80), _row("needs two rows", 94)]

    assert lay_over([_entry("A heading that needs two rows")], rows)[1].rows == 2


def test_a_symbol_that_the_outline_lost_is_no_hindrance() -> None:
    rows = [_row("5.1 Impact of β for the score", 80), _row("prose below it", 94)]

    found = lay_over([_entry("Impact of  for the score", top=76, name="subsection.5.1")], rows)

    assert (list(found), found[0].number) == ([0], "5.1")


def test_a_bookmark_whose_words_are_nowhere_is_left_out() -> None:
    assert lay_over([_entry("Cover", top=400)], [_row("1 Introduction", 80)]) == {}


def test_levels_count_from_the_highest_one_that_was_found() -> None:
    rows = [_row("1 One", 80), _row("1.1 Two", 120)]

    found = lay_over([_entry("Whole paper"), _entry("One", level=2), _entry("Two", level=3)], rows)

    assert [entry.level for entry in found.values()] == [1, 2]


def test_of_equal_words_the_row_at_the_target_is_taken() -> None:
    rows = [_row("Results", 80), _row("Results", 400)]

    assert list(lay_over([_entry("Results", top=396)], rows)) == [1]
