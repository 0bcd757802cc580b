"""What the rigor rules look at: the package, and what several of them derive from it, worked out once."""

from __future__ import annotations

from dataclasses import dataclass

from ara.schema.package import Package


@dataclass(frozen=True)
class Reading:
    """An artifact as the rules read it. Derived values are cached properties: each is computed when first asked for."""

    package: Package
    """The artifact."""
