from ara.compiler.paper.publication import read_publication


def test_the_venue_line_comes_before_the_stamp() -> None:
    margins = ["12th Conference on Looms (LOOM 2019), Oslo, Norway.", "arXiv:1805.01234v3 [cs.CL] 2 Aug 2023"]

    found = read_publication(margins, [], {})

    assert (found.year, found.year_source, found.arxiv) == (2019, margins[0], "1805.01234v3")
    assert found.venue == margins[0]


def test_the_identifier_tells_the_year_of_the_first_version() -> None:
    assert read_publication(["arXiv:1805.01234v3 [cs.CL] 2 Aug 2023"], [], {}).year == 2018


def test_properties_are_the_last_resort_and_named_as_such() -> None:
    found = read_publication([], ["no date here"], {"creationDate": "D:20210203112233Z"})

    assert (found.year, found.year_source) == (2021, "document properties")


def test_without_any_date_there_is_no_year() -> None:
    found = read_publication(["3"], ["In 1999 we said"], {})

    assert (found.year, found.year_source) == (None, None)


def test_a_doi_is_read_without_its_resolver() -> None:
    assert read_publication(["https://doi.org/10.1145/3597503.3639187."], [], {}).doi == "10.1145/3597503.3639187"
