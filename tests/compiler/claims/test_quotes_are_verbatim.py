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


def test_a_sentence_over_two_pages_is_quoted_in_two_parts() -> None:
    page = words("The method is described at length in this part,\n7", "and it reaches 93.5 points in the end.")
    text = "The method is described at length in this part, and it reaches 93.5 points in the end."

    first, second = page.find(text, (FIRST, SECOND))

    assert (first.text, first.region) == ("The method is described at length in this part,", FIRST)
    assert (second.text, second.region) == ("and it reaches 93.5 points in the end.", SECOND)


def test_words_that_stand_on_no_page_are_not_quoted() -> None:
    page = words("Something else is printed here.")

    assert page.find("The method reaches 93.5 points.", (FIRST,)) == ()
    assert page.find_around("The method reaches 93.5 points.", "93.5", (FIRST,)) is None


def test_a_text_torn_into_scraps_is_not_quoted() -> None:
    page = words("It is 93 very 7 good 8 at all 9 of them.")

    assert page.find("It is very good at all of them.", (FIRST,)) == ()


def test_the_part_around_given_words_is_found_in_a_torn_text() -> None:
    page = words("We set 12 the 7 learning rate to 1e-4 for all runs.")

    part = page.find_around("We set the learning rate to 1e-4 for all runs.", "1e-4", (FIRST,))

    assert part is not None
    assert part.text == "learning rate to 1e-4 for all runs."
