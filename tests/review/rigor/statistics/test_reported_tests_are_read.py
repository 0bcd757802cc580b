"""Test statistics are read in the forms in which people print them."""

import pytest

from ara.review.rigor.statistics.reported_tests import tests_in as reported_in


@pytest.mark.parametrize(
    "text",
    [
        "t(28) = 2.20, p = .036",
        "t = 2.20, df = 28, p = 0.036",
        "F(2, 57) = 4.21, p < .05",
        "χ²(1, N = 90) = 3.89, p = .049",
        "chi-square(3) = 7.9, p < 0.05",
        "r = +0.33, p = 0.36, n = 10",
        "r(58) = .31, p = .016",
        "z = 1.96, p = 0.05",
        "one-tailed t(12) = 3.1, p = .0046",
    ],
)
def test_what_agrees_is_read_and_agrees(text: str) -> None:
    (found,) = reported_in(text)

    assert found.agrees
    assert found.text in text


@pytest.mark.parametrize(
    ("text", "flips"),
    [
        ("t(28) = 2.20, p = .012", False),
        ("F(2, 57) = 2.10, p < .05", True),
        ("z = 1.2 (p = 0.01)", True),
        ("a t-test gives t = 2.1 with df = 20 and a p-value of 0.2", True),
    ],
)
def test_what_disagrees_is_found_with_what_it_changes(text: str, flips: bool) -> None:
    (found,) = reported_in(text)

    assert not found.agrees
    assert found.flips is flips


@pytest.mark.parametrize("text", ["t(28) = 2.20 after Bonferroni, p = .10", "top-p is 0.9", "p = 0.03", "t(28) = 2.20"])
def test_without_a_p_value_of_its_own_a_statistic_is_left_alone(text: str) -> None:
    assert list(reported_in(text)) == []
