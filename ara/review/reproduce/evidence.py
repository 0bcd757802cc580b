"""Run records as evidence: their manifest, their rows in the evidence index, and the seal kept true.

A worker's records are filed under `evidence/runs/` first; what is written here says of them what lies there:

- `evidence/runs/manifest.jsonl`, append-only, one line a file: `{"path": …, "sha256": …}`;
- a section of `evidence/README.md` between two marks, one row a run; everything outside the marks keeps its bytes;
- the index's hash in `ara.yaml`, when the index was as sealed before.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from ara.review.reproduce.judge import machine_line
from ara.review.reproduce.manifest import MANIFEST, RUNS, append_to_manifest
from ara.review.reproduce.worker.writing import write_whole
from ara.schema import AraError, Package, read_package
from ara.schema.documents.evidence_files import INDEX_HEADER, index_cells, table_lines
from ara.schema.evidence import IndexRow
from ara.schema.location import Location
from ara.schema.markdown.escape import inline
from ara.schema.reproduce import RunRecord
from ara.schema.yaml import Plain, parse_data, splice_yaml

INDEX = "evidence/README.md"
SEAL = "ara.yaml"
OPENING = "<!-- runs: written by ara; edits up to the next mark are lost -->"
CLOSING = "<!-- end of runs -->"


def index_runs(root: Path) -> tuple[str, ...]:
    """Bring manifest, index and seal of the Ara in `root` up to date with its records; give the paths written.

    Doing it twice changes nothing the second time. Raises AraError when the index has lost one of the two marks, or
    when a file differs from its line in the manifest.
    """
    if not (root / RUNS).is_dir():
        return ()
    with _alone(root / RUNS):
        package = read_package(root)
        written = [MANIFEST] if append_to_manifest(root) else []
        text = package.texts.get(INDEX, "# Evidence Index\n")
        wanted = with_section(text, run_rows(package))
        if wanted == package.texts.get(INDEX):
            return tuple(written)
        sealed = _resealed(package, wanted)
        write_whole(root / INDEX, wanted.encode())
        if sealed is not None:
            write_whole(root / SEAL, sealed.encode())
            written.append(SEAL)
        return (*written, INDEX)


def run_rows(package: Package) -> tuple[IndexRow, ...]:
    """Give one row of the index for each run, in the order of their names; its repeats stand in it together."""
    held: defaultdict[str, list[RunRecord]] = defaultdict(list)
    for record in package.runs:
        held[record.run].append(record)
    return tuple(_row(package, held[name]) for name in sorted(held))


def _row(package: Package, records: list[RunRecord]) -> IndexRow:
    first = min(records, key=lambda record: (record.repeat, record.take))
    checks = package.reproduce.checks if package.reproduce is not None else {}
    wanting = [checks[name].claim for record in records for name in record.check_hashes if name in checks]
    ended = sum(record.exit_code == 0 and record.fault is None for record in records)
    rows = sum(len(record.rows) for record in records)
    places = dict.fromkeys(f"{record.isolation}, {machine_line(record.hardware)}" for record in records)
    told = f"{ended} of {len(records)} processes ended well; {rows} metric rows; {'; '.join(places)}"
    return IndexRow(
        path=first.path.removeprefix("evidence/"),
        source=inline(f"{first.experiment}, tier {first.tier}, arm {first.arm} ({first.fidelity})"),
        claims=tuple(sorted({claim for claim in wanting if isinstance(claim, str)})),
        description=inline(told),
        location=Location(file=INDEX),
    )


def with_section(text: str, rows: tuple[IndexRow, ...]) -> str:
    """Give the index with its section about runs written anew; without rows there is none."""
    table = table_lines((INDEX_HEADER, *(index_cells(row) for row in rows)))
    section = "\n".join([OPENING, "", "## Runs", "", *table, "", CLOSING]) if rows else ""
    start, end = text.find(OPENING), text.find(CLOSING)
    if start < 0 and end < 0:
        gap = "" if text.endswith("\n\n") or not text else "\n" if text.endswith("\n") else "\n\n"
        return f"{text}{gap}{section}\n" if section else text
    if start < 0 or end < start or text.count(OPENING) > 1 or text.count(CLOSING) > 1:
        line = text[: max(start, end)].count("\n") + 1
        mend = f"Let it hold `{OPENING}` once, and `{CLOSING}` once behind it, or neither."
        raise AraError("has lost a mark around the section about runs.", file=INDEX, line=line, mend=mend)
    return text[:start] + section + text[end + len(CLOSING) :]


def _resealed(package: Package, index: str) -> str | None:
    """Give the seal with the new hash of the index; None when there is no seal, or the index was not as sealed."""
    if package.seal is None or INDEX not in package.texts:
        return None
    if package.seal.hashes.get(INDEX) != hashlib.sha256(package.texts[INDEX].encode()).hexdigest():
        return None
    data = cast("dict[str, Plain]", parse_data(package.texts[SEAL], SEAL))
    hashes = cast("dict[str, Plain]", data["hashes"]) | {INDEX: hashlib.sha256(index.encode()).hexdigest()}
    return splice_yaml(package.texts[SEAL], data | {"hashes": cast("Plain", hashes)}, SEAL)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time write about the runs of an Ara."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
