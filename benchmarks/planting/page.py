"""The page `docs/rigor.md`: words written by hand, and between two marks the measured figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from planting.clean import Clean
from planting.measure import Recall

BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"
HELD_OUT = {
    "argument, held out": "forms_held_out.yaml",
    "argument, held out a second time": "forms_second.yaml",
}
"""Sets that were measured before any rule was changed for them, and their files."""
FIRST = Path(__file__).with_name("held_out_first.yaml")


def write_page(
    page: Path, found: Mapping[str, tuple[Recall, ...]], clean: Sequence[Clean], twins: int, alarms: Counter[str]
) -> None:
    """Put the figures between the marks of the page. Raises ValueError when a mark is missing."""
    text = page.read_text(encoding="utf-8")
    before, after = text[: text.index(BEGIN) + len(BEGIN)], text[text.index(END) :]
    page.write_text(before + figures(found, clean, twins, alarms) + after, encoding="utf-8")


def figures(found: Mapping[str, tuple[Recall, ...]], clean: Sequence[Clean], twins: int, alarms: Counter[str]) -> str:
    """Give the figures as Markdown."""
    lines: list[str] = []
    at_first = yaml.safe_load(FIRST.read_text(encoding="utf-8"))
    for name, held in found.items():
        lines += _table(name, held, at_first.get(HELD_OUT.get(name, ""), {}))
    by_rule = ", ".join(f"{rule} {count}" for rule, count in alarms.most_common())
    severe = f"{sum(alarms.values())} findings of severity major or above" + (f" ({by_rule})" if by_rule else "")
    lines += ["\n### Clean Aras\n", *(f"- {one.line}." for one in clean), f"- {twins} twins: {severe}.", ""]
    return "\n".join(lines)


def _table(name: str, held: tuple[Recall, ...], first: Mapping[str, list[int]]) -> list[str]:
    """Give one set as a table; `first` holds what was found of each kind, and planted, at the first measurement."""
    hits, planted = sum(one.found for one in held), sum(one.planted for one in held)
    lines = [f"\n### {name[0].upper()}{name[1:]}: {hits} of {planted}\n"]
    if first:
        found, of = (sum(pair[side] for pair in first.values()) for side in (0, 1))
        lines.append(f"At first {found} of {of} were found ({_percent(found, of)}).\n")
    lines.append(f"| kind of fault | planted | found | recall |{' at first |' if first else ''}")
    lines.append(f"| --- | --- | --- | --- |{' --- |' if first else ''}")
    for one in held:
        before = f" {_percent(*first[one.kind])} |" if one.kind in first else " |" if first else ""
        lines.append(f"| {one.kind} | {one.planted} | {one.found} | {_percent(one.found, one.planted)} |{before}")
    return lines


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %"
