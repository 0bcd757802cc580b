"""Clean Aras made from small vocabularies, so that no rule can lean on the words of one subject."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import yaml

HERE = Path(__file__).parent
Texts = dict[str, str]
Slots = Mapping[str, str]


def worlds() -> dict[str, dict[str, str]]:
    """Give the vocabularies by name."""
    held = yaml.safe_load((HERE / "worlds.yaml").read_text(encoding="utf-8"))
    return {name: {slot: str(word) for slot, word in words.items()} for name, words in held.items()}


def slots_of(words: Mapping[str, str], seed: int) -> dict[str, str]:
    """Fill in what is drawn: the numbers, and each phrase with a capital."""
    draw = random.Random(f"{words['method']}{seed}")
    scale, factor = float(words["scale"]), float(words["factor"])
    slots = dict(words)
    for name, size in (("", 1.0), ("2", 1.3), ("3", 1.15)):
        b = scale * size * draw.uniform(0.9, 1.1)
        a = b * factor * draw.uniform(0.96, 1.04)
        slots |= {f"a{name}": _printed(a), f"b{name}": _printed(b), f"mid{name}": _printed((a + 3 * b) / 4)}
        slots[f"ratio{name}"] = f"{float(slots[f'b{name}']) / float(slots[f'a{name}']):.2f}"
    slots["without"] = _printed(float(slots["b"]) * 0.97)
    slots["without_part"] = _printed(float(slots["a"]) * 1.05)
    slots |= {name.capitalize(): word[:1].upper() + word[1:] for name, word in slots.items()}
    return slots


def _printed(value: float) -> str:
    return f"{value:.2f}"


def clean_ara(slots: Slots) -> Texts:
    """Give the files of a clean Ara about one subject, by path."""
    return {path: text.format_map(dict(slots)) for path, text in _FILES.items()}


_FILES: Texts = {}
for _file in sorted((HERE / "ara").rglob("*")):
    if _file.is_file():
        _FILES[_file.relative_to(HERE / "ara").as_posix()] = _file.read_text(encoding="utf-8")
