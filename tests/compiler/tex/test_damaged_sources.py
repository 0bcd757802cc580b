"""Damaged text and damaged archives: read as far as they go, or refused in one line."""

from __future__ import annotations

import io
import random
import tarfile
from pathlib import Path

import pytest

from ara.compiler.tex import merge, read_tex
from ara.schema import AraError

TEXT = rb"""\documentclass{article}\newcommand{\ours}[2][x]{#1 wins #2}\newif\iflong\longtrue
\title{A Title}\author{Ann M\"uller$^1$ \and Bo Vries}
\begin{document}\begin{abstract}We gain 5\%.\end{abstract}
\section{One}\label{s} See \ref{s}, \cite{a} and \ours{it}. \iflong long \else short \fi \input{gone}
\begin{equation} y = \frac{a}{b} \label{e} \end{equation}
\begin{table}\caption{Results.}\begin{tabular}{l*{2}{c}}\toprule \multirow{2}{*}{M} & \multicolumn{2}{c}{A} \\
\cmidrule{2-3} & B & C \\ \midrule x & \textbf{1} & $2_{\pm 3}$ \\ \bottomrule\end{tabular}\end{table}
\begin{algorithm}\caption{Find}\begin{algorithmic}\State $x$\end{algorithmic}\end{algorithm}
\begin{thebibliography}{9}\bibitem[A(2019)]{a} A. B. \newblock Title. \newblock 2019.\end{thebibliography}
\end{document}"""
PIECES = [
    b"{",
    b"}",
    b"$",
    b"[",
    b"\\\\",
    b"&",
    b"%",
    b"\\begin{table}",
    b"\\end{tabular}",
    b"\\def\\x#1{",
    b"\xff",
    b"\0",
]


def damaged(data: bytes, seed: int) -> bytes:
    """The data with some bits flipped, stretches cut out or doubled, and braces put in."""
    chance = random.Random(seed)
    found = bytearray(data)
    for _ in range(chance.choice([1, 4, 20, 80])):
        place = chance.randrange(len(found))
        match chance.randrange(4):
            case 0:
                found[place] ^= 1 << chance.randrange(8)
            case 1:
                del found[place : place + chance.randrange(1, 12)]
            case 2:
                found[place:place] = chance.choice(PIECES)
            case _:
                found[place:place] = found[place : place + chance.randrange(1, 60)]
    return bytes(found)


@pytest.mark.parametrize("first", range(0, 100, 20))
def test_damaged_text_is_read(tmp_path: Path, first: int) -> None:
    path = tmp_path / "paper.tex"
    for seed in range(first, first + 20):
        path.write_bytes(damaged(TEXT, seed))

        assert merge(None, read_tex(path)).pages == 0, seed


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_damaged_archive_is_read_or_refused(tmp_path: Path, mode: str) -> None:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode=mode) as archive:
        member = tarfile.TarInfo("paper.tex")
        member.size = len(TEXT)
        archive.addfile(member, io.BytesIO(TEXT))
    path = tmp_path / "paper.tar"
    refused = 0
    for seed in range(60):
        path.write_bytes(damaged(whole.getvalue(), seed))
        try:
            read_tex(path)
        except AraError as error:
            refused += 1
            assert "\n" not in str(error)

    assert refused > 0
    assert list(tmp_path.iterdir()) == [path]
