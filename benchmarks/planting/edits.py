"""Structural faults: one edit of a clean Ara each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

import yaml

from planting.plants import HERE, Plant
from planting.worlds import Slots, Texts, clean_ara, slots_of, worlds


def structure_plants() -> Iterator[Plant]:
    """Give the structural plants, in every world."""
    held = yaml.safe_load((HERE / "structure.yaml").read_text(encoding="utf-8"))
    for name, words in worlds().items():
        slots = slots_of(words, 0)
        for kind, entry in held.items():
            twin = sealed(clean_ara(slots)) if entry.get("sealed") else clean_ara(slots)
            for number, form in enumerate(entry["forms"]):
                yield Plant(kind, number, name, frozenset(entry["rules"]), edited(twin, form, slots), twin)


def edited(ara: Texts, form: Mapping[str, str], slots: Slots) -> Texts:
    """Give an Ara with one edit done, at the first place where its words stand. Raises LookupError when they do not."""
    if "remove" in form:
        return {path: text for path, text in ara.items() if path != form["remove"]}
    old, new = (form[side].format_map(dict(slots)) for side in ("old", "new"))
    text = ara[form["file"]]
    if old not in text:
        raise LookupError(f"{form['file']} does not hold {old!r}")
    return {**ara, form["file"]: text.replace(old, new, 1)}


def sealed(ara: Texts) -> Texts:
    """Give an Ara with a seal over its files."""
    hashes = "".join(f"  {path}: {hashlib.sha256(text.encode()).hexdigest()}\n" for path, text in sorted(ara.items()))
    return {**ara, "ara.yaml": f"format: ara/1.1\nid: planted\ngenerator: by hand\nhashes:\n{hashes}"}
