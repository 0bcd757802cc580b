"""Which way a comparison goes: what a word says of two numbers, and which way is better for a measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ara.review.rigor.quantities.table import Column

_LOWER = re.compile(
    r"(?i)\b(?:errors?|err\.?|loss(?:es)?|perplexit\w+|ppl|latenc\w+|time|times|runtime|ttft|tpot|seconds"
    r"|delay|duration|memory"
    r"|footprint|cost|price|energy|flops|wer|cer|ter|fid|mae|mse|rmse|bpb|bits per|size|overhead|asr"
    r"|attack success|toxicity"
    r"|gap|drop|regret|distance|kl|divergence|params?|misses|failures?|violations?|false positives?"
    r"|variance|std)\b|↓|\bms\b"
)
_HIGHER = re.compile(
    r"(?i)\b(?:throughput|accurac\w+|acc\.?|precision|recall|f1|bleu|rouge\w*|meteor|score|scores|auc|auroc"
    r"|map|ap|iou|psnr|ssim"
    r"|pass(?:@\d+)?|success|solved|win rate|reward|returns?|speed-?\s?up|speed|bandwidth|qps|fps"
    r"|exact match|em|coverage"
    r"|agreement|correlation|quality|hit rate|utili[sz]ation)\b|↑|(?:tok(?:ens)?|req|it|samples|images)/s"
)
_TIMES = re.compile(r"(?i)\b(?:s|ms|µs|us|ns|sec|seconds|min|minutes|hours?|h)\b")
_RATES = re.compile(r"(?i)\bthroughput\b|/s\b|\bfps\b|\bqps\b|\bspeed\b|\bbandwidth\b")

_QUALITIES = "accurate|reliable|effective|efficient|robust|precise|stable|useful|faithful|capable"
_ADJECTIVE = r"\ [a-z]+(?:ate|able|ible|ive|ent|ant|ful|ous|ic|al|ed|ing|y|ose|ise|er|ct)\b"
_WORDS = {
    "value_up": f"""higher|greater|larger|bigger|more(?!{_ADJECTIVE})|longer|above|tops|exceed(?:s|ed|ing)?
        |increas(?:es?|ed|ing)|rais(?:es?|ed|ing)|boost(?:s|ed)?|grows?|rises?|rose|surpass(?:es|ed)?""",
    "value_down": f"""lower|less(?!{_ADJECTIVE})|fewer|smaller|shorter|below|reduc(?:es?|ed|ing)|decreas(?:es?|ed|ing)
        |lowers|lowered|lowering|cuts?|shrinks?|falls?|fell|drops?|saves?""",
    "better": f"""better|more\\ (?:{_QUALITIES})|outperform(?:s|ed|ing)?|beats?|superior|improv(?:es?|ed|ing)|wins
        |ahead\\ of|stronger|dominates?""",
    "worse": f"worse|less\\ (?:{_QUALITIES})|underperforms?|inferior|loses\\ to|trails?|degrades?|weaker|behind",
    "faster": "faster|quicker|speeds?\\ up|sped\\ up|accelerates?",
    "slower": "slower|slows?\\ down",
}
"""For each sense its words, as verbose patterns."""
_SENSES = {sense: re.compile(rf"(?ix)\b(?:{words})\b") for sense, words in _WORDS.items()}
_NOT = re.compile(r"(?i)\b(?:not|no|never|neither|nor|hardly|cannot|n't|rather than being|nothing|less than or)\b")


@dataclass(frozen=True, slots=True)
class Sense:
    """One word that says which of two things has more or is better."""

    name: str
    """`value_up`, `value_down`, `better`, `worse`, `faster` or `slower`."""
    start: int
    """Where it stands in the sentence."""
    word: str
    """The word."""

    def sign(self, column: Column, about: str = "") -> int:
        """Say whether the first thing should have the larger cell (1) or the smaller (-1); 0 when nobody knows.

        When the header names no measure, as that of a method does not, `about`, the caption, may.
        """
        if self.name in ("value_up", "value_down"):
            return 1 if self.name == "value_up" else -1
        good = polarity(column) or polarity_of(about)
        if self.name in ("faster", "slower"):
            text = f"{column.header} {column.measure}"
            speed = (
                1
                if _RATES.search(text)
                else -1
                if _TIMES.search(column.measure) or "time" in text.lower() or "latency" in text.lower()
                else 0
            )
            return speed if self.name == "faster" else -speed
        return good if self.name == "better" else -good


def polarity(column: Column) -> int:
    """Say whether more (1) or less (-1) of a measure is better; 0 when its header does not tell."""
    return polarity_of(f"{column.header} {column.measure}")


@lru_cache(maxsize=2048)
def polarity_of(text: str) -> int:
    """Say the same of the name of a measure."""
    if "↑" in text or "↓" in text:
        return 1 if "↑" in text else -1
    lower, higher = _LOWER.search(text) is not None, _HIGHER.search(text) is not None
    if lower == higher:
        return -1 if _TIMES.fullmatch(text.split()[-1] if text.split() else "") and not higher else 0
    return -1 if lower else 1


@lru_cache(maxsize=4096)
def senses_in(sentence: str) -> tuple[Sense, ...]:
    """Give the comparing words of a sentence, in order; of a sentence with a negation, none."""
    if _NOT.search(sentence):
        return ()
    found = [Sense(name, m.start(), m.group()) for name, pattern in _SENSES.items() for m in pattern.finditer(sentence)]
    return tuple(sorted(found, key=lambda sense: sense.start))
