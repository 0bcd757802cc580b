"""A typeset paper and its source as one reading, and the Ara that is made from one or both."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typst

from ara.cli.compile import command
from ara.compiler.grounding import squeeze
from ara.compiler.output import compile_to
from ara.compiler.paper.model import PaperReading
from ara.compiler.paper.reader import read_paper
from ara.compiler.pipeline import Sources
from ara.compiler.tex import merge, read_tex
from ara.compiler.tex.grids import alike
from ara.schema import read_package

TYPST = """
#set page(width: 16cm, height: 24cm, margin: 2cm)
#set par(justify: true)
#set heading(numbering: "1.1")
#set math.equation(numbering: "(1)")
#align(center, text(17pt, weight: "bold")[A Study of Fast Widgets])
#align(center)[Ann Müller]
*Abstract.* We study widgets on two benchmarks. Our widget answers 93.5% of all questions, which is new.
= Introduction
Widgets are slow on most machines. Our widget answers 93.5% of all questions, while the baseline answers 81.2%.
$ y = a / b + c $
= Results
The widget outperforms the baseline by 12.3 points on both benchmarks that we tried in this work.
#figure(kind: table, caption: [Accuracy on two benchmarks.], table(columns: 3, stroke: none,
  table.hline(), [Method], [Bench A], [Bench B], table.hline(),
  [Baseline], [81.2], [80.0], [Widget], [93.5], [90.1], table.hline()))
#figure(kind: table, caption: [Time of one answer in seconds.], table(columns: 2, stroke: none,
  table.hline(), [Method], [Time], table.hline(), [Baseline], [3.0], [Widget], [1.5], table.hline()))
