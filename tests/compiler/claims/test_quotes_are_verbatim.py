from ara.compiler.claims.verbatim import PageWords
from ara.compiler.paper.model import Metadata, PaperReading, Region

FIRST = Region(page=1, box=(0.0, 0.0, 10.0, 10.0))
SECOND = Region(page=2, box=(0.0, 0.0, 10.0, 10.0))


def words(*pages: str) -> PageWords:
    empty = {"sections": (), "passages": (), "tables": (), "figures": (), "references": ()}
    paper = PaperReading(
        name="p.pdf", sha256="0" * 64, pages=len(pages), metadata=Metadata(), page_texts=pages, **empty
    )
    return PageWords(paper)


def test_line_breaks_and_hyphens_at_line_ends_do_not_matter() -> None:
    assert words("We rea-\nch  the end\nof it").holds("We reach the end of it", 1)


def test_a_changed_digit_or_sign_is_not_found() -> None:
    page = words("It falls by −3.5 points")

    assert page.holds("falls by −3.5 points", 1)
    assert not page.holds("falls by −3.6 points", 1)
    assert not page.holds("falls by - 4.5 points", 1)


def test_a_sentence_over_two_pages_is_cut_to_the_part_that_holds_the_numbers() -> None:
    page = words("The method is described at length in this part,", "and it reaches 93.5 points in the end.")
    text = "The method is described at length in this part, and it reaches 93.5 points in the end."

    found = page.find(text, (FIRST, SECOND), keep=("93.5",))

    assert found is not None
    assert found.text == "and it reaches 93.5 points in the end."
    assert found.region == SECOND


def test_words_that_stand_on_no_page_are_not_quoted() -> None:
    assert words("Something else is printed here.").find("The method reaches 93.5 points.", (FIRST,)) is None
