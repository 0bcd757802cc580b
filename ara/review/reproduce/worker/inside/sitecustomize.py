"""Runs at the start of every Python in a cell: at its end it leaves the names of the modules that were imported.

Versions are not taken from here: the worker looks them up itself, outside, in what is installed.
"""

import atexit


def _leave_names() -> None:
    import os
    import sys

    names = sorted({name.partition(".")[0] for name in list(sys.modules)} - set(sys.builtin_module_names))
    try:
        with open(os.path.join(os.path.dirname(__file__), str(os.getpid())), "w") as file:
            file.write("\n".join(names))
    except OSError:
        pass


atexit.register(_leave_names)