#heading(numbering: none)[References]
[1] B. Author. Widgets considered. Journal of Widgets, 2019.
"""
TEX = r"""\documentclass{article}
\newcommand{\ours}{widget}
\title{A Study of Fast Widgets}
\author{Ann M\"uller}
\begin{document}
\begin{abstract}
We study widgets on two benchmarks. Our \ours{} answers 93.5\% of all questions, which is new.
\end{abstract}
\section{Introduction}
Widgets are slow on most machines.
Our \ours{} answers 93.5\% of all questions, while the baseline answers 81.2\%.
\begin{equation} y = \frac{a}{b} + c \end{equation}
\section{Results}
The \ours{} outperforms the baseline by 12.3 points on both benchmarks that we tried in this work.
\begin{table}\caption{Accuracy on two benchmarks.}
\begin{tabular}{lcc}\toprule Method & Bench A & Bench B \\ \midrule
Baseline & 81.2 & 80.0 \\ Widget & \textbf{93.5} & 90.1 \\ \bottomrule\end{tabular}\end{table}
\begin{table}\caption{Time of one answer in seconds.}
\begin{tabular}{lc}\toprule Method & Time \\ \midrule Baseline & 3.0 \\ Widget & 1.4 \\ \bottomrule\end{tabular}
\end{table}
\begin{thebibliography}{1}
\bibitem{a} B. Author. \newblock Widgets considered. \newblock {\em Journal of Widgets}, 2019.
\end{thebibliography}
\end{document}
"""


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typeset")
    (folder / "paper.typ").write_text(TYPST)
    typst.compile(str(folder / "paper.typ"), output=str(folder / "paper.pdf"))
    return folder / "paper.pdf"


@pytest.fixture(scope="module")
def paper(pdf: Path, tmp_path_factory: pytest.TempPathFactory) -> PaperReading:
    return read_paper(pdf, tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("source") / "paper.tex"
    path.write_text(TEX)
    return path


@pytest.fixture(scope="module")
def merged(paper: PaperReading, source: Path) -> PaperReading:
    return merge(paper, read_tex(source))


def test_a_grid_on_which_both_agree_is_exact_and_has_the_marks_of_the_source(merged: PaperReading) -> None:
    table = merged.tables[0]

    assert table.rows == (("Method", "Bench A", "Bench B"), ("Baseline", "81.2", "80.0"), ("Widget", "93.5", "90.1"))
    assert (table.extraction, table.other_rows, table.header_rows) == ("exact_from_text", None, 1)
    assert table.marks == ((2, 1, "bold"),)


def test_pages_and_pictures_come_from_the_pdf(merged: PaperReading, paper: PaperReading) -> None:
    for with_source, without in zip(merged.tables, paper.tables, strict=True):
        assert (with_source.region, with_source.image) == (without.region, without.image)
    assert [section.region for section in merged.sections] == [section.region for section in paper.sections]


def test_grids_that_differ_are_both_kept_the_source_first(merged: PaperReading) -> None:
    table = merged.tables[1]

    assert table.rows[-1] == ("Widget", "1.4")
    assert table.other_rows is not None
    assert table.other_rows[-1] == ("Widget", "1.5")
    assert table.extraction == "low_confidence"


def test_displayed_equations_become_latex_on_their_page(merged: PaperReading) -> None:
    (equation,) = merged.equations

    assert [merged.passages[place].text for place in equation.passages] == [r"y=\frac{a}{b}+ c (1)"]
    assert (equation.number, equation.region.page) == ("1", 1)


def test_entries_of_the_bibliography_take_the_parts_that_the_source_tells_apart(merged: PaperReading) -> None:
    (entry,) = merged.references

    assert (entry.authors, entry.title, entry.year) == (("B. Author",), "Widgets considered", 2019)
    assert entry.region.path is None


def test_a_section_that_the_pdf_does_not_show_is_placed_in_the_source(paper: PaperReading, tmp_path: Path) -> None:
    path = tmp_path / "paper.tex"
    path.write_text(TEX.replace(r"\section{Results}", "\\section{Outlook beyond}\n\\section{Results}"))

    merged = merge(paper, read_tex(path))
    results = next(place for place, section in enumerate(merged.sections) if section.title == "Results")
    passage = next(passage for passage in merged.passages if "outperforms" in passage.text)

    assert merged.sections[results - 1].title == "Outlook beyond"
    assert merged.sections[results - 1].region.place == "paper.tex:13"
    assert passage.section == results


def test_a_source_of_another_paper_is_told(paper: PaperReading, tmp_path: Path) -> None:
    foreign = "Unrelated sentences concerning marine biology describe whales, krill, plankton, currents and tides."
    path = tmp_path / "paper.tex"
    path.write_text(f"\\documentclass{{article}}\\begin{{document}}{foreign}\\end{{document}}")

    gaps = merge(paper, read_tex(path)).gaps

    assert any("another version" in gap.why for gap in gaps)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((("a", "1.0"),), (("a", "1.0"),), True),
        ((("Ours [12]", "10⁻³"), ("", "")), (("Ours", "10-3"),), True),
        ((("a", "", "1"),), (("a", "1"),), True),
        ((("a", "−1"),), (("a", "1"),), False),
        ((("a", "1.0"),), (("a", "10"),), False),
        ((("a", "1"), ("b", "2")), (("a", "1"),), False),
    ],
)
def test_grids_agree_up_to_what_typesetting_changes(
    one: tuple[tuple[str, ...], ...], other: tuple[tuple[str, ...], ...], same: bool
) -> None:
    assert alike(one, other) is same


def test_an_ara_of_both_cites_pages_for_what_is_printed_and_lines_for_the_rest(
    pdf: Path, source: Path, paper: PaperReading, tmp_path: Path
) -> None:
    compile_to(Sources(pdf=pdf, tex=source), tmp_path / "out")
    package = read_package(tmp_path / "out")
    printed = [squeeze(text) for text in paper.page_texts]
    lines = TEX.split("\n")

    assert package.seal is not None
    assert [(found.name, found.kind) for found in package.seal.sources] == [("paper.pdf", "pdf"), ("paper.tex", "tex")]
    assert {span.source for span in package.spans} == {"paper.pdf", "paper.tex"}
    for span in package.spans:
        if span.source == "paper.pdf":
            assert span.page is not None
            assert squeeze(span.quote) in printed[span.page - 1], span
        else:
            assert span.line is not None
            assert span.written == "\n".join(lines[span.line - 1 : span.end_line])


def test_a_source_alone_becomes_an_ara_whose_quotes_name_file_and_line(
    source: Path, tmp_path: Path, make_check: Callable[[Path], list[str]]
) -> None:
    compile_to(Sources(tex=source), tmp_path / "out")
    package = read_package(tmp_path / "out")

    assert package.paper[0].title == "A Study of Fast Widgets"
    assert package.paper[0].authors == ("Ann Müller",)
    assert any("93.5%" in (claim.statement or "") for claim in package.claims)
    assert all(span.page is None and span.path == "paper.tex" and span.line for span in package.spans)
    assert any("(paper.tex:7)" in found for claim in package.claims for found in claim.sources or ())
    assert make_check(tmp_path / "out") == []


@pytest.fixture
def make_check() -> Callable[[Path], list[str]]:
    """Gives the findings of the structure rules that would fail a strict check."""

    def check(folder: Path) -> list[str]:
        from click.testing import CliRunner

        from ara.cli.check import command as check_command

        result = CliRunner().invoke(check_command, [str(folder), "--strict", "--format", "json"])
        found = json.loads(result.stdout)["diagnostics"]
        return [f"{one['rule']} {one['message']}" for one in found if one["severity"] != "notice"]

    return check


def test_the_command_takes_a_source_and_says_what_it_lacks(source: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    out = tmp_path / "out"
    result = CliRunner().invoke(command, ["--tex", str(source), "-o", str(out), "--json", "--quiet"])

    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    assert document["found"]["tables"] == 2
    assert {"what": "pages and pictures", "where": "paper.tex", "why": "No PDF was given."} in document["missing"]
