"""Bounds on what parsing one PDF may cost."""

from __future__ import annotations

from ara.schema.frozen import Frozen


class ReadingLimits(Frozen):
    """What one PDF may cost. What lies beyond a bound is left out and named as a gap, or refused."""

    file_mb: int = 300
    """Largest PDF that is opened, in megabytes."""
    pages: int = 400
    """Pages that are read; later ones are left out."""
    items: int = 1_500_000
    """Words, rules and shapes that are read from all pages together; pages after that are left out."""
    seconds_per_page: float = 20.0
    """Longest time for reading or drawing one page."""
    seconds: float = 300.0
    """Longest time for the whole PDF; pages not read by then are left out."""
    memory_mb: int = 1000
    """Address space of the parsing process, in megabytes."""
    picture_mb: int = 64
    """Largest picture file that is written, in megabytes."""
