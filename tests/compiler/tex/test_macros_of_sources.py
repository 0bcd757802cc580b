"""Macros, switches and included files, expanded as far as they are simple and bounded."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ara.compiler.tex import TexReading

Read = Callable[..., TexReading]


def text(reading: TexReading) -> str:
    return " | ".join(passage.text for passage in reading.passages)


@pytest.mark.parametrize(
    ("definition", "use", "printed"),
    [
        (r"\newcommand{\ours}{Widget}", r"\ours{} wins", "Widget wins"),
        (r"\newcommand{\pair}[2]{#2 and #1}", r"\pair{a}{b}", "b and a"),
        (r"\newcommand{\unit}[2][ms]{#2 #1}", r"\unit{3}, \unit[s]{4}", "3 ms, 4 s"),
        (r"\def\twice#1{#1#1}", r"\twice ab", "aab"),
        (r"\newcommand{\inner}{x}\newcommand{\outer}{[\inner]}", r"\outer", "[x]"),
        (r"\providecommand{\a}{first}\providecommand{\a}{second}", r"\a", "first"),
        (r"\newcommand{\a}{old}\renewcommand{\a}{new}", r"\a", "new"),
        (r"\newcommand{\a}{one}\let\b\a", r"\b", "one"),
        (r"\newenvironment{boxed}[1]{#1: }{ (end)}", r"\begin{boxed}{Note}words\end{boxed}", "Note: words (end)"),
        (r"\DeclareMathOperator{\rank}{rank}", r"$\rank A$", "rankA"),
        (r"\newif\ifarxiv\arxivtrue", r"\ifarxiv long\else short\fi", "long"),
        (r"\newif\ifarxiv", r"\ifarxiv long\else short\fi", "short"),
        ("", r"kept \iffalse dropped \iftrue deeper \fi dropped\fi{} too", "kept too"),
    ],
)
def test_a_macro_prints_what_latex_prints(read: Read, definition: str, use: str, printed: str) -> None:
    assert text(read(use, definition)) == printed


def test_comments_and_escaped_percent_signs_are_told_apart(read: Read) -> None:
    assert text(read("a 5\\% gain % not this\n  here")) == "a 5% gain here"


def test_styles_beside_the_source_define_macros(read: Read) -> None:
    reading = read(r"\ours{} wins", r"\usepackage{own}", own_dot_sty=r"\newcommand{\ours}{Widget}")

    assert text(reading) == "Widget wins"


def test_what_the_reader_understands_keeps_its_meaning(read: Read) -> None:
    reading = read(r"\section{Real}", r"\renewcommand{\section}[1]{#1}")

    assert [section.title for section in reading.sections] == ["Real"]


def test_included_files_are_read_where_they_are_included_with_their_own_lines(read: Read) -> None:
    reading = read("before\n\n\\input{parts/one}\n\nafter", parts__one_dot_tex="\n\ninside")

    assert [p.text for p in reading.passages] == ["before", "inside", "after"]
    assert reading.passages[1].place.path == "parts/one.tex"
    assert reading.passages[1].place.line == 3


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "gone"])
def test_a_file_outside_the_source_is_a_gap(read: Read, name: str) -> None:
    reading = read(f"words \\input{{{name}}}")

    assert text(reading) == "words"
    assert any(name in gap.what for gap in reading.gaps)


def test_files_that_include_one_another_end(read: Read) -> None:
    reading = read(r"\input{one}", one_dot_tex=r"first \input{two}", two_dot_tex=r"second \input{one} \input{main}")

    assert text(reading) == "first second"
    assert any("includes itself" in gap.why for gap in reading.gaps)


@pytest.mark.parametrize(
    "bomb",
    [
        r"\def\a{\a}\a",
        r"\def\a{\b x}\def\b{\a y}\a",
        r"\newcommand{\a}[1]{\b{#1#1}}\newcommand{\b}[1]{\a{#1#1}}\a{x}",
        r"\def\a{xxxx}" + "".join(rf"\def\{chr(98 + n)}{{{(chr(92) + chr(97 + n)) * 9}}}" for n in range(12)) + r"\m",
    ],
    ids=["itself", "each other", "doubling", "tree"],
)
def test_a_macro_bomb_ends_and_the_rest_is_read(read: Read, bomb: str) -> None:
    reading = read(bomb + "\n\nwords behind it")

    assert reading.passages[-1].text == "words behind it"
