"""What sort of result a text asserts, which quantity it measures, and in which direction it goes."""

from __future__ import annotations

import re

from ara.compiler.claims.model import ClaimKind, Direction
from ara.compiler.claims.numbers import find_numbers
from ara.compiler.claims.phrases import alternatives, any_of
from ara.compiler.claims.roles import role_of

_THEORY = re.compile(
    r"\bO\(|(?i:"
    + alternatives(
        """theorem*, lemma*, corollary, (time|space|sample|computational|asymptotic|quadratic|linear) complexity,
        asymptotic*, lower bound*, upper bound*, converge* to, provabl*, we prove, guarantee*, optimality, unbiased"""
    )
    + ")"
)
_KINDS: tuple[tuple[ClaimKind, re.Pattern[str]], ...] = (
    (
        "memory",
        any_of("memory, vram, footprint, GB, GiB, MB, MiB, cache size, storage, compression ratio, parameter count"),
    ),
    (
        "speed",
        any_of(
            """speed*, faster, slower, throughput*, latenc*, tokens/s, tok/s, runtime*, run-time*, wall-clock, execution
            time*, training time*, training cost*, inference cost*, per second, millisecond*, seconds, hour, hours,
            days, FLOPs, GPU-hours, accelerat*, overhead*, time of, cost of, ms, compute cost*, efficien*,
            per-iteration time, iteration time, epoch time, step time, inference time, decoding time, wall time"""
        ),
    ),
    (
        "accuracy",
        any_of(
            """accura*, BLEU, ROUGE*, F1, F-score*, score*, perplexit*, PPL, correlat*, success rate*, ASR, error*,
            loss, losses, reward*, pass@*, win rate*, AUC, AUROC, recall, precision, quality, performance,
            outperform*, state-of-the-art, benchmark*, exact match, mAP, IoU, MSE, RMSE, MAE, PSNR, FID, better,
            worse, rate, rates, vulnerab*, acceptance, agreement, stable, stability, on par, points, match*, Pearson,
            Spearman, rank*"""
        ),
    ),
)
_KIND_OF_UNIT: dict[ClaimKind, re.Pattern[str]] = {
    "memory": re.compile(r"[KMGTP]i?B|bytes?"),
    "speed": re.compile(
        r"(?:tokens?|tok|samples?|images?|req(?:uests)?|it)/s(?:ec(?:ond)?)?|tokens? per second|[TGM]?FLOPs?(?:/s)?|"
        r"[µμumn]s|milliseconds?|seconds?|secs?|s|minutes?|mins?|hours?|hrs?|h|days?|weeks?"
    ),
    "accuracy": re.compile(r"BLEU|ROUGE-?\w*|F1|points?|pts?|pp|percentage points?"),
}
_BETTER_WHEN_LOWER = any_of(
    """error*, err, loss, losses, perplexit*, PPL, latenc*, runtime*, run-time*, execution time, training time,
    inference time, decoding time, time, FID, FVD, MSE, RMSE, MAE, WER, CER, TER, memory, footprint,
    overhead*, cost*, FLOPs, divergence, regret, toxicity, hallucination rate*, failure rate*,
    false positive*, distance"""
)
_BETTER_WHEN_HIGHER = any_of(
    """accura*, BLEU, ROUGE*, F1, F-score*, score*, success rate*, ASR, reward*, pass@*, win rate*, AUC, AUROC, recall,
    precision, quality, throughput*, speed*, mAP, IoU, PSNR, SSIM, agreement, correlat*, acceptance rate*, coverage"""
)
_MEASURE = any_of(
    """accuracy, BLEU, BLEU score, ROUGE?, F1, F1 score, F1-score, F-score, perplexity, PPL, success rate, attack
    success rate, ASR, error rate, error, loss, reward, pass@?, win rate, AUC, AUROC, recall, precision, exact match,
    mAP, IoU, MSE, RMSE, MAE, PSNR, SSIM, FID, throughput, latency, speedup, speed-up, runtime, run time, execution
    time, training time, training cost, inference time, memory, peak memory, footprint, acceptance rate, correlation,
    agreement, overhead, coverage, FLOPs, score"""
)
_CHANGES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "equal",
        any_of(
            """match, matches, matched, matching, on par, comparabl*, equivalent, identical, same level, same
            performance, same quality, same accuracy, without loss, without any loss, without degrad*, without
            sacrific*, no loss, no degradation, no drop, no significant difference, lossless, preserv*, retain*,
            maintain*, insensitive, does not affect, unchanged, as well as the, close to"""
        ),
    ),
    (
        "lower",
        any_of(
            """reduc*, lower*, decreas*, fewer, less, drop*, shrink*, declin*, cuts, cutting, save, saves, saved,
            saving, falls, fell, fallen, smaller, minimal, slower, alleviat*"""
        ),
    ),
    (
        "higher",
        any_of(
            """higher, highest, exceed*, increas*, faster, speed*, boost*, accelerat*, larger, greater, rais*, rise*,
            doubl*, stronger, vulnerable"""
        ),
    ),
    ("better", any_of("improv*, outperform*, gain*, surpass*, better, superior, beat*, advantage*")),
    ("worse", any_of("degrad*, worse, deteriorat*, underperform*, hurt*")),
)
_FAINTLY_BETTER = any_of(
    "more, best, achiev*, reach*, up to, over, above, attain*, state-of-the-art, lead, leads, leading, establish*"
)
_NEAR = 60


