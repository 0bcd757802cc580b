from collections.abc import Callable

import pymupdf
import pytest

from ara.compiler.paper.extract import extract_page
from ara.compiler.paper.model import SeriesReading
from ara.compiler.paper.paths import paths_within
from ara.compiler.paper.plots import MOST_POINTS, read_series
from ara.compiler.paper.plots.axes import Label

BLUE, RED = (0, 0, 1), (1, 0, 0)
LEFT, TOP, RIGHT, BOTTOM = 100.0, 50.0, 300.0, 250.0
Draw = Callable[[pymupdf.Page], None]


def _frame(page: pymupdf.Page) -> None:
    page.draw_rect(pymupdf.Rect(LEFT, TOP, RIGHT, BOTTOM), color=(0, 0, 0))


def _ticks_across(page: pymupdf.Page, labels: list[str]) -> None:
    """Tick marks at 100, 150, 200, ... with centred labels below."""
    for place, label in enumerate(labels):
        x = LEFT + 50 * place
        page.draw_line((x, BOTTOM), (x, BOTTOM + 4))
        page.insert_text((x - pymupdf.get_text_length(label, fontsize=8) / 2, BOTTOM + 13), label, fontsize=8)


def _ticks_upright(page: pymupdf.Page, labels: list[str]) -> None:
    """Tick marks at 250, 200, 150, ... with labels to the left."""
    for place, label in enumerate(labels):
        y = BOTTOM - 50 * place
        page.draw_line((LEFT - 4, y), (LEFT, y))
        page.insert_text((LEFT - 6 - pymupdf.get_text_length(label, fontsize=8), y + 2.8), label, fontsize=8)


def _series(draw: Draw) -> list[SeriesReading]:
    document = pymupdf.open()
    page = document.new_page(width=480, height=320)
    _frame(page)
    draw(page)
    page = pymupdf.open(stream=document.tobytes(), filetype="pdf")[0]
    content = extract_page(page, 1)
    paths = paths_within(page.get_cdrawings(), (0, 0, 480, 320))
    labels = [Label(word.text, word.box, word.line) for word in content.words]
    return list(read_series(paths, labels, content.lines))


def _axes(page: pymupdf.Page) -> None:
    _ticks_across(page, ["0", "10", "20", "30", "40"])
    _ticks_upright(page, ["0.0", "0.5", "1.0", "1.5", "2.0"])


def test_the_corners_of_a_line_are_measured_on_both_axes() -> None:
    def draw(page: pymupdf.Page) -> None:
        _axes(page)
        page.draw_polyline([(100, 250), (150, 200), (250, 75)], color=BLUE)

    (found,) = _series(draw)

    assert (found.kind, found.panel, found.x_axis.scale, found.y_axis.scale) == ("line", 1, "linear", "linear")
    assert [(point.x, point.y) for point in found.points] == [
        (pytest.approx(x, abs=0.05), pytest.approx(y, abs=0.005)) for x, y in [(0, 0), (10, 0.5), (30, 1.75)]
    ]


def test_a_logarithmic_axis_is_told_by_its_numbers() -> None:
    def draw(page: pymupdf.Page) -> None:
        _ticks_across(page, ["1", "10", "100", "1,000"])
        _ticks_upright(page, ["0", "1", "2"])
        page.draw_polyline([(100, 250), (175, 200), (250, 150)], color=BLUE)

    (found,) = _series(draw)

    assert (found.x_axis.scale, found.y_axis.scale) == ("log", "linear")
    assert [point.x for point in found.points] == [pytest.approx(10**exponent, rel=0.01) for exponent in (0, 1.5, 3)]


@pytest.mark.parametrize("labels", [["0", "1", "5", "6"], ["0", "10"], ["a", "b", "c"], ["1", "1", "1"]])
def test_an_axis_without_an_exact_scale_gives_nothing(labels: list[str]) -> None:
    def draw(page: pymupdf.Page) -> None:
        _ticks_across(page, ["0", "10", "20", "30"])
        _ticks_upright(page, labels)
        page.draw_polyline([(100, 250), (150, 200), (250, 75)], color=BLUE)

    assert _series(draw) == []


def test_the_legend_names_series_by_their_colour_and_is_no_series() -> None:
    def draw(page: pymupdf.Page) -> None:
        _axes(page)
        for place, (colour, name) in enumerate([(BLUE, "dense model"), (RED, "sparse model")]):
            y = 60 + 12 * place
            page.draw_line((110, y), (130, y), color=colour)
            page.insert_text((136, y + 2.5), name, fontsize=8)
            page.draw_polyline([(100, 250), (150, 230 - 20 * place), (250, 175)], color=colour)

    assert [found.name for found in _series(draw)] == ["dense model", "sparse model"]


def test_a_colour_that_two_series_share_names_neither() -> None:
    def draw(page: pymupdf.Page) -> None:
        _axes(page)
        page.draw_line((110, 60), (130, 60), color=BLUE)
        page.insert_text((136, 62.5), "model", fontsize=8)
        page.draw_polyline([(100, 250), (150, 230), (250, 175)], color=BLUE)
        page.draw_polyline([(100, 240), (150, 210), (250, 150)], color=BLUE)

    assert [found.name for found in _series(draw)] == ["#0000ff", "#0000ff"]


