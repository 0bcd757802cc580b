"""What a sentence uses its numbers for: results, baselines, ratios, sample sizes or settings."""

from __future__ import annotations

import re

from ara.compiler.claims.model import NumberRole
from ara.compiler.claims.numbers import Mention
from ara.compiler.claims.phrases import alternatives

_SAMPLE = re.compile(
    r"\s*(?:[\w–-]+\s+){0,2}?"
    + alternatives(
        """example*, instance*, sample*, runs, sentence*, problem*, task*, models, dataset*, seeds, trials,
        combination*, pair*, user*, participant*, question*, prompt*, queries, image*, document*, papers, benchmark*,
        domain*, language*, annotator*, system*, configuration*, experiment*, trajectories, tokens, repositories,
        issues, patches, checkpoint*"""
    )
)
_SETTING_AFTER = re.compile(
    r"\s*-?(?:[\w×-]+\s+)?"
    + alternatives(
        """percentile, threshold, setting, sparsity, layer*, head*, shot*, bit, dimensional, way, epoch*, step*,
        iteration*, minute, second, hour, day, GPU*, TPU*, node*, device*, core*, H100*, H200*, A100*, V100*, P100*,
        page*, token context, token window, token budget, context, generation length, sequence length, length"""
    )
)
_SETTING_BEFORE = re.compile(
    r"(?:[=≥≤](?:\s*[\d.]+(?:,|,?\s+and))*|threshold\s+\w+|"
    + alternatives(
        """budget of, budget, length, context, batch size, batch size of, page size, pagesize, threshold, threshold of,
        level, level of, top-k, size of, rank, sparsity, sparsity of, sparsity level of, temperature, temperature of"""
    )
    + r")\s*$",
    re.IGNORECASE,
)
_BASELINE_BEFORE = re.compile(
    r"(?:\bvs\.?|"
    + alternatives("versus, compared to, compared with, against, than, instead of, baseline, baseline of, rather than")
    + r")\s+[^,;]{0,25}$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+[^\d,;]{0,12}$", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_CHANGE_AFTER = re.compile(
    r"\s+(?:\w+\s+)?"
    + alternatives(
        """increase, improvement, reduction, gain, drop, decrease, speedup, better, faster, higher, lower, fewer, less,
        more, relative"""
    )
)
_CHOICE = re.compile(r"(?<![\d.])\d+(?:, \d+)+,? or \d+(?![\d.])")
_PLURAL = re.compile(r"\s+(?:[\w–-]+\s+){0,2}?(?P<noun>[A-Za-z][a-z]{2,}[a-rt-z]s)\b")
_NO_NOUN = re.compile(
    alternatives(
        """was, has, does, this, its, across, versus, plus, less, thus, always, besides, towards, yields, gives, shows,
        leads, exceeds, remains, makes, takes, needs, achieves, reaches, outperforms, improves, beats, points, times"""
    )
)


def role_of(text: str, mention: Mention) -> NumberRole:
    """Return what a sentence uses one of its numbers for."""
    before, after = text[: mention.start], text[mention.end :]
    printed = text[mention.start : mention.end]
    if mention.unit in ("B", "M") or printed == f"{mention.digits}-{mention.unit}" or _SETTING_BEFORE.search(before):
        return "setting"
    if _SETTING_AFTER.match(after) and mention.unit not in ("×", "%"):
        return "setting"
    if re.match(r"-[a-z]", after) or _is_choice(text, mention):
        return "setting"
    if "/" in mention.digits:
        return "ratio"
    if _BASELINE_BEFORE.search(before) or (_FROM.search(before) and re.match(r"\s*\S*\s*to\b", after)):
        return "baseline"
    if mention.unit in ("×", "fold", "times") or (mention.unit and _BY.search(before)):
        return "ratio"
    if mention.unit == "%" and _CHANGE_AFTER.match(after):
        return "ratio"
    if mention.unit != "%" and (_SAMPLE.match(after) or _counts(mention, after)):
        return "sample_size"
    return "setting" if mention.unit in ("K", "k") else "value"


def _counts(mention: Mention, after: str) -> bool:
    """Tell a whole number that counts things (`116 projects`) from one that measures."""
    plural = _PLURAL.match(after)
    counts = not mention.unit and re.fullmatch(r"[\d,]+", mention.digits) is not None
    return counts and plural is not None and _NO_NOUN.fullmatch(plural["noun"]) is None


def is_distinct(mention: Mention) -> bool:
    """Tell a number that looks measured, by its unit, decimals or size, from one that may only count or name."""
    return bool(mention.unit) or "." in mention.digits or sum(sign.isdigit() for sign in mention.digits) > 2


def _is_choice(text: str, mention: Mention) -> bool:
    """Tell the members of an enumeration of codes, `538, 79, 89, or 94`."""
    return any(match.start() <= mention.start < match.end() for match in _CHOICE.finditer(text))
