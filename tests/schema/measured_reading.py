"""Reads the Aras named on the standard input, each in a process of its own, and says how it went and what it took.

Run as a script: the parent imports the format once and forks per folder, so that only the reading is measured.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from ara.schema import UnreadableError, package_texts, read_package

MEMORY = 2 * 2**30


def cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def outcome(folder: str) -> dict[str, Any]:
    """How reading went: a model, or the error's parts; with the CPU seconds and the memory it took."""
    before = cpu_seconds()
    package = None
    try:
        package = read_package(Path(folder))
        found: dict[str, Any] = {"read": True, "notices": sorted({notice.code for notice in package.notices})}
    except UnreadableError as error:
        found = {
            "file": error.file,
            "line": error.line,
            "message": error.message,
            "mend": error.mend,
            "text": str(error),
        }
    except BaseException as error:  # whatever it is, the test reports it
        found = {"crash": repr(error)[:500]}
    found["seconds"] = round(cpu_seconds() - before, 2)
    found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if package is not None:
        found["kept"] = package_texts(package) == dict(package.texts)
    return found


def in_child(folder: str) -> dict[str, Any]:
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
        with os.fdopen(sink, "w") as answer:
            json.dump(outcome(folder), answer)
            answer.flush()
            os._exit(0)
    os.close(sink)
    with os.fdopen(source) as answer:
        text = answer.read()
    _, status = os.waitpid(child, 0)
    return json.loads(text) if text else {"crash": f"died with status {status}"}


if __name__ == "__main__":
    json.dump({folder: in_child(folder) for folder in sys.stdin.read().split("\n")}, sys.stdout)
