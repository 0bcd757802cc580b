"""Headline coverage, and the exit code of a judgement."""

from typing import Any

import pytest

from ara.review.reproduce.judge import exit_code
from ara.review.reproduce.judge.headline import headline
from ara.review.reproduce.verdict import Outcome, Verdict
from ara.review.standing import Standing
from ara.schema import Check, Package, Reproduce, read_texts
from ara.schema.reproduce import Expect


def verdict(claim: str, outcome: Outcome, fidelity: str | None = "paper", **more: Any) -> Verdict:
    expect = Expect(at_least=1.0)
    return Verdict(
        check="K01", claim=claim, experiment="E01", metric="m", outcome=outcome, reason="", fidelity=fidelity,
        **{"expect": expect, **more},
    )  # fmt: skip


CLAIMS = "# Claims\n\n" + "".join(
    f"## C0{number}: Title\n- **Statement**: It is.\n- **Tags**: {tags}\n\n"
    for number, tags in ((1, "speed"), (2, "headline"), (3, "memory"))
)
PACKAGE = read_texts({"logic/claims.md": CLAIMS})


def marked(*claims: str) -> Package:
    """The same, with a headline check for each of some claims."""
    checks = {
        f"K0{number}": Check(claim=claim, experiment="E01", metric="m", expect=Expect(at_least=1.0), headline=True)
        for number, claim in enumerate(claims)
    }
    return PACKAGE.model_copy(update={"reproduce": Reproduce(checks=checks)})


def test_headline_claims_are_those_that_a_check_or_a_tag_marks() -> None:
    found = headline(marked("C01"), [verdict("C01", "verified", headline=True), verdict("C03", "verified")])

    assert (found.claims, found.bound, found.run, found.verified, found.marked) == (2, 1, 1, 1, True)


def test_headline_claims_count_whether_or_not_their_checks_were_asked_for() -> None:
    found = headline(marked("C01", "C03"), [verdict("C03", "verified", headline=True)])

    assert (found.claims, found.bound, found.verified) == (3, 1, 1)


def test_without_a_mark_every_claim_counts() -> None:
    found = headline(read_texts({"logic/claims.md": CLAIMS.replace("headline", "other")}), [verdict("C01", "void")])

    assert (found.claims, found.bound, found.run, found.verified, found.marked) == (3, 1, 1, 0, False)


@pytest.mark.parametrize(
    ("outcome", "run", "verified"),
    [
        ("verified", 1, 1),
        ("contradicted", 1, 0),
        ("inconclusive", 1, 0),
        ("void", 1, 0),
        ("not-run", 0, 0),
        ("error", 0, 0),
    ],
)
def test_only_what_came_to_a_verdict_was_run(outcome: Outcome, run: int, verified: int) -> None:
    found = headline(PACKAGE, [verdict("C02", outcome)])

    assert (found.claims, found.bound, found.run, found.verified) == (1, 1, run, verified)


def test_a_claim_is_verified_when_all_its_headline_checks_are_at_their_lowest_fidelity() -> None:
    both = [verdict("C01", "verified", headline=True), verdict("C01", "verified", "scaled", headline=True)]

    package = marked("C01")

    assert headline(package, both).verified_at == {"scaled": 1}
    assert headline(package, [both[0], verdict("C01", "inconclusive", headline=True)]).verified == 0
    assert headline(package, [both[0], verdict("C01", "contradicted")]).verified == 1


def test_a_stub_binds_nothing() -> None:
    assert headline(PACKAGE, [verdict("C02", "not-run", None, expect=None)]).bound == 0


@pytest.mark.parametrize(
    ("outcome", "agrees", "plain", "strict"),
    [
        ("verified", True, 0, 0),
        ("contradicted", True, 0, 0),
        ("verified", False, 1, 1),
        ("void", True, 1, 1),
        ("error", True, 1, 1),
        ("not-run", True, 0, 1),
        ("inconclusive", True, 0, 1),
    ],
)
def test_the_exit_code_tells_disagreement_and_failure(outcome: Outcome, agrees: bool, plain: int, strict: int) -> None:
    standings = [
        Standing(claim="C01", standing="gap", agrees=True),
        Standing(claim="C02", standing="gap", agrees=agrees),
    ]
    verdicts = [verdict("C01", "verified"), verdict("C02", outcome)]

    assert exit_code(verdicts, standings) == plain
    assert exit_code(verdicts, standings, strict=True) == strict
