"""The numbers of a sentence, with what they are said to be: a level, a ratio, a change, a mean, a sum, a limit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ara.review.rigor.quantities.cells import NUMBER, SCALES, magnitude
from ara.review.rigor.quantities.interval import Interval

Role = Literal["level", "ratio", "change", "points", "delta", "share", "mean", "sum", "parameter"]
Extreme = Literal["", "most", "least"]

_NAMES = re.compile(
    r"`[^`\n]*`|«[^»]*»|\[[\d,\s–-]+\]|https?://\S+|10\.\d{4,9}/\S+"
    r"|(?i:\b(?:tables?|tab\.|figures?|figs?\.?|sections?|sec\.|eqs?\.?|equations?|algorithms?|appendix"
    r"|theorems?|lemmas?|pages?|pp?\."
    r"|lines?|levels?|seeds?|versions?|chapters?|listing)|§)\s*~?[A-Z]?\.?\d[\w.]*(?:\s*(?:[–-]|,|and|/)\s*\d[\w.]*)*"
    r"|\b(?:19|20)\d{2}\b(?![.,]\d|\s?%|\s?(?:ms|s|tok))"
    r"|(?<![\d.,])\d+(?:\s?[×x]\s?\d+)+\b|(?<![\d.,-])\d+-\d+\b(?!\.\d|\s?[%x×])"
    r"|(?<![\w.])[^\W\d_]\w*(?:[-–_.@/+]\w+)*\d\w*(?:[-–_.@/+]\w+)*"
    r"|\b[A-Za-z][\w]*-(?:\d+(?:\.\d+)?[A-Za-z]?\b)(?:[-/]\w+)*"
    r"|\b(?:top|pass|mean|avg|maj|best|recall|precision|hit|ndcg|map)[-@]\[?[\d.,\s]+\]?"
    r"|\b(?:[NCEHOK]|RW)\d{2,}\b|\{[^{}\n]*\}"
)
"""What holds digits and measures nothing: names, labels, citations, years, sizes."""
_UNIT = re.compile(
    r"\s?(?P<sign>[%‰×])(?:\s?(?P<pp>points?))?|\s?(?P<cross>[xX])(?![A-Za-z\d])|(?P<scale>[KMBkT])(?![A-Za-z])"
    r"|[\s-]?(?P<fold>fold|times(?!\s(?:each|per|over|with|in\s(?:a|total))))\b"
    r"|[\s-](?P<word>percent(?:age)?(?:\s(?P<points>points?))?|points?|pts?|pp|thousand|million|billion)\b"
    r"|\s?(?P<unit>[µμmn]?s|[KMGT]i?B|tok(?:ens)?/s|[KMGT]?FLOPs?|fps|[kM]?Hz|[km]?W|[kM]?J|ms)(?![A-Za-z])"
    r"|[\s-](?P<long>hours?|days?|minutes?|seconds?|milliseconds?|tokens?/s|tokens per second)\b"
    r"|\s?(?P<hour>h)(?![A-Za-z])"
)
_NOUN = re.compile(
    r"[\s-](?:(?!(?:over|on|for|in|at|of|with|and|to|by|from|than|across|is|was|per|as)\b)[a-z][\w-]*\s){0,2}?"
    r"(?!(?:is|was|has|as|versus|this|its|less|across)\b)(?:[a-z]{3,}s|context|people|data|budget|batch)\b"
)
_APPROXIMATE = re.compile(
    r"(?i)(?:\b(?:about|around|roughly|approximately|nearly|almost|some|circa|close to|on the order of"
    r"|ca\.?)|[~≈∼])\s*(?:an?\s)?$"
)
_MORE = re.compile(
    r"(?i)(?:\b(?:over|more than|above|at least|exceed(?:s|ing)?|beyond|no less than|not less than"
    r"|upwards of)|(?<![-–=])>|≥|\\>)\s*(?:an?\s)?$"
)
_LESS = re.compile(
    r"(?i)(?:\b(?:under|less than|below|at most|no more than|not more than|fewer than|within|never exceeds)"
    r"|\\?<|≤)\s*(?:an?\s)?$"
)
_NEVER_BELOW = re.compile(r"(?i)\b(?:never|not|nowhere)\s(?:[a-z]+\s)?(?:below|under|less than|fewer than)\s*$")
_MOST = re.compile(
    r"(?i)\b(?:up to|as (?:much|high|many|large|long|fast) as|at most|no more than|(?:a\s)?(?:max(?:imum)?"
    r"|peak|best(?:-case)?|highest|largest|greatest"
    r"|top)(?:\s[a-z][\w-]*){0,3}?(?:\sof|\sis|\swas|:)?|maxim\w+ at|peak(?:s|ing)? at|never (?:more than"
    r"|exceeds?|above))\s*(?:an?\s|about\s|the\s|~\s?)*$"
)
_LEAST = re.compile(
    r"(?i)\b(?:as (?:low|little|few|small|short) as|at least|no (?:less|fewer) than|down to"
    r"|(?:a\s)?(?:min(?:imum)?|lowest|smallest|worst(?:-case)?|least)"
    r"(?:\s[a-z][\w-]*){0,3}?(?:\sof|\sis|\swas|:)?|never (?:less than|below|under|fewer than))\s*(?:an?\s"
    r"|about\s|the\s|~\s?)*$"
)
_RANGE_LOW = re.compile(r"(?i)\b(?:rang\w+|varies|vary|span\w*|lies?|anywhere)\s(?:from|between)\s*$")
_RANGE_HIGH = re.compile(
    rf"(?i)\b(?:rang\w+|varies|vary|span\w*|lies?|anywhere)\s(?:from"
    rf"|between)\s{NUMBER}\s?[^\s\d]{{0,8}}\s?(?:to|and|–|-)\s*$"
)
_CHANGE_NOUN = (
    r"reductions?|decreases?|increases?|improvements?|gains?|drops?|cuts?|savings?|speed-?\s?ups?"
    r"|overheads?|rises?|falls?|growth"
    r"|boosts?|declines?|advantages?|margins?|lead|deficits?|degradations?|penalt(?:y|ies)"
    r"|differences?|gaps?|jumps?"
)
_COMPARATIVE = (
    r"faster|slower|lower|higher|less|fewer|more|better|worse|smaller|larger|cheaper|greater|shorter|longer"
    r"|quicker|above|below"
    r"|ahead|behind|absolute|relative|leaner|lighter|saved"
)
_AFTER = re.compile(
    rf"(?i)[\s-]*(?:\(?(?:relative|absolute|mean|average|median|end-to-end|overall|total|further"
    rf"|additional)\)?[\s-]+){{0,2}}(?:[a-z-]+\s){{0,1}}?(?:{_CHANGE_NOUN}|{_COMPARATIVE})\b"
)
_BEFORE = re.compile(
    rf"(?i)(?:\bby|\b(?:{_CHANGE_NOUN})(?:\s(?:of|is|was|by|:))|\b(?:save[sd]?|saving|cut(?:s|ting)?"
    rf"|shav(?:es|ing)|gain(?:s|ed|ing)?|los(?:es|ing)|lost"
    r"|add(?:s|ed|ing)?|down|up|Δ\s?=?|delta of|costs? (?:only )?an extra)|(?<=[\s(])[+−-](?=$))"
    r"(?:\s(?:only|just|another|an?|the|additional|further|extra|as much as|up to|at least|at most|about"
    r"|around|roughly|nearly|almost|over|more than|~))*\s*$"
)
_MEAN = re.compile(r"(?i)\b(?:averag\w+|means?|on average|in the mean)\b")
_SUM = re.compile(
    r"(?i)\b(?:in total|total(?:s|ing|led|ed)?|altogether|together|sums? (?:to|of)|summing to|combined|overall sum"
    r"|in all|add up to)\b"
)
_TOTAL_AFTER = re.compile(r"(?i)\s*(?:\w+\s){0,2}?(?:in total|altogether|combined)\b")
_SHARE = re.compile(r"(?i)\s*(?:of|share of)\s(?:the\s|its\s|their\s|all\s|that\s)?")
_WORDS = {
    "twice": 2.0, "double": 2.0, "doubles": 2.0, "doubled": 2.0, "doubling": 2.0, "half": 2.0, "halves": 2.0,
    "halved": 2.0, "halving": 2.0, "triple": 3.0, "triples": 3.0, "tripled": 3.0, "twofold": 2.0, "threefold": 3.0,
    "fourfold": 4.0, "fivefold": 5.0, "tenfold": 10.0, "quadruples": 4.0, "quadrupled": 4.0, "thrice": 3.0,
}  # fmt: skip
_STATISTIC = re.compile(
    r"(?:\b(?:C\.?I\.?|[Ii]ntervals?|IQR)\b(?:[^.;)\]]|\.\d){0,30}"
    r"|\b[ptFzrnN]\s?(?:\([\d,.\s]*\))?\s?\\?[=<>≤≥]\s?[+−-]?"
    r"|(?:±|\+/[-−])\s?|\b(?:scatter|var(?:y|ie)|fluctuat|spread|jitter|wobbl|deviat)\w*\s(?:only\s)?by\s"
    r"|(?:χ²|χ2)\s?(?:\([^)]*\))?\s?=\s?|\b[tF]\s?\([\d,\s]*)$"
)
"""What stands before an error, a scatter, a bound of an interval, a test statistic, a p-value or a sample size."""
_COUNTS = dict(zip(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), range(2, 11), strict=True))
_LESS_OF = re.compile(
    r"(?i)\b(?:reduc\w+|decreas\w+|lower(?:s|ed|ing)?|cut(?:s|ting)?|sav(?:es?|ed|ing|ings)|fewer|less|smaller|cheaper|drop\w*"
    r"|falls?|fell|shrinks?|shorter)\b"
)
_MORE_OF = re.compile(r"(?i)\b(?:increas\w+|rais\w+|ris(?:es?|ing)|rose|higher|grow\w*|growth|more|larger|greater)\b")
_WORD = re.compile(
    rf"(?i)\b(?P<word>{'|'.join(_WORDS)})\b|\b(?P<count>{'|'.join(_COUNTS)})[\s-](?:times|fold)\b"
    rf"|\bfactor of (?P<factor>{'|'.join(_COUNTS)})\b"
)
_FACTOR = re.compile(
    r"(?i)\b(?:factors?|speed-?\s?ups?|ratios?|accelerations?)\s(?:of|is|was|by)\s*(?:about\s|up to\s|~\s?"
    r"|over\s|more than\s|nearly\s|almost\s)*$"
)
_LONGEST = 6000
"""Characters of a sentence beyond which it is none."""
_MOST_NUMBERS = 80
"""Numbers of a sentence beyond which it is a listing."""
_NUMBER = re.compile(rf"(?<![\w.,]){NUMBER}(?:[eE][-+]?\d{{1,3}})?(?![\d]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class Mention:
    """One number of a sentence."""

    text: str
    """As printed, with its unit."""
    value: float
    """Its value, thousands and millions multiplied in."""
    half: float
    """Half a unit of its last printed place."""
    places: int
    """Digits behind the point."""
    digits: int
    """Significant digits."""
    unit: str
    """Its unit: `%`, `×`, `points`, `s`, …; empty when none follows."""
    role: Role
    """What it is said to be."""
    extreme: Extreme
    """`most` for *up to* and *the highest*, `least` for *as low as*."""
    bound: str
    """`~` when it is approximate, `>` or `<` when it is a limit, else empty."""
    base: str
    """Of a change, `larger` when its words make something less, `smaller` when they make it more; else empty."""
    start: int
    """Where it starts in the sentence."""
    end: int
    """Where it ends, its unit included."""

    @property
    def interval(self) -> Interval:
        """What the print can stand for, its hedge included."""
        slack = self.half
        if self.bound == "~":
            slack = max(slack, abs(self.value) * (0.3 if self.digits < 2 else 0.12))
        low, high = self.value - slack, self.value + slack
        if self.bound == ">":
            high = max(high, self.value * 1.35)
        if self.bound == "<":
            low = min(low, self.value * 0.65)
        return Interval(low, high)

    @property
    def tells(self) -> bool:
        """Whether it looks measured: it has a unit, decimals, or three digits."""
        return bool(self.unit) or self.places > 0 or self.digits > 2


@lru_cache(maxsize=8192)
def mentions_in(sentence: str) -> tuple[Mention, ...]:
    """Give the numbers of a sentence that measure something, in order; of a listing that is no sentence, none."""
    if len(sentence) > _LONGEST:
        return ()
    blank = _NAMES.sub(lambda match: " " * len(match.group()), sentence)
    found = [_read(sentence, blank, match) for match in _NUMBER.finditer(blank)]
    found += [_worded(match) for match in _WORD.finditer(blank)]
    if len(found) > _MOST_NUMBERS:
        return ()
    return tuple(sorted(found, key=lambda mention: mention.start))


def _worded(match: re.Match[str]) -> Mention:
    if match["word"]:
        value = _WORDS[match["word"].lower()]
    else:
        value = float(_COUNTS[(match["count"] or match["factor"]).lower()])
    return Mention(match.group(), value, 0.1 * value, 0, 1, "×", "ratio", "", "~", "", match.start(), match.end())


def _read(sentence: str, blank: str, match: re.Match[str]) -> Mention:
    digits, _, exponent = match.group().lower().partition("e")
    value, half = magnitude(digits, f"e{exponent}" if exponent else None)
    unit_match = _UNIT.match(blank, match.end())
    unit = _unit(unit_match)
    end = unit_match.end() if unit_match else match.end()
    before, after = blank[max(0, match.start() - 60) : match.start()], blank[end : end + 60]
    if unit != "×" and _FACTOR.search(before):
        unit = "×"
    if unit in SCALES:
        value, half = value * SCALES[unit], half * SCALES[unit]
    bound = (
        ">"
        if _NEVER_BELOW.search(before)
        else "~"
        if _APPROXIMATE.search(before)
        else ">"
        if _MORE.search(before)
        else "<"
        if _LESS.search(before)
        else ""
    )
    most = _MOST.search(before) or _RANGE_HIGH.search(before)
    least = _LEAST.search(before) or _RANGE_LOW.search(before)
    extreme: Extreme = "most" if most else "least" if least else ""
    significant = len(digits.replace(",", "").replace(".", "").lstrip("0")) or 1
    role = _role(unit, before, after, blank, end, fractional="." in digits)
    places = len(digits.partition(".")[2])
    base = _base(role, re.split(r"[,;:]", before)[-1] + " " + re.split(r"[,;:(]|\band\b", after[:30])[0])
    text = sentence[match.start() : end]
    return Mention(text, value, half, places, significant, unit, role, extreme, bound, base, match.start(), end)


def _base(role: Role, around: str) -> str:
    """Say which of two numbers a change is relative to, as far as one word around it says which way it goes."""
    less, more = _LESS_OF.search(around) is not None, _MORE_OF.search(around) is not None
    return "" if role != "change" or less == more else "larger" if less else "smaller"


def _unit(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    if match["pp"] or match["points"]:
        return "points"
    if match["sign"] or match["cross"] or match["fold"]:
        return "×" if (match["cross"] or match["fold"] or match["sign"] == "×") else str(match["sign"])
    word = match["word"] or match["long"]
    if word:
        word = word.lower()
        if word.startswith("percent"):
            return "%"
        return {
            "thousand": "K",
            "million": "M",
            "billion": "B",
            "pt": "points",
            "pts": "points",
            "pp": "points",
            "point": "points",
        }.get(word, _SHORT.get(word.rstrip("s"), word))
    return str(match["scale"] or match["unit"] or match["hour"])


_SHORT = {
    "second": "s",
    "millisecond": "ms",
    "minute": "min",
    "hour": "h",
    "day": "day",
    "token/": "tok/s",
    "tokens per second": "tok/s",
}


def _role(unit: str, before: str, after: str, blank: str, at: int, *, fractional: bool) -> Role:
    if unit == "×":
        return "ratio"
    if unit == "points":
        return "points"
    if (not unit and re.match(r"-[a-z]", blank[at : at + 2])) or _STATISTIC.search(before):
        return "parameter"
    changed = _AFTER.match(after) is not None or _BEFORE.search(before) is not None
    if changed:
        return "change" if unit == "%" else "delta"
    clause = re.split(r"[;:]", before)[-1]
    if _SUM.search(clause) or _TOTAL_AFTER.match(after):
        return "sum"
    if unit == "B":
        # billions of parameters name a model
        return "parameter"
    if unit in ("", "K", "k", "M") and not fractional and _is_parameter(before, blank, at):
        return "parameter"
    if _MEAN.search(clause) or re.match(r"(?i)\s*(?:on average|in the mean)\b", after):
        return "mean"
    if unit == "%" and _SHARE.match(after):
        return "share"
    return "level"


def _is_parameter(before: str, blank: str, at: int) -> bool:
    """Tell whether a bare number counts things or sets something up: `8 cores`, `40-query`, `batch 32`, `n = 5`."""
    if _NOUN.match(blank, at):
        return True
    return (
        re.search(
            r"(?i)\b(?:batch|budget|length|size|context|depth|rank|width|step|steps|epoch|n|k|layer|top|seed|window|page)\s?(?:=|of|size)?\s?$",
            before,
        )
        is not None
    )
