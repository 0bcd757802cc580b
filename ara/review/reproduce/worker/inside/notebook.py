"""Runs a notebook from top to bottom in a cell, and prints what its code prints: `notebook.py FILE.ipynb [ARG…]`.

The words behind the file reach the notebook as a JSON list in the environment variable ARA_ARGS.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def run(path: str, words: list[str]) -> int:
    """Execute the notebook in the working folder; give the exit code, 1 when one of its cells raised."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    os.environ["ARA_ARGS"] = json.dumps(words)
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": os.getcwd()}}
    client = NotebookClient(notebook, timeout=None, kernel_name="python3", resources=resources)
    try:
        client.execute()
    except CellExecutionError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        _print_outputs(notebook)
    return 0


def _print_outputs(notebook: Any) -> None:
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "stream":
                stream = sys.stderr if output.name == "stderr" else sys.stdout
                stream.write(output.text)
            elif "text/plain" in output.get("data", {}):
                print(output.data["text/plain"])


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1], sys.argv[2:]))
