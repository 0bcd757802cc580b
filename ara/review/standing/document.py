"""Standings as the plain data of a JSON document, the same wherever one is printed."""

from __future__ import annotations

from typing import Any

from ara.review.standing.model import Standing


def standing_data(standing: Standing) -> dict[str, Any]:
    """Give the entry of a claim in the documents of `ara review`, `ara reproduce` and `ara judge`."""
    return {
        "id": standing.claim,
        "standing": standing.standing,
        "basis": standing.basis,
        "fidelity": standing.fidelity,
        "declared": standing.declared,
        "agrees": standing.agrees,
        "reasons": list(standing.reasons),
        "missing": list(standing.missing),
    }