def test_markers_without_a_line_are_a_scatter_plot() -> None:
    def draw(page: pymupdf.Page) -> None:
        _axes(page)
        for centre in [(120, 240), (160, 170), (200, 190)]:
            page.draw_circle(centre, 3, color=BLUE, fill=BLUE)

    (found,) = _series(draw)

    assert found.kind == "scatter"
    assert [point.x for point in found.points] == [pytest.approx(x, abs=0.1) for x in (4, 12, 20)]


def test_bars_have_their_names_and_the_numbers_printed_on_them() -> None:
    def draw(page: pymupdf.Page) -> None:
        _ticks_upright(page, ["0", "10", "20", "30"])
        for left, height, name in [(120, 51.0, "small"), (200, 102.0, "large")]:
            page.draw_rect(pymupdf.Rect(left, BOTTOM - height, left + 40, BOTTOM), color=BLUE, fill=BLUE)
            width = pymupdf.get_text_length(name, fontsize=8)
            page.insert_text((left + 20 - width / 2, BOTTOM + 13), name, fontsize=8)
        page.insert_text((133, BOTTOM - 54), "10.2", fontsize=8)

    (found,) = _series(draw)

    assert (found.kind, found.x_axis.scale) == ("bar", "category")
    assert [(point.x, point.y, point.printed) for point in found.points] == [
        ("small", 10.2, True),
        ("large", pytest.approx(20.4, abs=0.05), False),
    ]


def test_a_number_that_disagrees_with_its_bar_is_not_taken() -> None:
    def draw(page: pymupdf.Page) -> None:
        _ticks_upright(page, ["0", "10", "20", "30"])
        for left in (120, 200):
            page.draw_rect(pymupdf.Rect(left, 200, left + 40, BOTTOM), color=BLUE, fill=BLUE)
            page.insert_text((left + 13, 197), "27", fontsize=8)

    assert [(point.y, point.printed) for point in _series(draw)[0].points] == [(pytest.approx(10, abs=0.1), False)] * 2


def test_stacked_bars_give_nothing() -> None:
    def draw(page: pymupdf.Page) -> None:
        _ticks_upright(page, ["0", "10", "20", "30"])
        for left in (120, 200):
            page.draw_rect(pymupdf.Rect(left, 200, left + 40, BOTTOM), color=BLUE, fill=BLUE)
            page.draw_rect(pymupdf.Rect(left, 150, left + 40, 200), color=RED, fill=RED)

    assert _series(draw) == []


def test_grid_lines_and_thresholds_are_no_series() -> None:
    def draw(page: pymupdf.Page) -> None:
        _axes(page)
        for y in (100, 150, 200):
            page.draw_line((LEFT, y), (RIGHT, y), color=(0.8, 0.8, 0.8))
        page.draw_line((LEFT, 130), (RIGHT, 130), color=RED)

    assert _series(draw) == []


def test_panels_side_by_side_have_their_own_axes() -> None:
    def draw(page: pymupdf.Page) -> None:
        _axes(page)
        page.draw_polyline([(100, 250), (150, 200), (250, 75)], color=BLUE)
        page.draw_rect(pymupdf.Rect(340, TOP, 440, BOTTOM), color=(0, 0, 0))
        for place, label in enumerate(["0", "1", "2"]):
            page.draw_line((340 + 50 * place, BOTTOM), (340 + 50 * place, BOTTOM + 4))
            page.insert_text((337.8 + 50 * place, BOTTOM + 13), label, fontsize=8)
        for place, label in enumerate(["5", "6", "7"]):
            page.draw_line((336, BOTTOM - 50 * place), (340, BOTTOM - 50 * place))
            page.insert_text((329, BOTTOM - 50 * place + 2.8), label, fontsize=8)
        page.draw_polyline([(340, 250), (390, 225), (440, 150)], color=RED)

    first, second = _series(draw)

    assert (first.panel, second.panel) == (1, 2)
    assert [(point.x, point.y) for point in second.points] == [
        (pytest.approx(x, abs=0.01), pytest.approx(y, abs=0.01)) for x, y in [(0, 5), (1, 5.5), (2, 7)]
    ]


def test_long_lines_keep_every_nth_corner_and_say_so() -> None:
    def draw(page: pymupdf.Page) -> None:
        _axes(page)
        page.draw_polyline([(100 + 0.2 * step, 250 - 0.1 * step - step % 2) for step in range(1000)], color=BLUE)

    (found,) = _series(draw)

    assert found.drawn == 1000
    assert len(found.points) <= MOST_POINTS


def test_a_page_with_too_many_paths_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ara.compiler.paper.paths.MOST_PATHS", 5)

    def draw(page: pymupdf.Page) -> None:
        _axes(page)
        page.draw_polyline([(100, 250), (150, 200), (250, 75)], color=BLUE)

    assert _series(draw) == []
