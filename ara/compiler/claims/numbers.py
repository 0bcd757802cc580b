"""Quantities in running text, as printed, without the numbers that only name something."""

from __future__ import annotations

import re
from typing import NamedTuple, Protocol

from ara.compiler.claims.phrases import alternatives

_WORD_UNITS = (
    r"tokens?/s(?:ec(?:ond)?)?|tok/s|tokens? per second|samples?/s|images?/s|req(?:uests)?/s|it/s|"
    r"[TGM]FLOPs?(?:/s)?|[TGM]FLOPS|FLOPs|[kKMGTP]i?B/s|[KMGTP]i?B|GHz|MHz|kHz|Hz|kWh|Wh|W|J|dB|"
    r"[µμ]s|us|ns|ms|milliseconds?|seconds?|secs?|s|minutes?|mins?|hours?|hrs?|h|days?|weeks?|"
    r"thousand|million|billion|trillion|percentage points?|percent|points?|pts?|pp|fold|times|bits?|bytes?|"
    r"BLEU|ROUGE-?\w*|F1|dollars|USD"
)
_UNIT = re.compile(
    r"(?:\s?(?P<sign>[%‰]|×(?!\s?[A-Z])|°C)|\s?(?P<cross>[xX])(?![A-Za-z])|(?P<scale>[KMBTkm])(?![A-Za-z])"
    rf"|[\s-]?(?P<word>{_WORD_UNITS})(?![A-Za-z]))"
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = r"\^?\{?(?:[−-]?\d{1,2}(?!\d|\.\d)|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)\}?"
_NUMBER = re.compile(
    rf"(?P<science>\d+(?:\.\d+)?\s?[×x·∙⋅]\s?10{_POWER}|(?<![\d.])10(?:\^\{{?[−-]?\d+\}}?|−\d{{1,2}}(?!\d|\.\d)|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|\d+(?:\.\d+)?[eE][−+-]?\d+(?!\w|\.\d))"
    r"|(?P<plain>\d+/\d+(?![\d/])|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\w.])\.\d+)"
)
_LABEL = (
    r"(?:tables?|tab\.|figures?|figs?\.?|sections?|secs?\.|§+|appendix|appendices|app\.|equations?|eqs?\.|eqn\.|algorithms?|"
    r"alg\.|theorems?|lemmas?|corollary|corollaries|propositions?|definitions?|assumptions?|chapters?|listings?|lines?|"
    r"pages?|rows?|columns?|footnotes?|takeaways?|findings?|observations?|hypothesis|rq|question|version|refs?\.)"
)
_ITEM = r"\(?[A-Z]?\.?\d+(?:\.\d+)*(?:\s?\(?[a-z]\)?(?![a-z]))?\)?"
_NAMING = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?i:{_LABEL})\s*~?\(?{_ITEM}(?:(?:\s*,\s*|\s*[–-]\s*|,?\s+(?:and|or|to|through)\s+){_ITEM})*",
        r"\[\d+(?:\s*[,–-]\s*\d+)*\]",
        r"\((?:[^()]{0,200}?[A-Za-zÀ-ž.]{2,40},?\s+)?(?:19|20)\d{2}[a-z]?(?:[,;][^()]{0,400})?\)",
        r"(?<![\d.,])(?:19[5-9]\d|20[0-4]\d)[a-z]?(?![\d.,]*[\d%×])"
        r"(?!\s?(?:tokens?|steps?|dim|units|samples|examples|ms|MB|GB|[KMB]\b))",
        r"(?:(?<=\s)|^)\(?\d{1,2}\)(?=\s)",
        r"\(\d{1,2}\)",
        r"\b(?:in|see)\s+\d\.\d+(?:\.\d+)?(?=\s+(?:that|we|to|and)\b|[,;)])",
        r"(?:https?://|www\.)\S+",
        r"\bv\d+(?:\.\d+)*",
        r"(?<![\d.])\d+\s?[×x]\s?(?!10[\^⁻−⁰¹²³⁴⁵⁶⁷⁸⁹-])\d+(?![\d.]*%)(?:\s?[×x]\s?\d+)*",
        r"\d+(?:\.\d+){2,}",
    )
)
_YEAR_IS_COUNT = re.compile(r"(?:=|budget|size|dimension|length|rank|width|of)\s*$")
_WORD_WITH_HYPHEN = re.compile(r"(?:^|[^\w.+-])[\w.+@-]*?[A-Za-zÀ-ž][\w.+@-]*[−-]$(?<!\d[KMB%×]-)")
_COUNTED = alternatives(
    """models, GPUs, TPUs, nodes, layers, heads, epochs, steps, iterations, runs, seeds, trials, samples, examples,
    instances, tasks, datasets, benchmarks, tokens, pages, blocks, experts, problems, questions, prompts, sentences,
    documents, images, pairs, combinations, configurations, categories, types, languages, domains, users, annotators,
    baselines, methods, variants, settings"""
)
_NAME_BEFORE = re.compile(r"(?:^|\s)[A-Z][A-Za-z]+\s$")
_NAME_AFTER = re.compile(r"\s(?:[A-Z][a-z]{2,}|\d+(?:\.\d+)?B\b)")
_NAMES_BEFORE = re.compile(r"\b[A-Z][a-z]+\s[A-Z][a-z]+\s$")
_COMPOUND_BEFORE = re.compile(r"\b[A-Z][a-z]+[A-Z]\w*\s$")
_TITLED = re.compile(r"(?:[a-z]|\b[A-Z][\w-]*) (?:[A-Z][A-Za-z]+)\s$")


