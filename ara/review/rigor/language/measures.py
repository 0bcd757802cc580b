"""Which kinds of quantity a text speaks of: time, memory, quality, …"""

from __future__ import annotations

import re
from functools import lru_cache

from ara.review.rigor.language.lexicon import Lexicon

KINDS: dict[str, Lexicon] = {
    "time": Lexicon(
        """faster, fastest, slower than, runs slower, is slower, are slower, slowest, speed, speeds, speedup, speedups,
        sped, quick, quicker, quickly, latenc*, throughput, runtime, run time, runtimes, wall clock,
        wallclock, time to, time per, training time, inference time, decoding time, execution time, elapsed,
        seconds, second per, ms, milliseconds, minutes, hours, GPU hours, tokens/s, tok/s, tokens per
        second, FPS, frames per second, QPS, samples per second, accelerat*, delay, duration, response time,
        real time, time, timing, timings"""
    ),
    "memory": Lexicon(
        """memory, footprint, VRAM, RAM, HBM, GB, GiB, MB, MiB, resident, cache size, out of memory, OOM, storage, disk
        space"""
    ),
    "energy": Lexicon("energy, power draw, power consumption, watt*, joule*, kWh, carbon, emission*, battery"),
    "money": Lexicon(
        """dollar*, USD, cost, costs, costly, costlier, price, prices, monetary, cheaper, cheapest, expense*, spending,
        cloud bill"""
    ),
    "compute": Lexicon("FLOP, FLOPs, GFLOPs, GFLOP, TFLOPs, MACs, compute, operations, training cost*"),
    "quality": Lexicon(
        """accura*, inaccura*, error, errors, error rate*, F1, F-score, BLEU, ROUGE*, METEOR, perplexit*, loss, losses,
        val loss, mAP, AP, AUC, AUROC, recall, precision, exact match, quality, top 1, top 5, pass@*, score,
        scores, PSNR, SSIM, FID, IoU, WER, CER, MSE, RMSE, MAE, success rate*, win rate*, reward, rewards,
        return, returns, correct, correctness, correctly, hit rate, NDCG, MRR, misclassif*"""
    ),
    "robustness": Lexicon(
        """robust, robustness, adversarial*, corrupt*, perturb*, out of distribution, OOD, distribution shift*, domain
        shift*, attack, attacks, noisy input*, noise injection"""
    ),
    "fairness": Lexicon(
        "fair, fairer, fairness, biased against, demographic*, equalized odds, disparit*, subgroup*, unfair"
    ),
    "privacy": Lexicon(
        "privacy, private, membership inference, leakage, differential privacy, differentially private, epsilon"
    ),
    "safety": Lexicon(
        "toxic*, harmful content, harmful output*, harmful response*, harmless*, safety, jailbreak*, refusal*, unsafe"
    ),
    "calibration": Lexicon("calibrat*, miscalibrat*, ECE, Brier, reliability diagram*, overconfiden*"),
    "size": Lexicon(
        "parameter count*, number of parameters, model size, fewer parameters, compression ratio, smaller model"
    ),
    "sample need": Lexicon(
        """sample efficien*, data efficien*, fewer labels, fewer examples, labelled examples, labeled examples, number
        of labels, annotation budget, less data, training examples, fewer samples, environment steps"""
    ),
    "human judgement": Lexicon(
        """human*, user study, user satisfaction, users, preference*, raters, annotators, participants, usab*,
        interpretab*, readab*, trustworth*, satisf*"""
    ),
    "traffic": Lexicon("bandwidth, network traffic, bytes sent, communication*, messages, round trips"),
    "stability": Lexicon("stable, unstable, stability, diverg*, variance, loss spike*, spikes, fluctuat*"),
    "diversity": Lexicon("divers*, novelty, distinct n, self BLEU, mode collapse, coverage of modes, variety"),
}
"""Words by which a text shows that it speaks of a kind of quantity."""

_KIN: dict[str, frozenset[str]] = {
    "time": frozenset({"compute"}),
    "compute": frozenset({"time", "money"}),
    "money": frozenset({"compute", "time"}),
    "memory": frozenset({"size"}),
    "size": frozenset({"memory"}),
    "robustness": frozenset(),
    "stability": frozenset({"quality"}),
    "human judgement": frozenset(),
}


_WHEN = re.compile(
    r"\b(?:evaluation|test|compile|real|train|one|first|part|full|decision|design|any|some)-time\b", re.IGNORECASE
)
"""Compounds that say when, not how long."""


_DATA = re.compile(
    r"\b[\d.,]+\s?[KMGT]i?B of "
    r"(?!(?:[a-z]+ )?(?:memory|RAM|VRAM|HBM|caches?|KV|weights|activations|parameters|state)\b)",
    re.IGNORECASE,
)
"""Amounts of data that are worked on, `300 GB of logs`: what is read, not the memory that it takes."""


_ANY = Lexicon(",".join(lexicon.phrases for lexicon in KINDS.values()))


@lru_cache(maxsize=8192)
def kinds_in(text: str) -> frozenset[str]:
    """Give the kinds of quantity that a text speaks of."""
    return frozenset().union(*map(_kinds_in_paragraph, text.split("\n\n")))


@lru_cache(maxsize=8192)
def _kinds_in_paragraph(text: str) -> frozenset[str]:
    found = {" ".join(match.group().casefold().split()) for match in _ANY.all(_DATA.sub(" ", _WHEN.sub(" ", text)))}
    return frozenset(kind for word in found for kind in _kinds_of(word))


@lru_cache(maxsize=2048)
def _kinds_of(word: str) -> tuple[str, ...]:
    return tuple(kind for kind, lexicon in KINDS.items() if lexicon.pattern.fullmatch(word))


def covered(kind: str, measured: frozenset[str]) -> bool:
    """Tell whether measuring these kinds says something about another one, e.g. operations about time."""
    return kind in measured or bool(_KIN.get(kind, frozenset()) & measured)
