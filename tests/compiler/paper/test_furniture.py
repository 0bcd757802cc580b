import pymupdf

from ara.compiler.paper.extract import extract_page
from ara.compiler.paper.furniture import find_furniture


def _furniture(document: pymupdf.Document) -> list[list[str]]:
    pages = [extract_page(page, page.number + 1) for page in document]
    found = find_furniture(pages)
    return [[page.lines[index].text for index in sorted(found[page.number])] for page in pages]


def _document(pages: int) -> pymupdf.Document:
    document = pymupdf.open()
    for number in range(pages):
        page = document.new_page()
        for row in range(20):
            page.insert_text((72, 120 + 14 * row), f"line {row} of page {number}: words and words and words and words")
    return document


def test_running_headers_and_page_numbers_are_furniture() -> None:
    document = _document(4)
    for page in document:
        page.insert_text((72, 40), "Looms and Engines")
        page.insert_text((300, 770), str(page.number + 11))

    assert _furniture(document) == [["Looms and Engines", str(number)] for number in range(11, 15)]


def test_a_number_at_the_foot_that_is_not_the_pages_stays() -> None:
    document = _document(3)
    for page in document:
        page.insert_text((300, 770), str(page.number + 1))
    document[1].insert_text((72, 745), "47")

    assert _furniture(document) == [["1"], ["2"], ["3"]]


def test_a_stamp_along_the_edge_is_furniture() -> None:
    document = _document(1)
    document[0].insert_text((20, 500), "arXiv:1805.01234v3 [cs.CL] 2 Aug 2023", rotate=90)

    assert _furniture(document) == [["arXiv:1805.01234v3 [cs.CL] 2 Aug 2023"]]


def test_line_numbers_beside_the_text_are_furniture() -> None:
    document = _document(1)
    for row in range(20):
        document[0].insert_text((40, 120 + 14 * row), str(row + 1), fontsize=7)

    assert _furniture(document) == [[str(row + 1) for row in range(20)]]


def test_numbers_inside_the_text_are_no_line_numbers() -> None:
    document = _document(1)
    for row in range(20):
        document[0].insert_text((140, 420 + 14 * row), str(row * 37 % 11))

    assert _furniture(document) == [[]]


def test_text_in_the_middle_of_pages_may_repeat() -> None:
    document = _document(4)
    for page in document:
        page.insert_text((72, 500), "The same sentence on every page")

    assert _furniture(document) == [[], [], [], []]
