import pytest

from ara.compiler.paper.citations import find_citations
from ara.compiler.paper.model import Passage, PassageKind, ReferenceReading, Region

BOX = (0.0, 0.0, 100.0, 10.0)


def _passage(text: str, *pages: int, kind: PassageKind = "body") -> Passage:
    return Passage(kind=kind, text=text, regions=tuple(Region(page=page, box=BOX) for page in pages or (1,)))


def _entry(label: str | None, *authors: str, year: int | None = None, text: str = "") -> ReferenceReading:
    return ReferenceReading(label=label, text=text, authors=authors, year=year, region=Region(page=9, box=BOX))


NUMBERED = [_entry(str(number)) for number in range(1, 9)]
NAMED = [
    _entry(None, "Ada Lovelace", year=1999, text="Ada Lovelace. Looms. 1999."),
    _entry(None, "Ada Lovelace", "Jo Doe", year=1999, text="Ada Lovelace and Jo Doe. Wheels. 1999."),
    _entry(None, "Ann B. Roe", "Jo Doe", "Max Poe", year=2004, text="Ann B. Roe et al. 2004a. One."),
    _entry(None, "Ann B. Roe", "Jo Doe", "Max Poe", year=2004, text="Ann B. Roe et al. 2004b. Two."),
    _entry(None, "Laurens van der Maaten", year=2008, text="Laurens van der Maaten. Maps. 2008."),
    _entry(None, "Émile Müller", year=2010, text="Émile Müller. Grids. 2010."),
]


def _meant(text: str, references: list[ReferenceReading]) -> list[int]:
    return [citation.reference for citation in find_citations([_passage(text)], references, [text])]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("as in [3]", [2]),
        ("as in [1, 3; 5]", [0, 2, 4]),
        ("as in [2, 5-7]", [1, 4, 5, 6]),
        ("as in [2]–[4]", [1, 2, 3]),
        ("as in [see 4, Sec. 3]", [3]),
    ],
)
def test_bracketed_numbers_mean_their_entries(text: str, places: list[int]) -> None:
    assert _meant(text, NUMBERED) == places


@pytest.mark.parametrize(
    "text",
    ["with x ∈ [1, 2]", "in the interval [1, 3]", "the row A[2]", "numbers [0, 1] and [7, 12]", "[7-3]", "[sic]"],
)
def test_brackets_with_anything_else_cite_nothing(text: str) -> None:
    assert _meant(text, NUMBERED) == []


def test_keys_of_letters_mean_their_entries() -> None:
    assert _meant("shown [VSP17, Dev+19]", [_entry("Dev+19"), _entry("VSP17")]) == [1, 0]


def test_raised_numbers_cite_only_when_they_cover_the_list() -> None:
    few, many = "A word.² Another³", "One,¹ two²⁻⁶ and³,⁷ three."

    assert _meant(few, NUMBERED) == []
    assert _meant(many, NUMBERED) == [0, 1, 2, 3, 4, 5, 2, 6]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("It was shown (Lovelace, 1999).", [0]),
        ("It was shown by Lovelace and Doe (1999).", [1]),
        ("Roe et al. (2004b) show this.", [3]),
        ("see (Roe et al., 2004a,b; Lovelace & Doe, 1999)", [2, 3, 1]),
        ("van der Maaten’s (2008) maps", [4]),
        ("(Muller, 2010)", [5]),
    ],
)
def test_names_with_a_year_mean_their_entry(text: str, places: list[int]) -> None:
    assert _meant(text, NAMED) == places


@pytest.mark.parametrize("text", ["Roe et al. (2004)", "In 1999 all was new", "Lovelace (2001)", "Doe, 1999"])
def test_names_that_fit_no_entry_or_several_are_not_linked(text: str) -> None:
    assert _meant(text, NAMED) == []


def test_a_citation_stands_on_the_page_that_prints_it() -> None:
    passage = _passage("Many words before the page ends, and then [3]", 1, 2)

    (found,) = find_citations([passage], NUMBERED, ["Many words before the page ends,", "and then [3]"])

    assert (found.page, found.passage, found.text) == (2, 0, "[3]")


def test_the_reference_list_does_not_cite() -> None:
    assert find_citations([_passage("[3] A title.", kind="reference")], NUMBERED, ["[3]"]) == ()
