"""The numbers of a sentence are read with what they are said to be."""

import pytest

from ara.review.rigor.accounts.mentions import mentions_in


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("On 40 queries it takes 2.1 s against 8.4 s, a 4.0x speedup.", ["parameter", "level", "level", "ratio"]),
        ("a 6.0-point (28% relative) increase from 21.2 to 27.2", ["points", "change", "level", "level"]),
        ("cuts latency by 27%", ["change"]),
        ("accuracy improves by 3.4 percentage points to 87.3%", ["points", "level"]),
        ("an average of 45.2 over five tasks", ["mean"]),
        ("412 requests in total", ["sum"]),
        ("twice as fast", ["ratio"]),
        ("a speedup of 1.4 over dense", ["ratio"]),
        ("reads 21.5% of the blocks", ["share"]),
        ("a mean loss of 2.89", ["mean"]),
        ("61.2 ± 0.3", ["level", "parameter"]),
        ("t(28) = 3.67, p = 0.001", ["parameter", "parameter", "parameter"]),
        ("12.5 s (95% CI [12.0, 13.0])", ["level", "level", "parameter", "parameter"]),
        ("ResNet-34 in Table 3 of 2016", []),
    ],
)
def test_each_number_has_its_role(sentence: str, expected: list[str]) -> None:
    assert [mention.role for mention in mentions_in(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "extreme", "bound"),
    [
        ("up to 2.4x", "most", ""),
        ("at most 5.2 ms", "most", "<"),
        ("as low as 5.2 ms", "least", ""),
        ("about 10x", "", "~"),
        ("more than 3.1x", "", ">"),
        ("never below 77%", "least", ">"),
        ("the best speedup is 2.4x", "most", ""),
    ],
)
def test_limits_and_hedges_are_read(sentence: str, extreme: str, bound: str) -> None:
    (mention,) = mentions_in(sentence)

    assert (mention.extreme, mention.bound) == (extreme, bound)
