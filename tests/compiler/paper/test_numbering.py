import pytest

from ara.compiler.paper.numbering import Position, follows, read_numbers


def _first(text: str) -> str | None:
    numbers = read_numbers(text)
    return numbers[0].printed if numbers else None


@pytest.mark.parametrize(
    ("heading", "printed"),
    [
        ("3 Method", "3"),
        ("3.2.1. Details", "3.2.1"),
        ("IV. RESULTS", "IV"),
        ("A.1 Proofs", "A.1"),
        ("Appendix B Data", "B"),
        ("1) Cost", "1"),
        ("Method", None),
        ("3rd place", None),
        ("2024 was dry", None),
    ],
)
def test_the_number_of_a_heading_is_read(heading: str, printed: str | None) -> None:
    assert _first(heading) == printed


@pytest.mark.parametrize(
    ("last", "following", "may"),
    [
        ((), (1,), True),
        ((), (2,), False),
        ((2,), (2, 1), True),
        ((2, 3), (2, 4), True),
        ((2, 3), (3,), True),
        ((2, 3, 1), (2, 4), True),
        ((2, 3), (2, 5), False),
        ((2,), (4,), False),
        ((2,), (3, 1), False),
    ],
)
def test_numbers_follow_one_another_as_in_an_outline(last, following, may) -> None:
    assert follows(last, following) is may


def test_letters_are_subsections_under_roman_numerals_and_appendices_elsewhere() -> None:
    roman = Position().after(read_numbers("I. Introduction")[0])
    arabic = Position().after(read_numbers("1 Introduction")[0])

    under_roman = next(number for number in read_numbers("A. Setup") if roman.admits(number))
    after_arabic = next(number for number in read_numbers("A. Setup") if arabic.admits(number))

    assert (under_roman.scheme, under_roman.depth) == ("letter", 2)
    assert (after_arabic.scheme, after_arabic.depth) == ("appendix", 1)


def test_a_title_that_begins_with_a_is_no_appendix() -> None:
    assert not any(Position().admits(number) for number in read_numbers("A Simple Method"))
