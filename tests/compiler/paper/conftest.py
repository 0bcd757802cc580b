from collections.abc import Callable

import pymupdf
import pytest
import typst

from ara.compiler.paper.extract import extract_page
from ara.compiler.paper.page import PageContent

Typeset = Callable[[str], pymupdf.Document]


@pytest.fixture
def typeset(tmp_path_factory: pytest.TempPathFactory) -> Typeset:
    """A document from Typst markup."""

    def compile_source(source: str) -> pymupdf.Document:
        path = tmp_path_factory.mktemp("typst") / "paper.typ"
        path.write_text(source, encoding="utf-8")
        return pymupdf.open(stream=typst.compile(str(path)), filetype="pdf")

    return compile_source


@pytest.fixture
def pages_of(typeset: Typeset) -> Callable[[str], tuple[PageContent, ...]]:
    """The pages that are read from a document written in Typst markup."""
    return lambda source: tuple(extract_page(page, page.number + 1) for page in typeset(source))
