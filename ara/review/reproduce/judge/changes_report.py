"""What changed since a revision, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ara.review.reports.untrusted import one_line
from ara.review.reproduce.judge.against import ClaimChange


def changes_data(changes: Sequence[ClaimChange], revision: str) -> dict[str, Any]:
    """Give the part `against` of the JSON document."""
    return {
        "revision": revision,
        "claims": [
            {
                "id": change.claim,
                "standing": {"then": change.standing_then, "now": change.standing_now},
                "bounds": list(change.bounds),
                "code": list(change.code),
            }
            for change in changes
        ],
    }


def changes_text(changes: Sequence[ClaimChange], revision: str) -> str:
    """Give a line a claim, below a heading; ended by a line feed."""
    lines = [f"{change.claim}: {'; '.join(_phrases(change))}" for change in changes]
    head = f"Changed since {revision}:" if lines else f"Nothing changed since {revision}."
    return "\n" + "".join(f"{line}\n" for line in (one_line(head), *(f"  {one_line(line)}" for line in lines)))


def _phrases(change: ClaimChange) -> Iterator[str]:
    if change.standing_then is None:
        yield f"new, {change.standing_now}"
    elif change.standing_now is None:
        yield f"gone, was {change.standing_then}"
    elif change.standing_then != change.standing_now:
        yield f"was {change.standing_then}, is {change.standing_now}"
    yield from change.bounds
    if change.code:
        yield f"code: {', '.join(change.code)}"
