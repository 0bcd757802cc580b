"""Build the git repository that belongs to the paper: `python make_repo.py FOLDER`.

The files are those of `code/`. The history is short and always the same, down to the commit hashes: it adds the parts
in the order in which they were needed, holds the pilot behind the claim that was later refuted, and a selector that
was tried and reverted. Needs git and the standard library.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
CODE = HERE / "code"
HISTORY = HERE / "history"
FIRST_COMMIT = datetime(2025, 12, 1, 9, tzinfo=UTC)
AUTHOR, EMAIL = "The ara developers", "block-topk@example.org"


@dataclass(frozen=True)
class Step:
    """One commit."""

    subject: str
    body: str = ""
    adds: tuple[str, ...] = ()
    """Files of `code/`, as they are now."""
    earlier: dict[str, str] = field(default_factory=dict)
    """Files in an earlier form: path in the repository, name in `history/`."""
    patch: str | None = None
    """Name in `history/` of a patch."""
    reverts: bool = False
    """Takes back the commit before it."""


STEPS = (
    Step(
        "Attend over chosen pages, beside dense attention",
        adds=(
            ".gitignore",
            "LICENSE",
            "pyproject.toml",
            "block_topk/__init__.py",
            "block_topk/pages.py",
            "block_topk/attention.py",
        ),
    ),
    Step("Draw caches with topics, heavy hitters and sinks", adds=("block_topk/caches.py",)),
    Step(
        "Score pages by mean, ball and channel range",
        adds=("block_topk/selectors.py", "block_topk/quality.py"),
    ),
    Step(
        "Pilot: attention mass at two budgets with one seed",
        "Min-max leads the mean by 2.0 points at 512 tokens and by 1.9 points at 1,024.\n"
        "Claim to test: min-max keeps more attention mass than the mean at every budget.",
        adds=("block_topk/metrics.py", "block_topk/settings.py", "experiments/__init__.py", "experiments/mass.py"),
        earlier={"configs/mass.yaml": "mass-pilot.yaml"},
    ),
    Step(
        "Sweep five budgets with twenty repeats",
        "The claim of the pilot falls: at 64 tokens the mean keeps 3.1 points more than min-max.",
        adds=("configs/mass.yaml",),
    ),
    Step(
        "Try the last key of a page as its summary",
        "It needs no reduction over the page and neighbouring keys are alike, so it may do as well as the mean.",
        patch="last-key.patch",
    ),
    Step(
        "",
        "It keeps less attention mass than the mean key at every budget: 7.0 points less at 64 tokens,\n"
        "13.8 at 256 and 12.1 at 1,024, medians over twenty repeats. One key carries the noise that the mean\n"
        "averages away. Not worth the extra summary.",
        reverts=True,
    ),
    Step(
        "Measure page size, recall, and each part by itself",
        adds=(
            "block_topk/recall.py",
            "block_topk/traffic.py",
            "experiments/page_size.py",
            "experiments/recall.py",
            "experiments/ablation.py",
            "configs/page_size.yaml",
            "configs/recall.yaml",
            "configs/ablation.yaml",
        ),
    ),
    Step(
        "Check exactness, count bytes, time a step",
        adds=(
            "experiments/exactness.py",
            "experiments/traffic.py",
            "experiments/speed.py",
            "configs/exactness.yaml",
            "configs/traffic.yaml",
            "configs/speed.yaml",
        ),
    ),
    Step("Run every experiment of the paper with one command", adds=("run_all.py", "README.md")),
    Step(
        "Rehearse the timed step on a GPU, in a Triton kernel",
        adds=("block_topk/kernel.py", "experiments/gpu_step.py", "configs/gpu_step.yaml"),
    ),
    Step("Bind each number of the paper to a check with a control", adds=("ara-reproduce.yaml",)),
)


def git(repo: Path, *args: str, when: datetime = FIRST_COMMIT) -> str:
    """Run git in `repo`, untouched by the user's settings, and give what it prints."""
    stamp = f"{int(when.timestamp())} +0000"
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    fixed = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_DEFAULT_HASH": "sha1",
        "GIT_AUTHOR_NAME": AUTHOR,
        "GIT_AUTHOR_EMAIL": EMAIL,
        "GIT_AUTHOR_DATE": stamp,
        "GIT_COMMITTER_NAME": AUTHOR,
        "GIT_COMMITTER_EMAIL": EMAIL,
        "GIT_COMMITTER_DATE": stamp,
    }
    settings = ("core.autocrlf=false", "core.fileMode=false", "commit.gpgSign=false")
    command = ["git", *(part for setting in settings for part in ("-c", setting)), *args]
    done = subprocess.run(command, cwd=repo, env=own | fixed, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout.strip()


def put(source: Path, target: Path) -> None:
    """Copy a file's bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())


def commit(repo: Path, step: Step, when: datetime) -> None:
    """Make one commit."""
    for path in step.adds:
        put(CODE / path, repo / path)
    for path, name in step.earlier.items():
        put(HISTORY / name, repo / path)
    if step.patch is not None:
        git(repo, "apply", str(HISTORY / step.patch))
    subject, body = step.subject, step.body
    if step.reverts:
        undone = git(repo, "rev-parse", "HEAD")
        subject = f'Revert "{git(repo, "log", "-1", "--format=%s")}"'
        body = f"This reverts commit {undone}.\n\n{body}"
        git(repo, "checkout", "-q", "HEAD~1", "--", ".")
    git(repo, "add", "--all")
    git(repo, "commit", "-q", "--no-verify", "-m", f"{subject}\n\n{body}".strip(), when=when)


def make_repo(folder: Path) -> str:
    """Build the repository in `folder`, which must be empty or missing; give the hash of its last commit."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty; name a new folder")
    git(folder, "init", "-q", "--template=", "--initial-branch=main")
    for day, step in enumerate(STEPS):
        commit(folder, step, FIRST_COMMIT + timedelta(days=day))
    return git(folder, "rev-parse", "HEAD")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python make_repo.py FOLDER")
    print(make_repo(Path(sys.argv[1])))
