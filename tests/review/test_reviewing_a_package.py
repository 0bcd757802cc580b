"""`review_package`: levels, order, and rules that fail."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ara.review import Problem, check_package, rule
from ara.review.review import Review, exit_code, review_package
from ara.review.rigor import Reading, RigorProblem, rigor_rule
from ara.schema import read_package
from ara.schema.location import Location
from ara.schema.package import Package

BASE = Path(__file__).parent / "rigor" / "base"
PLACE = Location(file="logic/claims.md", line=3)


@pytest.fixture(scope="module")
def package() -> Package:
    return read_package(BASE)


def structure_rule_of(severity: str) -> object:
    @rule("S999", "drawn", severity)  # type: ignore[arg-type]
    def drawn(package: Package) -> Iterator[Problem]:
        """It is drawn."""
        yield Problem(PLACE, "It is so.", "Mend it.")

    return drawn


def rigor_rule_of(severity: str, crash: bool = False) -> object:
    @rigor_rule("R199", "drawn", "D1", severity)  # type: ignore[arg-type]
    def drawn(reading: Reading) -> Iterator[RigorProblem]:
        """It is drawn."""
        if crash:
            raise ZeroDivisionError("no runs")
        yield RigorProblem(PLACE, "C01", "## C01", "It is so.", "Mend it.")

    return drawn


def reviewed(package: Package, structure: object = None, rigor: object = None) -> Review:
    rules = [held for held in (structure,) if held is not None]
    others = [held for held in (rigor,) if held is not None]
    return review_package(package, BASE, "rigor", structure=rules, rigor=others)  # type: ignore[arg-type]


def test_level_structure_is_the_check_and_nothing_more(package: Package) -> None:
    found = review_package(package, BASE, "structure")

    assert [entry.message for entry in found.entries] == [item.message for item in check_package(package, BASE)]
    assert (found.dimensions, found.tier, found.standings) == ((), None, ())


def test_level_rigor_holds_structure_scores_and_standings(package: Package) -> None:
    found = reviewed(package, structure_rule_of("warning"), rigor_rule_of("minor"))

    assert [(entry.rule, entry.level, entry.dimension) for entry in found.entries] == [
        ("R199", "rigor", "D1"),
        ("S999", "structure", None),
    ]
    assert [score.score for score in found.dimensions] == [4, 5, 5, 5, 5, 5]
    assert (found.tier, len(found.standings)) == ("Exemplary", 6)


@pytest.mark.parametrize(
    ("structure", "rigor", "code", "strict"),
    [
        (None, None, 0, 0),
        ("error", None, 1, 1),
        ("warning", None, 0, 1),
        ("notice", None, 0, 0),
        (None, "critical", 1, 1),
        (None, "major", 1, 1),
        (None, "minor", 0, 1),
        (None, "suggestion", 0, 0),
    ],
)
def test_these_severities_fail(
    structure: str | None, rigor: str | None, code: int, strict: int, package: Package
) -> None:
    found = reviewed(
        package,
        structure_rule_of(structure) if structure else None,
        rigor_rule_of(rigor) if rigor else None,
    )

    assert (exit_code(found), exit_code(found, strict=True)) == (code, strict)


def test_a_rule_that_fails_is_a_finding_about_the_rule(package: Package) -> None:
    found = reviewed(package, structure_rule_of("notice"), rigor_rule_of("major", crash=True))

    assert (found.broken_rules, exit_code(found)) == (("R199",), 2)
    message = next(entry.message for entry in found.entries if entry.about_rule)
    assert message == "rule R199 (drawn) failed on this Ara: ZeroDivisionError: no runs."
    assert [score.score for score in found.dimensions] == [5] * 6 and found.tier is None


def test_a_structure_rule_that_fails_is_one_too(package: Package) -> None:
    @rule("S998", "failing", "notice")
    def failing(package: Package) -> Iterator[Problem]:
        """It fails."""
        raise KeyError("table")
        yield

    found = review_package(package, BASE, "structure", structure=[failing])

    assert (found.broken_rules, exit_code(found)) == (("S998",), 2)


def test_an_empty_package_is_reviewed() -> None:
    found = review_package(Package())

    assert (found.tier, found.standings, found.broken_rules) == ("Unsound", (), ())


def test_the_same_ara_gives_the_same_review(package: Package) -> None:
    assert review_package(package, BASE) == review_package(read_package(BASE), BASE)
