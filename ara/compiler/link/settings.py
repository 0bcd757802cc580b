"""Settings that paper and repository give the same name: with the same value a link, with another one a gap."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from ara.compiler.paper.model import Gap
from ara.compiler.repo.model import Setting
from ara.compiler.settings.model import SettingReading
from ara.schema.links import Link

_ALIASES = {
    "lr": "learning rate",
    "bs": "batch size",
    "bsz": "batch size",
    "wd": "weight decay",
    "ctx": "context",
    "len": "length",
    "seqlen": "sequence length",
    "seq": "sequence",
    "temp": "temperature",
    "num": "",
    "n": "",
    "max": "maximum",
    "maximal": "maximum",
    "min": "minimum",
    "epochs": "epoch",
    "steps": "step",
    "layers": "layer",
    "heads": "head",
    "tokens": "token",
    "warm": "warmup",
    "init": "initial",
    "of": "",
    "the": "",
    "number": "",
    "rate": "rate",
}
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_MOST_PLACES = 4
"""A pair that fits more places of the repository than this says nothing about any of them."""
_SAME = 0.9
_TWO_WORDS = 2


def link_settings(paper: tuple[SettingReading, ...], repo: tuple[Setting, ...]) -> Iterator[Link]:
    """Link settings whose names come down to the same words and whose values are equal.

    Names of one word count only for values that are not common small numbers.
    """
    places: dict[tuple[frozenset[str], str], list[Setting]] = defaultdict(list)
    for setting in repo:
        value = _value(setting.value or "")
        if value:
            places[_words(_own_name(setting.name)), value].append(setting)
    for reading in paper:
        name, value = _words(reading.name), _value(reading.value)
        found = places.get((name, value), []) if name and value else []
        if not found or len(found) > _MOST_PLACES or (len(name) < _TWO_WORDS and not _is_rare(value)):
            continue
        for setting in found:
            yield Link(
                source=f"src/configs/paper.md#{reading.id}",
                target=f"{setting.at.path}:{setting.at.line}",
                kind="setting",
                reason=f"{' '.join(sorted(name))} is {reading.value.strip()} in {reading.where} and in the code",
                score=round(_SAME / len(found) ** 0.5, 2),
            )


def differing_settings(paper: tuple[SettingReading, ...], repo: tuple[Setting, ...]) -> Iterator[Gap]:
    """Show both sides of a setting to which paper and code give different numbers; neither is called right.

    Only names of two words and more count, which the paper gives one value throughout and the code one too.
    """
    printed: dict[frozenset[str], dict[str, SettingReading]] = defaultdict(dict)
    for reading in paper:
        printed[_words(reading.name)].setdefault(_value(reading.value), reading)
    written: dict[frozenset[str], dict[str, Setting]] = defaultdict(dict)
    for setting in repo:
        written[_words(_own_name(setting.name))].setdefault(_value(setting.value or ""), setting)
    for name, readings in printed.items():
        found = {value: setting for value, setting in written.get(name, {}).items() if value}
        if len(name) < _TWO_WORDS or len(readings) != 1 or len(found) != 1:
            continue
        ((value, reading),), ((other, setting),) = readings.items(), found.items()
        if value != other and _is_number(value) and _is_number(other):
            place = f"{setting.at.path}:{setting.at.line}"
            why = (
                f"{reading.name} is {reading.value.strip()} in {reading.where} ({reading.region.place}) and "
                f"{(setting.value or '').strip()} in {place}."
            )
            yield Gap(what="sources that disagree", where=place, why=why)


def _is_number(value: str) -> bool:
    return bool(re.match(r"-?\d", value))


def _own_name(name: str) -> str:
    """The last part of a dotted key, or of a flag."""
    return name.rpartition(".")[2].lstrip("-")


def _words(name: str) -> frozenset[str]:
    words: list[str] = []
    for word in _WORD.findall(name):
        words += _ALIASES.get(word.lower(), word.lower()).split()
    return frozenset(words)


def _value(printed: str) -> str:
    """Bring a value to a form in which equal values are equal: `1e-4`, `0.0001` and `1 × 10⁻⁴`; words in lower case."""
    text = printed.strip().strip("\"'").replace(",", "")
    scale = {"K": 3, "k": 3, "M": 6}.get(text[-1:], 0)
    number = text[:-1] if scale else text
    try:
        value = Decimal(number).scaleb(scale)
    except InvalidOperation:
        return text.lower() if re.fullmatch(r"[A-Za-z][\w.+-]{2,}", text) else ""
    return str(value.normalize()) if value.is_finite() else ""


def _is_rare(value: str) -> bool:
    digits = re.sub(r"[^\d]", "", value.partition("E")[0]).strip("0")
    return len(digits) > 1 or "." in value or "E-" in value
