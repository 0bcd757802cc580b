"""Typeset the paper: `python build.py` writes `paper.pdf` from `paper.typ` and `results.json`.

The same source and results give the same bytes: the creation time is fixed, and the fonts are those inside typst.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import typst
from numbers_printed import everything_printed, read_results

HERE = Path(__file__).resolve().parent
PDF = HERE.parent / "paper.pdf"
CREATED = int(datetime(2026, 1, 15, tzinfo=UTC).timestamp())


def typeset(results: Path = HERE / "results.json") -> bytes:
    """The PDF of the paper with the numbers of `results`."""
    printed = everything_printed(read_results(results))
    pdf = typst.compile(
        str(HERE / "paper.typ"),
        root=str(HERE),
        ignore_system_fonts=True,
        format="pdf",
        timestamp=CREATED,
        sys_inputs={"printed": json.dumps(printed, sort_keys=True)},
    )
    assert isinstance(pdf, bytes)
    return pdf


if __name__ == "__main__":
    PDF.write_bytes(typeset())
