from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from ara.compiler.paper.limits import ReadingLimits
from ara.compiler.paper.model import PaperReading
from ara.compiler.paper.reader import read_paper
from ara.schema.errors import UnreadableError

Typeset = Callable[[str], pymupdf.Document]

PAPER = """
#set page(width: 400pt, height: 300pt, margin: 40pt)
#align(center)[#text(size: 18pt)[A Paper of Two Pages]]
#align(center)[Ada Lovelace]
*Abstract.* We say little, and we say it on two pages that hold few words each.
= 1 Introduction
There is a table with numbers on the next page.
#pagebreak()
#figure(kind: table, supplement: [Table], caption: [Numbers.],
  table(columns: 3, stroke: none, table.hline(), [Run], [Loss], [Time], table.hline(),
    [one], [0.5], [12], [two], [0.4], [13], table.hline()))
More words stand below the table, enough of them to be running text and no part of it.
"""


def _save(document: pymupdf.Document, path: Path, **options) -> Path:
    document.save(path, **options)
    return path


def _blank(text: str = "") -> pymupdf.Document:
    document = pymupdf.open()
    page = document.new_page()
    if text:
        page.insert_text((72, 72), text)
    return document


def test_a_paper_is_read_with_its_pictures(typeset: Typeset, tmp_path: Path) -> None:
    pdf = _save(typeset(PAPER), tmp_path / "two.pdf")

    reading = read_paper(pdf, tmp_path)

    assert (reading.name, reading.pages, len(reading.page_texts)) == ("two.pdf", 2, 2)
    assert reading.metadata.title is not None and reading.metadata.title.text == "A Paper of Two Pages"
    assert [table.label for table in reading.tables] == ["1"]
    assert reading.tables[0].image is not None and (tmp_path / reading.tables[0].image).is_file()
    assert [passage.text for passage in reading.passages if passage.kind == "caption"] == ["Table 1: Numbers."]
    assert not any("0.5" in passage.text for passage in reading.passages)


def test_the_same_bytes_give_the_same_reading(typeset: Typeset, tmp_path: Path) -> None:
    pdf = _save(typeset(PAPER), tmp_path / "two.pdf")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    first, second = read_paper(pdf, tmp_path / "a"), read_paper(pdf, tmp_path / "b")

    assert first == second
    assert PaperReading.model_validate_json(first.model_dump_json()) == first
    assert [file.read_bytes() for file in sorted((tmp_path / "a").iterdir())] == [
        file.read_bytes() for file in sorted((tmp_path / "b").iterdir())
    ]


def test_an_encrypted_pdf_is_refused_with_the_mend(tmp_path: Path) -> None:
    pdf = _save(
        _blank("secret"), tmp_path / "locked.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x", owner_pw="y"
    )

    with pytest.raises(UnreadableError, match="password") as caught:
        read_paper(pdf, tmp_path)

    assert caught.value.file == "locked.pdf"
    assert caught.value.mend is not None and "password" in caught.value.mend


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.pdf", b""),
        ("words.pdf", b"these are words and no PDF"),
        ("headless.pdf", b"%PDF-1.7\n1 0 obj<</Type/Catalog"),
        (
            "pageless.pdf",
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
            b"trailer<</Root 1 0 R>>\n%%EOF",
        ),
    ],
)
def test_what_is_no_pdf_is_refused_by_name_and_without_its_folder(tmp_path: Path, name: str, content: bytes) -> None:
    pdf = tmp_path / name
    pdf.write_bytes(content)

    with pytest.raises(UnreadableError) as caught:
        read_paper(pdf, tmp_path)

    assert str(caught.value).startswith(f"{name}: ")
    assert str(tmp_path) not in str(caught.value)
    assert caught.value.mend


def test_a_missing_file_and_one_too_large_are_refused_before_they_are_opened(tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    large.write_bytes(b"%PDF-1.7" + bytes(2_000_000))

    with pytest.raises(UnreadableError, match="is no file"):
        read_paper(tmp_path / "absent.pdf", tmp_path)
    with pytest.raises(UnreadableError, match="more than the 1 MB"):
        read_paper(large, tmp_path, ReadingLimits(file_mb=1))


def test_a_truncated_pdf_is_an_error_or_an_honest_part(typeset: Typeset, tmp_path: Path) -> None:
    whole = typeset(PAPER).tobytes()
    pdf = tmp_path / "cut.pdf"
    pdf.write_bytes(whole[: len(whole) * 2 // 3])

    try:
        reading = read_paper(pdf, tmp_path)
    except UnreadableError as error:
        assert error.file == "cut.pdf" and error.mend
    else:
        assert reading.gaps


def test_a_scan_is_a_partial_reading_that_says_so(tmp_path: Path) -> None:
    document = _blank()
    pixels = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 60, 80))
    pixels.clear_with(200)
    document[0].insert_image(document[0].rect, pixmap=pixels)

    reading = read_paper(_save(document, tmp_path / "scan.pdf"), tmp_path)

    assert reading.page_texts == ("",)
    assert [(gap.what, gap.where) for gap in reading.gaps] == [("text", "all pages")]


def test_pages_beyond_the_limit_are_named(tmp_path: Path) -> None:
    document = _blank("first page")
    for number in range(2, 6):
        document.new_page().insert_text((72, 72), f"page {number}")

    reading = read_paper(_save(document, tmp_path / "long.pdf"), tmp_path, ReadingLimits(pages=2))

    assert reading.pages == 5
    assert reading.page_texts[2:] == ("", "", "")
    assert "pages 3 to 5" in [gap.what for gap in reading.gaps]


def test_text_that_would_break_a_file_is_cleaned(tmp_path: Path) -> None:
    document = _blank()
    document[0].insert_htmlbox(pymupdf.Rect(50, 50, 500, 200), "<p>safe\u202egnitrever\u202c \u2067text</p>")

    reading = read_paper(_save(document, tmp_path / "bidi.pdf"), tmp_path)

    assert not {"\u202e", "\u202c", "\u2067", "\x00"} & set(reading.page_texts[0])
    assert reading.model_dump_json().encode("utf-8")
