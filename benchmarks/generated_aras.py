"""Aras of any number of claims, drawn from a seed: clean, and all different."""

from __future__ import annotations

import random
from pathlib import Path

_METHODS = ("linear scan", "sorted index", "hashed index", "block summary", "bit matrix", "tiered cache")
_SETS = ("mail archive", "service logs", "sensor rows", "web pages", "order books", "gene reads")
_CLAIM = """
## C{n:02}: {name} answers {what} in {ours} s
- **Statement**: {statement}
- **Conditions**: {size} GB of {what} on one server with 8 cores; other sizes were not tested.
- **Sources**: [{sources}]
- **Status**: supported
- **Falsification criteria**: A median above {limit} s with the {name} over the same {size} GB of {what}.
- **Proof**: [E{n:02}]
- **Evidence basis**: Table {n} gives the median time of both over the same queries.
- **Dependencies**: [{rests}]
"""
_STATEMENT = (
    "On {what} the median query takes {ours} s with the {name}, against {theirs} s for the {other}, a {ratio}x speedup."
)
_SOURCES = (
    "{ours} and {theirs} ← Table {n} (p. {n}) «{ours} s with the {name}, {theirs} s with the {other}» [result]",
    "{ratio} ← Table {n} (p. {n}) «a speedup of {ratio}x» [result]",
    "{size} and 8 ← Section {n} (p. {n}) «{size} GB on 8 cores» [input]",
)
_EXPERIMENT = """
## E{n:02}: Time of {what} with the {name}
- **Verifies**: [C{n:02}]
- **Evidence**: [evidence/tables/table{n}.md]
- **Run**: the harness with {name}
- **Setup**: One server with 8 cores and {size} GB of {what}.
- **Procedure**: Run 40 queries with the {name} and with the {other}, 5 runs each, on a cold cache.
- **Metrics**: Median query time in seconds.
- **Expected outcome**: The {name} takes less time.
- **Baselines**: {other}.
- **Dependencies**: []
"""
_TABLE = """# Table {n}: Median query time on {what}

- **Source**: Table {n}, p. {n}
- **Caption**: Median query time on {what}.
- **Screenshot**: table{n}.png

| Search | Median (s) | Speedup |
| --- | --- | --- |
| {other} | {theirs} | 1.0 |
| {name} | {ours} | {ratio} |
"""
_FILES = {
    "logic/concepts.md": "# Concepts\n\n## Query\n- **Definition**: A term that is looked for in a data set.\n",
    "logic/related_work.md": "# Related Work\n\n## RW01: A sorted index\n- **Type**: baseline\n- **Delta**: Blocks.\n",
    "logic/solution/method.md": "# Method\n\nBlocks that cannot match are left unread.\n",
    "src/environment.md": "# Environment\n\n- **Hardware**: one server with 8 cores\n",
    "logic/problem.md": """# Problem

## Observations

### O1: Queries read blocks that cannot match
- **Statement**: Most blocks that a query reads hold no match.
- **Evidence**: Section 2
- **Implication**: Time is lost on them.

## Gaps

### G1: Nothing small tells which blocks a query can leave unread
- **Statement**: Query time is spent on blocks without a match.
- **Caused by**: O1

## Key Insight
- **Insight**: A summary beside each block tells that a query cannot match there.
- **Derived from**: O1

## Assumptions
- A1: Queries hold a term.
""",
}
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fedccc59e7"
    "0000000049454e44ae426082"
)


def write_ara(folder: Path, claims: int, seed: int) -> None:
    """Write an Ara with this many claims, as many experiments and tables, and a trace that names them."""
    draw = random.Random(seed)
    texts = dict(_FILES)
    rows, nodes, index = ["# Claims\n"], ["# Experiments\n"], []
    trace = [_trace_head(seed)]
    for n in range(1, claims + 1):
        values = _values(draw, n)
        said = _STATEMENT.format(**values)
        rows.append(_CLAIM.format(**values, statement=said, sources="; ".join(_SOURCES).format(**values)))
        nodes.append(_EXPERIMENT.format(**values))
        texts[f"evidence/tables/table{n}.md"] = _TABLE.format(**values)
        index.append(f"| [tables/table{n}.md](tables/table{n}.md) | Table {n} | C{n:02} | Median query time |")
        trace.append(_node(values))
    texts["logic/claims.md"] = "".join(rows)
    texts["logic/experiments.md"] = "".join(nodes)
    texts["trace/exploration_tree.yaml"] = "".join(trace)
    head = "# Evidence Index\n\n| File | Source | Claims | Description |\n| --- | --- | --- | --- |\n"
    texts["evidence/README.md"] = head + "\n".join(index) + "\n"
    texts["PAPER.md"] = _paper(seed, claims)
    for path, text in texts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    for n in range(1, claims + 1):
        (folder / f"evidence/tables/table{n}.png").write_bytes(_PIXEL)


def _values(draw: random.Random, n: int) -> dict[str, object]:
    name, other = draw.sample(_METHODS, 2)
    ours, ratio = draw.randrange(11, 99) / 10, draw.randrange(15, 60) / 10
    return {
        "n": n,
        "name": name,
        "other": other,
        "what": draw.choice(_SETS),
        "ours": f"{ours:.1f}",
        "theirs": f"{ours * ratio:.2f}",
        "ratio": f"{ratio:.1f}",
        "limit": f"{1.5 * ours:.2f}",
        "size": draw.randrange(50, 500),
        "rests": f"C{draw.randrange(1, n):02}" if n > 1 else "",
    }


def _trace_head(seed: int) -> str:
    return f"""tree:
  - id: N01
    type: question
    title: Which blocks can a query leave unread?
    description: Whether a summary tells that a term is not in a block, in case {seed}.
  - id: N02
    type: dead_end
    title: A filter of whole words
    hypothesis: The words of a block fit into 1024 bits.
    failure_mode: Identifiers filled 96 percent of the filters.
    lesson: What is kept must not grow with the identifiers.
  - id: N03
    type: decision
    title: Keep one summary beside each block
    choice: Beside the block
    alternatives: [In one file, In the catalog]
"""


def _node(values: dict[str, object]) -> str:
    return f"""  - id: N{int(str(values["n"])) + 3:02}
    type: experiment
    title: Time {values["what"]} with the {values["name"]}
    result: The median was {values["ours"]} s against {values["theirs"]} s.
    evidence: [C{int(str(values["n"])):02}]
"""


def _paper(seed: int, claims: int) -> str:
    return f"""---
title: Leaving blocks unread, case {seed}
authors: [Ada Example]
year: 2025
---

# Leaving blocks unread, case {seed}

## Layer Index

| File | What it holds |
| --- | --- |
| [claims.md](logic/claims.md) | {claims} claims |
| [experiments.md](logic/experiments.md) | {claims} experiments |
| [problem.md](logic/problem.md) | The problem |
| [concepts.md](logic/concepts.md) | 1 concept |
| [related_work.md](logic/related_work.md) | 1 work |
| [method.md](logic/solution/method.md) | The method |
| [exploration_tree.yaml](trace/exploration_tree.yaml) | {claims + 3}-node graph |
| [README.md](evidence/README.md) | Index of evidence |
"""
