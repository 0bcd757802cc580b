"""The composite action and the pre-commit hooks: the very commands they hold are run here."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

TOP = Path(__file__).parents[2]
BASE = TOP / "tests" / "review" / "rigor" / "base"
ACTION = yaml.safe_load((TOP / ".github" / "actions" / "review" / "action.yml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "work" / "artifacts" / "a b")
    return tmp_path / "work"


def refute(workspace: Path) -> None:
    path = workspace / "artifacts" / "a b" / "logic" / "claims.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("- **Proof**: [E05]", "- **Proof**: [E05]\n- **Refutes**: [C05]"), encoding="utf-8")


def environment(workspace: Path, **more: str) -> dict[str, str]:
    """The variables that a runner gives, with this interpreter's `ara` first on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    cache = str(workspace.parent / "cache")
    return {"PATH": path, "HOME": str(workspace.parent), "XDG_CACHE_HOME": cache, **more}


def act(workspace: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the step that reviews, as a runner does: inputs substituted in its variables, never in its script."""
    step = next(step for step in ACTION["runs"]["steps"] if step.get("name") == "Review")
    given = {name: held["default"] for name, held in ACTION["inputs"].items()} | inputs
    variables = {
        name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda match: given[match[1]], value)
        for name, value in step["env"].items()
    }
    assert "${{" not in step["run"]
    variables |= {"RUNNER_TEMP": str(workspace.parent), "GITHUB_STEP_SUMMARY": str(workspace.parent / "summary.md")}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(
        command, cwd=workspace, env=environment(workspace, **variables), capture_output=True, text=True, timeout=120
    )


def test_the_action_annotates_and_fails_on_a_major_finding(workspace: Path) -> None:
    refute(workspace)

    done = act(workspace, paths="artifacts/a b\n")

    assert done.returncode == 1, done.stderr
    assert re.search(r"^::error file=artifacts/a b/logic/claims\.md,line=\d+,title=R400 status-follows::", done.stdout)
    summary = (workspace.parent / "summary.md").read_text(encoding="utf-8")
    assert summary.startswith("# Review of Skipping blocks") and "R400" in summary
    sarif = json.loads((workspace / "ara-review.sarif").read_text(encoding="utf-8"))
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "artifacts/a%20b/logic/claims.md"


def test_the_action_passes_a_clean_ara_with_all_its_inputs(workspace: Path) -> None:
    done = act(workspace, paths="\nartifacts/a b\n\n", level="structure", strict="true", sarif="out.sarif")

    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads((workspace / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"] == []


def test_inputs_of_the_action_are_never_shell(workspace: Path) -> None:
    done = act(workspace, paths="$(touch owned); `touch owned`\n--help", sarif="x.sarif")

    assert done.returncode == 2
    assert not (workspace / "owned").exists()


def test_the_action_installs_the_toolchain_it_came_with() -> None:
    step = next(step for step in ACTION["runs"]["steps"] if step.get("name") == "Install")
    words = shlex.split(step["run"].replace("$GITHUB_ACTION_PATH", str(TOP / ".github" / "actions" / "review")))

    assert (Path(words[-1]).resolve() / "pyproject.toml").is_file()


def test_every_input_of_the_action_is_used_and_every_step_names_its_shell() -> None:
    steps: list[dict[str, Any]] = ACTION["runs"]["steps"]
    used = {
        name for step in steps for value in step.get("env", {}).values() for name in re.findall(r"inputs\.(\w+)", value)
    }

    assert ACTION["runs"]["using"] == "composite"
    assert used == set(ACTION["inputs"])
    assert all("shell" in step for step in steps if "run" in step)


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_runs_on_the_folder_in_its_arguments(hook: dict[str, Any], workspace: Path) -> None:
    command = [*shlex.split(hook["entry"]), *hook["args"]]
    folder = workspace / "artifacts" / "a b"

    clean = subprocess.run(command, cwd=folder, env=environment(workspace), capture_output=True, text=True, timeout=120)
    (folder / "trace" / "exploration_tree.yaml").unlink()
    broken = subprocess.run(
        command, cwd=folder, env=environment(workspace), capture_output=True, text=True, timeout=120
    )

    assert (clean.returncode, broken.returncode) == (0, 1), clean.stdout + clean.stderr
    assert "S101 mandatory-file" in broken.stdout


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_runs_when_a_file_of_an_ara_changes(hook: dict[str, Any]) -> None:
    changed = (
        "PAPER.md",
        "x/logic/claims.md",
        "a/ara.yaml",
        "trace/exploration_tree.yaml",
        "x/evidence/tables/table1.md",
    )

    assert all(re.search(hook["files"], path) for path in changed)
    assert not any(re.search(hook["files"], path) for path in ("README.md", "xlogic/a.md", "ara/cli/main.py"))
    assert hook["pass_filenames"] is False and hook["language"] == "python"


def test_the_hooks_are_a_manifest_that_pre_commit_reads() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(TOP / ".pre-commit-hooks.yaml")]

    assert subprocess.run(command, capture_output=True, text=True, timeout=60).returncode == 0
