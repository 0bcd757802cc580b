from collections.abc import Callable

import pytest

from ara.compiler.paper.captions import find_captions
from ara.compiler.paper.model import TableReading
from ara.compiler.paper.page import PageContent
from ara.compiler.paper.tables import read_tables

Read = Callable[[str], tuple[TableReading, ...]]

STYLE = """
#set page(width: 440pt, height: 620pt, margin: 40pt)
#set text(size: 10pt, font: "New Computer Modern")
#set par(justify: true)
#set table(stroke: none)
#let rule = table.hline(stroke: 0.6pt)
#let thin(first, last) = table.hline(stroke: 0.3pt, start: first, end: last)
#let titled(body, words) = figure(body, caption: figure.caption(position: top, words), kind: table, supplement: "Table")
#let prose = [The pages that are kept hold most of the mass of attention, and the share of it grows with the budget.
  When the budget is small, the first and the last pages are kept in any case, which costs little and helps much.]
"""


@pytest.fixture
def read(pages_of: Callable[[str], tuple[PageContent, ...]]) -> Read:
    """The tables that are read from a paper written in Typst markup."""

    def read_source(source: str) -> tuple[TableReading, ...]:
        pages = pages_of(STYLE + source)
        return read_tables(pages, find_captions(pages))

    return read_source


def test_titles_over_two_levels_are_repeated_over_their_columns(read: Read) -> None:
    (table,) = read("""
#prose
#titled(table(columns: 6, align: (left,) + (center,) * 5, rule,
  table.cell(rowspan: 2, align: horizon)[Method], table.cell(colspan: 2)[Accuracy], table.cell(colspan: 2)[Latency],
  table.cell(rowspan: 2, align: horizon)[Size], thin(1, 3), thin(3, 5), [dev], [test], [mean], [p99], rule,
  [Dense], [71.2], [70.1], [12.5], [30.1], [1.3B],
  [Paged], [*71.9*], [70.0], [*4.1*], [#underline[9.8]], [1.3B], rule), [Two levels.])
#prose""")

    assert table.rows == (
        ("Method", "Accuracy", "Accuracy", "Latency", "Latency", "Size"),
        ("Method", "dev", "test", "mean", "p99", "Size"),
        ("Dense", "71.2", "70.1", "12.5", "30.1", "1.3B"),
        ("Paged", "71.9", "70.0", "4.1", "9.8", "1.3B"),
    )
    assert (table.header_rows, table.extraction, table.other_rows) == (2, "exact_from_text", None)
    assert table.marks == ((3, 1, "bold"), (3, 3, "bold"), (3, 4, "underline"))


def test_a_title_over_an_odd_number_of_columns_without_a_line_is_told_by_centring(read: Read) -> None:
    (table,) = read("""
#titled(table(columns: 5, align: center, rule, [Model], table.cell(colspan: 3)[Task], [Mean], [], [P], [F], [A], [],
  rule, [x], [1.0], [2.0], [3.0], [2.0], [y], [1.5], [2.5], [3.5], [2.5], rule), [One title over three.])""")

    assert table.rows[:2] == (("Model", "Task", "Task", "Task", "Mean"), ("Model", "P", "F", "A", "Mean"))
    assert table.header_rows == 2


def test_a_grid_of_lines_keeps_wrapped_words_in_one_cell(read: Read) -> None:
    (table,) = read("""
#titled(table(columns: (60pt, 60pt, 110pt), stroke: 0.5pt, [Name], [Value], [Note],
  [alpha], [0.1], [set once for all of the runs of the study], [beta], [0.25], [short]), [A grid of lines.])""")

    assert table.rows == (
        ("Name", "Value", "Note"),
        ("alpha", "0.1", "set once for all of the runs of the study"),
        ("beta", "0.25", "short"),
    )


def test_a_row_over_the_whole_width_names_the_group_below_it(read: Read) -> None:
    (table,) = read("""
#titled(table(columns: 3, align: (left, right, right), rule, [Model], [A], [B], rule,
  table.cell(colspan: 3, align: left)[_With full attention_], [Small], [1.0], [2.0], rule,
  table.cell(colspan: 3, align: center)[_With pages_], [Small], [1.1], [2.1], rule), [Groups.])""")

    assert table.rows == (
        ("Model", "A", "B"),
        ("With full attention",) * 3,
        ("Small", "1.0", "2.0"),
        ("With pages",) * 3,
        ("Small", "1.1", "2.1"),
    )


