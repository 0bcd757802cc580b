"""The table of golden outcomes: an artifact with its records, and all that the judge must say of it.

Every case has a neighbour that differs in one thing and comes out differently, so that no case passes for want of a
difference.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ara.review.reproduce.judge import exit_code

TABLE = yaml.safe_load(Path(__file__).with_name("golden_outcomes.yaml").read_text(encoding="utf-8"))


def cases() -> Iterator[Any]:
    for case in TABLE:
        change = _without(case, "name", "then", "but")
        yield pytest.param((change,), case["then"], id=case["name"])
        yield pytest.param((change, _without(case["but"], "then")), case["but"]["then"], id=f"but not: {case['name']}")


def _without(mapping: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if key not in keys}


@pytest.mark.parametrize(("changes", "then"), [*cases()])
def test_golden_outcome(changes: tuple[Any, ...], then: dict[str, Any], artifact: Callable[..., Any]) -> None:
    judgement = artifact(*changes).judged()
    verdict = next(item for item in judgement.verdicts if item.check == "K01")
    standing = judgement.standings[0]

    found: dict[str, Any] = {
        "verdict": verdict.outcome,
        "n": verdict.measured.n if verdict.measured else 0,
        "value": verdict.measured.value if verdict.measured else None,
        "control": verdict.control.outcome if verdict.control else None,
        "standing": standing.standing,
        "basis": standing.basis,
        "agrees": standing.agrees,
        "exit": exit_code(judgement.verdicts, judgement.standings),
        "strict": exit_code(judgement.verdicts, judgement.standings, strict=True),
        **{name: getattr(verdict, name) for name in ("fault", "origin", "off_spec", "earlier", "tier", "fidelity")},
        **{name: list(getattr(verdict, name)) for name in ("stale", "cosmetic")},
    }
    for name in ("reason", "missing", "post_hoc"):
        words = then.get(name)
        told = getattr(verdict, name)
        found[name] = words if words is not None and words in (told or "") else told
    if then.get("value") is not None:
        found["value"] = then["value"] if found["value"] == pytest.approx(then["value"]) else found["value"]
    assert {name: found[name] for name in then} == then


def test_the_table_has_thirty_cases_and_every_neighbour_differs_from_its_case() -> None:
    assert len(TABLE) >= 30
    assert len({case["name"] for case in TABLE}) == len(TABLE)
    for case in TABLE:
        shared = case["then"].keys() & case["but"]["then"].keys()
        assert any(case["then"][name] != case["but"]["then"][name] for name in shared), case["name"]
