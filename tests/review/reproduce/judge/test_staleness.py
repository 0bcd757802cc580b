"""What changed in the code since a run."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ara.review.reproduce.judge import judge_package
from ara.review.reproduce.judge.declared import DeclaredJobs
from ara.review.reproduce.judge.staleness import CodeNow, same_statements
from ara.schema import Package, Reproduce, RunRecord


@pytest.mark.parametrize(
    ("then", "now", "same"),
    [
        ("x = 1\n", "x = 1  # one\n", True),
        ("x = 1\n", "\n\nx=1\n", True),
        ("x = 1\n", "x = 2\n", False),
        ('def f():\n    """Old."""\n    return 1\n', 'def f():\n    """New."""\n    return 1\n', True),
        ('def f():\n    """Old."""\n', "def f():\n    pass\n", True),
        ('class A:\n    """Old."""\n    x = 1\n', "class A:\n    x = 1\n", True),
        ("x = 'a'\n", "x = 'b'\n", False),
        ("f('a')\n'b'\n", "f('a')\n'c'\n", False),
        ("x = 1\n", "x = 1.0\n", False),
        ("x = 1\n", "x = True\n", False),
        ("x = 1\n", "x = (\n", False),
        ("x = 1\n", "x = " + "(" * 5000 + "1" + ")" * 5000, False),
        ("x = 1\n", "x = " + "-" * 100_000 + "1", False),
        ("x = 1\n", "x = 1\0", False),
    ],
)
def test_statements_are_the_same_whatever_is_said_about_them(then: str, now: str, same: bool) -> None:
    assert same_statements(then.encode(), now.encode()) is same


def code_at(folder: Path | None) -> CodeNow:
    """The code in a folder, of an Ara of which nothing else is known."""
    declared = DeclaredJobs(Package(), None)
    declared.folder = folder
    return CodeNow(declared, None)


def record(files: dict[str, str], arm: str = "main") -> RunRecord:
    return RunRecord(
        run="E01-paper-main-00000000",
        experiment="E01",
        tier="paper",
        arm=arm,
        repeat=0,
        seed=0,
        fidelity="paper",
        job="0",
        command=("python",),
        exit_code=0,
        started="2025-01-01T00:00:00+00:00",
        seconds=1.0,
        isolation="none",
        code_files={path: hashlib.sha256(text.encode()).hexdigest() for path, text in files.items()},
    )


def test_a_file_that_is_gone_is_stale(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n", encoding="utf-8")

    found = code_at(tmp_path).changes([record({"a.py": "x = 1\n", "b.py": "y = 1\n"})], Reproduce())

    assert (found.stale, found.cosmetic) == (("b.py",), ())


def test_without_its_old_text_a_changed_file_is_stale_even_if_only_a_comment_changed(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1  # one\n", encoding="utf-8")

    assert code_at(tmp_path).changes([record({"a.py": "x = 1\n"})], Reproduce()).stale == ("a.py",)


def test_nothing_outside_the_codes_root_is_read(tmp_path: Path) -> None:
    root = tmp_path / "code"
    root.mkdir()
    (tmp_path / "secret").write_text("s", encoding="utf-8")
    (root / "link").symlink_to(tmp_path / "secret")
    (root / "folder").symlink_to(tmp_path)
    files = dict.fromkeys(("link", "folder/secret", "../secret", str(tmp_path / "secret"), "nul\x00"), "s")

    # were one of them read, its hash would agree and it would not be stale
    assert code_at(root).changes([record(files)], Reproduce()).stale == tuple(sorted(files))


def test_code_at_an_address_does_not_change() -> None:
    assert code_at(None).changes([record({"a.py": "x"})], Reproduce()).stale == ()


def test_an_arm_at_a_revision_of_its_own_does_not_change(tmp_path: Path) -> None:
    arms = {"old": {"command": ["python", "a.py"], "revision": "abc"}, "new": {"command": ["python", "a.py"]}}
    experiment = {"arms": arms, "tiers": {"paper": {"fidelity": "paper"}}}
    reproduce = Reproduce.model_validate({"code": {"root": "src"}, "experiments": {"E01": experiment}})
    code = code_at(tmp_path)

    assert code.changes([record({"a.py": "x"}, "old"), record({"a.py": "x"}, "old+K01")], reproduce).stale == ()
    assert code.changes([record({"a.py": "x"}, "new")], reproduce).stale == ("a.py",)


def test_a_file_that_changed_in_words_and_in_statements_since_different_runs_is_stale(
    artifact: Callable[..., Any],
) -> None:
    older = {"run.py": '"""Runs."""\nprint(1)\n', "readme.txt": "words\n"}
    made = artifact(git={}, code=older, code_now={"run.py": '"""Runs."""\nprint(1)  # again\n'})
    changed = made.package.runs[0].model_copy(
        update={"code_files": made.package.runs[0].code_files | {"run.py": "0" * 64}}
    )
    package = made.package.model_copy(update={"runs": (changed, *made.package.runs[1:])})

    verdict = judge_package(package, root=made.root, ledger=made.ledger).verdicts[0]
    assert "run.py" in verdict.stale
    assert verdict.cosmetic == ()
