"""A small Ara with gaps of every kind, on disk and in memory."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ara.compiler.propose.apply import Outcome, judge_proposals
from ara.compiler.propose.grounds import open_grounds
from ara.compiler.propose.patch_file import parse_patch
from ara.schema import Package, read_texts

QUOTE = "The widget reaches 93.5 points on two benchmarks with 12 epochs."

TEXTS = {
    "PAPER.md": "---\ntitle: Widgets\nauthors: [A. Author]\nyear: 2024\ndoi: 10.1/x\n---\n\n# Widgets\n",
    "logic/claims.md": (
        "# Claims\n\n"
        "## C01: Widgets win\n"
        "- **Statement**: The widget reaches 93.5 points.\n"
        "- **Conditions**: not stated\n"
        f"- **Sources**: [93.5 ← Abstract (p. 1) «{QUOTE}» [result]]\n"
        "- **Status**: supported\n"
        "- **Falsification criteria**: A score below 93.5.\n"
        "- **Proof**: [E01]\n\n"
        "## C02: Widgets are small\n"
        "- **Statement**: Widgets are small.\n"
        "- **Provenance**: user\n"
        "- **Conditions**: On shelves.\n"
    ),
    "logic/concepts.md": "# Concepts\n",
    "logic/experiments.md": (
        "# Experiments\n\n## E01: The widget trial\n- **Verifies**: [C01]\n- **Run**: run.py\n- **Setup**: A shelf.\n"
        "- **Metrics**: Not stated in the source.\n- **Expected outcome**: Higher.\n"
    ),
    "src/configs/paper.md": (
        "# Settings\n\n## epochs\n- **Value**: 12\n\n## epochs\n- **Value**: 3\n- **Context**: pilot\n"
    ),
    "src/environment.md": "# Environment\n\n- **Hardware**: Not stated in the paper.\n",
    "trace/exploration_tree.yaml": (
        "tree:\n  - id: N01\n    type: question\n    title: Why?\n    description: Why widgets?\n    children:\n"
        "      - id: N02\n        type: dead_end\n        title: Glue\n        hypothesis: Glue holds.\n"
        "        failure_mode: It did not.\n"
    ),
    "evidence/README.md": (
        "# Evidence Index\n\n| File | Source | Claims | Description |\n| --- | --- | --- | --- |\n"
        "| [tables/table1.md](tables/table1.md) | Table 1 | C01 | Scores |\n"
        "| [figures/figure1.md](figures/figure1.md) | Figure 1 |  | Curves |\n\n"
        "### Missing\n\n- venue (title page): Nothing was recognised.\n- repository (command line): None was given.\n"
        "- figure 4: picture (page 7): It was not drawn.\n"
    ),
    "evidence/tables/table1.md": (
        "# Table 1: Scores\n\n- **Source**: Table 1 in paper.pdf, p. 1\n- **Extraction method**: low_confidence\n"
        "- **Second reading**: below\n\n"
        "| name | score |\n| --- | --- |\n| widget | 935 |\n| gadget | 81.2 |\n\n"
        "| name | score |\n| --- | --- |\n| widget | 93.5 |\n| gadget | 81.2 |\n"
    ),
    "evidence/figures/figure1.md": (
        "# Figure 1: Curves\n\n- **Source**: Figure 1 in paper.pdf, p. 2\n- **Figure type**: quantitative_plot\n"
    ),
    "evidence/sources.jsonl": "".join(
        json.dumps(span) + "\n"
        for span in (
            {"id": "S0001", "source": "paper.pdf", "page": 1, "box": [1, 2, 3, 4], "quote": QUOTE, "holds": "C01"},
            {
                "id": "S0002",
                "source": "paper.pdf",
                "page": 2,
                "quote": "Figure 1 shows small: 10.5, large: 20.5",
                "holds": "figures/figure1.md",
            },
            {
                "id": "S0003",
                "source": "code@0123456789ab",
                "path": "run.py",
                "line": 4,
                "end_line": 5,
                "quote": "epochs = 12  # two shelves",
                "holds": "src/configs/paper.md#epochs",
            },
        )
    ),
}


@pytest.fixture
def texts() -> dict[str, str]:
    return dict(TEXTS)


@pytest.fixture
def package(texts: dict[str, str]) -> Package:
    return read_texts(texts)


@pytest.fixture
def on_disk(tmp_path: Path, texts: dict[str, str]) -> Path:
    """The Ara in a folder, sealed."""
    folder = tmp_path / "ara"
    for path, text in texts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    hashes = "".join(f'  {path}: "{hashlib.sha256(text.encode()).hexdigest()}"\n' for path, text in texts.items())
    (folder / "ara.yaml").write_text(f"format: ara/1.1\nid: widgets\ngenerator: test\nhashes:\n{hashes}")
    return folder


@pytest.fixture
def judge(package: Package) -> Callable[..., Outcome]:
    """Judges proposals given as keyword dictionaries, each with a found quote unless it brings its own."""

    def run(*proposals: dict[str, Any], on: Package | None = None) -> Outcome:
        given = [{"quote": QUOTE, "source": {"page": 1}, "author": "someone"} | proposal for proposal in proposals]
        held = parse_patch(json.dumps({"format": "ara-patch/1", "proposals": given}), "patch.json")
        ara = on or package
        return judge_proposals(ara, held.proposals, open_grounds(ara))

    return run
