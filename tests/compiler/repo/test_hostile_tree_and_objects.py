"""Trees, names and objects that no honest git would write, and repositories of which a part is missing."""

from __future__ import annotations

import random

import pytest

from ara.compiler.repo import RepoLimits, export_files, read_repo
from ara.schema.errors import AraError


def _gaps(reading, path):
    return [gap.why for gap in reading.gaps if gap.path == path]


def test_names_that_lead_out_of_their_folder_are_reported_and_not_read(make_repo):
    repo = make_repo()
    blob = repo.blob(b"# Escape\n")
    inner = repo.tree([("100644", b"evil.py", blob)])
    hostile = [b"..", b".", b"/etc/passwd", b"a/b.py", b"..\\evil.py", b".GIT", b"line\nbreak.py", b"caf\xe9.py"]
    entries = [("40000" if name == b".." else "100644", name, inner if name == b".." else blob) for name in hostile]
    repo.commit_tree(repo.tree([*entries, ("100644", b"README.md", blob)]))

    reading = read_repo(str(repo.path))

    assert reading.files == ("README.md",)
    assert len([gap for gap in reading.gaps if gap.what == "file"]) == len(hostile)
    assert all("\n" not in (gap.path or "") for gap in reading.gaps)


def test_export_holds_no_path_that_leaves_its_folder(make_repo):
    repo = make_repo()
    blob = repo.blob(b"x\n")
    inner = repo.tree([("100644", b"evil.py", blob)])
    repo.commit_tree(repo.tree([("40000", b"..", inner), ("100644", b"/etc/evil", blob), ("100755", b"good.sh", blob)]))

    export = export_files(str(repo.path), ["**"])

    assert [(file.path, file.executable) for file in export.files] == [("good.sh", True)]


def test_a_name_that_is_both_a_file_and_a_folder_is_read_once(make_repo):
    repo = make_repo()
    blob = repo.blob(b"x = 1\n")
    inner = repo.tree([("100644", b"b.py", blob)])
    repo.commit_tree(repo.tree([("100644", b"a", blob), ("40000", b"a", inner)]))

    reading = read_repo(str(repo.path))

    assert reading.files == ("a",)
    assert "twice" in _gaps(reading, "a")[0]


def test_symbolic_links_are_reported_and_never_followed(make_repo, tmp_path):
    (tmp_path / "secret").write_text("# Secret\n")
    repo = make_repo()
    repo.path.joinpath("README.md").symlink_to(tmp_path / "secret")
    repo.path.joinpath("loop").symlink_to("loop")
    repo.commit()

    reading = read_repo(str(repo.path))

    assert reading.readme is None and reading.files == ()
    assert "symbolic link" in _gaps(reading, "README.md")[0] and "symbolic link" in _gaps(reading, "loop")[0]


def test_a_submodule_is_reported_and_not_fetched(make_repo):
    repo = make_repo()
    head = repo.commit(files={"a.py": "x = 1\n"})
    repo.commit_tree(repo.tree([("160000", b"vendor", head)]))

    assert f"submodule at commit {head}" in _gaps(read_repo(str(repo.path)), "vendor")[0]


def test_a_tree_that_multiplies_itself_stops_at_the_limit_of_entries(make_repo):
    repo = make_repo()
    tree = repo.tree([("100644", b"%02d.py" % number, repo.blob(b"x\n")) for number in range(10)])
    for _ in range(12):
        tree = repo.tree([("40000", b"%02d" % number, tree) for number in range(10)])
    repo.commit_tree(tree)

    reading = read_repo(str(repo.path), limits=RepoLimits(entries=2_000))

    assert len(reading.files) < 2_000
    assert any("more than 2,000 files and folders" in gap.why for gap in reading.gaps)


def test_folders_nested_too_deep_are_left_out(make_repo):
    repo = make_repo()
    tree = repo.tree([("100644", b"deep.py", repo.blob(b"x = 1\n"))])
    for _ in range(20):
        tree = repo.tree([("40000", b"d", tree)])
    repo.commit_tree(tree)

    reading = read_repo(str(repo.path), limits=RepoLimits(depth=10))

    assert reading.files == ()
    assert any("nested more than 10 deep" in gap.why for gap in reading.gaps)


def test_a_huge_file_is_skipped_with_its_size(make_repo):
    repo = make_repo()
    repo.commit(files={"big.py": b"x = 1\n" * 1000, "small.py": "y = 2\n"})

    reading = read_repo(str(repo.path), limits=RepoLimits(blob_bytes=1000))

    assert [file.path for file in reading.code] == ["small.py"]
    assert _gaps(reading, "big.py") == ["The file has 6,000 bytes, more than the 1,000 that are read."]


def test_the_total_of_text_is_bounded(make_repo):
    repo = make_repo()
    repo.commit(files={f"{name}.py": f"{name} = 1\n" * 100 for name in "abcd"})

    reading = read_repo(str(repo.path), limits=RepoLimits(text_bytes=1_300))

    assert [file.path for file in reading.code] == ["a.py", "b.py"]
    assert "used up" in _gaps(reading, "c.py")[0]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"# caf\xe9\n", "encoding that is not UTF-8"),
        (b"x = 1\0\n", None),
        ("\ufeffx = 1\n".encode(), None),
    ],
)
def test_a_file_in_another_encoding_is_a_gap_and_a_binary_one_is_not_text(read_files, content, expected):
    reading = read_files({"odd.py": content})

    assert _gaps(reading, "odd.py") == ([f"The file is text in an {expected}."] if expected else [])


