"""The block of claim, experiment, table and node that is planted in an Ara, and how it is written into its files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from planting.worlds import Slots, Texts

Fields = Mapping[str, str | None]

BLOCK: dict[str, str | None] = yaml.safe_load(Path(__file__).with_name("block.yaml").read_text(encoding="utf-8"))
_LABELS = {
    "claim.statement": "Statement",
    "claim.conditions": "Conditions",
    "claim.sources": "Sources",
    "claim.status": "Status",
    "claim.falsification": "Falsification criteria",
    "claim.proof": "Proof",
    "claim.evidence_basis": "Evidence basis",
    "claim.dependencies": "Dependencies",
    "experiment.verifies": "Verifies",
    "experiment.evidence": "Evidence",
    "experiment.run": "Run",
    "experiment.setup": "Setup",
    "experiment.procedure": "Procedure",
    "experiment.metrics": "Metrics",
    "experiment.expected": "Expected outcome",
    "experiment.baselines": "Baselines",
    "experiment.dependencies": "Dependencies",
}


def planted(ara: Texts, slots: Slots, changes: Fields) -> Texts:
    """Give an Ara with the block written into it, some of its fields changed; None leaves a field out.

    Raises KeyError for a field or a slot that does not exist.
    """
    unknown = set(changes) - set(BLOCK)
    if unknown:
        raise KeyError(f"a block has no {', '.join(sorted(unknown))}")
    fields = {name: text.format_map(dict(slots)) for name, text in {**BLOCK, **changes}.items() if text is not None}
    texts = dict(ara)
    texts["logic/claims.md"] += _section("claim", "C09", fields) + _extra(fields, "extra.claims")
    texts["logic/experiments.md"] += _section("experiment", "E09", fields) + _extra(fields, "extra.experiments")
    texts["logic/problem.md"] = _problem(texts["logic/problem.md"], fields)
    texts["evidence/sources.jsonl"] += _spans(fields.get("claim.sources", ""))
    texts["evidence/tables/table9.md"] = _table(fields)
    texts["evidence/tables/table9.png"] = "a picture of table 9\n"
    row = f"| [tables/table9.md](tables/table9.md) | Table 9 | {fields['row.claims']} | {fields['table.caption']} |\n"
    texts["evidence/README.md"] += row
    texts["trace/exploration_tree.yaml"] += _node(fields) + _extra(fields, "extra.nodes").lstrip("\n")
    return texts


def _section(kind: str, name: str, fields: Mapping[str, str]) -> str:
    labels = {key: label for key, label in _LABELS.items() if key.startswith(kind) and key in fields}
    lines = [f"- **{label}**: {fields[key]}\n" for key, label in labels.items()]
    return "".join((f"\n## {name}: {fields[kind + '.title']}\n", *lines))


def _extra(fields: Mapping[str, str], name: str) -> str:
    return "\n" + fields[name] if name in fields else ""


def _problem(text: str, fields: Mapping[str, str]) -> str:
    if "extra.gap" in fields:
        gap = f"### G9: {fields['extra.gap']}\n- **Statement**: {fields['extra.gap']}.\n\n"
        text = text.replace("## Key Insight", gap + "## Key Insight")
    if "insight" in fields:
        text = re.sub(r"(?m)^- \*\*Insight\*\*: .*$", lambda _: f"- **Insight**: {fields['insight']}", text)
    return text


def _spans(sources: str) -> str:
    """Give the records of what the source says, one for each quote of a claim."""
    quotes = enumerate(re.findall("«([^»]*)»", sources))
    spans = ({"id": f"S09{n:02d}", "source": "paper.pdf", "page": 9, "quote": q, "holds": "C09"} for n, q in quotes)
    return "".join(json.dumps(span, ensure_ascii=False) + "\n" for span in spans)


def _table(fields: Mapping[str, str]) -> str:
    return (
        f"# Table 9: {fields['experiment.title']}\n\n- **Source**: Table 9, p. 9\n"
        f"- **Caption**: {fields['table.caption']}\n- **Screenshot**: table9.png\n\n{fields['table.rows']}"
    )


def _node(fields: Mapping[str, str]) -> str:
    return (
        '  - id: N90\n    type: experiment\n    title: "Try a third sample"\n'
        f'    result: "{fields["node.result"]}"\n    evidence: [C09]\n'
    )
