"""The pages in `docs/rules/`, made from the rules themselves: `python -m ara.review.pages [FOLDER]`."""

from __future__ import annotations

import sys
from pathlib import Path

from ara.review.registry import Rule, structure_rules

FOLDER = Path("docs/rules")

THEMES = {
    "S1": "Files and manifest",
    "S2": "Fields",
    "S3": "Identifiers and references",
    "S4": "Exploration graph",
    "S5": "Evidence, numbers and quotes",
    "S6": "Reproduction",
    "S7": "Seal and counts",
    "S8": "Form",
}
"""What the rules whose code starts so are about."""

_INTRODUCTION = """# Structure rules

`ara check DIR` holds an Ara against these rules. It lints and never runs anything.
Errors make it fail; with `--strict` warnings do too; notices never do.
`ara check DIR --only S311` applies one rule, `ara check --explain S311` prints its page.
"""


def rule_pages(rules: tuple[Rule, ...]) -> dict[str, str]:
    """Give the text of every page by file name: one per rule, and the index `README.md`."""
    pages = {_file(rule): _page(rule) for rule in rules}
    return pages | {"README.md": _index(rules)}


def _file(rule: Rule) -> str:
    return f"{rule.code}-{rule.name}.md"


def _page(rule: Rule) -> str:
    fix = "yes" if rule.fixable else "no"
    head = f"# {rule.code} {rule.name}\n\n{rule.headline}\n"
    facts = f"- Severity: {rule.severity}, where a finding does not say otherwise\n- Mended by `--fix`: {fix}\n"
    return "\n".join(part for part in (head, f"{rule.explanation}\n", facts) if part.strip())


def _index(rules: tuple[Rule, ...]) -> str:
    lines = [_INTRODUCTION]
    for start, theme in THEMES.items():
        lines += [f"## {theme}\n", "| Rule | Asks that | Severity | `--fix` |", "| --- | --- | --- | --- |"]
        for rule in rules:
            if rule.code.startswith(start):
                link = f"[{rule.code} {rule.name}]({_file(rule)})"
                fix = "yes" if rule.fixable else ""
                lines.append(f"| {link} | {rule.headline} | {rule.severity} | {fix} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def write_pages(folder: Path) -> None:
    """Write all pages into a folder, and remove pages of rules that are gone."""
    pages = rule_pages(structure_rules())
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