def test_requirements_written_by_another_system_are_read_by_their_byte_order_mark(read_files):
    reading = read_files({"requirements.txt": "torch==2.1.0\r\n".encode("utf-16")})

    assert [(item.name, item.constraint) for item in reading.dependencies] == [("torch", "==2.1.0")]


def _without(repo, digest):
    (repo.path / ".git" / "objects" / digest[:2] / digest[2:]).unlink()


def test_an_absent_blob_is_a_gap_with_its_path(make_repo):
    repo = make_repo()
    repo.commit(files={"a.py": "x = 1\n", "data/weights.bin": b"\0\1\2"})
    _without(repo, repo.blob(b"x = 1\n"))
    _without(repo, repo.blob(b"\0\1\2"))

    reading = read_repo(str(repo.path))

    assert [gap.path for gap in reading.gaps if gap.what == "file contents"] == ["a.py", "data/weights.bin"]
    assert "a.py" in reading.files


def test_an_absent_folder_is_a_gap_and_the_rest_is_read(make_repo):
    repo = make_repo()
    repo.commit(files={"lost/a.py": "x = 1\n", "kept.py": "y = 1\n"})
    _without(repo, repo.git("rev-parse", "HEAD:lost"))

    reading = read_repo(str(repo.path))

    assert [file.path for file in reading.code] == ["kept.py"]
    assert "copied only in part" in _gaps(reading, "lost/")[0]


def test_an_absent_parent_ends_the_history_with_a_gap(make_repo):
    repo = make_repo()
    first = repo.commit(files={"a.py": "x = 1\n"})
    second = repo.commit("Second")
    _without(repo, first)

    reading = read_repo(str(repo.path))

    assert [commit.hash for commit in reading.history.commits] == [second]
    assert not reading.history.complete
    assert any(first in gap.why for gap in reading.gaps if gap.what == "commit")


def test_an_absent_head_commit_is_one_clear_error(make_repo):
    repo = make_repo()
    _without(repo, repo.commit(files={"a.py": "x = 1\n"}))

    with pytest.raises(AraError, match="copied only in part"):
        read_repo(str(repo.path))


def test_a_pack_that_is_damaged_does_not_stop_the_reading(make_repo):
    repo = make_repo()
    repo.commit(files={"a.py": "x = 1\n", "b.py": "y = 2\n" * 400})
    blob = repo.git("rev-parse", "HEAD:b.py")
    victim = repo.path / ".git" / "objects" / blob[:2] / blob[2:]
    victim.chmod(0o644)
    victim.write_bytes(victim.read_bytes()[:20])

    reading = read_repo(str(repo.path))

    assert [file.path for file in reading.code] == ["a.py"]
    assert len(_gaps(reading, "b.py")) == 1


def test_git_that_takes_too_long_is_stopped(make_repo):
    repo = make_repo()
    repo.commit(files={"a.py": "x = 1\n"})

    with pytest.raises(AraError, match="took git longer than"):
        read_repo(str(repo.path), limits=RepoLimits(read_seconds=0.0))


def test_many_gaps_of_a_kind_are_counted_instead_of_listed(make_repo):
    repo = make_repo()
    for number in range(30):
        repo.path.joinpath(f"link{number:02d}").symlink_to("nowhere")
    repo.commit()

    reading = read_repo(str(repo.path), limits=RepoLimits(gaps_of_a_kind=5))

    links = [gap for gap in reading.gaps if gap.what == "file"]
    assert len(links) == 6
    assert links[-1].why == "25 more of this kind are not listed one by one."


def test_git_that_needs_too_much_memory_gives_a_gap(make_repo):
    repo = make_repo()
    wide = repo.tree([("100644", b"%0100d.py" % number, "0" * 40) for number in range(300_000)])
    repo.commit_tree(repo.tree([("40000", b"wide", wide), ("100644", b"a.py", repo.blob(b"x = 1\n"))]))
    limits = RepoLimits(git_memory_bytes=30_000_000)

    reading = read_repo(str(repo.path), limits=limits)

    assert reading.files == ("a.py",)
    assert _gaps(reading, "wide/") == ["The folder could not be unpacked by git."]


@pytest.mark.parametrize("seed", range(25))
def test_a_repository_with_flipped_bits_gives_a_reading_or_one_clear_error(make_repo, seed):
    draw = random.Random(seed)
    repo = make_repo()
    repo.commit("First", files={"README.md": "# Flipped\n" * 50, "src/a.py": "x = 1\n" * 200, "c.yaml": "a: 1\n"})
    repo.commit("Second", files={"src/b.py": "def f(): pass\n" * 90})
    repo.git("tag", "-a", "v1", "-m", "One")
    if seed % 2:
        repo.git("repack", "-adq")
    files = sorted(path for path in (repo.path / ".git").rglob("*") if path.is_file())
    for path in draw.sample(files, 3):
        data = bytearray(path.read_bytes())
        for _ in range(8):
            if data:
                data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        path.chmod(0o644)
        path.write_bytes(data)

    try:
        reading = read_repo(str(repo.path))
    except AraError as error:
        assert "\n" not in str(error)
    else:
        assert {"README.md", "src/a.py", "src/b.py", "c.yaml"} >= set(reading.files)
