"""Run every experiment of the paper and write what it printed: `python run_all.py results.json`.

Each entry holds one metric under one setting, with its value in every repeat.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS: dict[str, list[str]] = {
    "exactness": ["experiments.exactness"],
    "mass": ["experiments.mass"],
    "pilot": ["experiments.mass", "--budgets", "512,1024", "--repeats", "1"],
    "page_size": ["experiments.page_size"],
    "recall": ["experiments.recall"],
    "ablation": ["experiments.ablation"],
    "traffic": ["experiments.traffic"],
    "speed": ["experiments.speed"],
}
"""Name of the run, module and options."""


def run(module: str, options: list[str]) -> list[dict]:
    """The metric rows of one experiment, run in a process of its own with the seed of the paper."""
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.jsonl"
        env = {**os.environ, "ARA_METRICS": str(rows), "ARA_SEED": "0"}
        subprocess.run([sys.executable, "-m", module, *options], env=env, cwd=Path(__file__).parent, check=True)
        return [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]


def gather(rows: list[dict]) -> list[dict]:
    """Rows of one metric and setting joined, their values in the order of the repeats."""
    joined: dict[str, dict] = {}
    for row in sorted(rows, key=lambda row: row["repeat"]):
        key = json.dumps([row["metric"], row["params"]], sort_keys=True)
        entry = {"metric": row["metric"], "params": row["params"], "unit": row["unit"], "values": []}
        joined.setdefault(key, entry)["values"].append(float(f"{row['value']:.6g}"))
    return [joined[key] for key in sorted(joined)]


def main() -> None:
    target = Path(sys.argv[1])
    results = {name: gather(run(command[0], command[1:])) for name, command in RUNS.items()}
    lines = [
        f"  {json.dumps(name)}: [\n" + ",\n".join(f"    {json.dumps(entry)}" for entry in entries) + "\n  ]"
        for name, entries in results.items()
    ]
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
