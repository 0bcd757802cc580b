"""How much a call may spend: `4gpuh`, `30min`, `2h`, `90s`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ara.schema.errors import AraError

_FORM = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>gpuh|h|min|s)")
_SECONDS = {"h": 3600.0, "min": 60.0, "s": 1.0}


@dataclass(frozen=True)
class Cost:
    """What runs are expected to take."""

    seconds: float = 0.0
    """Seconds, one job after another."""
    gpu_seconds: float = 0.0
    """Seconds times GPUs."""

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.seconds + other.seconds, self.gpu_seconds + other.gpu_seconds)

    @property
    def gpu_hours(self) -> float:
        """The same in GPU-hours."""
        return self.gpu_seconds / 3600


@dataclass(frozen=True)
class Budget:
    """A limit on one of the two."""

    seconds: float | None = None
    """Most seconds, one job after another."""
    gpu_hours: float | None = None
    """Most GPU-hours."""

    def allows(self, cost: Cost) -> bool:
        """Tell whether a cost keeps to the limit."""
        if self.gpu_hours is not None:
            return cost.gpu_hours <= self.gpu_hours
        return self.seconds is None or cost.seconds <= self.seconds

    def words(self, cost: Cost) -> str:
        """Give a cost in the unit of the limit."""
        return f"{cost.gpu_hours:.2f} GPU-hours" if self.gpu_hours is not None else f"{cost.seconds:.0f} s"


UNLIMITED = Budget()
"""No limit at all."""


def read_budget(text: str) -> Budget:
    """Read a limit. Raises AraError for words that are none."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise AraError(f"--budget {text!r} is no limit.", mend="Write e.g. 4gpuh, 30min, 2h or 90s.")
    number = float(match["number"])
    if match["unit"] == "gpuh":
        return Budget(gpu_hours=number)
    return Budget(seconds=number * _SECONDS[match["unit"]])
