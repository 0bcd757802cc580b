"""Quotes are looked up in the sources of the Ara, and in no others."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ara.compiler.propose.grounds import Grounds, open_grounds
from ara.compiler.propose.patches import Grounding, HeldFile, PdfPage, RepoLines
from ara.compiler.propose.refusal import Refused
from ara.schema import AraError, Package
from ara.schema.seal import Seal, SourceFile

PAGES = [
    "A Study of Widgets\nWidgets hold on two shelves of oak, as we found out in the first of the many years of trial.",
    "The second page\nGlue fails on warm days, which nobody expected before the summer of the second year of trial.",
]
CODE = {"train.py": "import sys\n\nepochs = 12\nrate = 0.5  # of many\nepochs = 12\n", "data.bin": "\0\0epochs = 12"}


def sealed(package: Package, **source: str) -> Package:
    """The package with `ara.yaml` naming one source."""
    kind = "repository" if "commit" in source else "pdf"
    seal = Seal(id="w", generator="test", sources=(SourceFile.model_validate({"name": "w", "kind": kind} | source),))
    return package.model_copy(update={"seal": seal})


def refusal(grounds: Grounds, quote: str, source: PdfPage | RepoLines | HeldFile) -> str:
    with pytest.raises(Refused) as refused:
        grounds.find(Grounding(quote=quote, source=source))
    return str(refused.value)


@pytest.fixture
def paper(make_pdf: Callable[..., Path]) -> Path:
    return make_pdf(PAGES, "widgets.pdf")


def test_words_of_a_page_are_found_with_their_box(package: Package, paper: Path) -> None:
    digest = hashlib.sha256(paper.read_bytes()).hexdigest()
    grounds = open_grounds(sealed(package, name="original.pdf", sha256=digest), paper)

    place = grounds.find(Grounding(quote="Glue fails on  warm days", source=PdfPage(page=2)))

    assert (place.where, place.source, place.page) == ("original.pdf (p. 2)", "original.pdf", 2)
    assert place.box is not None and not grounds.notes
    assert "page 1 of original.pdf does not print" in refusal(grounds, "Glue fails on warm days", PdfPage(page=1))
    assert "page 9" in refusal(grounds, "Glue fails on warm days", PdfPage(page=9))


def test_with_the_paper_at_hand_only_the_paper_counts(package: Package, paper: Path) -> None:
    held = package.spans[0].quote

    assert open_grounds(package).find(Grounding(quote=held, source=PdfPage(page=1)))
    assert "does not print the quote" in refusal(open_grounds(package, paper), held, PdfPage(page=1))


def test_another_pdf_is_not_taken_for_the_papers(package: Package, paper: Path) -> None:
    with pytest.raises(AraError, match=r"is not the PDF of this Ara, original\.pdf"):
        open_grounds(sealed(package, name="original.pdf", sha256="0" * 64), paper)


def test_a_pdf_that_nothing_vouches_for_is_taken_with_a_note(package: Package, paper: Path) -> None:
    assert "taken at your word" in open_grounds(package, paper).notes[0]


def test_a_file_that_is_no_pdf_is_an_error(package: Package, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_text("no PDF")

    with pytest.raises(AraError):
        open_grounds(package, tmp_path / "x.pdf")


@pytest.fixture
def code(make_repo: Callable[..., Path]) -> tuple[Path, str]:
    """A repository whose head is past the commit of the Ara."""
    folder = make_repo(CODE)
    git = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    commit = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    (folder / "train.py").write_text("epochs = 99\n")
    subprocess.run([*git, "commit", "-qam", "Train longer"], check=True, capture_output=True)
    return folder, commit


def test_words_of_a_file_are_found_at_the_commit_and_line_of_the_ara(package: Package, code: tuple[Path, str]) -> None:
    folder, commit = code
    grounds = open_grounds(sealed(package, name="code", commit=commit), repo=str(folder), paths=("train.py",))

    place = grounds.find(Grounding(quote="epochs = 12\nrate = 0.5", source=RepoLines(path="train.py", line=3)))

    assert (place.where, place.source) == ("train.py:3", f"code@{commit[:12]}")
    assert "does not start the quote" in refusal(grounds, "rate = 0.5 # of many", RepoLines(path="train.py", line=3))
    assert "does not start the quote" in refusal(grounds, "epochs = 99", RepoLines(path="train.py", line=1))
    assert "does not start the quote" in refusal(grounds, "epochs = 12", RepoLines(path="train.py", line=900))
    assert not grounds.notes


@pytest.mark.parametrize(
    "path", ["*.py", "train.p?", "../code/train.py", "/etc/passwd", "data.bin", "gone.py", ".git/config"]
)
def test_what_is_no_text_file_of_the_commit_is_not_found(package: Package, code: tuple[Path, str], path: str) -> None:
    grounds = open_grounds(package, repo=str(code[0]), paths=(path,))

    assert "has no text file" in refusal(grounds, "epochs = 12", RepoLines(path=path, line=1))
    assert "taken at your word" in grounds.notes[0]


def test_a_repository_without_the_commit_of_the_ara_is_an_error(package: Package, code: tuple[Path, str]) -> None:
    with pytest.raises(AraError):
        open_grounds(sealed(package, name="code", commit="1" * 40), repo=str(code[0]), paths=("train.py",))


def test_evidence_is_only_what_lies_among_the_evidence(package: Package) -> None:
    grounds = open_grounds(package)

    assert "no file of evidence" in refusal(grounds, "Widgets are small.", HeldFile(evidence="logic/claims.md"))
    assert "does not hold" in refusal(grounds, "words not there", HeldFile(evidence="evidence/tables/table1.md"))
