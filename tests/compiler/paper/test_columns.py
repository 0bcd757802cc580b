import pymupdf

from ara.compiler.paper.columns import find_gutters, order_rows
from ara.compiler.paper.extract import extract_page

WORDS = "words that fill a column of text here"


def _ordered(page: pymupdf.Page) -> list[str]:
    content = extract_page(page, 1)
    kept = list(range(len(content.lines)))
    return [row.text for row in order_rows(content, kept, find_gutters([content], {1: kept})[1])]


def _column(page: pymupdf.Page, left: float, top: float, name: str, rows: int = 10) -> None:
    for row in range(rows):
        page.insert_text((left, top + 12 * row), f"{name}{row} {WORDS}", fontsize=10)


def test_columns_are_read_one_after_the_other() -> None:
    page = pymupdf.open().new_page()
    _column(page, 320, 100, "right")
    _column(page, 60, 100, "left")

    order = [text.split()[0] for text in _ordered(page)]

    assert order == [f"left{row}" for row in range(10)] + [f"right{row}" for row in range(10)]


def test_a_line_across_both_columns_ends_a_band() -> None:
    page = pymupdf.open().new_page()
    for top, name in ((100, "upper"), (300, "lower")):
        _column(page, 60, top, f"{name}-left")
        _column(page, 320, top, f"{name}-right")
    page.insert_text(
        (60, 260), "A heading that runs across the whole width of the page and both of its columns", fontsize=10
    )

    order = [text.split()[0].rstrip("0123456789") for text in _ordered(page)]

    assert list(dict.fromkeys(order)) == ["upper-left", "upper-right", "A", "lower-left", "lower-right"]


def test_one_column_has_no_gutter() -> None:
    page = pymupdf.open().new_page()
    for row in range(20):
        page.insert_text((60, 100 + 12 * row), f"row{row} " + WORDS + " " + WORDS, fontsize=10)

    content = extract_page(page, 1)

    assert find_gutters([content], {1: range(len(content.lines))}) == {1: None}


def test_fragments_on_one_baseline_are_one_row() -> None:
    page = pymupdf.open().new_page()
    page.insert_text((60, 100), "2.1")
    page.insert_text((100, 100), "A heading")

    assert _ordered(page) == ["2.1 A heading"]


def test_pages_that_were_not_read_leave_nothing_to_decide() -> None:
    assert find_gutters([], {}) == {}
