"""What is read of repositories, held against counts that share no code with the reader.

It makes the table of docs/compiler-repos.md. The counts are plain: lines of shell fences and shell scripts that begin
with a launcher, and calls of `add_argument` in lines that are no comments.

Usage: python benchmarks/repo_reading.py REPOSITORY… [--write]
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from ara.compiler.repo import read_repo
from ara.compiler.repo.model import RepoReading

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "compiler-repos.md"
START, END = "<!-- counts: made by benchmarks/repo_reading.py -->", "<!-- end of counts -->"
HEAD = (
    "repository", "files", "commands", "scanned", "missed", "script absent", "option, key or config absent",
    "two values", "metric lines", "settings", "`add_argument` read / counted", "dead ends / steps",
)  # fmt: skip
LAUNCH = re.compile(
    r"\s*(?:\$ )?(?:[A-Z_]+=\S+ +)*(?:nohup +|srun +|time +)*"
    r"(?:python3? +[\w./-]+|bash +[\w./-]+\.sh|torchrun |accelerate launch |deepspeed |sbatch "
    r"|\./[\w./-]+\.(?:sh|py)\b)"
)
FENCE = re.compile(r"\s*(`{3,}|~{3,})\s*(?P<label>[\w-]*)")
SHELL = ("", "bash", "sh", "shell", "console", "zsh")


def text_of(repository: str, path: str) -> str:
    """A file at the head; empty when its bytes are absent."""
    shown = subprocess.run(["git", "-C", repository, "show", f"HEAD:{path}"], capture_output=True)
    return shown.stdout.decode("utf-8", "replace") if shown.returncode == 0 else ""


def scanned_lines(path: str, text: str) -> list[int]:
    """Lines that begin with a launcher, in shell fences or a shell script; what goes on behind a backslash is one."""
    found, inside, label = [], path.endswith(".sh"), ""
    lines = text.split("\n")
    here: str | None = None
    for number, line in enumerate(lines, 1):
        if not path.endswith(".sh") and (fence := FENCE.match(line)):
            inside, label = not inside, fence["label"].lower() if not inside else ""
            continue
        if here is not None:
            here = None if line.strip() == here else here
            continue
        goes_on = number > 1 and lines[number - 2].rstrip().endswith("\\")
        if inside and label in SHELL and not goes_on and LAUNCH.match(line):
            found.append(number)
        document = re.search(r"<<-?\s*['\"]?(\w+)", line) if inside else None
        here = document[1] if document else None
    return found


def counted_arguments(text: str) -> int:
    """Calls of `add_argument` on lines that are no comments."""
    return sum(1 for line in text.split("\n") if re.match(r"[^#'\"]*\.add_argument\(", line))


def row(repository: str, reading: RepoReading) -> list[str]:
    """One line of the table; what was missed is told on stderr."""
    found = {(item.at.path, line) for item in reading.commands for line in _lines(item.at.line, item.at.end_line)}
    shell = [path for path in reading.files if path.endswith((".sh", ".md"))]
    scanned = [(path, line) for path in shell for line in scanned_lines(path, text_of(repository, path))]
    missed = [place for place in scanned if place not in found]
    for path, line in missed:
        print(f"{reading.name}: not read: {path}:{line}", file=sys.stderr)
    faults = [fault for item in reading.commands for fault in item.faults]
    python = [path for path in reading.files if path.endswith(".py")]
    counted = sum(counted_arguments(text_of(repository, path)) for path in python)
    arguments = sum(item.kind == "argparse" for item in reading.settings)
    gaps = Counter(gap.what for gap in reading.gaps)
    dead = sum(step.kind == "dead_end" for step in reading.trail)
    name = Path(repository.removesuffix("/repo").removesuffix("/.git")).name.rpartition("+")[2]
    return [
        name, f"{len(reading.files):,}", f"{sum(item.kind == 'run' for item in reading.commands):,}",
        f"{len(scanned):,}", str(len(missed)), f"{gaps['command target']:,}", f"{len(faults):,}",
        f"{gaps['sources that disagree']:,}", f"{len(reading.metrics):,}", f"{len(reading.settings):,}",
        f"{arguments:,} / {counted:,}", f"{dead} / {len(reading.trail)}",
    ]  # fmt: skip


def _lines(first: int, last: int | None) -> range:
    return range(first, (last or first) + 1)


def main(arguments: list[str]) -> None:
    repositories = [word for word in arguments if not word.startswith("--")]
    rows = [row(repository, read_repo(repository)) for repository in repositories]
    lines = [f"| {' | '.join(cells)} |" for cells in (HEAD, ["---"] * len(HEAD), *rows)]
    print("\n".join(lines))
    if "--write" in arguments:
        before, _, rest = PAGE.read_text().partition(START)
        _, _, after = rest.partition(END)
        PAGE.write_text(before + START + "\n" + "\n".join(lines) + "\n" + END + after)


if __name__ == "__main__":
    main(sys.argv[1:])
