"""`fix_package`: minimal edits, repeated until nothing changes, and nothing else touched."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ara.review import Problem, fix_package, rule
from ara.review.fix import MAX_ROUNDS, write_fixes
from ara.schema import AraError, Location, Package, read_package, read_texts
from ara.schema.edits import Edit

SHARED = Path(__file__).parents[3] / "shared" / "aras"

OLD_FORM = (
    "# Claims\r\n\r\nProse stays.  \r\n\r\n## C1 — A title\r\n\r\n**Statement:** One\r\ntwo\r\n\r\n"
    "**Status:** supported\r\n\r\n<!-- a remark -->\r\n"
)
NEW_FORM = (
    "# Claims\r\n\r\nProse stays.  \r\n\r\n## C01: A title\r\n\r\n- **Statement**: One\r\n  two\r\n\r\n"
    "- **Status**: supported\r\n\r\n<!-- a remark -->\r\n"
)


def test_dialects_are_mended_and_all_other_bytes_stay() -> None:
    package = read_texts({"logic/claims.md": OLD_FORM, "logic/concepts.md": "# Concepts\n"})

    result = fix_package(package)

    assert result.package.texts["logic/claims.md"] == NEW_FORM
    assert result.changed == ("logic/claims.md",)


def test_what_was_read_from_the_old_form_is_read_from_the_new_one() -> None:
    package = read_texts({"logic/claims.md": OLD_FORM})

    after = fix_package(package).package

    assert [(claim.id, claim.title, claim.statement, claim.status) for claim in after.claims] == [
        (claim.id, claim.title, claim.statement, claim.status) for claim in package.claims
    ]
    assert after.notices == ()


def test_mending_twice_is_mending_once() -> None:
    once = fix_package(read_texts({"logic/claims.md": OLD_FORM})).package

    again = fix_package(once)

    assert (again.changed, again.mended, again.package) == ((), 0, once)


@rule("T101", "grows", "notice", fixable=True)
def grows(package: Package) -> Iterator[Problem]:
    """A rule that is never content."""
    edit = Edit(start=0, end=0, text="x")
    yield Problem(Location(file="README.md"), "too short.", "Make it longer.", edits=(edit,))


def test_a_rule_that_is_never_content_is_stopped() -> None:
    result = fix_package(read_texts({"README.md": "words"}), rules=[grows])

    assert result.package.texts["README.md"] == "x" * MAX_ROUNDS + "words"


@rule("T102", "breaks", "notice", fixable=True)
def breaks(package: Package) -> Iterator[Problem]:
    """A rule whose mend makes the file unreadable."""
    edit = Edit(start=0, end=0, text="a: 1\na: 2\n")
    yield Problem(Location(file="staging/observations.yaml"), "wrong.", "Mend it.", edits=(edit,))


def test_an_edit_that_would_make_a_file_unreadable_is_not_made() -> None:
    result = fix_package(read_texts({"staging/observations.yaml": "observations: []\n"}), rules=[breaks])

    assert result.package.texts["staging/observations.yaml"] == "observations: []\n"
    assert (result.changed, result.mended) == ((), 0)


@rule("T103", "overlaps", "notice", fixable=True)
def overlaps(package: Package) -> Iterator[Problem]:
    """Two findings that want the same characters."""
    text = package.texts["README.md"]
    for word, better in (("one two", "1 two"), ("two three", "two 3")):
        start = text.find(word)
        if start >= 0:
            edit = Edit(start=start, end=start + len(word), text=better)
            yield Problem(Location(file="README.md"), f"{word}.", "Mend it.", edits=(edit,))


def test_edits_that_overlap_wait_for_the_next_round() -> None:
    result = fix_package(read_texts({"README.md": "one two three"}), rules=[overlaps])

    assert (result.package.texts["README.md"], result.mended) == ("1 two 3", 2)


def test_only_changed_files_are_written(tmp_path: Path) -> None:
    (tmp_path / "logic").mkdir()
    (tmp_path / "logic/claims.md").write_bytes(OLD_FORM.encode())
    (tmp_path / "logic/concepts.md").write_bytes(b"# Concepts\n")
    (tmp_path / "PAPER.md").write_bytes(
        b"---\ntitle: T\n---\n## Layer Index\n- [c](logic/claims.md)\n- [d](logic/concepts.md)\n"
    )
    before = (tmp_path / "PAPER.md").stat().st_mtime_ns

    write_fixes(fix_package(read_package(tmp_path), tmp_path), tmp_path)

    assert (tmp_path / "logic/claims.md").read_bytes() == NEW_FORM.encode()
    assert (tmp_path / "PAPER.md").stat().st_mtime_ns == before
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [
        "PAPER.md",
        "claims.md",
        "concepts.md",
    ]


def test_a_link_stays_a_link_and_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "logic").mkdir()
    (tmp_path / "held.md").write_bytes(OLD_FORM.encode())
    (tmp_path / "held.md").chmod(0o640)
    (tmp_path / "logic/claims.md").symlink_to("../held.md")

    write_fixes(fix_package(read_package(tmp_path), tmp_path), tmp_path)

    assert (tmp_path / "logic/claims.md").is_symlink()
    assert (tmp_path / "held.md").read_bytes() == NEW_FORM.encode()
    assert (tmp_path / "held.md").stat().st_mode & 0o777 == 0o640


def test_a_write_that_fails_leaves_the_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "logic").mkdir()
    (tmp_path / "logic/claims.md").write_bytes(OLD_FORM.encode())
    result = fix_package(read_package(tmp_path), tmp_path)

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)

    with pytest.raises(AraError, match="cannot be written: Permission denied"):
        write_fixes(result, tmp_path)
    assert (tmp_path / "logic/claims.md").read_bytes() == OLD_FORM.encode()
    assert [path.name for path in (tmp_path / "logic").iterdir()] == ["claims.md"]


def test_a_folder_that_cannot_be_written_is_an_error_with_a_mend(tmp_path: Path) -> None:
    result = fix_package(read_texts({"logic/claims.md": OLD_FORM}))

    with pytest.raises(AraError, match=r"logic/claims\.md: cannot be written: .* Make the file writable\."):
        write_fixes(result, tmp_path / "nowhere")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public Aras are not beside the checkout")
@pytest.mark.parametrize("name", ["minimal", "resnet", "nanogpt", "ls20", "ara-of-ara"])
def test_mending_a_public_ara_loses_no_entity_and_settles(name: str) -> None:
    package = read_package(SHARED / name)

    result = fix_package(package)

    for part in ("claims", "experiments", "heuristics", "observations", "gaps", "related_work", "evidence"):
        assert len(getattr(result.package, part)) == len(getattr(package, part)), part
    assert [node.id for node in result.package.all_nodes()] == [node.id for node in package.all_nodes()]
    assert fix_package(result.package).changed == ()