def test_blank_cells_stay_blank_and_labels_beside_several_rows_are_repeated(read: Read) -> None:
    (table,) = read("""
#titled(table(columns: 4, align: center, rule, [], [layers], [width], [loss], rule, [base], [6], [512], [4.92], rule,
  table.cell(rowspan: 3, align: horizon)[(A)], [2], [], [6.11], [4], [], [5.19], [], [1024], [4.66], rule,
  table.cell(rowspan: 2, align: horizon)[(B)], [], [256], [5.29], [], [], [4.91], rule), [Blanks say: as base.])""")

    assert table.rows == (
        ("", "layers", "width", "loss"),
        ("base", "6", "512", "4.92"),
        ("(A)", "2", "", "6.11"),
        ("(A)", "4", "", "5.19"),
        ("(A)", "", "1024", "4.66"),
        ("(B)", "", "256", "5.29"),
        ("(B)", "", "", "4.91"),
    )


def test_a_label_in_the_first_row_of_its_group_is_not_repeated_below(read: Read) -> None:
    (table,) = read("""
#titled(table(columns: 3, align: (left, left, right), rule, [Task], [Model], [Score], rule,
  [Recall], [small], [1.5], [], [large], [2.5], [], [huge], [3.5], rule), [As printed.])""")

    assert [row[0] for row in table.rows] == ["Task", "Recall", "", ""]


def test_a_turned_label_stands_for_the_rows_beside_it(read: Read) -> None:
    (table,) = read("""
#let turned(words) = table.cell(rowspan: 3, align: horizon, rotate(-90deg, reflow: true, words))
#titled(table(columns: 3, align: (center, left, right), rule, [], [Model], [Score], rule,
  turned[Recall], [small], [1.5], [large], [2.5], [huge], [3.5], rule,
  turned[Reason], [small], [5.5], [large], [6.5], [huge], [7.5], rule), [Turned labels.])""")

    assert table.rows == (
        ("", "Model", "Score"),
        ("Recall", "small", "1.5"),
        ("Recall", "large", "2.5"),
        ("Recall", "huge", "3.5"),
        ("Reason", "small", "5.5"),
        ("Reason", "large", "6.5"),
        ("Reason", "huge", "7.5"),
    )


def test_a_table_without_any_line_is_found_between_paragraphs(read: Read) -> None:
    (table,) = read("""
#prose
#titled(table(columns: 3, align: (left, right, right), [Length], [Dense], [Paged], [1024], [1.20], [1.10],
  [2048], [2.50], [1.30], [4096], [5.10], [1.60]), [No lines at all.])
#prose""")

    assert table.rows == (
        ("Length", "Dense", "Paged"),
        ("1024", "1.20", "1.10"),
        ("2048", "2.50", "1.30"),
        ("4096", "5.10", "1.60"),
    )
    assert table.header_rows == 1


def test_tables_side_by_side_keep_their_own_columns(read: Read) -> None:
    left, right = read("""
#grid(columns: 2, gutter: 20pt,
  titled(table(columns: 2, rule, [Page], [Recall], rule, [16], [0.91], [32], [0.88], rule), [Left.]),
  titled(table(columns: 2, rule, [Budget], [Loss], rule, [128], [2.05], [256], [2.01], rule), [Right.]))""")

    assert left.rows == (("Page", "Recall"), ("16", "0.91"), ("32", "0.88"))
    assert right.rows == (("Budget", "Loss"), ("128", "2.05"), ("256", "2.01"))


def test_two_tables_under_one_caption_are_one_grid(read: Read) -> None:
    (table,) = read("""
#figure(grid(columns: 2, gutter: 24pt,
  table(columns: 2, rule, [Page], [Loss], rule, [16], [2.01], [32], [2.05], rule),
  table(columns: 2, rule, [Sinks], [Loss], rule, [0], [2.31], [4], [2.02], rule)),
  caption: figure.caption(position: top)[Two ablations.], kind: table, supplement: "Table")""")

    assert table.rows == (("Page", "Loss", "Sinks", "Loss"), ("16", "2.01", "0", "2.31"), ("32", "2.05", "4", "2.02"))


def test_a_table_in_a_text_column_takes_nothing_from_the_paragraphs_around_it(read: Read) -> None:
    (table,) = read("""
#set page(columns: 2)
#prose
#titled(table(columns: 3, rule, [Page], [Recall], [Mass], rule, [16], [0.91], [0.95], [32], [0.88], [0.93], rule),
  [In a column.])
#prose #prose #prose #prose #prose #prose""")

    assert table.rows == (("Page", "Recall", "Mass"), ("16", "0.91", "0.95"), ("32", "0.88", "0.93"))
    assert table.region.box[2] < 220


def test_captions_below_their_tables_are_not_given_the_table_that_follows(read: Read) -> None:
    first, second = read("""
#set figure(gap: 8pt)
#set figure.caption(position: bottom)
#show figure: set block(spacing: 8pt)
#figure(table(columns: 2, rule, [Page], [Loss], rule, [16], [2.01], rule), caption: [First.], kind: table)
#figure(table(columns: 2, rule, [Sink], [Loss], rule, [4], [2.02], rule), caption: [Second.], kind: table)""")

    assert (first.rows[0][0], second.rows[0][0]) == ("Page", "Sink")


