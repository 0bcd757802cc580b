"""The worker as a folder: `python ara/review/reproduce/worker JOBS.json --root . --out OUT`, without ara installed."""

import sys

# Started as a folder, Python puts that folder first on its path, where a file of ours or of a neighbour could stand in
# for a module of the standard library. It goes before anything else is imported.
if not __package__:
    del sys.path[0]

import importlib
import importlib.util
from pathlib import Path


def _package() -> str:
    """Give the name under which the worker's package can be imported; started as a folder, it is loaded here."""
    if __package__:
        return __package__
    folder = Path(__file__).resolve().parent
    name = "ara_worker"
    spec = importlib.util.spec_from_file_location(
        name, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None and spec.loader is not None  # both are there for every file ending in .py
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return name


if __name__ == "__main__":
    raise SystemExit(importlib.import_module(f"{_package()}.command").main(sys.argv[1:]))
