"""`ara collect`: file the records of a worker that ran elsewhere."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click


@click.command("collect")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--jobs-file",
    type=click.Path(path_type=Path),
    help="The job file that the worker was given; what it did of jobs planned here counts as made here.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was filed as JSON on standard output.")
def command(folder: Path, out: Path, jobs_file: Path | None, as_json: bool) -> int:
    """File the records in OUT, a worker's folder or a tar archive of it, under `evidence/runs/` of the Ara in DIR.

    Every record is looked at first: its form, its name, its log, and with --jobs-file the job that was planned. None
    is replaced: a further record of the same repeat is filed as its next take. Filing twice adds nothing.

    Exit code 0: all filed; 1: some refused; 2: DIR, OUT or the job file cannot be read, or OUT holds no record.

    Example: ara collect out/ records.tar.gz --jobs-file JOBS.json
    """
    # imported here so that `ara --help` stays quick
    from ara.review.reproduce.collect_runs import collect_runs, read_jobs
    from ara.review.reproduce.runs_ledger import ledger_path
    from ara.schema import AraError

    planned = read_jobs(jobs_file) if jobs_file is not None else None
    done = collect_runs(folder, out, ledger=ledger_path(), jobs_file=planned)
    if not done.records and not done.refused:
        raise AraError("holds no record of a run.", file=str(out), mend="Name the folder that the worker wrote to.")
    here = sum(record.origin == "here" for record in done.records)
    fresh = sum(not record.present for record in done.records)
    counts = {
        "filed": fresh,
        "present": len(done.records) - fresh,
        "refused": len(done.refused),
        "here": here,
        "shipped": len(done.records) - here,
    }
    if as_json:
        document = {**dataclasses.asdict(done), "summary": counts}
        click.echo(json.dumps(document, ensure_ascii=False))
    for refused in done.refused:
        click.echo(_printable(f"refused {refused.source}: {refused.reason}."), err=as_json)
    filed = f"{fresh} record{'s' if fresh != 1 else ''} filed"
    words = f"{filed}, {counts['present']} there before, {counts['refused']} refused"
    click.echo(f"{folder}: {words}; {here} made here, {counts['shipped']} shipped.", err=as_json)
    return 1 if done.refused else 0


def _printable(text: str) -> str:
    """Words of a record on one line, without what a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in text)
