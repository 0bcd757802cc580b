"""The exit code of `ara judge` and `ara reproduce`."""

from __future__ import annotations

from collections.abc import Iterable

from ara.review.reproduce.verdict import Verdict
from ara.review.standing import Standing


def exit_code(verdicts: Iterable[Verdict], standings: Iterable[Standing], *, strict: bool = False) -> int:
    """Give 1 when a claim does not stand where it is declared to, or a check is void or failed; else 0.

    With `strict`, a check that was not run or is inconclusive gives 1 too.
    """
    failing = {"void", "error", *(("not-run", "inconclusive") if strict else ())}
    disagrees = any(not standing.agrees for standing in standings)
    return int(disagrees or any(verdict.outcome in failing for verdict in verdicts))
