"""Small artifacts, described by what differs from a correct one."""

import hashlib
import json
import os
import subprocess
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
import yaml

from ara.review.reproduce.judge import Judgement, judge_package
from ara.review.reproduce.judge.declared import DeclaredJobs
from ara.review.reproduce.judge.posthoc import check_hashes
from ara.review.reproduce.runs_ledger import RunsLedger, run_entry
from ara.schema import Package, read_package

CORRECT: dict[str, Any] = {
    "status": "supported",
    "experiment": {"command": ["python", "run.py"], "repeats": 5, "tiers": {"paper": {"fidelity": "paper"}}},
    "check": {
        "claim": "C01",
        "experiment": "E01",
        "metric": "speedup",
        "expect": {"at_least": 3.0},
        "control": {"args": ["--off"]},
        "paper_value": {"value": 3.6, "source": "Table 1"},
    },
    "runs": {"main": [3.5, 3.6, 3.7, 3.55, 3.65], "main+K01": [1.0, 1.1, 0.9, 1.05, 0.95]},
    "code": {"run.py": '"""Runs."""\nprint(1)\n', "readme.txt": "words\n"},
    "code_now": {},
    "more_checks": {},
    "file": {},
    "written": {},
    "planned_check": {},
    "planned_experiment": {},
    "shipped": (),
    "told": {},
}
"""An artifact whose one check is verified.

`git` commits before the runs, with what differs there in `check` and at the time `at`; `planned_check` and
`planned_experiment` are what differed in them when the runs were planned; `code_now` are files that changed since;
`written` replaces text of `src/reproduce.yaml`; `shipped` are repeats that were not made here, or `all`; `told` goes to
the judge.
"""
CLAIM = """# Claims

## C01: It is fast
- **Statement**: It is.
- **Status**: {}
- **Proof**: [E01]
- **Evidence basis**: Table 1 shows it.
"""


@dataclass(frozen=True)
class Artifact:
    """An Ara on disk, and what the judge is told beside it."""

    root: Path
    package: Package
    ledger: RunsLedger
    told: dict[str, Any]

    def judged(self) -> Judgement:
        return judge_package(self.package, root=self.root, ledger=self.ledger, **self.told)


def merged(base: Any, change: Any) -> Any:
    """Put a change over a mapping, key by key: `null` takes a key away, `=` replaces a mapping as a whole."""
    if not (isinstance(base, dict) and isinstance(change, dict)):
        return deepcopy(change)
    if "=" in change:
        return deepcopy(change["="])
    kept = {key: value for key, value in base.items() if key not in change}
    return kept | {key: merged(base.get(key, {}), value) for key, value in change.items() if value is not None}


def reproduce_text(case: dict[str, Any], check: dict[str, Any]) -> str:
    """The file `src/reproduce.yaml` of a case."""
    data = {
        "format": "ara-reproduce/1",
        "code": {"root": "src/execution"},
        "experiments": {"E01": case["experiment"]},
        "checks": {"K01": check, **case["more_checks"]},
        **case["file"],
    }
    text = yaml.safe_dump(data, sort_keys=False)
    for old, new in case["written"].items():
        assert old in text, f"{old!r} is not in the file"
        text = text.replace(old, new)
    return text


