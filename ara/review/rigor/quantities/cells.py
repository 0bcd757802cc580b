"""A cell of a table: its number with rounding, unit, and what stands beside it (error, interval, count)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from ara.review.rigor.quantities.interval import Interval

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
"""A printed number without its sign."""

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = re.compile(r"\s?[·×x*]\s?10\s?(?:\^\s?\{?)?(?P<exponent>[-−–+]?[\d⁰¹²³⁴-⁹⁻]{1,3})\}?")
_MARKUP = re.compile(r"\*\*|__|[`$†‡§¶↑↓▲▼✓]|\\(?=[^A-Za-z])|(?<=\d)\*+|^\*|\*$|\[\d+(?:,\s?\d+)*\]$")
_CELL = re.compile(
    rf"(?P<bound>[<>≤≥]|[~≈])?\s?(?P<sign>[+−–-])?\s?[$€£]?(?P<number>{NUMBER})(?P<exponent>[eE][-+−]?\d{{1,3}})?"
)
_FRACTION = re.compile(r"(?P<part>\d{1,7})\s?(?:/|of|out of)\s?(?P<whole>\d{1,7})(?![\d.])")
_UNIT = re.compile(
    r"\s?(?P<unit>%|‰|×|[xX](?![A-Za-z\d])|pp\b|p\.p\.|pts?\b|points?\b"
    r"|(?:[KMGTkmµμnu]i?)?[Bb](?:/s|it/s)?\b|[KMBTk](?![A-Za-z])|(?:[mµμun]?s|sec|secs|min|mins|h|hrs?|hours?|days?"
    r"|minutes?|seconds?|ms|GB|GiB|MB|MiB|TB|KB|[TGM]?FLOPs?(?:/s)?|tok(?:ens)?/s|it/s|fps|FPS|Hz|[kKM]?W|[kM]?J|°C)\b)"
)
_ERROR = re.compile(rf"\s?(?:±|\+/[-−]|\\pm)\s?(?P<error>{NUMBER})")
_RANGE = re.compile(
    rf"[\[(]\s?(?P<low>[−–-]?{NUMBER})\s?%?\s?(?:,|;|–|—|to|\.\.)\s?(?P<high>[−–-]?{NUMBER})\s?%?\s?[\])]"
)
_PARENTHESIS = re.compile(rf"\s?\((?P<value>[+−–-]?{NUMBER})\s?(?P<unit>%|×|x|pp)?\)")
SCALES = {"K": 1e3, "k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
"""What a suffix multiplies by."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in a cell."""

    text: str
    """The cell as it stands in the file."""
    value: float
    """The number, with thousands and powers of ten multiplied in."""
    half: float
    """Half a unit of the last printed place."""
    digits: int
    """How many significant digits are printed."""
    places: int
    """Digits behind the decimal point."""
    unit: str = ""
    """The unit in the cell; empty when none is."""
    error: float | None = None
    """What stands behind ±."""
    bounds: tuple[Interval, Interval] | None = None
    """Lower and upper bound of an interval in the cell."""
    count: tuple[int, int] | None = None
    """Part and whole, of a cell such as `45/54`."""
    second: float | None = None
    """A number in parentheses behind the first."""
    is_bound: bool = False
    """Whether it is a limit or an approximation (`< 0.1`, `~3`) and no value."""

    @property
    def interval(self) -> Interval:
        """What the print can stand for."""
        return Interval(self.value - self.half, self.value + self.half)


def plain(text: str) -> str:
    """Give the words of a cell without emphasis, marks and blanks at its ends."""
    return _MARKUP.sub("", text).strip()


@lru_cache(maxsize=16384)
def read_cell(text: str) -> Cell | None:
    """Read a cell; None when it holds no number, or several that are no error, interval or fraction of one another."""
    if not any("0" <= sign <= "9" for sign in text):
        return None
    words = plain(text)
    fraction = _FRACTION.match(words)
    match = _CELL.match(words)
    if match is None:
        return None
    if fraction:
        return _counted(text, fraction, words[fraction.end() :])
    value, half = magnitude(match["number"], match["exponent"])
    rest = words[match.end() :]
    power = _POWER.match(rest)
    if power:
        factor = _ten_to(power["exponent"].translate(_SUPERSCRIPTS))
        value, half, rest = value * factor, half * factor, rest[power.end() :]
    unit = _UNIT.match(rest)
    name = unit["unit"] if unit else ""
    rest = rest[unit.end() :] if unit else rest
    sign = -1 if match["sign"] in ("-", "−", "–") else 1
    scale = SCALES.get(name, 1.0)
    beside = _beside(rest, fraction, words)
    if beside is None or not math.isfinite(value * scale):
        return None
    error, bounds, count, second, late = beside
    name = "×" if name in ("x", "X") else name or late
    digits = match["number"].replace(",", "").replace(".", "").lstrip("0")
    return Cell(
        text, sign * value * scale, half * scale, len(digits) or 1, _places(match["number"]), name,
        error, bounds, count, second, match["bound"] is not None,
    )  # fmt: skip


_Beside = tuple[float | None, "tuple[Interval, Interval] | None", "tuple[int, int] | None", float | None, str]


def _beside(rest: str, fraction: re.Match[str] | None, words: str) -> _Beside | None:
    """Read what stands behind the number; None when it is something else that has digits."""
    error = bounds = count = second = None
    late = ""
    if found := _ERROR.match(rest):
        error = magnitude(found["error"])[0]
        rest = rest[found.end() :]
        if unit := _UNIT.match(rest):
            late, rest = unit["unit"], rest[unit.end() :]
    if found := _RANGE.search(rest):
        bounds = (signed(found["low"]), signed(found["high"]))
        rest = rest[: found.start()] + rest[found.end() :]
    if found := _FRACTION.search(rest):
        count = (int(found["part"]), int(found["whole"]))
        rest = rest[: found.start()] + rest[found.end() :]
    if found := _PARENTHESIS.match(rest):
        second = signed(found["value"]).middle
        rest = rest[found.end() :]
    return None if any("0" <= sign <= "9" for sign in rest) else (error, bounds, count, second, late)


def _counted(text: str, fraction: re.Match[str], rest: str) -> Cell | None:
    """Read `45/54`, with its percentage in parentheses when that stands behind it."""
    part, whole = int(fraction["part"]), int(fraction["whole"])
    if share := _PARENTHESIS.match(rest):
        number = share["value"].lstrip("+")
        inner = read_cell(number + (share["unit"] or ""))
        return None if inner is None else replace(inner, text=text, count=(part, whole))
    if not whole or any("0" <= sign <= "9" for sign in rest):
        return None
    return Cell(text, part / whole, 0.0, len(fraction["part"]), 0, count=(part, whole))


def magnitude(number: str, exponent: str | None = None) -> tuple[float, float]:
    """Give the value of a printed number without sign, and half a unit of its last place."""
    factor = _ten_to(exponent[1:]) if exponent else 1.0
    return float(number.replace(",", "")) * factor, 0.5 * 10.0 ** -_places(number) * factor


def _ten_to(exponent: str) -> float:
    """Give a power of ten; one that no float holds is infinite, or zero."""
    return float(f"1e{exponent.replace('−', '-').replace('–', '-')}")


def signed(number: str) -> Interval:
    """Give what a printed number with its sign can stand for."""
    negative = number[0] in "-−–"
    value, half = magnitude(number.lstrip("+-−–"))
    value = -value if negative else value
    return Interval(value - half, value + half)


def _places(number: str) -> int:
    return len(number.partition(".")[2])
