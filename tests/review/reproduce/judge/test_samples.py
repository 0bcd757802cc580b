"""From rows to one value per repeat."""

from typing import Any

import pytest

from ara.review.reproduce.judge.samples import NoSampleError, Sample, same_value
from ara.schema import MetricRow, RunnableExperiment


def experiment(arms: tuple[str, ...] = ("main",), **derive: str) -> RunnableExperiment:
    return RunnableExperiment.model_validate(
        {
            "arms": {arm: {"command": ["python", f"{arm}.py"]} for arm in arms},
            "derive": derive,
            "tiers": {"paper": {"fidelity": "paper"}},
        }
    )


def row(metric: str, value: float, **params: Any) -> MetricRow:
    return MetricRow(metric=metric, value=value, params=params)


def sample(arms: dict[str, dict[int, tuple[MetricRow, ...]]], where: dict[str, Any], **derive: str) -> Sample:
    return Sample(experiment(tuple(arms), **derive), arms, where)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (512, 512.0, True),
        (512, "512", False),
        ("512", "512", True),
        (True, 1, False),
        (0, False, False),
        (True, True, True),
        (None, 0, False),
        (None, None, True),
        ("a", "b", False),
        (float("nan"), float("nan"), False),
    ],
)
def test_parameters_are_equal_by_value_for_numbers_and_by_kind_for_the_rest(one: Any, other: Any, same: bool) -> None:
    assert same_value(one, other) is same


def test_where_picks_the_row_by_its_parameters() -> None:
    rows = {0: (row("m", 1.0, k=1), row("m", 2.0, k=2), row("other", 9.0, k=2))}

    assert sample({"main": rows}, {"k": 2}).values("m", None) == {0: 2.0}


def test_a_row_without_the_parameter_is_not_picked() -> None:
    with pytest.raises(NoSampleError, match=r"repeat 0: there is no row of `m` at k=2"):
        sample({"main": {0: (row("m", 1.0),)}}, {"k": 2}).values("m", None)


@pytest.mark.parametrize(("reduce", "value"), [("median", 2.0), ("mean", 4.0), ("min", 1.0), ("max", 9.0)])
def test_several_rows_become_one_only_as_told(reduce: str, value: float) -> None:
    rows = {0: tuple(row("m", number) for number in (9.0, 1.0, 2.0))}

    assert sample({"main": rows}, {}).values("m", reduce) == {0: value}
    with pytest.raises(NoSampleError, match="has 3 rows; add parameters"):
        sample({"main": rows}, {}).values("m", None)


def test_a_metric_that_two_arms_yield_needs_the_name_of_one() -> None:
    arms = {"one": {0: (row("m", 1.0),)}, "two": {0: (row("m", 2.0),)}}

    assert sample(arms, {}).values("two.m", None) == {0: 2.0}
    with pytest.raises(NoSampleError, match="comes from one, two; name one"):
        sample(arms, {}).values("m", None)


def test_a_metric_that_one_of_two_arms_yields_needs_no_name() -> None:
    arms = {"one": {0: (row("m", 1.0),)}, "two": {0: (row("n", 2.0),)}}

    assert sample(arms, {}).values("n", None) == {0: 2.0}


def test_a_derived_metric_pairs_rows_by_repeat_and_by_the_parameters_they_share() -> None:
    arms = {
        "sparse": {
            0: (
                row("rate", 6.0, length=1, budget=8),
                row("rate", 8.0, length=2, budget=8),
                row("rate", 99.0, budget=4, length=2),
            ),
            1: (row("rate", 9.0, length=1, budget=8), row("rate", 30.0, length=2, budget=8)),
        },
        "dense": {
            0: (row("rate", 3.0, length=1), row("rate", 2.0, length=2)),
            1: (row("rate", 1.0, length=1), row("rate", 3.0, length=2)),
        },
    }
    derived = sample(arms, {"length": 2, "budget": 8}, speedup="sparse.rate / dense.rate")

    assert derived.values("speedup", None) == {0: 4.0, 1: 10.0}


def test_rows_whose_shared_parameters_differ_are_never_paired() -> None:
    arms = {"sparse": {0: (row("rate", 6.0, length=1),)}, "dense": {0: (row("rate", 3.0, length=2),)}}

    with pytest.raises(NoSampleError, match="there is no row of `speedup`"):
        sample(arms, {}, speedup="sparse.rate / dense.rate").values("speedup", None)


def test_where_must_hold_of_the_pair() -> None:
    arms = {"sparse": {0: (row("rate", 6.0),)}, "dense": {0: (row("rate", 3.0),)}}

    with pytest.raises(NoSampleError, match="there is no row of `speedup` at length=1"):
        sample(arms, {"length": 1}, speedup="sparse.rate / dense.rate").values("speedup", None)


def test_a_derived_metric_may_rest_on_another() -> None:
    arms = {"main": {0: (row("a", 6.0), row("b", 3.0))}}

    assert sample(arms, {}, ratio="a / b", percent="100 * ratio").values("percent", None) == {0: 200.0}


def test_a_metric_derived_from_itself_is_refused() -> None:
    arms = {"main": {0: (row("a", 6.0),)}}

    with pytest.raises(NoSampleError, match="`x` is derived from itself"):
        sample(arms, {}, x="y + a", y="x + a").values("x", None)


def test_too_many_pairs_are_refused_before_they_are_made() -> None:
    many = {0: tuple(row("a", 1.0, k=number) for number in range(1000))}
    other = {0: tuple(row("b", 1.0, j=number) for number in range(1000))}

    with pytest.raises(NoSampleError, match="more than 100,000 pairs"):
        sample({"one": many, "two": other}, {}, x="one.a + two.b").values("x", None)


def test_a_number_too_large_to_reckon_with_is_refused() -> None:
    with pytest.raises(NoSampleError, match="too large"):
        sample({"main": {0: (row("m", 1e200),)}}, {}).values("m", None)


def test_the_unit_is_told_when_all_rows_agree() -> None:
    rows = {0: (MetricRow(metric="m", value=1.0, unit="ms"),), 1: (MetricRow(metric="m", value=1.0, unit="ms"),)}
    mixed = rows | {1: (MetricRow(metric="m", value=1.0, unit="s"),)}

    assert sample({"main": rows}, {}).unit("m") == "ms"
    assert sample({"main": mixed}, {}).unit("m") is None
