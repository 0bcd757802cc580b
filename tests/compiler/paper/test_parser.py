import os
import signal
from pathlib import Path

import pymupdf
import pytest

from ara.compiler.paper.limits import ReadingLimits
from ara.compiler.paper.model import Gap
from ara.compiler.paper.page import PageContent
from ara.compiler.paper.parser import Parser, ParsingFailed, read_pages


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    document = pymupdf.open()
    for number in range(1, 4):
        document.new_page().insert_text((72, 72), f"words of page {number}")
    document.set_toc([[1, "First", 1], [2, "Second", 2]])
    document.save(tmp_path / "three.pdf")
    return tmp_path / "three.pdf"


def _slow_page(path: Path, page: int) -> None:
    """Give a page a content stream that takes very long."""
    document = pymupdf.open(path)
    stream = document.get_new_xref()
    document.update_object(stream, "<<>>")
    document.update_stream(stream, b"q Q " * 20_000_000)
    document[page - 1].set_contents(stream)
    document.saveIncr()


def test_pages_and_outline_come_through(pdf: Path) -> None:
    with Parser(pdf, ReadingLimits()) as parser:
        description = parser.describe()
        outline = parser.outline()
        pages = list(read_pages(parser, description.pages, ReadingLimits()))

    assert [(entry.level, entry.title, entry.page) for entry in outline] == [(1, "First", 1), (2, "Second", 2)]
    assert [page.lines[0].text for page in pages if isinstance(page, PageContent)] == [
        f"words of page {number}" for number in (1, 2, 3)
    ]


def test_the_death_of_the_process_costs_one_page(pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Parser(pdf, ReadingLimits()) as parser:
        parser.describe()
        ask = parser._ask

        def ask_and_kill(request, patience=1):
            if request.get("page") == 2:
                os.kill(parser._child.pid, signal.SIGKILL)
            return ask(request, patience)

        monkeypatch.setattr(parser, "_ask", ask_and_kill)
        first, second, third = read_pages(parser, 3, ReadingLimits())

    assert isinstance(first, PageContent) and isinstance(third, PageContent)
    assert isinstance(second, Gap) and (second.what, second.where) == ("page 2", "page 2")
    assert third.lines[0].text == "words of page 3"


def test_a_page_that_takes_too_long_is_a_gap(pdf: Path) -> None:
    _slow_page(pdf, 2)
    limits = ReadingLimits(seconds_per_page=30)
    with Parser(pdf, limits) as parser:
        parser.describe()
        parser._limits = limits.model_copy(update={"seconds_per_page": 0.2})

        with pytest.raises(ParsingFailed, match=r"longer than 0\.2 s"):
            parser.page(2)


def test_the_parsing_process_has_no_core_dumps_and_bounded_files(pdf: Path) -> None:
    with Parser(pdf, ReadingLimits(picture_mb=3)) as parser:
        parser.describe()
        bounds = Path(f"/proc/{parser._child.pid}/limits").read_text()

    rows = {line[:25].strip(): line[25:].split()[0] for line in bounds.splitlines()[1:]}
    assert rows["Max core file size"] == "0"
    assert rows["Max file size"] == "3000000"
    assert rows["Max address space"] == "1000000000"


def test_no_process_is_left_behind(pdf: Path) -> None:
    with Parser(pdf, ReadingLimits()) as parser:
        parser.describe()
        child = parser._child

    assert child.poll() is not None


def test_pages_after_too_many_words_are_left_out(pdf: Path) -> None:
    limits = ReadingLimits(items=5)
    with Parser(pdf, limits) as parser:
        parser.describe()
        read = list(read_pages(parser, 3, limits))

    assert [getattr(item, "what", None) for item in read] == [None, None, "pages 3 to 3"]
