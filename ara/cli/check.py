"""`ara check`: hold an Ara against the structure rules."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ara.review import Finding

FORMATS = ("text", "json", "sarif", "github")


@click.command("check")
@click.argument("folders", metavar="DIR...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--fix", is_flag=True, help="Mend what a program can mend, by minimal edits of the files.")
@click.option("--strict", is_flag=True, help="Let warnings fail too; notices never fail.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="Form of the report.")
@click.option("--json", "as_document", is_flag=True, help="The same as --format json.")
@click.option("--only", multiple=True, metavar="RULE", help="Apply this rule only, by code or name; may be repeated.")
@click.option("--explain", metavar="RULE", help="Say what a rule asks for and why, and stop; `all` for every rule.")
def command(
    folders: tuple[Path, ...],
    fix: bool,
    strict: bool,
    form: str,
    as_document: bool,
    only: tuple[str, ...],
    explain: str | None,
) -> int:
    """Check the structure of the Aras in DIR.... Nothing that they hold is run.

    Exit code 0: no errors (with --strict, no warnings either); 1: findings; 2: a DIR cannot be read, or a rule failed
    on it.

    Example: ara check out/ --fix --strict
    """
    if explain is not None:
        return _explain(explain)
    if not folders:
        raise click.UsageError("Missing argument 'DIR...'.", ctx=click.get_current_context())
    chosen = "json" if as_document else form
    if len(folders) > 1:
        return _check_many(folders, fix, strict, chosen, only)
    with _no_collection():
        return _check(folders[0], fix, strict, chosen, only)


def _explain(word: str) -> int:
    from ara.review.registry import find_rule, structure_rules
    from ara.review.reports import explain

    rules = structure_rules() if word == "all" else (find_rule(word),)
    click.echo("\n".join(explain(rule) for rule in rules), nl=False)
    return 0


@contextmanager
def _no_collection() -> Iterator[None]:
    """A check makes objects and keeps them; looking for garbage among them takes a fifth of its half second."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # what lives now lives to the end; looking through it once more would cost what was saved
            gc.freeze()
            gc.enable()


def _check(folder: Path, fix: bool, strict: bool, form: str, only: tuple[str, ...]) -> int:
    # imported here so that `ara --help` stays quick
    from ara.review import check_package, find_rule, fix_package, passes, structure_rules
    from ara.review.fix import write_fixes
    from ara.schema import read_package

    chosen = tuple(find_rule(word) for word in only) or structure_rules()
    package = read_package(folder)
    if fix:
        result = fix_package(package, folder, chosen)
        write_fixes(result, folder)
        package = result.package
        findings_mended = f"{result.mended} finding{'' if result.mended == 1 else 's'}"
        files_changed = f"{len(result.changed)} file{'' if len(result.changed) == 1 else 's'}"
        click.echo(f"mended {findings_mended} in {files_changed}.", err=True)
    findings = check_package(package, folder, chosen)
    _report(findings, form, str(folder))
    if any(finding.about_rule for finding in findings):
        return 2
    return 0 if passes(findings, strict=strict) else 1


def _check_many(folders: tuple[Path, ...], fix: bool, strict: bool, form: str, only: tuple[str, ...]) -> int:
    from ara.review.cache import ReviewCache, default_folder
    from ara.review.folders import review_folders
    from ara.review.reports import of_folders

    if fix or only:
        raise click.UsageError("--fix and --only take one DIR at a time.", ctx=click.get_current_context())
    checks = tuple(review_folders(folders, "structure", ReviewCache(default_folder())))
    if form != "text":
        click.echo(of_folders.check_report(checks, form), nl=False)
    click.echo(of_folders.words(checks, colour=True), nl=False, err=form != "text")
    return max(held.exit_code(strict=strict) for held in checks)


def _report(findings: tuple[Finding, ...], form: str, name: str) -> None:
    """Print the document on stdout, and then the words on stderr; words alone go to stdout."""
    from ara.review import reports

    words = form == "text"
    if form == "json":
        click.echo(reports.as_json(findings), nl=False)
    elif form == "sarif":
        click.echo(reports.as_sarif(findings, name), nl=False)
    elif form == "github":
        click.echo(reports.as_github(findings, name), nl=False)
    click.echo(reports.as_text(findings, name, colour=True), nl=False, err=not words)
