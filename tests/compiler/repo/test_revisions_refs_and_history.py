"""Branches, tags, hashes, and the history as far as commits tell it."""

from __future__ import annotations

import pytest

from ara.compiler.repo import RepoLimits, read_repo
from ara.schema.errors import AraError


def _kinds(reading):
    return [(node.kind, node.title) for node in reading.trail]


def test_a_repository_without_commits_gives_a_reading_with_a_gap(make_repo):
    reading = read_repo(str(make_repo().path))

    assert (reading.commit, reading.branch, reading.trail) == (None, "main", ())
    assert [gap.what for gap in reading.gaps] == ["commits"]


def test_a_bare_repository_without_commits_gives_a_reading_with_a_gap(make_repo):
    assert [gap.what for gap in read_repo(str(make_repo(bare=True).path)).gaps] == ["commits"]


@pytest.mark.parametrize("place", ["missing", "file", "folder"])
def test_what_is_no_repository_is_one_clear_error(tmp_path, place):
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()

    with pytest.raises(AraError, match=r"no such folder|not a git repository"):
        read_repo(str(tmp_path / place))


def test_a_revision_is_a_branch_a_tag_a_full_ref_or_the_start_of_a_hash(make_repo):
    repo = make_repo()
    first = repo.commit(files={"README.md": "# First\n"})
    repo.git("tag", "-a", "v1", "-m", "One")
    repo.git("branch", "old")
    repo.git("update-ref", "refs/pull/7/head", first)
    repo.commit(files={"README.md": "# Second\n"})

    for rev in ("v1", "old", "refs/tags/v1", "refs/pull/7/head", first, first[:9]):
        assert read_repo(str(repo.path), rev=rev).title == "First", rev
    assert read_repo(str(repo.path)).title == "Second"
    assert read_repo(str(repo.path), rev="old").branch == "old"
    assert read_repo(str(repo.path), rev="v1").branch is None


def test_packed_refs_are_read_and_loose_ones_are_newer(make_repo):
    repo = make_repo()
    repo.commit(files={"README.md": "# Packed\n"})
    repo.git("branch", "side")
    repo.git("pack-refs", "--all")
    assert read_repo(str(repo.path), rev="side").title == "Packed"
    repo.commit(files={"README.md": "# Loose\n"})

    assert read_repo(str(repo.path)).title == "Loose"
    assert [branch.name for branch in read_repo(str(repo.path)).history.branches] == ["main", "side"]


def test_packed_objects_are_read(make_repo):
    repo = make_repo()
    repo.commit(files={"README.md": "# In a pack\n"})
    repo.git("repack", "-adq")
    repo.git("prune-packed")

    assert read_repo(str(repo.path)).title == "In a pack"


def test_a_repository_with_longer_hashes_is_read(make_repo):
    repo = make_repo(object_format="sha256")
    commit = repo.commit(files={"README.md": "# Longer\n"})

    reading = read_repo(str(repo.path))

    assert (len(commit), reading.commit, reading.title, reading.gaps[0].what) == (64, commit, "Longer", "licence")


@pytest.mark.parametrize(
    "rev", ["nowhere", "0123456789abcdef0123456789abcdef01234567", "HEAD~1", "--all", "main:README.md"]
)
def test_an_unknown_revision_names_the_branches_there_are(make_repo, rev):
    repo = make_repo()
    repo.commit(files={"README.md": "# Known\n"})

    with pytest.raises(AraError, match=r"main|not in the repository"):
        read_repo(str(repo.path), rev=rev)


def test_a_detached_head_has_no_branch(make_repo):
    repo = make_repo()
    commit = repo.commit(files={"README.md": "# Detached\n"})
    repo.git("checkout", "--quiet", "--detach")

    assert (read_repo(str(repo.path)).branch, read_repo(str(repo.path)).commit) == (None, commit)


def test_commits_carry_parents_author_date_subject_and_body(make_repo):
    repo = make_repo()
    first = repo.commit("First\n\nWhy it was done.\nIn two lines.")
    second = repo.commit("Second")

    newest, oldest = read_repo(str(repo.path)).history.commits

    assert (newest.hash, newest.parents, newest.subject) == (second, (first,), "Second")
    assert (oldest.parents, oldest.body) == ((), "Why it was done.\nIn two lines.")
    assert oldest.date == "2023-11-15T00:14:20+02:00"


