"""Settings whose value is a name: the optimizer, the precision, the model that plays a role, a list of kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.compiler.claims.phrases import alternatives

_PROPER = r"(?<![\w.+-])[A-Z][\w.+-]{0,60}(?: [A-Z\d][\w.+-]{0,30}){0,3}"
_OPTIMIZERS = alternatives(
    "Adam, AdamW, SGD, Adafactor, RMSProp, LAMB, Lion, Muon, Adagrad, Shampoo, Sophia, AdaDelta, L-BFGS"
)
_CHOICES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "optimizer",
        re.compile(
            rf"(?P<value>{_OPTIMIZERS})(?=[^.;]{{0,60}}\boptimi[sz]|[^.;]{{0,40}}(?:with|β|beta|learning rate|[(\[]))"
        ),
    ),
    (
        "learning-rate schedule",
        re.compile(
            r"(?P<value>(?i:"
            + alternatives(
                "linear, cosine, constant, polynomial, exponential, inverse square root, WSD, warmup-stable-decay"
            )
            + r"(?:[- ](?:annealing|warm-?up|decay))*))\s+(?:(?:learning[- ]rate|lr)\s+)?"
            r"(?:schedule|decay|annealing|warm-?up)\b"
        ),
    ),
    (
        "precision",
        re.compile(
            "(?P<value>(?i:"
            + alternatives(
                "bf16, bfloat16, fp16, float16, fp8, fp32, float32, tf32, int8, int4, half-precision, mixed-precision"
            )
            + "))"
        ),
    ),
    (
        "activation",
        re.compile(
            "(?P<value>"
            + alternatives("ReLU, GELU, SwiGLU, GeGLU, SiLU, Swish, LeakyReLU, Mish")
            + r")(?=\s+(?:activation|non-?linearit))"
        ),
    ),
    (
        "decoding",
        re.compile(
            "(?P<value>(?i:" + alternatives("greedy decoding, greedy sampling, beam search, nucleus sampling") + "))"
        ),
    ),
)
_ROLE = "(?:" + alternatives(
    """judge, grader, evaluator, reward model, verifier, tokenizer, backbone, base model, teacher, teacher model,
    student, student model, draft model, training engine, inference engine, serving engine, retriever, text encoder,
    embedding model"""
) + ")"  # fmt: skip
_ROLE_IS = re.compile(
    rf"(?P<role>(?:[a-z-]+\s+)?{_ROLE})\s*(?:\w+\s+){{0,2}}?"
    rf"(?:implemented with|implemented using|is|using|based on|built on|,|:)\s+(?P<value>{_PROPER})"
)
_AS_ROLE = re.compile(
    rf"(?P<value>{_PROPER})(?:\s*\([^()]*\)|\s*\[\d+\])?(?:\s+with\s+[A-Z]\w+)?\s+as\s+(?:the|our|an?)\s+(?P<role>(?:[a-z-]+\s+)?{_ROLE})"
)
_ITEM = r"[A-Z][\w.+-]{0,40}(?:\s[A-Z\d][\w.+-]{0,40}){0,3}"
_LISTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+(?P<role>(?:[\w-]+\s+){0,3}?[\w-]+s):\s+"
    rf"(?P<value>{_ITEM}(?:,\s+(?:and\s+)?{_ITEM})+)"
)


def find_choices(sentence: str) -> Iterator[tuple[str, str, int]]:
    """Yield the (name, value, offset of the value) of each setting of a sentence whose value is a name."""
    for name, pattern in _CHOICES:
        for match in pattern.finditer(sentence):
            yield name, match["value"], match.start("value")
    for pattern in (_ROLE_IS, _AS_ROLE, _LISTED):
        for match in pattern.finditer(sentence):
            yield match["role"], match["value"].rstrip(".,"), match.start("value")
