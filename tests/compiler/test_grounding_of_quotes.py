"""The judge of quotes."""

import pytest

from ara.compiler.grounding import PageQuotes, squeeze
from ara.compiler.paper.model import Metadata, PaperReading

PAGES = ("We study fast wid-\ngets that gain 10-20 points", "on every benchmark.", "")


@pytest.fixture
def quotes() -> PageQuotes:
    empty = dict.fromkeys(("sections", "passages", "tables", "figures", "references"), ())
    return PageQuotes(PaperReading(name="p.pdf", sha256="0", pages=3, metadata=Metadata(), page_texts=PAGES, **empty))


@pytest.mark.parametrize(
    ("quote", "page", "printed"),
    [
        ("We study fast widgets", 1, True),
        ("gain 10-20 points on every", 1, True),
        ("on every benchmark", 2, True),
        ("on every benchmark", 1, False),
        ("gain 1020 points", 1, False),
        ("slow widgets", 1, False),
        ("", 1, False),
        ("We study", 0, False),
        ("We study", 9, False),
    ],
)
def test_words_count_only_where_their_page_prints_them(
    quotes: PageQuotes, quote: str, page: int, printed: bool
) -> None:
    assert quotes.printed(quote, page) is printed


def test_the_page_of_words_is_the_first_that_prints_them(quotes: PageQuotes) -> None:
    assert quotes.page_of("every benchmark") == 2
    assert quotes.page_of("nowhere at all") is None


def test_ligatures_and_hyphens_inside_words_do_not_count() -> None:
    assert squeeze("state-of-the-art ﬁne\ntuning") == squeeze("stateoftheart fine tuning")
