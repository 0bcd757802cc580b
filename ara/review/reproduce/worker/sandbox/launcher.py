"""How the guard of cells made without bubblewrap is started."""

from __future__ import annotations

import marshal
import os
import sys
from typing import Any

from .contract import Start
from .feed import open_feed

_BOOT = "import sys; sys.path.append(sys.argv[1]); from sandbox.inner.guard import main; main()"
_FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The worker's folder: the guard loads this package from there by itself, without the rest of ara."""


def launch(wanted: dict[str, Any], status: int) -> Start:
    """Say how a guard is started for what is wanted; it is handed over by a pipe, since secrets may stand in it."""
    reading, held = open_feed(marshal.dumps({**wanted, "caller": os.getpid()}))
    return Start((sys.executable, "-I", "-S", "-c", _BOOT, _FOLDER, str(reading), str(status)), held, (reading,))
