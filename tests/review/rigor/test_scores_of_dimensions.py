"""The stated rules by which findings and merits become scores, and scores a tier."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ara.review.rigor import Dimension, RigorFinding, RigorSeverity
from ara.review.rigor.scores import DIMENSIONS, DimensionScore, dimension_scores, tier_of
from ara.review.standing import standings
from ara.schema import read_package
from ara.schema.location import Location
from ara.schema.logic import Experiment
from ara.schema.package import Package

Compose = Callable[[str], Path]
PLACE = Location(file="logic/claims.md")


def finding(entity: str, severity: RigorSeverity = "major", dimension: Dimension = "D1") -> RigorFinding:
    return RigorFinding("R199", "drawn", dimension, severity, PLACE, entity, "words", "It is so.", "Mend it.")


def score(package: Package, *findings: RigorFinding, dimension: Dimension = "D1") -> DimensionScore:
    scores = dimension_scores(package, findings, standings(package))
    return next(held for held in scores if held.dimension == dimension)


@pytest.fixture
def base(compose: Compose) -> Package:
    return read_package(compose("base"))


def test_an_ara_that_does_all_that_is_asked_gets_five_everywhere(base: Package) -> None:
    scores = dimension_scores(base, (), standings(base))

    assert [held.score for held in scores] == [5] * 6
    assert all(held.strengths and not held.weaknesses for held in scores)
    assert tier_of(scores) == "Exemplary"


def test_strengths_quote_the_artifact(base: Package) -> None:
    remarks = [remark for held in dimension_scores(base, (), standings(base)) for remark in held.strengths]
    spans = [(base.texts[remark.location.file], remark.span) for remark in remarks if remark.span]

    assert len(spans) >= 4
    assert all(" ".join(span.split()) in " ".join(text.split()) for text, span in spans)


@pytest.mark.parametrize(
    ("touched", "severity", "expected"),
    [
        (1, "suggestion", 5),
        (1, "minor", 4),
        (6, "minor", 4),
        (1, "major", 3),
        (2, "major", 3),
        (3, "major", 2),
        (4, "major", 2),
        (5, "major", 1),
        (1, "critical", 2),
        (2, "critical", 1),
    ],
)
def test_the_share_of_claims_touched_decides(
    touched: int, severity: RigorSeverity, expected: int, base: Package
) -> None:
    held = score(base, *(finding(f"C0{number}", severity) for number in range(1, touched + 1)))

    assert held.score == expected


def test_several_findings_on_one_claim_count_once(base: Package) -> None:
    assert score(base, *(finding("C01") for _ in range(6))).score == 3


def test_findings_of_one_dimension_leave_the_others_alone(base: Package) -> None:
    scores = dimension_scores(base, [finding("C01", "critical", "D2")], standings(base))

    assert [held.score for held in scores] == [5, 2, 5, 5, 5, 5]


def test_weaknesses_come_with_their_span_and_the_gravest_first(base: Package) -> None:
    held = score(base, finding("C01", "minor"), finding("C02", "critical"), finding("C03", "suggestion"))

    assert [remark.span for remark in held.weaknesses] == ["words", "words"]
    assert "1 of 6 with a critical finding" in held.why


def test_what_is_left_out_keeps_a_five_away_and_is_named(base: Package) -> None:
    claims = tuple(claim.model_copy(update={"conditions": None}) for claim in base.claims)

    held = score(base.model_copy(update={"claims": claims}), dimension="D3")

    assert held.score == 4
    assert [remark.text for remark in held.weaknesses] == [
        "None of 6 claims state their conditions: not C01, C02, C03, C04, C05, ….",
        "Nothing says to what the claims do not apply.",
    ]


@pytest.mark.parametrize(
    ("words", "reported"),
    [
        ("Run it 5 times and keep the median.", True),
        ("mean ± SD", True),
        ("median of 3 independent runs", True),
        ("three seeds per arm", True),
        ("t(12) = 2.1, p < .05", True),
        ("It runs on one core.", False),
        ("Side by side.", False),
    ],
)
def test_repeats_and_spread_are_known_by_their_words(words: str, reported: bool) -> None:
    test = Experiment(id="E01", location=Location(file="logic/experiments.md"), procedure=words)
    held = score(Package(experiments=(test,)), dimension="D6")

    assert any(remark.span == words for remark in held.strengths) == reported


def test_an_empty_ara_is_not_rewarded_for_silence() -> None:
    scores = dimension_scores(Package(), (), ())

    assert [held.score for held in scores] == [1, 1, 1, 1, 3, 1]
    assert tier_of(scores) == "Unsound"


@pytest.mark.parametrize(
    ("points", "tier"),
    [
        ((5, 5, 5, 5, 5, 5), "Exemplary"),
        ((5, 5, 5, 5, 4, 3), "Exemplary"),
        ((5, 5, 5, 5, 5, 2), "Sound"),
        ((5, 4, 4, 4, 4, 4), "Sound"),
        ((4, 4, 4, 4, 4, 2), "Adequate"),
        ((3, 3, 3, 3, 3, 3), "Adequate"),
        ((3, 3, 3, 3, 3, 2), "Weak"),
        ((5, 5, 5, 5, 5, 1), "Unsound"),
        ((2, 2, 2, 2, 2, 2), "Weak"),
    ],
)
def test_the_tier_is_the_published_one(points: tuple[int, ...], tier: str) -> None:
    scores = [DimensionScore(*pair, point, "", (), ()) for pair, point in zip(DIMENSIONS.items(), points, strict=True)]

    assert tier_of(scores) == tier


def test_no_higher_score_gives_a_lower_tier() -> None:
    ranks = ("Unsound", "Weak", "Adequate", "Sound", "Exemplary")
    blank = [DimensionScore(code, name, 1, "", (), ()) for code, name in DIMENSIONS.items()]
    for points in itertools.combinations_with_replacement(range(1, 6), 6):
        held = [replace(score, score=point) for score, point in zip(blank, points, strict=True)]
        for place, point in enumerate(points):
            if point < 5:
                better = [*held[:place], replace(held[place], score=point + 1), *held[place + 1 :]]

                assert ranks.index(tier_of(better)) >= ranks.index(tier_of(held))


severities = st.sampled_from(["critical", "major", "minor", "suggestion"])


@given(st.lists(st.tuples(st.sampled_from("ABCDEFGH"), severities), max_size=12), st.tuples(st.just("Z"), severities))
def test_another_finding_never_raises_a_score(
    held: list[tuple[str, RigorSeverity]], more: tuple[str, RigorSeverity]
) -> None:
    from ara.review.rigor.scores import _by_findings

    before = [finding(*pair) for pair in held]

    assert _by_findings([*before, finding(*more)], 20)[0] <= _by_findings(before, 20)[0]
