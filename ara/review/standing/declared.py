"""What an author's word for the status of a claim commits the artifact to."""

from __future__ import annotations

import re
from typing import Literal

from ara.review.standing.model import Label

Stance = Literal["supported", "refuted", "open", "withdrawn"]

_STANCES: tuple[tuple[Stance, str], ...] = (
    ("open", r"(?:partial|partly|weak|not|un|in|pending|hypothes|untest|test|draft|open|prelim)"),
    ("refuted", r"(?:refut|reject|falsif|disprov|contradict|false\b|defeat)"),
    ("withdrawn", r"(?:withdraw|retract|supersed|abandon|retire)"),
    ("supported", r"(?:support|confirm|validat|establish|prove|verif|justif|true\b|strong|hold)"),
)
"""How the first word of a status begins, in the order of looking; what matches nothing is open."""


def stance(status: str | None) -> Stance:
    """Give what a declared status amounts to, by its first word: `Supported (reused in v2)` is supported."""
    words = re.sub(r"^[^\w]+", "", status or "").casefold()
    return next((found for found, start in _STANCES if re.match(start, words)), "open")


def agrees(status: str | None, standing: Label) -> bool:
    """Tell whether a declared status fits a standing.

    Supported asks for justified, refuted for defeated; an open question may be anything but defeated, and what is
    withdrawn anything.
    """
    declared = stance(status)
    if declared == "supported":
        return standing == "justified"
    if declared == "refuted":
        return standing == "defeated"
    return declared == "withdrawn" or standing != "defeated"
