"""Taking away what jobs leave on the disk, however deep, closed or large they made it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path


def remove_folder(folder: Path) -> None:
    """Remove a folder and all below it. Links are removed, never followed; what resists is left to the system.

    The quick way first. Folders without rights and nests deeper than Python's stack are left to `chmod` and `rm`.
    """
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except (OSError, RecursionError):
        # a link is not followed by either: `chmod -R` skips those it meets below, `rm` removes them
        if not os.path.islink(folder):
            _quietly("chmod", "-R", "u+rwX", "--", str(folder))
        _quietly("rm", "-rf", "--", str(folder))


def _quietly(*command: str) -> None:
    subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
