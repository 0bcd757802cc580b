import pytest

from ara.compiler.paper.identifiers import address_in, arxiv_in, doi_in


@pytest.mark.parametrize(
    ("text", "arxiv"),
    [
        ("arXiv preprint arXiv:2001.00001, 2020", "2001.00001"),
        ("CoRR, abs/1905.12345", "1905.12345"),
        ("https://arxiv.org/abs/2302.01318v2.", "2302.01318v2"),
        ("arXiv:cs/0112017", "cs/0112017"),
        ("pages 2001.00001 of 3", None),
    ],
)
def test_arxiv_numbers_are_read_where_the_archive_is_named(text: str, arxiv: str | None) -> None:
    assert arxiv_in(text) == arxiv


def test_a_doi_loses_its_resolver_and_the_stop_behind_it() -> None:
    assert doi_in("URL https://doi.org/10.1000/xyz\\_1.") == "10.1000/xyz_1"


def test_an_address_broken_by_a_line_end_is_not_given() -> None:
    assert address_in("See https://example.org/for um?id=3. Then") is None
    assert address_in("See https://example.org/forum?id=3. Then") == "https://example.org/forum?id=3"
    assert address_in("https://doi.org/10.1/x, https://example.org/a") == "https://example.org/a"
