from collections.abc import Callable

import pytest

from ara.compiler.paper.page import PageContent
from ara.compiler.paper.running_text import MAX_LINES, body_style, is_crowded, running_lines, text_columns

PROSE = "The pages that are kept hold most of the mass of attention, and the share of it grows with the budget."
BOXED = "Answer with the pages that should be kept, and do not answer with more pages than the budget allows."
SOURCE = f"""
#set page(width: 300pt, height: 400pt, margin: 40pt)
#set text(size: 10pt)
#set par(justify: true)
#set heading(numbering: "1.1")
= Selection of pages
{PROSE} {PROSE} {PROSE}

#table(columns: 2, [Page], [Loss], [16], [2.01])
#rect(inset: 8pt, text(9pt)[{BOXED} {BOXED}])
"""


@pytest.fixture
def page(pages_of: Callable[[str], tuple[PageContent, ...]]) -> PageContent:
    return pages_of(SOURCE)[0]


def texts(page: PageContent) -> list[str]:
    running = running_lines(page, body_style([page]), ())
    return [page.lines[index].text for index in sorted(running)]


def test_paragraphs_and_headings_are_running_text(page: PageContent) -> None:
    found = " ".join(texts(page))

    assert found.count("The pages that are kept") == 3
    assert "Selection of pages" in found


def test_cells_of_a_table_are_not_running_text(page: PageContent) -> None:
    assert not {"Page", "Loss", "16", "2.01"}.intersection(texts(page))


def test_text_in_a_drawn_box_is_not_running_text(page: PageContent) -> None:
    boxed = [line.text for line in page.lines if line.size < 9.5]

    assert boxed
    assert not set(boxed).intersection(texts(page))


def test_a_caption_is_not_running_text(page: PageContent) -> None:
    every = running_lines(page, body_style([page]), ())
    first = min(every)

    assert first not in running_lines(page, body_style([page]), {first})


def test_the_text_column_is_measured_on_its_lines(page: PageContent) -> None:
    assert (40.0, 260.0) in text_columns([page])


def test_a_page_without_lines_has_its_own_width_as_column() -> None:
    assert text_columns([PageContent(number=1, width=600, height=800)]) == ((30.0, 570.0),)


def test_a_page_with_more_lines_than_any_paper_has_is_crowded(page: PageContent) -> None:
    crowded = PageContent(number=1, width=300, height=400, lines=page.lines[:1] * (MAX_LINES + 1))

    assert is_crowded(crowded)
    assert not is_crowded(page)
