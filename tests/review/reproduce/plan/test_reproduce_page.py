"""The example of docs/reproduce.md is planned and run as the page prints it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from ara.cli.main import cli
from ara.review import check_package
from ara.review.reproduce.worker.sandbox.probe import survey
from ara.schema import read_package

PAGE = (Path(__file__).parents[4] / "docs" / "reproduce.md").read_text(encoding="utf-8")


def block(first_line: str) -> str:
    """The block of the page that starts with a comment, which names its file."""
    found = re.search(rf"~~~\w+\n# {re.escape(first_line)}\n(.*?)~~~", PAGE, re.DOTALL)
    assert found is not None, first_line
    return found[1]


@pytest.fixture
def ara(make_ara: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return make_ara(
        files={
            "src/reproduce.yaml": block("src/reproduce.yaml"),
            "src/execution/sort.py": block("src/execution/sort.py"),
        }
    )


def test_the_file_is_as_the_rules_ask(ara: Path) -> None:
    package = read_package(ara)

    assert [found for found in check_package(package, ara) if found.rule.startswith("S6")] == []


def test_the_plan_is_what_the_page_prints(ara: Path) -> None:
    done = CliRunner().invoke(cli, ["reproduce", str(ara), "--plan"], standalone_mode=False)

    printed = PAGE.partition("$ ara reproduce my-ara --plan\n")[2].partition("~~~")[0]
    assert re.sub("-[0-9a-f]{8}:", "-…:", done.stdout) == printed


@pytest.mark.skipif(all(trial.fault for trial in survey()), reason="no sandbox works here")
def test_the_claim_is_judged(ara: Path) -> None:
    done = CliRunner().invoke(cli, ["reproduce", str(ara)], standalone_mode=False)

    assert "K01 verified" in done.stdout, done.stdout
    assert done.return_value == 0


def test_the_cluster_file_is_a_configuration() -> None:
    pytest.importorskip("parsl", reason="the extra `cluster` is not installed")
    said: dict[str, object] = {}

    exec(block("cluster.py"), said)

    assert callable(said["config"])
