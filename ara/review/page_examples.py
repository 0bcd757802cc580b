"""The fixture pair of a rule as the example on its page: what is changed in a clean Ara, as a diff."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ara.schema.yaml import parse_data

MAX_LINES = 30
"""Lines of an added file that are shown."""


def example(fixtures: Path, code: str) -> str:
    """Give the pair below a folder of fixtures as Markdown; empty when the rule has none there."""
    parts = [_case(fixtures / code / kind, words) for kind, words in (("bad", "Found"), ("good", "Not found"))]
    return "\n".join(part for part in parts if part)


def _case(folder: Path, words: str) -> str:
    path = folder / "change.yaml"
    if not path.is_file():
        return ""
    text = path.read_text(encoding="utf-8")
    change = parse_data(text, str(path))
    reason = " ".join(line.removeprefix("#").strip() for line in text.split("\n") if line.startswith("#"))
    lines = list(_diff(change if isinstance(change, dict) else {}, folder))
    if not lines:
        return f"{words}: {reason}\n"
    fence = "~~~~" if any(line.lstrip("+- ").startswith("~~~") for line in lines) else "~~~"
    return "\n".join([f"{words}: {reason}\n", f"{fence}diff", *lines, f"{fence}\n"])


def _diff(change: dict[str, Any], folder: Path) -> Iterator[str]:
    for path, replacements in (change.get("replace") or {}).items():
        yield f"# {path}"
        for replacement in replacements:
            old, new = str(replacement["old"]).splitlines(), str(replacement["new"]).splitlines()
            yield from (line for line in difflib.ndiff(old, new) if not line.startswith("? "))
    for path in change.get("remove") or ():
        yield f"# {path} is removed"
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name != "change.yaml":
            yield f"# {file.relative_to(folder).as_posix()} is put there"
            if file.suffix in (".md", ".yaml"):
                lines = file.read_text(encoding="utf-8").splitlines()
                yield from (f"+ {line}".rstrip() for line in lines[:MAX_LINES])
                if len(lines) > MAX_LINES:
                    yield f"# and {len(lines) - MAX_LINES} lines more"