def kind_of(text: str, *, has_numbers: bool) -> ClaimKind:
    """Return what sort of result a text asserts; `qualitative` when it names no measurable quantity.

    The unit of the first result decides, else the word nearest to it; in a text without results the first list that
    knows a word does.
    """
    results = [mention for mention in find_numbers(text) if role_of(text, mention) in ("value", "ratio")]
    if _THEORY.search(text) and not any(mention.unit for mention in results):
        return "theory"
    if not results:
        found = next((kind for kind, words in _KINDS if words.search(text)), None)
        return found or ("accuracy" if has_numbers and "%" in text else "qualitative")
    first = results[0]
    for kind, units in _KIND_OF_UNIT.items():
        if units.fullmatch(first.unit):
            return kind
    distances = [
        (min(abs(match.end() - first.start), abs(match.start() - first.end)), order, kind)
        for order, (kind, words) in enumerate(_KINDS)
        for match in words.finditer(text)
    ]
    return min(distances)[2] if distances else "accuracy" if "%" in text else "qualitative"


def is_better_when_lower(quantity: str) -> bool:
    """Tell a quantity of which less is better, by its name or an arrow beside it."""
    if "↓" in quantity or "↑" in quantity:
        return "↓" in quantity
    return bool(_BETTER_WHEN_LOWER.search(quantity)) and not _BETTER_WHEN_HIGHER.search(quantity)


def measure_of(text: str) -> str:
    """Return the quantity that a text measures, as printed: the one nearest to its first result; else empty."""
    first = next((m.start for m in find_numbers(text) if role_of(text, m) in ("value", "ratio")), 0)
    found = sorted(_MEASURE.finditer(text), key=lambda match: (abs(match.start() - first), match.start()))
    return found[0].group() if found else ""


def direction_of(text: str) -> Direction:
    """Return the change that the first telling word of a text asserts.

    Words such as `improves` and `worse` say what is good, not where the number goes: an improved error is lower.
    """
    matches = [(match.start(), sense) for sense, words in _CHANGES if (match := words.search(text))]
    if not matches:
        faint = _FAINTLY_BETTER.search(text)
        return "none" if faint is None else _towards(text, faint.start(), good=True)
    start, sense = min(matches)
    if sense in ("better", "worse"):
        return _towards(text, start, good=sense == "better")
    return "equal" if sense == "equal" else "lower" if sense == "lower" else "higher"


def _towards(text: str, start: int, *, good: bool) -> Direction:
    """Say where a number goes that becomes better or worse, by the quantity named nearest to the word."""
    low, high = (_nearest(words, text, start) for words in (_BETTER_WHEN_LOWER, _BETTER_WHEN_HIGHER))
    falls = low < high and low <= _NEAR
    return "lower" if falls == good else "higher"


def _nearest(words: re.Pattern[str], text: str, start: int) -> int:
    return min((abs(match.start() - start) for match in words.finditer(text)), default=len(text) + _NEAR)
