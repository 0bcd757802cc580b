"""Grids of `tabular`: spans, rules, header rows, marks, nested boxes."""

from __future__ import annotations

from collections.abc import Callable

from ara.compiler.tex import TexReading
from ara.compiler.tex.model import TexTable

Read = Callable[..., TexReading]


def table(read: Read, body: str, columns: str = "lccc", environment: str = "tabular") -> TexTable:
    inner = f"\\begin{{{environment}}}{{{columns}}}{body}\\end{{{environment}}}"
    reading = read(f"\\begin{{table}}\\caption{{Results.}}\\label{{tab:r}}{inner}\\end{{table}}")
    return reading.tables[0]


def test_labels_that_span_columns_and_rows_are_repeated_in_each_cell(read: Read) -> None:
    found = table(
        read,
        r"""\toprule
        \multirow{2}{*}{Method} & \multicolumn{2}{c}{Accuracy} & Time \\ \cmidrule(lr){2-3}
        & A & B & (s) \\ \midrule
        Base & 81.2 & 80.0 & 1 \\
        \multicolumn{4}{c}{\textit{Large models}} \\
        \textbf{Ours} & \textbf{93.5} & \underline{90.1} & -- \\ \bottomrule""",
    )

    assert found.rows == (
        ("Method", "Accuracy", "Accuracy", "Time"),
        ("Method", "A", "B", "(s)"),
        ("Base", "81.2", "80.0", "1"),
        ("Large models", "Large models", "Large models", "Large models"),
        ("Ours", "93.5", "90.1", "–"),
    )
    assert found.header_rows == 2
    assert found.marks == ((3, 0, "italic"), (4, 0, "bold"), (4, 1, "bold"), (4, 2, "underline"))


def test_a_row_label_over_several_rows_fills_the_cells_below_it(read: Read) -> None:
    found = table(
        read, r"\hline G & N \\ \hline \multirow{2}{*}{x} & 1 \\ \cline{2-2} & 2 \\ \hline y & 3 \\ \hline", "ll"
    )

    assert found.rows == (("G", "N"), ("x", "1"), ("x", "2"), ("y", "3"))
    assert found.header_rows == 1


def test_a_row_label_written_at_the_foot_fills_the_cells_above_it(read: Read) -> None:
    found = table(read, r"G & N \\ \midrule & 1 \\ \multirow{-2}{*}{x} & 2 \\", "ll")

    assert found.rows[1:] == (("x", "1"), ("x", "2"))


def test_breaks_inside_boxes_and_braces_end_no_row(read: Read) -> None:
    found = table(read, r"\makecell{Two \\ lines} & {a \\ b} & \begin{tabular}{c}in \\ side\end{tabular} \\", "lll")

    assert found.rows == (("Two lines", "a b", "in side"),)


def test_signs_and_formulas_are_read_as_printed(read: Read) -> None:
    found = table(read, r"5\% & $1.5\times$ & $90.1_{\pm 0.2}$ & $10^{-3}$ \\ \'a \& b & $\alpha$ & $-1$ & \cmark \\")

    assert found.rows == (("5%", "1.5×", "90.1 ±0.2", "10⁻³"), ("á & b", "α", "−1", "✓"))


def test_short_rows_are_filled_up_and_empty_rows_dropped(read: Read) -> None:
    assert table(read, r"a & b & c \\ & & \\ d \\").rows == (("a", "b", "c"), ("d", "", ""))


def test_widths_and_positions_are_no_cells(read: Read) -> None:
    reading = read(
        r"\begin{table}\caption{A}\begin{tabularx}{\linewidth}[t]{lX}a & b \\\end{tabularx}\end{table}"
        r"\begin{table}\caption{B}\begin{tabular}[b]{@{}l*{2}{c}@{}}c & d & e \\[2pt] f & g & h\end{tabular}\end{table}"
    )

    assert [found.rows for found in reading.tables] == [(("a", "b"),), (("c", "d", "e"), ("f", "g", "h"))]


def test_a_table_over_several_pages_keeps_its_caption_and_rows(read: Read) -> None:
    reading = read(
        r"\begin{longtable}{ll}\caption{Long.}\label{t}\\ \hline a & b \\ \hline \endhead c & d \\\end{longtable}"
    )

    assert reading.tables[0].caption == "Long."
    assert reading.tables[0].rows == (("a", "b"), ("c", "d"))


def test_two_captions_in_one_float_have_their_own_grids(read: Read) -> None:
    reading = read(
        r"\begin{table}\begin{minipage}{4cm}\caption{One.}\begin{tabular}{c}1\end{tabular}\end{minipage}"
        r"\begin{minipage}{4cm}\caption{Two.}\begin{tabular}{c}2\end{tabular}\end{minipage}\end{table}"
    )

    assert [(t.label, t.caption, t.rows) for t in reading.tables] == [
        ("1", "One.", (("1",),)),
        ("2", "Two.", (("2",),)),
    ]


def test_a_table_without_a_grid_is_a_gap(read: Read) -> None:
    reading = read(r"\begin{table}\caption{A picture.}\includegraphics{x}\end{table}")

    assert [gap.what for gap in reading.gaps] == ["table 1: grid"]


def test_spans_beyond_reason_cost_little(read: Read) -> None:
    found = table(read, r"\multirow{9999}{*}{\multicolumn{9999}{c}{x}} & \\" * 500)

    assert len(found.rows) == 500
    assert max(map(len, found.rows)) <= 200
