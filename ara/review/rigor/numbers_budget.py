"""Rule about training budgets: steps, batch size and examples are tied to one another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.review.rigor.quantities.cells import SCALES
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule

_VALUE = r"(?P<{0}>\d[\d,]{{0,12}}(?:\.\d+)?)\s?(?P<{0}_scale>[KkM]?)"
_STEPS = re.compile(rf"(?i)(?<![\w.,]){_VALUE.format('steps')}\s(?:[a-z-]+\s){{0,2}}?(?:steps|updates|iterations)\b")
_EXAMPLES = re.compile(
    rf"(?i)(?<![\w.,]){_VALUE.format('examples')}\s(?:[a-z-]+\s){{0,2}}?(?:examples|samples|prompts|sequences"
    rf"|problems|questions)\b"
)
_BATCH = re.compile(
    r"(?i)\b(?:(?:train(?:ing)?|global|mini-?)\s?)?batch(?:es)?(?:\s?size)?(?:\s?(?:of|=|is"
    r"|:))?\s(?P<batch>\d[\d,]{0,12})\b(?!\s?(?:[KM]|ms))"
)
_EPOCHS = re.compile(r"(?i)(?P<epochs>\d+(?:\.\d+)?)\s(?:epochs?|passes)\b")
_LOOSE = 0.1
"""Part by which the two sides may differ: a last batch, a warm-up, a rounded count."""
_NEAR = 400
"""Characters within which the three must stand to be about one run."""


@rigor_rule("R108", "training-budget-multiplies", "D1", "minor")
def training_budget_multiplies(reading: Reading) -> Iterator[RigorProblem]:
    """Steps times batch size is the number of examples that were trained on.

    When statement and conditions of a claim give all three, with epochs where they are said, the product shows whether
    they are of one run. A difference of more than a tenth means that one of them belongs to another run, or that a
    batch counts something else than examples. Say which run each is of.
    """
    for claim in reading.package.claims:
        text = " ".join(filter(None, (claim.statement, claim.conditions)))
        found = [pattern.search(text) for pattern in (_STEPS, _EXAMPLES, _BATCH)]
        steps, examples, batch = found
        if steps is None or examples is None or batch is None:
            continue
        if max(m.end() for m in found if m) - min(m.start() for m in found if m) > _NEAR:
            continue
        epochs = _EPOCHS.search(text)
        passes = float(epochs["epochs"]) if epochs else 1.0
        trained = _number(steps, "steps") * float(batch["batch"].replace(",", ""))
        given = _number(examples, "examples") * passes
        if abs(trained - given) <= _LOOSE * max(trained, given) or not given:
            continue
        needed = given / float(batch["batch"].replace(",", ""))
        message = f"{claim.id}: {examples.group()} in {batch.group()} are {needed:.0f} steps, not {steps.group()}."
        mend = "Say of which run each of the three numbers is, and what a batch counts."
        yield RigorProblem(claim.line_of("statement"), claim.id, steps.group(), message, mend)


def _number(match: re.Match[str], name: str) -> float:
    return float(match[name].replace(",", "")) * SCALES.get(match[f"{name}_scale"], 1.0)
