"""Reproductions are imported from the top of the work tree, as `python -m reproductions.…` finds them."""

from __future__ import annotations

import sys
from pathlib import Path

TOP = str(Path(__file__).resolve().parents[2])
if TOP not in sys.path:
    sys.path.insert(0, TOP)
