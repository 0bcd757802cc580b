"""Compile time and peak memory, against the layout engine's bare Markdown of the same file, in one run.

Usage: python benchmarks/compile_time.py [--repeats N] [PDF ...]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from measured import ara, measure

ROOT = Path(__file__).parents[1]
PEER = "import sys, pymupdf4llm; pymupdf4llm.to_markdown(sys.argv[1], use_ocr=False)"


def papers(words: list[str]) -> list[Path]:
    """The files named, or the example's paper and those at hand beside the project."""
    if words:
        return [Path(word) for word in words]
    shared = ROOT.parent / "shared" / "papers" / "pdf"
    return [ROOT / "examples" / "block-topk" / "paper.pdf", *sorted(shared.glob("*.pdf"))]


def main(words: list[str]) -> int:
    repeats = 3
    if words[:1] == ["--repeats"]:
        repeats, words = int(words[1]), words[2:]
    print("| paper | layout Markdown s | ara compile s | ratio | peak MB |")
    print("| --- | --- | --- | --- | --- |")
    worst = 0.0
    for pdf in papers(words):
        peer, own, peak = [], [], 0.0
        for _ in range(repeats):
            peer.append(measure([sys.executable, "-c", PEER, str(pdf)]).seconds)
            with tempfile.TemporaryDirectory() as folder:
                run = measure(ara("compile", str(pdf), "-o", f"{folder}/out", "--quiet"))
            if run.exit_code:
                print(f"{pdf.name}: ara compile exited with {run.exit_code}", file=sys.stderr)
                return 1
            own.append(run.seconds)
            peak = max(peak, run.peak_mb)
        ratio = median(own) / median(peer)
        worst = max(worst, ratio)
        print(f"| {pdf.name} | {median(peer):.1f} | {median(own):.1f} | {ratio:.2f} | {peak:.0f} |")
    print(f"\nLargest ratio {worst:.2f} (bound 1.3), median of {repeats} interleaved runs each.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
