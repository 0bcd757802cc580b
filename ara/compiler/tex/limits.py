"""Bounds on what reading one LaTeX source may cost."""

from __future__ import annotations

from ara.schema.frozen import Frozen


class TexLimits(Frozen):
    """What one LaTeX source may cost. What lies beyond a bound is left out and named as a gap, or refused."""

    archive_mb: int = 300
    """Largest archive that is opened, in megabytes."""
    members: int = 20_000
    """Members of an archive, or files of a folder, that are looked at."""
    unpacked_mb: int = 600
    """Bytes that an archive may unpack to while it is looked through, in megabytes."""
    file_mb: int = 8
    """Largest text file that is read, in megabytes."""
    text_mb: int = 20
    """Text that is read from all files together, in megabytes."""
    tokens: int = 1_200_000
    """Tokens that are read from all files together."""
    expanded: int = 300_000
    """Tokens that macros may add; after that, macros are left as they stand."""
    depth: int = 30
    """Files that include one another."""
    included: int = 500
    """Files that are included, repetitions counted."""
    pieces: int = 20_000
    """Headings, passages, floats, authors and citations that are kept, each counted alone."""
    rows: int = 2_000
    """Rows of one table."""
    columns: int = 200
    """Columns of one table."""
