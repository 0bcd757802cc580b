"""The pages in `docs/rules/`, made from the rules and their fixtures: `python -m ara.review.pages [FOLDER]`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ara.review.page_examples import example
from ara.review.registry import Rule
from ara.review.rigor import RigorRule
from ara.review.rigor.scores import DIMENSIONS
from ara.review.rules import all_rules

FOLDER = Path("docs/rules")
FIXTURES = Path("tests/review")

THEMES = {
    "S1": "Files and manifest",
    "S2": "Fields",
    "S3": "Identifiers and references",
    "S4": "Exploration graph",
    "S5": "Evidence, numbers and quotes",
    "S6": "Reproduction",
    "S7": "Seal and counts",
    "S8": "Form",
    **{f"R{code[1]}": f"{code} {name}" for code, name in DIMENSIONS.items()},
}
"""What the rules whose code starts so are about."""

_INTRODUCTION = """# Rules

`ara check DIR` holds an Ara against the structure rules, `ara review DIR` against these and the rigor rules.
Both lint and run nothing. `ara check --only S311` applies one structure rule, `ara review --explain R101` prints what
any rule asks for.

Errors fail a check, and critical and major findings a review; with `--strict` warnings and minor findings do too;
notices and suggestions never do. [How scores and standings follow](../review.md) is a page of its own.
"""


def rule_pages(rules: Sequence[Rule | RigorRule], fixtures: Path) -> dict[str, str]:
    """Give the text of every page by file name: one per rule, and the index `README.md`."""
    pages = {_file(rule): _page(rule, fixtures) for rule in rules}
    return pages | {"README.md": _index(rules)}


def _file(rule: Rule | RigorRule) -> str:
    return f"{rule.code}-{rule.name}.md"


def _page(rule: Rule | RigorRule, fixtures: Path) -> str:
    facts = [f"- Severity: {rule.severity}, where a finding does not say otherwise"]
    if isinstance(rule, RigorRule):
        facts.append(f"- Dimension: {rule.dimension} {DIMENSIONS[rule.dimension]}")
        shown = example(fixtures / "rigor", rule.code)
    else:
        facts.append(f"- Mended by `--fix`: {'yes' if rule.fixable else 'no'}")
        shown = example(fixtures / "structure", rule.code)
    parts = [f"# {rule.code} {rule.name}\n\n{rule.headline}\n", f"{rule.explanation}\n", "\n".join(facts) + "\n"]
    if shown:
        parts.append(f"## Example\n\nChanges of an Ara in which nothing is found.\n\n{shown}")
    return "\n".join(part for part in parts if part.strip())


def _index(rules: Sequence[Rule | RigorRule]) -> str:
    lines = [_INTRODUCTION]
    for start, theme in THEMES.items():
        lines += [f"## {theme}\n", "| Rule | Asks that | Severity | `--fix` |", "| --- | --- | --- | --- |"]
        for rule in rules:
            if rule.code.startswith(start):
                link = f"[{rule.code} {rule.name}]({_file(rule)})"
                lines.append(f"| {link} | {rule.headline} | {rule.severity} | {'yes' if rule.fixable else ''} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def write_pages(folder: Path, fixtures: Path) -> None:
    """Write all pages into a folder, and remove pages of rules that are gone."""
    pages = rule_pages(all_rules(), fixtures)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER, FIXTURES)
