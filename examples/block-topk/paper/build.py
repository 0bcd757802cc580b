"""Typeset the paper: `python build.py` writes `paper.pdf` from `paper.typ`, `results.json` and the configurations.

The same source and results give the same bytes: the creation time is fixed, and the fonts are those inside typst.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import typst
from numbers_printed import everything_printed, read_results
from settings_printed import generator_defaults, read_configs, settings_rows

HERE = Path(__file__).resolve().parent
CODE = HERE.parent / "code"
PDF = HERE.parent / "paper.pdf"
CREATED = int(datetime(2026, 1, 15, tzinfo=UTC).timestamp())


def typeset(results: Path = HERE / "results.json") -> bytes:
    """The PDF of the paper with the numbers of `results`."""
    configs = read_configs(CODE / "configs")
    printed = everything_printed(read_results(results)) | {
        "settings": settings_rows(configs),
        "recall": {name: str(configs["recall"][name]) for name in ("symbols", "cue", "needle_length")},
        "generator": generator_defaults(CODE / "block_topk" / "caches.py"),
    }
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
