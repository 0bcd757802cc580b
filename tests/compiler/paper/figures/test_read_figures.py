from collections.abc import Callable

import pytest

from ara.compiler.paper.captions import find_captions
from ara.compiler.paper.figures import read_figures
from ara.compiler.paper.model import FigureReading
from ara.compiler.paper.page import PageContent

Read = Callable[[str], tuple[FigureReading, ...]]

STYLE = """
#set page(width: 440pt, height: 500pt, margin: 40pt)
#set text(size: 10pt)
#set par(justify: true)
#show figure: set block(spacing: 20pt)
#let prose = [The pages that are kept hold most of the mass of attention, and the share of it grows with the budget.
  When the budget is small, the first and the last pages are kept in any case, which costs little and helps much.]
#let drawing(w, h, body: []) = rect(width: w, height: h, fill: blue.lighten(70%), body)
"""


@pytest.fixture
def read(pages_of: Callable[[str], tuple[PageContent, ...]]) -> Read:
    """The figures that are read from a paper written in Typst markup."""

    def read_source(source: str) -> tuple[FigureReading, ...]:
        pages = pages_of(STYLE + source)
        return read_figures(pages, find_captions(pages))

    return read_source


def height(figure: FigureReading) -> float:
    _, top, _, bottom = figure.regions[-1].box
    return bottom - top


def test_a_drawing_between_paragraphs_is_taken_whole_and_alone(read: Read) -> None:
    (figure,) = read("#prose\n#figure(drawing(200pt, 90pt), caption: [A drawing.])\n#prose")

    left, top, right, bottom = figure.regions[0].box
    assert right - left == pytest.approx(200, abs=1)
    assert figure.caption_region.box[1] - top == pytest.approx(90, abs=12)
    assert bottom == figure.caption_region.box[3]
    assert figure.kind == "vector"


def test_words_printed_in_and_beside_a_drawing_belong_to_it(read: Read) -> None:
    (figure,) = read("""
#prose
#figure(grid(columns: 2, align: horizon, gutter: 6pt, rotate(-90deg, reflow: true)[Loss], drawing(200pt, 90pt,
  body: align(center + horizon)[dense])), caption: [A plot.])
#prose""")

    assert set(figure.labels) == {"Loss", "dense"}
    assert figure.regions[0].box[2] - figure.regions[0].box[0] > 206


def test_panels_are_named_with_their_words(read: Read) -> None:
    (figure,) = read("""
#figure(grid(columns: 2, gutter: 30pt, [#drawing(120pt, 60pt) (a) Recall], [#drawing(120pt, 60pt) (b) Speed]),
  caption: [Two panels.])""")

    assert figure.panels == ("(a) Recall", "(b) Speed")
    assert figure.regions[0].box[2] - figure.regions[0].box[0] > 260


def test_a_caption_above_its_drawing_is_matched_downwards(read: Read) -> None:
    (figure,) = read("""
#prose
#figure(drawing(200pt, 90pt), caption: figure.caption(position: top)[Named first.])
#prose""")

    assert height(figure) == pytest.approx(106, abs=8)
    assert figure.regions[0].box[1] == figure.caption_region.box[1]


def test_figures_side_by_side_are_cut_apart(read: Read) -> None:
    left, right = read("""
#grid(columns: (1fr, 1fr), gutter: 20pt, figure(drawing(150pt, 80pt), caption: [The left one.]),
  figure(drawing(150pt, 80pt), caption: [The right one.]))""")

    assert left.regions[0].box[2] < 222 < right.regions[0].box[0]


def test_figures_stacked_on_a_page_are_cut_at_the_caption_between_them(read: Read) -> None:
    upper, lower = read("""
#figure(drawing(200pt, 80pt), caption: [The upper one.])
#figure(drawing(200pt, 80pt), caption: [The lower one.])""")

    assert upper.regions[0].box[3] <= lower.regions[0].box[1]
    assert height(lower) < 110


def test_a_framed_text_is_a_figure_of_kind_text(read: Read) -> None:
    (figure,) = read("""
#prose
#figure(block(stroke: 0.5pt, inset: 6pt, width: 300pt, align(left)[
  You are given a page of keys and a query of the model. \\ Answer with the pages that should be kept. \\
  Do not answer with more pages than the budget allows.]), caption: [A prompt.], kind: image)
#prose""")

    assert figure.kind == "text"
    assert figure.regions[0].box[2] - figure.regions[0].box[0] == pytest.approx(300, abs=2)
    assert any("more pages than the budget" in label for label in figure.labels)


def test_a_frame_over_two_pages_gives_two_regions(read: Read) -> None:
    (figure,) = read("""
#show figure: set block(breakable: true)
#figure(block(stroke: 0.5pt, fill: yellow.lighten(80%), inset: 6pt, width: 100%, breakable: true, align(left,
  stack(spacing: 8pt, ..range(40).map(i => [step #i of the transcript: keep the page])))),
  caption: [A long transcript.], kind: image)""")

    assert [region.page for region in figure.regions] == [1, 2]


def test_a_table_above_a_figure_is_not_part_of_it(read: Read) -> None:
    (figure,) = read("""
#figure(table(columns: 2, stroke: none, table.hline(), [Page], [Loss], table.hline(), [16], [2.01], table.hline()),
  caption: figure.caption(position: top)[A table.], kind: table)
#figure(drawing(200pt, 60pt), caption: [A drawing.])""")

    assert height(figure) < 90


def test_a_figure_in_a_text_column_takes_no_words_of_the_other_column(read: Read) -> None:
    (figure,) = read("""
#set page(columns: 2)
#prose
#figure(drawing(150pt, 60pt), caption: [In the left column.])
#prose #prose #prose #prose #prose #prose #prose""")

    assert figure.regions[0].box[2] < 225
    assert figure.labels == ()


def test_a_caption_without_anything_around_it_has_no_region(read: Read) -> None:
    (figure,) = read("#prose\n\nFigure 1: Nothing was drawn.\n\n#prose")

    assert figure.regions == ()