def test_a_long_history_is_cut_and_says_so(make_repo):
    repo = make_repo()
    hashes = [repo.commit(f"Commit {number}") for number in range(6)]

    history = read_repo(str(repo.path), limits=RepoLimits(commits=4)).history

    assert [commit.hash for commit in history.commits] == hashes[:1:-1]
    assert not history.complete


def test_a_shallow_clone_says_that_its_history_was_cut(make_repo, tmp_path):
    repo = make_repo()
    repo.commit("First")
    repo.commit("Second")
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.path}", str(tmp_path / "shallow"))

    reading = read_repo(str(tmp_path / "shallow"))

    assert [commit.subject for commit in reading.history.commits] == ["Second"]
    assert [gap.what for gap in reading.gaps if "shallow" in gap.why] == ["older commits"]
    assert not [gap for gap in reading.gaps if gap.what == "commit"]


def test_a_history_of_one_commit_gives_no_invented_nodes(make_repo):
    repo = make_repo()
    repo.commit('Revert "everything"\n\nThis reverts commit 0123456789.', files={"a.py": "x = 1\n"})

    assert read_repo(str(repo.path)).trail == ()


def test_a_revert_is_a_dead_end_that_names_what_was_reverted(make_repo):
    repo = make_repo()
    repo.commit("Start", files={"a.py": "x = 1\n"})
    tried = repo.commit("Use a sparse optimiser", files={"a.py": "x = 2\n"})
    repo.git("revert", "--no-edit", tried)
    repo.commit("Carry on", files={"b.py": "y = 1\n"})

    reading = read_repo(str(repo.path))

    dead = next(node for node in reading.trail if node.kind == "dead_end")
    assert _kinds(reading) == [
        ("milestone", "Use a sparse optimiser"),
        ("dead_end", "Use a sparse optimiser"),
        ("milestone", "Carry on"),
    ]
    assert dead.commits[1:] == (tried,)
    assert dead.quote == f"This reverts commit {tried}"
    assert dead.quote in next(commit.body for commit in reading.history.commits if commit.hash == dead.commits[0])
    assert dead.explicit


def test_a_revert_that_was_reverted_is_no_dead_end(make_repo):
    repo = make_repo()
    repo.commit("Start", files={"a.py": "x = 1\n"})
    tried = repo.commit("Try it", files={"a.py": "x = 2\n"})
    repo.git("revert", "--no-edit", tried)
    repo.git("revert", "--no-edit", "HEAD")

    assert _kinds(read_repo(str(repo.path)))[-1] == ("decision", "Try it")
    assert "dead_end" not in dict(_kinds(read_repo(str(repo.path))))


def test_words_about_reverting_are_no_dead_end(make_repo):
    repo = make_repo()
    repo.commit("Start")
    repo.commit("Revert to the old learning rate because the new one diverged")

    assert [node.kind for node in read_repo(str(repo.path)).trail] == ["milestone"]


def test_a_merged_branch_is_a_decision_and_a_pull_is_not(make_repo):
    repo = make_repo()
    repo.commit("Start", files={"a.py": "x = 1\n"})
    for branch, message in (
        ("sparse", "Merge branch 'sparse'"),
        ("other", "Merge branch 'main' of https://host.example/a"),
    ):
        repo.git("checkout", "--quiet", "-b", branch)
        repo.commit(f"Work on {branch}", files={f"{branch}.py": "x = 1\n"})
        repo.git("checkout", "--quiet", "main")
        repo.clock += 60
        repo.git("merge", "--quiet", "--no-ff", "-m", message, branch)

    decisions = [node for node in read_repo(str(repo.path)).trail if node.kind == "decision"]

    assert [node.quote for node in decisions] == ["Merge branch 'sparse'"]


def test_messages_in_any_encoding_and_with_control_characters_are_read(make_repo):
    repo = make_repo()
    tree = repo.git("mktree", data=b"")
    person = b"Ada <ada@example.org> 1700000000 +0200"
    head = b"tree " + tree.encode() + b"\nauthor " + person + b"\ncommitter " + person
    for message in (b"\nencoding ISO-8859-1\n\ncaf\xe9\n", b"\nencoding no-such\n\nx\xff\n", b"\n\n\x1b[31mred\n"):
        digest = repo.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", data=head + message)
        repo.git("update-ref", "refs/heads/main", digest)
        subject = read_repo(str(repo.path)).history.commits[0].subject
        assert subject in ("café", "x\ufffd", "\ufffd[31mred")
