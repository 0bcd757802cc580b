"""`ara review`: all levels, one report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ara.review.entry import Level
    from ara.review.folders import FolderReview

LEVELS = ("structure", "rigor", "execution")
FORMATS = ("text", "json", "md", "html", "sarif", "github")


@click.command("review")
@click.argument("folders", metavar="DIR...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--level", type=click.Choice(LEVELS), default="execution", help="How far to go; each holds those before it."
)
@click.option("--run", "run_first", is_flag=True, help="Run the experiments first, as `ara reproduce` does.")
@click.option("--strict", is_flag=True, help="Let warnings and minor findings fail too; notices never fail.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="Form of the report on stdout.")
@click.option("--json", "as_document", is_flag=True, help="The same as --format json.")
@click.option(
    "-o",
    "--output",
    multiple=True,
    metavar="REPORT",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the report into a file too; its form by its ending, .json, .md, .html or .sarif.",
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes for several DIRs; one per core.")
@click.option("--no-cache", is_flag=True, help="Review anew what has not changed since it was reviewed.")
@click.option("--explain", metavar="RULE", help="Say what a rule asks for and why, and stop; `all` for every rule.")
def command(
    folders: tuple[Path, ...],
    level: Level,
    run_first: bool,
    strict: bool,
    form: str,
    as_document: bool,
    output: tuple[Path, ...],
    jobs: int | None,
    no_cache: bool,
    explain: str | None,
) -> int:
    """Review the Aras in DIR...: structure, six dimensions of rigor with scores, and verdicts from the records there.

    Nothing that they hold is run without --run. A tier is no verdict on publication.

    Exit code 0: no error, critical or major finding (with --strict, no warning or minor one either), and at level
    execution no claim that stands elsewhere than it is declared to and no check that is void or failed (with --strict,
    or without an answer); 1: there is one; 2: a DIR cannot be read, or a rule failed on it.

    Example: ara review out/ -o review.html
    """
    if explain is not None:
        return _explain(explain)
    if not folders:
        raise click.UsageError("Missing argument 'DIR...'.", ctx=click.get_current_context())
    # imported here so that `ara --help` stays quick
    from ara.review.cache import ReviewCache, default_folder
    from ara.review.folders import review_folders

    chosen = "json" if as_document else form
    forms = {path: _form_of(path) for path in output}
    if len(folders) > 1 and "html" in (chosen, *forms.values()):
        raise click.UsageError("an HTML page holds one review; name one DIR at a time")
    if run_first:
        if level != "execution":
            raise click.UsageError("--run goes with --level execution")
        _run(folders)
    cache = None if no_cache else ReviewCache(default_folder())
    reviews = tuple(review_folders(folders, level, cache, jobs))
    if len(reviews) == 1:
        reviews[0].require()
    for path, wanted in forms.items():
        _write(path, _report(reviews, wanted))
    if chosen != "text":
        click.echo(_report(reviews, chosen), nl=False)
    click.echo(_words(reviews), nl=False, err=chosen != "text")
    return max(held.exit_code(strict=strict) for held in reviews)


def _explain(word: str) -> int:
    from ara.review.reports import explain
    from ara.review.rules import all_rules, find_any_rule

    rules = all_rules() if word == "all" else (find_any_rule(word),)
    click.echo("\n".join(explain(rule) for rule in rules), nl=False)
    return 0


def _run(folders: tuple[Path, ...]) -> None:
    """Run what checks need that was not run here before, with the settings that `ara reproduce` has by default."""
    from ara.review.reproduce.executors.choose import choose_executor, given_secrets
    from ara.review.reproduce.planning import Request, this_machine
    from ara.review.reproduce.reproduce import Means, reproduce
    from ara.review.reproduce.terminal import terminal_progress
    from ara.review.reproduce.worker.inputs import cache_folder

    machine = this_machine(cache_folder())
    means = Means(
        choose_executor("local", machine, jobs=None, no_sandbox=False, cluster=None), machine, given_secrets(())
    )
    for folder in folders:
        with terminal_progress() as progress:
            reproduce(folder, Request(), means, progress)


def _form_of(path: Path) -> str:
    form = path.suffix.removeprefix(".")
    if form not in ("json", "md", "html", "sarif"):
        raise click.UsageError(f"the form of {path.name!r} is not known; end it with .json, .md, .html or .sarif")
    return form


def _report(reviews: Sequence[FolderReview], form: str) -> str:
    from ara.review.reports import of_folders

    return of_folders.report(reviews, form)


def _words(reviews: Sequence[FolderReview]) -> str:
    from ara.review.reports import of_folders

    return of_folders.words(reviews, colour=True)


def _write(path: Path, text: str) -> None:
    from ara.schema import AraError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or "an unknown failure"
        raise AraError(f"cannot be written: {reason}.", file=str(path), mend="Name another file.") from error