def test_a_table_over_two_pages_is_one_table_with_one_header(read: Read) -> None:
    (table,) = read("""
#show figure: set block(breakable: true)
#titled(table(columns: 2, rule, table.header([Key], [Value], rule), ..range(50).map(i => ([k#i], [#(3 * i)])).flatten(),
  rule), [Long.])""")

    assert table.rows == (("Key", "Value"), *((f"k{i}", str(3 * i)) for i in range(50)))
    assert table.region.page == 1


def test_deviations_in_brackets_below_means_stay_in_their_cells(read: Read) -> None:
    (table,) = read("""
#titled(table(columns: 3, align: (left + horizon, center, center), rule, [Method], [GSM8K], [MATH], rule,
  [Dense], [71.2 \\ (0.3)], [34.5 \\ (0.1)], [Paged], [70.2 \\ (0.4)], [33.5 \\ (0.2)], rule), [Means.])""")

    assert table.rows[1:] == (("Dense", "71.2 (0.3)", "34.5 (0.1)"), ("Paged", "70.2 (0.4)", "33.5 (0.2)"))


def test_raised_digits_are_not_read_as_digits_of_the_number(read: Read) -> None:
    (table,) = read("""
#titled(table(columns: 2, rule, [Model], [FLOPs], rule, [Dense], [$3.3 dot 10^18$], [Paged], [$1.1 dot 10^17$], rule),
  [Powers of ten.])""")

    assert [row[1][-4:] for row in table.rows[1:]] == ["10¹⁸", "10¹⁷"]


def test_a_caption_without_a_table_gives_no_reading(read: Read) -> None:
    assert read("Table 1: A caption alone.\n\n#v(80pt)\n#prose") == ()


def test_readings_that_differ_are_both_kept(read: Read) -> None:
    (table,) = read("""
#titled(table(columns: 4, align: left, rule, [Layer], [18], [34], [50], rule,
  [conv1], table.cell(colspan: 3)[7 x 7, 64, stride 2], [conv2], [3, 64    3, 64   x2], [3, 64 x3], [1, 64 x3   1, 256],
  [conv3], [x4], [3, 128    x4], [1, 128   3, 128    x4], rule), [Blocks.])""")

    assert (table.extraction == "low_confidence") == (table.other_rows is not None)
    assert len({len(row) for row in table.rows}) == 1


def test_the_same_paper_gives_the_same_tables(read: Read) -> None:
    source = "#titled(table(columns: 2, rule, [a], [b], rule, [1], [2], rule), [Twice.])"

    assert read(source) == read(source)


def test_stretched_blanks_of_wrapped_cells_part_no_columns(read: Read) -> None:
    (table,) = read("""
#titled(table(columns: (90pt, 60pt, 120pt), align: (left, center, left), rule, [Setting], [Value], [Where it is used],
  rule, [Learning rate], [3e-4], [All runs of the main experiment and of the ablation], [Batch size], [256],
  [Main experiment], [Pages kept per head and step], [16], [Everywhere], rule), [Cells that wrap.])""")

    assert table.rows == (
        ("Setting", "Value", "Where it is used"),
        ("Learning rate", "3e-4", "All runs of the main experiment and of the ablation"),
        ("Batch size", "256", "Main experiment"),
        ("Pages kept per head and step", "16", "Everywhere"),
    )


def test_long_texts_in_cells_are_not_taken_for_paragraphs(read: Read) -> None:
    (table,) = read("""
#titled(table(columns: (70pt, 200pt, 60pt), align: (left, left, center), stroke: 0.5pt, [Task], [Prompt], [Score],
  [Recall], [Find the key that was named before the long story began, and repeat it word by word as it was given in
  the first of all sentences, without any mark around it.], [71.2],
  [Summary], [Say in three sentences what happens in the story, who takes part in it, where it takes place, and how
  it ends; leave out what does not matter.], [34.5]), [Prompts.])
#prose""")

    assert len(table.rows[0]) == 3
    assert [row[0] for row in table.rows if row[0]][:2] == ["Task", "Recall"]
    assert table.rows[1][1].startswith("Find the key that was named before the long story began, and repeat")


def test_a_table_set_as_a_picture_has_a_region_and_no_rows(read: Read) -> None:
    (table,) = read("""
#prose
#titled(image(bytes("<svg xmlns='http://www.w3.org/2000/svg' width='200' height='90'><rect width='200' height='90'
fill='silver'/><circle cx='50' cy='40' r='20'/></svg>"), width: 200pt), [Scanned.])
#prose""")

    assert (table.rows, table.header_rows, table.extraction) == ((), 0, "low_confidence")
    assert table.region.box[3] - table.region.box[1] > 90
