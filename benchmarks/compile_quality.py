"""Scores of compiled papers against hand-made gold, as the table of docs/compiler.md.

Needs a folder with `score.py`, `gold/*.json` and `pdf/*.pdf`; by default `../shared/papers` beside the project.

Usage: python benchmarks/compile_quality.py [PAPERS_FOLDER] [--write]
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from measured import ara

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "compiler.md"
START, END = "<!-- scores: made by benchmarks/compile_quality.py -->", "<!-- end of scores -->"
METRICS = (
    "metadata",
    "headings_outline",
    "table_id_recall",
    "table_own_file_f1",
    "table_grid_f1",
    "table_png_recall",
    "figure_png_recall",
    "claim_number_recall",
    "claim_joint_recall",
    "quote_fidelity",
    "hyper_recall_structured",
    "reference_ratio",
    "claims_blocks",
    "claim_number_precision",
    "overall_structured",
)


def score(pdf: Path, gold: Path, scorer: Path) -> dict[str, float]:
    """Compile a paper into a scratch folder and score it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ara("compile", str(pdf), "-o", f"{folder}/out", "--quiet"), check=True, stdout=subprocess.DEVNULL
        )
        command = [sys.executable, str(scorer), f"{folder}/out", str(gold)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {**found, **found.pop("extra")}


def table(scores: dict[str, dict[str, float]]) -> str:
    """One row per metric, one column per paper, and the mean."""
    names = list(scores)
    lines = ["| metric | " + " | ".join(names) + " | mean |", "| --- |" + " --- |" * (len(names) + 1)]
    for metric in METRICS:
        values = [float(scores[name][metric]) for name in names]
        digits = 0 if metric == "claims_blocks" else 3
        cells = [f"{value:.{digits}f}" for value in (*values, sum(values) / len(values))]
        lines.append(f"| {metric} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main(words: list[str]) -> int:
    named = [word for word in words if not word.startswith("--")]
    folder = Path(named[0]) if named else ROOT.parent / "shared" / "papers"
    golds = sorted((folder / "gold").glob("*.json"))
    if not golds:
        print(f"{folder} holds no gold; name a folder with score.py, gold/ and pdf/.", file=sys.stderr)
        return 2
    scores = {gold.stem: score(folder / "pdf" / f"{gold.stem}.pdf", gold, folder / "score.py") for gold in golds}
    text = table(scores)
    print(text)
    if "--write" in words:
        page = PAGE.read_text(encoding="utf-8")
        head, tail = page.split(START)[0], page.split(END)[1]
        PAGE.write_text(f"{head}{START}\n\n{text}\n\n{END}{tail}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
