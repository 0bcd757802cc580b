"""`--against REV`: claims whose standing, bound or code is another now."""

from collections.abc import Callable
from typing import Any

import pytest

from ara.review.reproduce.judge import judge_package
from ara.review.reproduce.judge.against import ClaimChange, changes_since
from ara.schema import AraError, read_package


def changes(made: Any, revision: str = "HEAD") -> tuple[ClaimChange, ...]:
    judgement = judge_package(made.package, root=made.root, ledger=made.ledger)
    return changes_since(made.package, made.root, revision, judgement, made.ledger)


def test_records_that_came_since_change_a_standing(artifact: Callable[..., Any]) -> None:
    made = artifact(git={}, runs={"main": [1.5, 1.6, 1.7, 1.5, 1.6]})

    assert changes(made) == (ClaimChange("C01", "justified", "defeated", (), ()),)


def test_an_ara_that_did_not_change_has_no_changes(artifact: Callable[..., Any]) -> None:
    assert changes(artifact(git={}, runs={"main": [], "main+K01": []})) == ()


def test_a_bound_that_changed_is_named(artifact: Callable[..., Any]) -> None:
    other = {"K02": {"claim": "C01", "experiment": "E01", "metric": "speedup", "expect": {"at_least": 1}}}
    made = artifact(git={"check": {"expect": {"at_least": 9.0}}}, runs={"main": [], "main+K01": []}, more_checks=other)

    assert changes(made)[0].bounds == ("K01 changed",)


def test_code_that_changed_is_named_and_comments_are_not(artifact: Callable[..., Any]) -> None:
    none = {"main": [], "main+K01": []}

    def code(**now: str) -> tuple[tuple[str, ...], ...]:
        files = {name.replace("_", "."): text for name, text in now.items()}
        return tuple(change.code for change in changes(artifact(git={}, runs=none, code_now=files)))

    assert code(run_py='"""Runs."""\nprint(2)\n') == (("run.py",),)
    assert code(run_py='"""Runs!"""\nprint(1)  # one\n') == ()
    assert code(readme_txt="other\n", new_py="") == (("new.py", "readme.txt"),)


def test_a_claim_that_is_new_was_nothing_then(artifact: Callable[..., Any]) -> None:
    made = artifact(git={}, runs={"main": [], "main+K01": []})
    with (made.root / "logic/claims.md").open("a", encoding="utf-8") as stream:
        stream.write("\n## C02: It is small\n- **Statement**: It is.\n- **Status**: hypothesis\n")
    package = read_package(made.root)

    found = changes_since(package, made.root, "HEAD", judge_package(package, root=made.root))

    assert found == (ClaimChange("C02", None, "gap", (), ()),)


def test_what_is_no_revision_or_in_no_work_tree_is_refused(artifact: Callable[..., Any]) -> None:
    with pytest.raises(AraError, match="no revision 'nowhere'"):
        changes(artifact(git={}), "nowhere")
    with pytest.raises(AraError, match="lies in no git work tree"):
        changes(artifact())
