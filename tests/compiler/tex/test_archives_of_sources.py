"""Folders, archives and single files give one reading; what leads out of a source, or fills the machine, is refused."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ara.compiler.tex.archive import open_tex
from ara.compiler.tex.limits import TexLimits
from ara.schema import AraError

FILES = {"main.tex": "\\documentclass{article}", "parts/one.tex": "one", "logo.png": "no text"}
TEXTS = {"main.tex": "\\documentclass{article}", "parts/one.tex": "one"}


def tar_of(path: Path, members: dict[str, bytes], mode: str = "w:gz", links: dict[str, str] | None = None) -> Path:
    with tarfile.open(path, mode) as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        for name, target in (links or {}).items():
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, target
            archive.addfile(member)
    return path


def encoded(files: dict[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in files.items()}


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_tar_archive_holds_the_same_texts_as_its_folder(
    make_source: Callable[[dict[str, str]], Path], tmp_path: Path, mode: str
) -> None:
    archive = tar_of(tmp_path / "paper.tar", encoded(FILES), mode)

    from_archive, from_folder = open_tex(archive, TexLimits()), open_tex(make_source(FILES), TexLimits())

    assert from_archive.texts == from_folder.texts == TEXTS
    assert from_archive.sha256 == from_folder.sha256


def test_a_zip_archive_is_read(tmp_path: Path) -> None:
    path = tmp_path / "paper.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in FILES.items():
            archive.writestr(name, text)

    assert open_tex(path, TexLimits()).texts == TEXTS


def test_a_single_gzipped_file_is_read_under_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "2401.00001.gz"
    path.write_bytes(gzip.compress(b"\\documentclass{article}"))

    assert open_tex(path, TexLimits()).texts == {"2401.00001.tex": "\\documentclass{article}"}


@pytest.mark.parametrize(
    "name", ["../out.tex", "/etc/out.tex", "a/../../out.tex", "..\\out.tex", "<b>.tex", "a\n## C99.tex"]
)
def test_a_member_that_leads_out_of_the_archive_is_left_out_and_named(tmp_path: Path, name: str) -> None:
    archive = tar_of(tmp_path / "paper.tar.gz", {"main.tex": b"x", name: b"y"})

    files = open_tex(archive, TexLimits())

    assert list(files.texts) == ["main.tex"]
    assert "leads out" in files.gaps[0].why


def test_links_are_not_followed(make_source: Callable[[dict[str, str]], Path], tmp_path: Path) -> None:
    secret = tmp_path / "secret.tex"
    secret.write_text("secret")
    folder = make_source({"main.tex": "x"})
    (folder / "linked.tex").symlink_to(secret)
    (folder / "up").symlink_to(tmp_path)
    archive = tar_of(tmp_path / "paper.tar.gz", {"main.tex": b"x"}, links={"linked.tex": str(secret)})

    assert list(open_tex(folder, TexLimits()).texts) == ["main.tex"]
    assert list(open_tex(archive, TexLimits()).texts) == ["main.tex"]


def test_an_archive_that_unpacks_to_too_much_is_refused_while_it_is_read(tmp_path: Path) -> None:
    archive = tar_of(tmp_path / "paper.tar.gz", {"main.tex": b"x", "fill.bin": bytes(5_000_000)})

    assert archive.stat().st_size < 100_000
    with pytest.raises(AraError, match="unpacks to more"):
        open_tex(archive, TexLimits(unpacked_mb=2))


def test_a_file_beyond_the_limit_is_a_gap_and_the_others_are_read(tmp_path: Path) -> None:
    archive = tar_of(tmp_path / "paper.tar.gz", {"main.tex": b"x", "large.tex": b" " * 1_000_001})

    files = open_tex(archive, TexLimits(file_mb=1))

    assert list(files.texts) == ["main.tex"]
    assert files.gaps[0].what == "file large.tex"


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7", b"\x1f\x8b broken", b"PK\x03\x04 broken", gzip.compress(bytes(range(256)) * 8)[:40]],
    ids=["empty", "pdf", "broken gzip", "broken zip", "cut gzip"],
)
def test_what_is_no_source_is_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "paper.bin"
    path.write_bytes(data)

    with pytest.raises(AraError) as refusal:
        open_tex(path, TexLimits())

    assert "\n" not in str(refusal.value)


def test_a_folder_without_tex_is_refused(make_source: Callable[[dict[str, str]], Path]) -> None:
    with pytest.raises(AraError, match=r"holds no \.tex file"):
        open_tex(make_source({"readme.md": "x"}), TexLimits())


def test_latin_letters_of_old_sources_are_read(tmp_path: Path) -> None:
    path = tmp_path / "old.tex"
    path.write_bytes("Müller\r\nCôté".encode("latin-1"))

    assert open_tex(path, TexLimits()).texts["old.tex"] == "Müller\nCôté"


@pytest.mark.parametrize("path", ["gone.tex", "/dev/zero"])
def test_what_is_neither_file_nor_folder_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(AraError, match="neither a file nor a folder"):
        open_tex(tmp_path / path, TexLimits())
