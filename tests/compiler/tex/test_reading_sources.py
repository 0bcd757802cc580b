"""A LaTeX source as a whole: title page, headings with numbers, passages, equations, references, bibliography."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ara.compiler.tex import TexReading, read_tex

Read = Callable[..., TexReading]


def test_the_title_page_is_read_without_marks(read: Read) -> None:
    reading = read(
        r"\maketitle\begin{abstract}We gain 5\%.\end{abstract}",
        r"\title{A Study of\\ \emph{Fast} Widgets\thanks{Supported.}}"
        r"\author{Ann M\"uller$^{1,2}$, Bo de Vries\thanks{Equal.} \\ $^1$University of X"
        r"\and C. D\'iaz \\ Institute Y}",
    )

    assert reading.title == "A Study of Fast Widgets"
    assert [author.name for author in reading.authors] == ["Ann Müller", "Bo de Vries", "C. Díaz"]
    assert reading.abstract is not None
    assert reading.abstract.text == "We gain 5%."


def test_sections_are_numbered_as_latex_numbers_them(read: Read) -> None:
    reading = read(
        r"\section{One}\subsection{Two}\subsubsection[short]{Three}\section*{Thanks}\section{Four}\subsection{Five}"
        r"\appendix\section{Six}\subsection{Seven}"
    )

    assert [(s.number, s.title, s.level) for s in reading.sections] == [
        ("1", "One", 1), ("1.1", "Two", 2), ("1.1.1", "Three", 3), (None, "Thanks", 1), ("2", "Four", 1),
        ("2.1", "Five", 2), ("A", "Six", 1), ("A.1", "Seven", 2),
    ]  # fmt: skip


def test_passages_know_their_kind_section_lead_and_lines(read: Read) -> None:
    reading = read(
        "Before.\n\n\\section{S}\nFirst\nparagraph.\\footnote{A note.}\n\n\\paragraph{Speed.} It is fast.\n"
        "\\begin{itemize}\\item one\n\\item[two] words\\end{itemize}"
    )

    assert [(p.kind, p.text, p.section, p.bold_lead) for p in reading.passages] == [
        ("body", "Before.", None, None),
        ("body", "First paragraph.", 0, None),
        ("footnote", "A note.", 0, None),
        ("body", "Speed. It is fast.", 0, "Speed."),
        ("list", "one", 0, None),
        ("list", "two words", 0, "two"),
    ]
    assert (reading.passages[1].place.line, reading.passages[1].place.end_line) == (7, 8)


def test_equations_keep_their_latex_with_macros_expanded_and_their_numbers(read: Read) -> None:
    reading = read(
        r"We set \begin{equation}\label{e} y = \half x \end{equation} and \[ z \] "
        r"\begin{align} a &= b \\ c &= d \nonumber \\ e &= f \label{l} \end{align}"
        r"\begin{equation*} q \end{equation*} \begin{equation} r \tag{T} \end{equation} see \eqref{e}, \ref{l}.",
        r"\newcommand{\half}{\frac{1}{2}}",
    )

    assert [(e.text, e.number) for e in reading.equations] == [
        (r"y=\frac{1}{2}x", "1"), ("z", None), (r"a&= b\\ c&= d\\ e&= f", "2–3"), ("q", None), ("r", "T"),
    ]  # fmt: skip
    assert reading.passages[-1].text == "see (1), 3."


def test_references_print_what_they_refer_to(read: Read) -> None:
    reading = read(
        r"\section{A}\label{s}See \autoref{t}, Figure~\ref{f}, Section~\ref{s} and \ref{gone}."
        r"\begin{table}\caption{T}\label{t}\begin{tabular}{c}1\end{tabular}\end{table}"
        r"\begin{figure}\begin{subfigure}{1cm}\caption{Left.}\end{subfigure}\caption{F}\label{f}\end{figure}"
    )

    assert reading.passages[0].text == "See Table 1, Figure 1, Section 1 and ??."
    assert [(f.label, f.caption, f.panels, f.key) for f in reading.figures] == [("1", "F", ("(a) Left.",), "f")]


def test_floats_of_an_appendix_are_numbered_as_the_source_asks(read: Read) -> None:
    float_ = r"\begin{table}\caption{T}\begin{tabular}{c}1\end{tabular}\end{table}"
    reading = read(
        rf"\section{{A}}{float_}\appendix\section{{B}}\renewcommand{{\thetable}}{{\thesection.\arabic{{table}}}}"
        rf"\setcounter{{table}}{{0}}{float_}\renewcommand\thetable{{S\arabic{{table}}}}"
    )

    assert [table.label for table in reading.tables] == ["1", "A.1"]


def test_algorithms_and_listings_keep_their_lines(read: Read) -> None:
    reading = read(
        r"\begin{algorithm}\caption{Find}\begin{algorithmic}\Require $x$ \For{$i$} \State $y \gets 1$ \EndFor"
        "\\end{algorithmic}\\end{algorithm}\n\\begin{verbatim}\n\\section{no heading}\n  % kept\n\\end{verbatim}"
    )

    assert [p.kind for p in reading.passages] == ["algorithm", "code"]
    assert reading.passages[0].text.splitlines() == ["Algorithm 1: Find", "Require: x", "for i", "y←1", "end for"]
    assert reading.passages[1].text == "\\section{no heading}\n  % kept"
    assert reading.sections == ()


def test_numbered_bibliographies_are_read_and_cited_by_number(read: Read) -> None:
    reading = read(
        r"As shown \cite{b, a}.\begin{thebibliography}{9}"
        r"\bibitem{a} A. Author and B. Other. \newblock Widgets considered. \newblock {\em J. Widgets}, 2019."
        r"\bibitem{b} C. Third. \newblock More. \newblock 2020.\end{thebibliography}"
    )

    first = reading.references[0]
    assert reading.passages[0].text == "As shown [2, 1]."
    assert (first.key, first.label, first.authors, first.year, first.title) == (
        "a", "1", ("A. Author", "B. Other"), 2019, "Widgets considered",
    )  # fmt: skip
    assert [citation.keys for citation in reading.citations] == [("b", "a")]


def test_author_year_bibliographies_are_cited_by_name(read: Read) -> None:
    reading = read(
        r"\citet{a} and others \citep{a}.\bibliography{refs}",
        main_dot_bbl=r"\begin{thebibliography}{1}\bibitem[{Author et~al.(2019)Author, Other}]{a}"
        r" A. Author, B. Other. \newblock Widgets. \newblock 2019.\end{thebibliography}",
    )

    assert reading.passages[0].text == "Author et al. (2019) and others (Author et al., 2019)."
    assert reading.references[0].place.path == "main.bbl"
    assert reading.references[0].label is None


def test_databases_give_the_cited_entries_only(read: Read) -> None:
    reading = read(
        r"As \cite{b}.\bibliography{refs}",
        refs_dot_bib='@string{jw = "J. Widgets"}\n@comment{x}\n@article{a, title={Unused}}\n'
        '@Article{b,\n author = {M{\\"u}ller, Ann and Bo Vries}, title = "The {BERT} way",'
        " year = 2020, journal = jw}\n",
    )

    (found,) = reading.references
    assert (found.authors, found.title, found.year) == (("Ann Müller", "Bo Vries"), "The BERT way", 2020)
    assert found.text == "Ann Müller, Bo Vries. The BERT way. J. Widgets. 2020."
    assert (found.place.path, found.place.line) == ("refs.bib", 4)


def test_the_main_file_is_the_one_with_class_and_body(make_source: Callable[[dict[str, str]], Path]) -> None:
    whole = "\\documentclass{article}\\begin{document}\\input{body}\\end{document}"
    files = {
        "body.tex": "\\section{Found}" + "words " * 100,
        "figure.tex": "\\documentclass{standalone}\\begin{document}" + "x " * 500 + "\\end{document}",
        "notes.tex": "% \\documentclass{article}\n" + "y " * 900,
        "paper.tex": whole,
        "old/paper.tex": whole + "z" * 900,
    }

    reading = read_tex(make_source(files))

    assert reading.main == "paper.tex"
    assert [section.title for section in reading.sections] == ["Found"]


def test_a_source_is_read_the_same_twice(make_source: Callable[[dict[str, str]], Path]) -> None:
    folder = make_source({"main.tex": "\\documentclass{a}\\begin{document}\\section{A}$x$\\cite{q}\\end{document}"})

    assert read_tex(folder) == read_tex(folder)


@pytest.mark.parametrize(
    "hostile",
    [
        "{" * 20_000,
        r"\begin{table}" * 5_000,
        r"\begin{table}\caption{x}" + r"\begin{tabular}{c}" * 3_000,
        r"\item[" * 10_000,
        "$" + r"\frac{" * 5_000,
        "$" + "_{x" * 5_000,
        r"\verb|" * 5_000,
        r"\cite[" * 10_000,
        r"\footnote{" * 10_000,
        r"\begin{thebibliography}{9}" + r"\bibitem[x]{y} A. B. Cd. " * 3_000,
        r"\author{" + "A B, " * 5_000,
        "\\" * 9_999,
        "x" * 1_000_000,
        r"\section{x}\cite{y} text " * 3_000,
    ],
    ids=lambda text: text[:14],
)
def test_hostile_text_is_read_to_its_end(read: Read, hostile: str) -> None:
    assert read(hostile).main == "main.tex"
