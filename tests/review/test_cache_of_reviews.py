"""Reviews are kept by content, and nothing that happens to the cache changes what a review says."""

import os
import shutil
from pathlib import Path

import pytest

from ara.review import folders
from ara.review.cache import ReviewCache, content_key, default_folder
from ara.review.entry import Level
from ara.review.folders import review_folder, review_folders
from ara.review.review import Review, review_package
from ara.schema import read_package
from ara.schema.package import Package

BASE = Path(__file__).parent / "rigor" / "base"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "ara"))


@pytest.fixture
def cache(tmp_path: Path) -> ReviewCache:
    return ReviewCache(tmp_path / "cache")


@pytest.fixture
def review(folder: Path) -> Review:
    (folder / "PAPER.md").write_text("# No front matter\n", encoding="utf-8")
    (folder / "logic/claims.md").write_text("## C1 — x\n- **Statement**: All.\n", encoding="utf-8")
    held = review_package(read_package(folder), folder, "rigor")
    assert any(entry.edits for entry in held.entries) and any(entry.span for entry in held.entries)
    return held


def files(cache: ReviewCache) -> list[Path]:
    return sorted(path for path in cache.folder.rglob("*") if path.is_file())


def test_what_is_kept_comes_back_equal(cache: ReviewCache, review: Review) -> None:
    cache.put("ab12", review)

    assert cache.get("ab12") == review
    assert cache.get("ab13") is None


def test_a_second_review_of_the_same_files_is_not_made(
    folder: Path, cache: ReviewCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = review_folder(folder, "rigor", cache)
    monkeypatch.setattr(folders, "review_package", None)

    assert review_folder(folder, "rigor", cache) == first
    with pytest.raises(TypeError):
        review_folder(folder, "structure", cache)


@pytest.mark.parametrize(
    "change",
    [
        lambda top: (top / "logic/claims.md").write_text("x", encoding="utf-8"),
        lambda top: (top / "evidence/tables/table1.png").write_bytes(b"other"),
        lambda top: (top / "evidence/notes.txt").write_text("", encoding="utf-8"),
        lambda top: (top / "evidence/tables/table1.png").rename(top / "evidence/tables/table9.png"),
        lambda top: (top / "staging/observations.yaml").unlink(),
    ],
)
def test_any_change_of_a_file_is_another_key(change: object, folder: Path) -> None:
    before = content_key(folder, "rigor")
    change(folder)  # type: ignore[operator]

    assert content_key(folder, "rigor") != before


def test_a_copy_elsewhere_has_the_same_key(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "elsewhere"))

    assert content_key(copy, "rigor") == content_key(folder, "rigor") != content_key(folder, "structure")


def test_the_code_of_the_rules_is_part_of_the_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content_key(folder, "rigor")
    monkeypatch.setattr("ara.review.cache.toolchain", lambda: "edited")

    assert content_key(folder, "rigor") != before


@pytest.mark.parametrize("damage", [b"", b"{}", b"\x00\xff", None])
def test_a_damaged_file_is_made_again(damage: bytes | None, folder: Path, cache: ReviewCache) -> None:
    first = review_folder(folder, "rigor", cache)
    (held,) = files(cache)
    text = held.read_bytes()
    held.write_bytes(text.replace(b"supported", b"refuted!!") if damage is None else damage)

    assert review_folder(folder, "rigor", cache) == first
    assert held.read_bytes() == text


def test_a_folder_in_place_of_the_file_does_no_harm(folder: Path, cache: ReviewCache) -> None:
    first = review_folder(folder, "rigor", cache)
    (held,) = files(cache)
    held.unlink()
    held.mkdir()

    assert review_folder(folder, "rigor", cache) == first
    assert files(cache) == []


def test_a_cache_that_cannot_be_written_is_none(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert review_folder(folder, "rigor", ReviewCache(tmp_path / "file" / "x")).tier == "Exemplary"


def test_an_ara_whose_code_lies_around_it_is_not_kept(folder: Path, cache: ReviewCache) -> None:
    path = folder / "src/reproduce.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("root: src/execution", 'root: "repo:"'), encoding="utf-8")

    review_folder(folder, "rigor", cache)

    assert files(cache) == []


def test_the_least_recently_used_go_first(cache: ReviewCache, review: Review) -> None:
    for number in range(10):
        cache.put(f"0{number}", review)
        os.utime(cache.folder / f"0{number}" / f"0{number}.review", (number, number))
    assert cache.get("00") is not None

    cache.clear_oldest(max_entries=5)

    assert [path.stem for path in files(cache)] == ["00", "07", "08", "09"]


def test_the_bytes_are_bounded_too(cache: ReviewCache, review: Review) -> None:
    cache.put("aa", review)
    cache.clear_oldest(max_bytes=1)

    assert files(cache) == []


def test_nothing_is_cleared_within_the_limits(cache: ReviewCache, review: Review) -> None:
    cache.put("aa", review)
    cache.clear_oldest()

    assert len(files(cache)) == 1


def test_several_processes_give_the_reviews_in_order(folder: Path, cache: ReviewCache, tmp_path: Path) -> None:
    many = [folder if number % 3 else BASE for number in range(20)]
    many[7] = tmp_path / "nowhere"
    (folder / "logic/claims.md").write_text("# Claims\n", encoding="utf-8")

    together = list(review_folders(many, "rigor", cache, processes=2))
    alone = list(review_folders(many, "rigor", None, processes=1))

    assert together == alone
    assert [held.folder for held in together] == many
    assert together[7].review is None and "does not exist" in str(together[7].unread)


def test_only_what_changed_is_reviewed_again(
    cache: ReviewCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [Path(shutil.copytree(BASE, tmp_path / f"{number}")) for number in range(6)]
    for number, path in enumerate(many):
        (path / "logic/solution/method.md").write_text(f"# Method {number}\n\nIt sorts.\n", encoding="utf-8")
    list(review_folders(many, "rigor", cache, processes=1))
    (many[2] / "PAPER.md").write_text("---\ntitle: Another\n---\n", encoding="utf-8")
    reviewed: list[Path] = []

    def counted(package: Package, folder: Path, level: Level) -> Review:
        reviewed.append(folder)
        return review_package(package, folder, level)

    monkeypatch.setattr(folders, "review_package", counted)

    again = list(review_folders(many, "rigor", cache, processes=1))

    assert reviewed == [many[2]]
    assert [held.require().title for held in again].count("Another") == 1


def test_the_cache_lies_where_the_user_keeps_such_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/x")
    assert default_folder() == Path("/x/ara/review")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert default_folder() == Path("~/.cache/ara/review").expanduser()
