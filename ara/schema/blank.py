"""The texts of an empty Ara, ready to be filled in."""

from __future__ import annotations

import re

from ara.schema.documents.manifest import front_matter
from ara.schema.location import Location
from ara.schema.markdown.escape import inline
from ara.schema.package import Package
from ara.schema.paper import PaperManifest
from ara.schema.seal import Seal
from ara.schema.writer import package_texts

_FILES = {
    "logic/problem.md": (
        "# Problem Specification\n\n## Observations\n\n## Gaps\n\n## Key Insight\n\n## Assumptions\n",
        "What the work starts from and what was missing",
    ),
    "logic/claims.md": ("# Claims\n\nNone yet.\n", "Falsifiable claims"),
    "logic/concepts.md": ("# Concepts\n\nNone yet.\n", "Technical terms"),
    "logic/experiments.md": ("# Experiments\n\nNone yet.\n", "How the claims are verified"),
    "logic/solution/constraints.md": ("# Constraints\n\nNone yet.\n", "Where the work ends"),
    "logic/related_work.md": ("# Related Work\n\nNone yet.\n", "What it builds on"),
    "src/environment.md": ("# Environment\n\nNot yet described.\n", "Hardware, software, data, seeds"),
    "trace/exploration_tree.yaml": (
        "# What was asked, tried, decided and abandoned.\ntree: []\n",
        "What was tried, decided and abandoned",
    ),
    "evidence/README.md": (
        "# Evidence Index\n\n| File | Source | Claims | Description |\n| --- | --- | --- | --- |\n",
        "Index of tables, figures and runs",
    ),
}


def blank_texts(title: str, authors: tuple[str, ...], year: int | None) -> dict[str, str]:
    """Give the files of an Ara that says nothing yet, by path."""
    manifest = PaperManifest(
        location=Location(file="PAPER.md"), title=title, authors=authors, year=year, ara_version="1.0"
    )
    rows = [f"| [{path}]({path}) | {what} |" for path, (_, what) in _FILES.items()]
    lines = [front_matter(manifest), f"# {inline(title)}", "", "## Layer Index", "", "| File | Description |"]
    name = "-".join(re.findall(r"[a-z0-9]+", title.lower())) or "ara"
    seal = Seal(format="ara/1.1", id=name, generator="ara init")
    texts = {"PAPER.md": "\n".join([*lines, "| --- | --- |", *rows]) + "\n"}
    return texts | {path: text for path, (text, _) in _FILES.items()} | package_texts(Package(seal=seal))
