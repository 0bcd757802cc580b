import pytest

from ara.compiler.paper.entries import read_entry, split_authors

STYLES = {
    "authors. title. venue, year": (
        "Ada B. Lovelace and Jo Ba. Weaving engines. In Proceedings of Looms, pages 1–9, 1999.",
        ("Ada B. Lovelace", "Jo Ba"),
        1999,
        "Weaving engines",
    ),
    "authors. year. title. venue": (
        "Ada Lovelace, Charles Babbage, and Mary Somerville. 2001a. Do engines weave? Journal of Looms.",
        ("Ada Lovelace", "Charles Babbage", "Mary Somerville"),
        2001,
        "Do engines weave?",
    ),
    "initials, quoted title": (
        "A. Lovelace and C. Babbage, “Weaving engines,” IEEE Trans. Looms, vol. 2, pp. 1–3, 2011.",
        ("A. Lovelace", "C. Babbage"),
        2011,
        "Weaving engines",
    ),
    "last name first, year in parentheses": (
        "Lovelace, A. and Babbage, C. (2010). Weaving engines. Looms, 3:1–2.",
        ("A. Lovelace", "C. Babbage"),
        2010,
        "Weaving engines",
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_an_entry_is_taken_apart_in_the_usual_styles(style: str) -> None:
    text, authors, year, title = STYLES[style]

    entry = read_entry(text)

    assert (entry.authors, entry.year, entry.title) == (authors, year, title)


def test_the_year_behind_a_title_is_no_part_of_it() -> None:
    assert read_entry("Jo Doe. Reading tables, 2024b. URL https://example.org.").title == "Reading tables"


def test_numbers_in_identifiers_are_no_years() -> None:
    assert read_entry("Jo Doe. Reading tables. arXiv preprint arXiv:2003.1999, 2020.").year == 2020


def test_et_al_and_others_are_no_names() -> None:
    assert split_authors("Jo Doe, Ann Roe, et al.") == ("Jo Doe", "Ann Roe")
    assert split_authors("Jo Doe and others") == ("Jo Doe",)


def test_names_before_a_colon_are_authors() -> None:
    entry = read_entry("Lovelace, A., Babbage, C.: Weaving: an engine. Annals of Looms 14, 112 (2010)")

    assert (entry.authors, entry.title) == (("A. Lovelace", "C. Babbage"), "Weaving: an engine")
    assert (entry.year, entry.venue) == (2010, "Annals of Looms")


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Jo Doe. Reading tables. In Proceedings of Looms (TAB), pages 1–9, 2020.", "Proceedings of Looms (TAB)"),
        ("Jo Doe. Reading tables. Journal of Looms, vol. 3, 2020.", "Journal of Looms"),
        ("J. Doe, “Reading tables,” in 2021 Meeting on Looms (ML). Press, 2021, pp. 3.", "2021 Meeting on Looms (ML)"),
        ("Jo Doe. Reading tables, 2020. URL https://example.org.", None),
        ("Jo Doe. Reading tables. https://example.org, 2020.", None),
    ],
)
def test_the_venue_is_what_stands_behind_the_title(text: str, venue: str | None) -> None:
    assert read_entry(text).venue == venue
