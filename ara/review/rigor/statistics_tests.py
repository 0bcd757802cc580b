"""Rules about reported statistical tests."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.review.rigor.quantities.cells import NUMBER
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, rigor_rule
from ara.review.rigor.statistics.reported_tests import ReportedTest, tests_in

_NO_PROBABILITY = re.compile(
    rf"\b[pP](?:[\s-]?values?)?\s*(?:=|is|was|of)\s*(?P<p>[-−]\s?{NUMBER}|[1-9]\d*(?:\.\d+)?(?![\d%eE×]|\.\d))"
)
_TESTED = re.compile(r"(?i)\b(?:tests?|tested|significan\w+|statistics?|p[\s-]?values?|anova|correlat\w+)\b")


@rigor_rule("R604", "p-value-recomputes", "D6", "major")
def p_value_recomputes(reading: Reading) -> Iterator[RigorProblem]:
    """A p-value is the one that its test statistic and degrees of freedom give.

    The p-value of a t, F, chi-squared, r or z statistic is computed again from the printed statistic with its
    rounding and its degrees of freedom, on two sides unless the text says one. A p-value that does not follow from the
    statistic beside it means that one of the three numbers is wrong, and with it perhaps the conclusion. State the
    three as the analysis printed them; say so when the test is one-sided or the p-value is corrected.
    """
    seen: set[tuple[str, str]] = set()
    for passage in reading.passages:
        if "p" not in passage.text.lower():
            continue
        for test in tests_in(passage.text):
            if test.agrees or (passage.entity, test.text) in seen:
                continue
            seen.add((passage.entity, test.text))
            yield RigorProblem(
                passage.location,
                passage.entity,
                test.text,
                _message(test),
                "Copy statistic, degrees of freedom and p-value from the analysis again, and say which test it is.",
                "minor" if test.agrees_one_sided else "critical" if test.flips else None,
            )


def _message(test: ReportedTest) -> str:
    low, high = (format(value, ".3g") for value in (test.expected.low, test.expected.high))
    between = f"p = {low}" if low == high else f"p between {low} and {high}"
    words = (
        f"`{test.text}`: the {test.kind} statistic gives {between} on two sides, not p {test.relation} {test.printed}"
    )
    if test.agrees_one_sided:
        return f"{words}; half of it fits, but no one-sided test is named."
    return f"{words}, which changes whether it is significant at .05." if test.flips else f"{words}."


@rigor_rule("R605", "p-value-is-a-probability", "D6", "major")
def p_value_is_a_probability(reading: Reading) -> Iterator[RigorProblem]:
    """A p-value lies between 0 and 1.

    A value outside is a typing error or another statistic under the wrong name, and whoever reads on takes it for
    evidence. Give the p-value that the test returned.
    """
    for passage in reading.passages:
        tested = _TESTED.search(passage.text) is not None
        for match in _NO_PROBABILITY.finditer(passage.text):
            # elsewhere p may be an order, a norm, a number of pages
            if not tested and ("." not in match["p"] or passage.text[: match.start()].rstrip()[-1:] not in "(,"):
                continue
            printed = match["p"].replace(" ", "")
            if printed in ("1", "1.0", "1.00", "1.000"):
                continue
            yield RigorProblem(
                passage.location,
                passage.entity,
                match.group(),
                f"`{match.group()}` is given as a p-value, and no probability is {printed}.",
                "Give the p-value that the test returned, or name the statistic that this number is.",
            )
