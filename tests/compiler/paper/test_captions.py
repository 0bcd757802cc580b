from collections.abc import Callable

import pytest

from ara.compiler.paper.captions import Caption, find_captions
from ara.compiler.paper.page import Line, PageContent, TextSpan

PROSE = "As the measurements of the last section show, the pages that are kept hold most of the mass of attention."
Pages = Callable[[str], tuple[PageContent, ...]]


def line(text: str, top: float, left: float = 60.0, bold: int = 0, size: float = 10.0, block: int = 0) -> Line:
    """A line of text whose first `bold` characters are bold; characters are half as wide as high."""
    width = 0.5 * size
    parts = [part for part in (text[:bold], text[bold:]) if part]
    spans, start = [], left
    for part in parts:
        end = start + width * len(part)
        is_bold = bool(bold) and part is parts[0]
        spans.append(TextSpan(part, (start, top, end, top + size), "Serif", size, is_bold, False, False, False))
        start = end
    return Line(text, (left, top, start, top + size), tuple(spans), block, 0, size, False, False, top + 0.8 * size)


def captions_of(*lines: Line) -> tuple[Caption, ...]:
    return find_captions([PageContent(number=1, width=600, height=800, lines=lines)])


def test_a_caption_with_a_colon_is_found_with_all_its_lines() -> None:
    (caption,) = captions_of(
        line("Table 2: Recall of the page selection on four tasks with one", 100),
        line("budget for all of them.", 112),
        line(PROSE, 160, block=1),
    )

    assert (caption.kind, caption.label) == ("table", "2")
    assert caption.text == ("Table 2: Recall of the page selection on four tasks with one budget for all of them.")
    assert caption.region.box[3] == 122


def test_prose_that_refers_to_a_table_at_the_start_of_a_line_is_no_caption() -> None:
    assert not captions_of(
        line(PROSE, 100), line("Table 3 shows the same for longer inputs, and it is equally", 112), line(PROSE, 124)
    )


def test_a_paragraph_that_begins_with_a_reference_is_no_caption() -> None:
    assert not captions_of(line("Table 3 shows the same for longer inputs, and it is equally", 100), line(PROSE, 112))


def test_a_bold_label_without_a_sign_opens_a_caption() -> None:
    (caption,) = captions_of(line("Figure 4 Mass of attention by page.", 100, bold=8), line(PROSE, 150, block=1))

    assert caption.text == "Figure 4 Mass of attention by page."


def test_a_caption_may_have_no_words() -> None:
    (caption,) = captions_of(line("Figure 9", 100, bold=8), line(PROSE, 150, block=1))

    assert (caption.label, caption.text) == ("9", "Figure 9")


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("Table A.1: Settings.", "table", "A.1"),
        ("Table S2: Settings.", "table", "S2"),
        ("TABLE IV: Settings.", "table", "IV"),
        ("Fig. 3. A page.", "figure", "3"),
        ("Supplementary Figure 2: A page.", "figure", "2"),
        ("Table 7 | Settings.", "table", "7"),
        ("Algorithm 1: Select pages", "algorithm", "1"),
        ("Table 3-2: Settings.", "table", "3-2"),
    ],
)
def test_labels_are_read_as_printed(text: str, kind: str, label: str) -> None:
    (caption,) = captions_of(line(text, 100))

    assert (caption.kind, caption.label) == (kind, label)


def test_words_after_the_label_that_only_look_like_a_number_are_not_a_label() -> None:
    assert not captions_of(line("Table Implementations: they differ.", 100), line("Figure 3D: a view.", 140, block=1))


def test_a_title_below_a_label_of_its_own_belongs_to_the_caption() -> None:
    (caption,) = captions_of(
        line("TABLE II", 100, left=130, size=8), line("RECALL OF THE SELECTED PAGES", 109, left=90, size=8)
    )

    assert caption.text == "TABLE II RECALL OF THE SELECTED PAGES"


def test_of_two_captions_with_one_label_the_usual_style_wins() -> None:
    found = captions_of(
        line("Table 1: Settings of the runs.", 100),
        line("Table 2: Results of the runs.", 200, block=1),
        line("Table 2. It can be seen", 300, block=2),
    )

    assert [caption.text for caption in found] == ["Table 1: Settings of the runs.", "Table 2: Results of the runs."]


def test_words_broken_at_the_end_of_a_line_are_made_whole() -> None:
    (caption,) = captions_of(line("Figure 1: The selec-", 100), line("tion of pages.", 112), line(PROSE, 160, block=1))

    assert caption.text == "Figure 1: The selection of pages."


def test_a_caption_ends_at_the_line_drawn_over_its_table(pages_of: Pages) -> None:
    pages = pages_of(
        "#set page(width: 300pt, height: 300pt)\n#set par(leading: 3pt)\n"
        "Table 1: Numbers of the runs with the names of their settings as\\ printed.\n"
        "#v(-9pt)#line(length: 100%, stroke: .5pt)#v(-9pt)\n"
        "Setting Value Name Value Setting Value Name Value Sett"
    )

    (caption,) = find_captions(pages)
    assert caption.text == "Table 1: Numbers of the runs with the names of their settings as printed."


def test_captions_side_by_side_keep_their_own_words(pages_of: Pages) -> None:
    pages = pages_of(
        "#set page(width: 420pt, height: 300pt)\n"
        "#grid(columns: (1fr, 1fr), gutter: 20pt,"
        "figure(rect(height: 40pt), caption: [The left one has a caption over two lines of text.]),"
        "figure(rect(height: 40pt), caption: [The right one has one too, with other words in it.]))"
    )

    assert [caption.text for caption in find_captions(pages)] == [
        "Figure 1: The left one has a caption over two lines of text.",
        "Figure 2: The right one has one too, with other words in it.",
    ]
