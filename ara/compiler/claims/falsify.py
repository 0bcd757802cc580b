"""The observation that would refute a claim, built from its kind, direction and numbers."""

from __future__ import annotations

from ara.compiler.claims.model import ClaimKind, Direction, Number

_MEASURED: dict[ClaimKind, str] = {
    "speed": "time or throughput",
    "memory": "memory",
    "accuracy": "score",
    "theory": "case",
    "qualitative": "comparison",
}


def falsification(kind: ClaimKind, direction: Direction, numbers: tuple[Number, ...]) -> str:
    """Return one sentence that names what would have to be observed; it contains only numbers given to it."""
    if kind == "theory":
        return "A case that meets the stated premises and breaks the statement."
    results = [number for number in numbers if number.role in ("value", "ratio")]
    baselines = [number for number in numbers if number.role == "baseline"]
    if not results:
        return _without_numbers(kind, direction)
    printed = ", ".join(dict.fromkeys(number.text for number in results[:4]))
    if baselines and direction in ("higher", "lower"):
        against = ", ".join(dict.fromkeys(number.text for number in baselines[:3]))
        return f"A rerun in which {printed} and {against} do not differ in this direction."
    if direction == "equal" and len(results) > 1:
        return f"A rerun whose {_MEASURED[kind]} differs by more than {printed} do."
    if direction != "none" and all(number.role == "ratio" for number in results):
        return f"A rerun whose change falls short of {printed} beyond run-to-run spread."
    if direction in ("higher", "lower"):
        side = "below" if direction == "higher" else "above"
        return f"A rerun {side} {printed} beyond run-to-run spread."
    return f"A rerun whose {_MEASURED[kind]} leaves {printed} beyond run-to-run spread."


def _without_numbers(kind: ClaimKind, direction: Direction) -> str:
    what = f"A {_MEASURED[kind]} measured under these conditions"
    if kind == "qualitative":
        what = "A comparison under these conditions"
    if direction == "none":
        return f"{what} that contradicts the statement."
    if direction == "equal":
        return f"{what} that shows a difference beyond run-to-run spread."
    return f"{what} that does not come out {direction}."
