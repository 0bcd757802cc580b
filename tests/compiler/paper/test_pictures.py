from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from ara.compiler.paper.model import FigureReading, Region, TableReading
from ara.compiler.paper.pictures import MAX_SIDE, draw_pictures


@pytest.fixture
def document(typeset: Callable[[str], pymupdf.Document]) -> pymupdf.Document:
    page = "#place(top + left, dx: 50pt, dy: 40pt, rect(width: 100pt, height: 60pt, fill: red))"
    return typeset(f"#set page(width: 300pt, height: 200pt, margin: 0pt)\n{page}\n#pagebreak()\n{page}")


def table(label: str, page: int = 1, box: tuple[float, float, float, float] = (50, 40, 150, 100)) -> TableReading:
    region = Region(page=page, box=box)
    return TableReading(
        label=label,
        caption=f"Table {label}: Numbers.",
        caption_region=region,
        region=region,
        rows=(("a",), ("1",)),
        header_rows=1,
        extraction="exact_from_text",
    )


def figure(label: str, *pages: int) -> FigureReading:
    regions = tuple(Region(page=page, box=(50, 40, 150, 100)) for page in pages)
    return FigureReading(
        label=label, caption=f"Figure {label}: A box.", caption_region=regions[-1], regions=regions, kind="vector"
    )


def test_a_table_and_a_figure_get_a_png_each(document: pymupdf.Document, tmp_path: Path) -> None:
    (drawn_table,), (drawn_figure,) = draw_pictures(document, [table("3")], [figure("4", 1)], tmp_path)

    assert drawn_table.image == "table3.png"
    assert drawn_figure.images == ("figure4.png",)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figure4.png", "table3.png"]


def test_a_picture_shows_its_region_with_a_narrow_margin(document: pymupdf.Document, tmp_path: Path) -> None:
    draw_pictures(document, [table("1")], [], tmp_path)

    picture = pymupdf.Pixmap(tmp_path / "table1.png")
    assert picture.width == pytest.approx(102 * 150 / 72, abs=2)
    assert picture.pixel(0, 0) == (255, 255, 255)
    assert picture.pixel(picture.width // 2, picture.height // 2) == pytest.approx((255, 65, 54), abs=2)


def test_a_figure_over_pages_is_numbered_with_its_caption_first(document: pymupdf.Document, tmp_path: Path) -> None:
    _, (drawn,) = draw_pictures(document, [], [figure("2", 1, 2)], tmp_path)

    assert drawn.images == ("figure2.png", "figure2_2.png")


def test_labels_that_are_no_file_names_become_some(document: pymupdf.Document, tmp_path: Path) -> None:
    drawn, _ = draw_pictures(document, [table("A.2"), table("../../x"), table("A 2")], [], tmp_path)

    assert [reading.image for reading in drawn] == ["tableA-2.png", "tablex.png", "tableA-2-2.png"]
    assert len(list(tmp_path.iterdir())) == 3


def test_a_huge_region_is_drawn_no_larger_than_allowed(
    typeset: Callable[[str], pymupdf.Document], tmp_path: Path
) -> None:
    document = typeset("#set page(width: 4000pt, height: 3000pt)\nA poster.")

    draw_pictures(document, [table("1", box=(0, 0, 4000, 3000))], [], tmp_path)

    picture = pymupdf.Pixmap(tmp_path / "table1.png")
    assert max(picture.width, picture.height) <= MAX_SIDE


def test_what_cannot_be_drawn_has_no_name_and_no_file(document: pymupdf.Document, tmp_path: Path) -> None:
    (beyond, outside), _ = draw_pictures(
        document, [table("1", page=9), table("2", box=(900, 900, 950, 950))], [], tmp_path
    )

    assert (beyond.image, outside.image) == (None, None)
    assert list(tmp_path.iterdir()) == []


def test_drawing_twice_gives_the_same_bytes(document: pymupdf.Document, tmp_path: Path) -> None:
    for name in ("once", "again"):
        (tmp_path / name).mkdir()
        draw_pictures(document, [table("1")], [figure("1", 1, 2)], tmp_path / name)

    for path in (tmp_path / "once").iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()
