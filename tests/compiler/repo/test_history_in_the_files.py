"""Steps that show in the files and branches: what is explicit, what is only a fact, and what is nothing."""

from __future__ import annotations

import pytest

from ara.compiler.output import compile_to
from ara.compiler.pipeline import Sources
from ara.compiler.repo import RepoLimits, read_repo
from ara.schema import read_package


def _steps(repo, **options):
    trail = read_repo(str(repo.path), **options).trail
    return [(step.kind, step.explicit, step.quote, step.facts) for step in trail if step.kind != "milestone"]


@pytest.fixture
def repo(make_repo):
    made = make_repo()
    made.commit("Start", files={"a.py": "x = 1\n", "scripts/one.sh": "echo 1\n", "scripts/two.sh": "echo 2\n"})
    return made


@pytest.mark.parametrize(
    ("message", "kind", "explicit"),
    [
        ("Remove the second script, it did not help", "dead_end", True),
        ("Clean up\n\nDrop two.sh.\nIt gave no gain on the long runs.", "dead_end", True),
        ("Delete unused script", "decision", True),
        ("Wip", "decision", False),
        ("It does not work on CI", "decision", False),
    ],
)
def test_a_deleted_script_is_what_its_commit_says(repo, message, kind, explicit):
    (repo.path / "scripts/two.sh").unlink()
    repo.commit(message)

    ((found, said, quote, facts),) = _steps(repo)

    assert (found, said, facts) == (kind, explicit, "Deleted scripts/two.sh.")
    assert quote in message


@pytest.mark.parametrize("back", ["scripts/two.sh", "exp/two.sh"])
def test_a_script_that_came_back_or_went_elsewhere_was_not_given_up(repo, back):
    (repo.path / "scripts/two.sh").unlink()
    repo.commit("Remove what did not work")
    repo.commit("Again", files={back: "echo 2\n"})

    assert _steps(repo) == []


def test_a_deleted_test_or_a_moved_script_is_no_dead_end(repo):
    repo.commit("Tests", files={"tests/test_a.py": "x = 1\n"})
    repo.git("mv", "scripts/two.sh", "scripts/second.sh")
    (repo.path / "tests/test_a.py").unlink()
    repo.commit("Remove tests that do not work")

    assert _steps(repo) == []


def test_config_files_added_side_by_side_are_a_sweep_only_in_name_when_the_message_says_so(repo):
    repo.commit("More", files={f"conf/lr_{n}.yaml": f"lr: {n}\n" for n in range(3)})
    repo.commit("Sweep over the width", files={f"conf/width_{n}.yaml": f"w: {n}\n" for n in range(4)})
    repo.commit("Two", files={"conf/a_1.yaml": "a: 1\n", "conf/a_2.yaml": "a: 2\n"})

    assert [step[:3] for step in _steps(repo)] == [
        ("decision", False, "More"),
        ("decision", True, "Sweep over the width"),
    ]


def test_a_switch_in_so_many_words_is_a_pivot(repo, tmp_path):
    repo.commit("feat: switch from dense to sparse attention")
    repo.commit("Switch the light on")

    assert [step[0] for step in _steps(repo)] == ["pivot"]
    compile_to(Sources(repo=str(repo.path)), tmp_path / "out")
    (node,) = [node for node in read_package(tmp_path / "out").all_nodes() if node.type == "pivot"]
    assert (node.change_from, node.change_to, node.support_level) == ("dense", "sparse attention", "explicit")


def test_a_branch_that_was_left_is_a_question_and_a_merged_one_is_nothing(repo, tmp_path):
    repo.git("checkout", "-q", "-b", "idea")
    repo.commit("Try the idea", files={"idea.py": "x = 1\n"})
    repo.git("checkout", "-q", "-b", "bad", "main")
    repo.commit("Abandon the other idea", files={"bad.py": "x = 1\n"})
    repo.git("checkout", "-q", "-b", "merged", "main")
    repo.commit("Good", files={"good.py": "x = 1\n"})
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "merged")
    repo.commit("Later")

    steps = _steps(repo)

    assert [(step[0], step[1]) for step in steps] == [("dead_end", True), ("open_branch", False)]
    assert "Branch idea has 1 commit that" in steps[1][3]
    repo.git("clone", "--quiet", "--template=", ".", str(tmp_path / "clone"))
    assert read_repo(str(tmp_path / "clone")).trail == read_repo(str(repo.path)).trail


def test_a_branch_newer_than_the_head_is_work_in_progress(repo):
    repo.git("checkout", "-q", "-b", "next")
    repo.commit("Going on", files={"b.py": "x = 1\n"})
    repo.git("checkout", "-q", "main")

    assert _steps(repo) == []


def test_a_single_commit_tells_nothing(make_repo):
    repo = make_repo()
    repo.commit("Remove the sweep that did not work", files={f"conf/lr_{n}.yaml": "a: 1\n" for n in range(5)})

    assert read_repo(str(repo.path)).trail == ()


def test_commits_beyond_the_limit_are_not_compared_and_that_is_told(repo):
    for number in range(3):
        repo.commit(f"More {number}", files={f"conf/s{number}_{n}.yaml": "a: 1\n" for n in range(3)})

    reading = read_repo(str(repo.path), limits=RepoLimits(compared_commits=1))

    assert len([step for step in reading.trail if step.kind == "decision"]) == 1
    assert any(gap.what == "changes of older commits" for gap in reading.gaps)