def record_of(
    arm: str, repeat: int, entry: Any, case: dict[str, Any], hashes: dict[str, str], declared: DeclaredJobs
) -> dict[str, Any]:
    """A record from what a case says of it: one number, or rows and fields that differ."""
    fields = dict(entry) if isinstance(entry, dict) else {"rows": [entry]}
    metric = case.get("row_metric", case["check"]["metric"])
    rows = [row if isinstance(row, dict) else {"metric": metric, "value": row} for row in fields.pop("rows", [])]
    tier = fields.pop("tier", "paper")
    version = fields.pop("version", None)
    job = declared.job("E01", tier, arm) if version is None else None
    job = job or hashlib.sha256(f"{tier}{arm}{version}".encode()).hexdigest()
    return {
        "run": f"E01-{tier}-{arm}-{job[:8]}",
        "experiment": "E01",
        "tier": tier,
        "arm": arm,
        "repeat": repeat,
        "seed": repeat,
        "fidelity": case["experiment"]["tiers"].get(tier, {}).get("fidelity", "paper"),
        "job": job,
        "check_hashes": hashes,
        "command": ["python", "run.py"],
        "exit_code": 0,
        "started": f"2025-06-02T00:{repeat:02}:00+00:00",
        "seconds": 30.0,
        "isolation": "bubblewrap",
        "code_files": {path: hashlib.sha256(text.encode()).hexdigest() for path, text in case["code"].items()},
        "rows": rows,
        **fields,
    }


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def write_records(root: Path, case: dict[str, Any]) -> None:
    """Write the records of runs that were planned with what `src/reproduce.yaml` says now."""
    planned = read_package(root)
    assert planned.reproduce is not None, planned.notices
    hashes, declared = check_hashes(planned.reproduce), DeclaredJobs(planned, root)
    for arm, entries in case["runs"].items():
        for repeat, entry in enumerate(entries):
            for take, told in enumerate(entry if isinstance(entry, list) else [entry], start=1):
                if told is None:
                    continue
                torn = told == "torn"
                record = record_of(arm, repeat, 1.0 if torn else told, case, hashes, declared)
                record["take"] = take
                suffix = "" if take == 1 else f".take-{take}"
                text = json.dumps(record)
                path = f"evidence/runs/{record['run']}/repeat-{record['repeat']}{suffix}.json"
                write(root, path, text[: len(text) // 2] if torn else text)


def committed(root: Path, *, at: str = "2025-06-01T00:00:00+0000") -> None:
    """Commit all that lies in a folder, at a time."""
    dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    names = {f"GIT_{who}_{what}": "a@b.c" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "--allow-empty", "-m", "Change"]):
        subprocess.run(["git", "-C", root, *words], check=True, env={**os.environ, **dates, **quiet, **names})


def built(changes: tuple[dict[str, Any], ...], root: Path) -> Artifact:
    """Write the artifact that some changes make of a correct one: what was committed, then runs, then what is now."""
    case = reduce(merged, changes, CORRECT)
    check = case["check"]
    write(root, "PAPER.md", "# A paper\n")
    write(root, "logic/claims.md", CLAIM.format(case["status"]))
    write(root, "logic/experiments.md", "# Experiments\n\n## E01: Speed\n- **Verifies**: [C01]\n")
    for path, text in case["code"].items():
        write(root, f"src/execution/{path}", text)
    if case.get("git") is not None:
        before = case["git"]
        write(root, "src/reproduce.yaml", reproduce_text(case, merged(check, before.get("check", {}))))
        committed(root, at=before.get("at", "2025-06-01T00:00:00+0000"))
    planned = {**case, "experiment": merged(case["experiment"], case["planned_experiment"])}
    write(root, "src/reproduce.yaml", reproduce_text(planned, merged(check, case["planned_check"])))
    write_records(root, planned)
    for path, text in case["code_now"].items():
        write(root, f"src/execution/{path}", text)
    write(root, "src/reproduce.yaml", reproduce_text(case, check))
    package = read_package(root)
    assert package.reproduce is not None, package.notices
    mine = [item for item in package.runs if case["shipped"] != "all" and item.repeat not in case["shipped"]]
    entries = frozenset(run_entry(record, package.texts[record.path].encode()) for record in mine)
    return Artifact(root, package, RunsLedger(entries), case["told"])


@pytest.fixture
def artifact(tmp_path: Path) -> Callable[..., Artifact]:
    """Make an artifact that differs from a correct one by changes, one after another, and by what is told by name."""
    made = iter(range(1_000))
    return lambda *changes, **more: built((*changes, more), tmp_path / f"ara-{next(made)}")
