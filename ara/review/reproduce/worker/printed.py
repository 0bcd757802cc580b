"""Numbers as programs print them: `1,234.5`, `3.6e-05`, `−0.25`, `12.5 %`, `nan`. What is ambiguous is no number."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from .faults import ArtifactError

_SIGN = r"[+\-\u2212]?"
_DIGITS = r"(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d*)?|\.\d+)"
_EXPONENT = r"(?:[eE][+\-\u2212]?\d+)?"
_NOT_FINITE = r"(?i:nan|inf(?:inity)?)\b"

NUMBER = rf"{_SIGN}(?:{_DIGITS}{_EXPONENT}|{_NOT_FINITE})(?:[ \t]?%)?"
"""Regular expression of a printed number, with its sign before and a percent sign behind."""

STARTS_ALONE = r"(?<![\w.,])"
"""What must not stand before a number: the rest of a longer one, or a word's."""

ENDS_ALONE = r"(?![\d_])(?![.,:/]\d)(?!(?<=0)[xX][0-9a-fA-F])"
"""What must not follow: a number that goes on would be cut (`1.234.567`, `12:30`, `3/4`, `0x1F`)."""

_WHOLE = re.compile(NUMBER)


@dataclass(frozen=True)
class Printed:
    """A number that was printed."""

    value: float
    """The number, as printed: 12.5 for `12.5%`."""
    percent: bool
    """Whether a percent sign stood behind it."""


def read_printed(text: str) -> Printed:
    """Read a printed number. Raises ArtifactError for what is none, is not finite or too large."""
    text = text.strip()
    if _WHOLE.fullmatch(text) is None:
        raise ArtifactError(f"{text[:60]!r} is not a number in a form that can be read without doubt")
    digits = text.rstrip("%").rstrip().replace(",", "").replace("\u2212", "-")
    value = float(digits)
    if not math.isfinite(value):
        raise ArtifactError(f"the number is {digits[:60]}, which is not finite")
    return Printed(value, text.endswith("%"))