class Quantity(Protocol):
    """A printed number with its unit."""

    @property
    def text(self) -> str:
        """The printed characters with a unit that is set against them."""

    @property
    def unit(self) -> str:
        """The unit, set against the number or following it; empty when none does."""


class Mention(NamedTuple):
    """A quantity found in a text."""

    start: int
    """Offset of its first character, sign included."""
    end: int
    """Offset past its last character, unit included."""
    text: str
    """The printed characters with a unit that is set against them."""
    digits: str
    """The number alone, as printed."""
    value: float
    """The printed magnitude."""
    unit: str
    """The unit, set against the number or following it; empty when none does."""


def find_numbers(text: str) -> tuple[Mention, ...]:
    """Return the quantities of a text in order.

    Left out are numbers that name rather than measure: parts of words (`Qwen3-4B`, `CWE-79`, `pass@1`), labels
    (`Table 3`), citations, years, list marks, versions and addresses.
    """
    masked = _without_names(text)
    mentions = []
    for match in _NUMBER.finditer(masked):
        mention = _mention(text, masked, match)
        if mention is not None:
            mentions.append(mention)
    return tuple(mentions)


def with_unit(number: Quantity) -> str:
    """Return a number as printed with the unit that follows it, e.g. `0.4 seconds`."""
    set_against = not number.unit or number.unit == "×" or number.text.endswith(number.unit)
    return number.text if set_against else f"{number.text} {number.unit}"


def digits_key(printed: str) -> str:
    """Bring a printed number to a form in which equal prints are equal: no thousands separators, sign or unit."""
    match = _NUMBER.search(printed)
    return "" if match is None else match.group().replace(",", "").replace("−", "-").replace(" ", "")


def _without_names(text: str) -> str:
    masked = text
    for pattern in _NAMING:
        masked = pattern.sub(lambda found: _masked(found, text), masked)
    return masked


def _masked(found: re.Match[str], text: str) -> str:
    printed = found.group()
    if printed.isdigit() and len(printed) == 4 and _YEAR_IS_COUNT.search(text[: found.start()]):
        return printed
    return "\0" * len(printed)


def _mention(text: str, masked: str, match: re.Match[str]) -> Mention | None:
    start, end = match.span()
    before = masked[max(0, start - 40) : start]
    signed = before[-1:] in "−-" and bool(before)
    if _is_part_of_name(before, match) or (signed and _WORD_WITH_HYPHEN.search(before)):
        return None
    if signed and not before[-2:-1].strip("([=,:~≈ \n"):
        start -= 1
    digits = text[start:end]
    unit = _UNIT.match(masked, end)
    if match["science"] is not None:
        unit = None
    after = masked[end : end + 2]
    if unit is None and after[:1].isalpha() and not re.match(r"[xX][A-Z\d]", after) and match["plain"] is not None:
        return None
    attached = unit is not None and not masked[end : end + 1].isspace() and masked[end : end + 1] != "-"
    stop = unit.end() if unit is not None else end
    printed = text[start:stop] if attached or (unit is not None and unit["sign"]) else digits
    if unit is None and _is_titled(before, digits, masked[end:]):
        return None
    name = "" if unit is None else next(part for part in unit.groups() if part is not None)
    value = _value(digits, is_power=match["science"] is not None)
    return Mention(start, stop, printed, digits, value, "×" if name in ("x", "X") else name)


def _is_part_of_name(before: str, match: re.Match[str]) -> bool:
    last = before[-1:]
    if last == ".":
        return match["plain"] is not None
    return last.isalpha() or (last != "" and last in "_@^/#" and not before[-2:-1].isdigit())


def _is_titled(before: str, digits: str, after: str) -> bool:
    """Tell a version in a name (`Claude Sonnet 4 produces`) from a count: a bare small integer after a capital.

    Or a version between two parts of a name (`Gemini 1.5 Pro`), behind two (`Claude Haiku 4.5`), or behind a compound
    name (`AlpacaEval 2.0`).
    """
    if len(digits) <= 3 and _NAME_BEFORE.search(before) and _NAME_AFTER.match(after):
        return True
    if re.fullmatch(r"[1-9]\.\d", digits) and _NAMES_BEFORE.search(before):
        return True
    if digits.endswith(".0") and _COMPOUND_BEFORE.search(before):
        return True
    return (
        len(digits) <= 2
        and digits.isdigit()
        and bool(_TITLED.search(before))
        and not re.match(rf"\s(?:[\w-]+\s)?{_COUNTED}", after)
    )


def _value(digits: str, *, is_power: bool) -> float:
    plain = digits.replace(",", "").replace("−", "-").replace(" ", "").translate(_SUPERSCRIPTS)
    power = re.fullmatch(r"(-?)(?:(\d+(?:\.\d+)?)[×x·∙⋅])?10\^?\{?([-+]?\d+)\}?", plain) if is_power else None
    if power is None:
        over, _, under = plain.partition("/")
        return float(over) / float(under) if under and float(under) else float(over)
    return (-1.0 if power[1] else 1.0) * float(f"{power[2] or 1}e{power[3]}")
