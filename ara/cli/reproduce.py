"""`ara reproduce`: run what an Ara says, and judge its claims."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ara.review.reproduce.planning import Machine, Request
    from ara.review.reproduce.reproduce import Means, Reproduction


@click.command("reproduce")
@click.argument("folders", metavar="DIR…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--tier", help="Run at this tier only; otherwise each check at the highest this machine can run.")
@click.option("--only", multiple=True, metavar="E01,K03", help="Only these experiments, checks, claims or candidates.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Run N jobs at a time that do not say their cores.")
@click.option("--executor", type=click.Choice(("local", "parsl")), default="local", help="Where jobs are run.")
@click.option(
    "--cluster",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="With --executor parsl: a Python file whose function `config()` gives Parsl's configuration.",
)
@click.option("--plan", "plan_only", is_flag=True, help="Say what would be run, and run nothing.")
@click.option(
    "--jobs-file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --plan: write the jobs for a worker on another machine.",
)
@click.option("--fresh", is_flag=True, help="Run again what has been run, beside the earlier records.")
@click.option("--budget", metavar="LIMIT", help="Spend no more: 4gpuh, 30min, 2h; headline checks go first.")
@click.option("--no-control", is_flag=True, help="Leave out controls; then nothing is verified.")
@click.option("--no-sandbox", is_flag=True, help="Run without isolation; every report will say so.")
@click.option("--allow-build", is_flag=True, help="Let packages without a wheel be built, which runs their code.")
@click.option("--secret", "secrets", multiple=True, metavar="NAME", help="Hand this environment variable to jobs.")
@click.option("--accept-shipped", is_flag=True, help="Let records count that were not made here.")
@click.option("--any-hardware", is_flag=True, help="Take another class of GPU than asked; verdicts are off-spec.")
@click.option("--calibrate", is_flag=True, help="Run with other seeds, to choose a bound; such runs never count.")
@click.option("--strict", is_flag=True, help="Let checks that were not run or are inconclusive fail too.")
@click.option(
    "-o",
    "--output",
    metavar="REPORT",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the report into a file too; its form by its ending, .html, .md or .json.",
)
@click.option(
    "--json", "as_document", is_flag=True, help="Print verdicts, or the plan, as JSON; one line for each DIR."
)
def command(
    folders: tuple[Path, ...],
    tier: str | None,
    only: tuple[str, ...],
    jobs: int | None,
    executor: str,
    cluster: Path | None,
    plan_only: bool,
    jobs_file: Path | None,
    fresh: bool,
    budget: str | None,
    no_control: bool,
    no_sandbox: bool,
    allow_build: bool,
    secrets: tuple[str, ...],
    accept_shipped: bool,
    any_hardware: bool,
    calibrate: bool,
    strict: bool,
    output: Path | None,
    as_document: bool,
) -> int:
    """Run the experiments of the Aras in DIR… as their checks need them, isolated, and judge every claim.

    What was run here before is not run again. Interrupted, it goes on where it stopped.

    Exit code 0: every check that was asked for is judged, and no claim stands elsewhere than it is declared to; 1: one
    does, or a check is void or failed (with --strict: or was not run, or is inconclusive); 2: bad input.

    Example: ara reproduce out/ --tier smoke
    """
    # imported here so that `ara --help` stays quick
    from ara.review.reproduce.executors.choose import choose_executor, given_secrets
    from ara.review.reproduce.planning import Request, read_budget, this_machine
    from ara.review.reproduce.planning.budget import UNLIMITED
    from ara.review.reproduce.reproduce import Means
    from ara.review.reproduce.worker.inputs import cache_folder

    if output is not None:
        _require_one_report(output, folders, plan_only)
    if jobs_file is not None and (not plan_only or len(folders) > 1):
        raise click.UsageError("--jobs-file goes with --plan and one DIR.")
    words = tuple(word.strip() for group in only for word in group.split(",") if word.strip())
    if only and not words:
        raise click.UsageError("--only names nothing.")
    request = Request(
        tier=tier,
        only=words,
        fresh=fresh,
        no_control=no_control,
        budget=UNLIMITED if budget is None else read_budget(budget),
        secrets=frozenset(secrets),
        accept_shipped=accept_shipped,
        any_hardware=any_hardware,
        purpose="calibration" if calibrate else "judge",
    )
    here = this_machine(cache_folder())
    # jobs that go elsewhere are planned for whatever is there
    machine = here if executor == "local" and jobs_file is None else None
    if plan_only:
        for folder in folders:
            if len(folders) > 1:
                click.echo(str(folder), err=as_document)
            _plan(folder, request, machine, jobs_file, as_document)
        return 0
    runner = choose_executor(executor, here, jobs=jobs, no_sandbox=no_sandbox, cluster=cluster)
    means = Means(runner, machine, given_secrets(secrets), no_sandbox, allow_build)
    return max(_reproduce(folder, request, means, as_document, strict, output) for folder in folders)


def _plan(folder: Path, request: Request, machine: Machine | None, jobs_file: Path | None, as_document: bool) -> None:
    from ara.review.reproduce.planning import plan
    from ara.review.reproduce.planning.handing_out import hand_out
    from ara.review.reproduce.planning.text import as_json, as_text
    from ara.review.reproduce.runs_ledger import ledger_path, read_ledger
    from ara.schema import read_package

    planned = plan(read_package(folder), folder, request, machine=machine, ledger=read_ledger(ledger_path()))
    if jobs_file is not None:
        hand_out(planned, jobs_file, ledger_path())
    if as_document:
        click.echo(as_json(planned), nl=False)
    click.echo(_clean(as_text(planned)), nl=False, err=as_document)


def _require_one_report(output: Path, folders: tuple[Path, ...], plan_only: bool) -> None:
    from ara.review.reproduce.report import require_form

    if plan_only or len(folders) > 1:
        raise click.UsageError("-o goes with one DIR, and not with --plan.")
    require_form(output)


def _reproduce(
    folder: Path, request: Request, means: Means, as_document: bool, strict: bool, output: Path | None
) -> int:
    from ara.review.reproduce.judge import exit_code
    from ara.review.reproduce.reproduce import reproduce
    from ara.review.reproduce.terminal import terminal_progress

    try:
        with terminal_progress() as progress:
            done = reproduce(folder, request, means, progress)
    except KeyboardInterrupt:
        click.echo("ara: interrupted; what has ended is filed, and the same command does the rest.", err=True)
        return 130
    _report(done, as_document, output)
    return exit_code(done.judgement.verdicts, done.judgement.standings, strict=strict)


def _report(done: Reproduction, as_document: bool, output: Path | None) -> None:
    from ara.review.reproduce.report import as_json, as_text, rows, write_report
    from ara.review.reproduce.uncounted import as_text as uncounted

    report = rows(done.package, done.judgement, str(done.ara))
    if output is not None:
        write_report(report, output)
    if as_document:
        click.echo(as_json(report), nl=False)
    click.echo(as_text(report, colour=not as_document), nl=False, err=as_document)
    if lines := uncounted(done.planned_records):
        click.echo("\n" + _clean(lines), nl=False, err=as_document)


def _clean(text: str) -> str:
    """Words of an artifact without what a terminal would obey."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
