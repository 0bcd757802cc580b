from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from ara.compiler.paper.clippings import Clipping
from ara.compiler.paper.model import Region
from ara.compiler.paper.pictures import MAX_SIDE, draw_pictures

Box = tuple[float, float, float, float]


@pytest.fixture
def document(typeset: Callable[[str], pymupdf.Document]) -> pymupdf.Document:
    page = "#place(top + left, dx: 50pt, dy: 40pt, rect(width: 100pt, height: 60pt, fill: red))"
    return typeset(f"#set page(width: 300pt, height: 200pt, margin: 0pt)\n{page}\n#pagebreak()\n{page}")


def clipping(name: str, page: int = 1, box: Box = (50, 40, 150, 100)) -> Clipping:
    return Clipping(name=name, region=Region(page=page, box=box))


def test_each_clipping_gets_a_png_under_its_name(document: pymupdf.Document, tmp_path: Path) -> None:
    drawn = draw_pictures(document, [clipping("figure4.png", 2), clipping("table3.png")], tmp_path)

    assert drawn == (True, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figure4.png", "table3.png"]


def test_a_picture_shows_its_region_with_a_narrow_margin(document: pymupdf.Document, tmp_path: Path) -> None:
    draw_pictures(document, [clipping("table1.png")], tmp_path)

    picture = pymupdf.Pixmap(tmp_path / "table1.png")
    assert picture.width == pytest.approx(102 * 150 / 72, abs=2)
    assert picture.pixel(0, 0) == (255, 255, 255)
    assert picture.pixel(picture.width // 2, picture.height // 2) == pytest.approx((255, 65, 54), abs=2)


def test_a_huge_region_is_drawn_no_larger_than_allowed(
    typeset: Callable[[str], pymupdf.Document], tmp_path: Path
) -> None:
    document = typeset("#set page(width: 4000pt, height: 3000pt)\nA poster.")

    draw_pictures(document, [clipping("table1.png", box=(0, 0, 4000, 3000))], tmp_path)

    picture = pymupdf.Pixmap(tmp_path / "table1.png")
    assert max(picture.width, picture.height) <= MAX_SIDE


def test_what_cannot_be_drawn_leaves_no_file(document: pymupdf.Document, tmp_path: Path) -> None:
    wanted = [clipping("a.png", page=9), clipping("b.png", box=(900, 900, 950, 950)), clipping("c.png")]

    assert draw_pictures(document, wanted, tmp_path) == (False, False, True)
    assert [path.name for path in tmp_path.iterdir()] == ["c.png"]


def test_drawing_twice_gives_the_same_bytes(document: pymupdf.Document, tmp_path: Path) -> None:
    for name in ("once", "again"):
        (tmp_path / name).mkdir()
        draw_pictures(document, [clipping("a.png", 2), clipping("b.png")], tmp_path / name)

    for path in (tmp_path / "once").iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()
