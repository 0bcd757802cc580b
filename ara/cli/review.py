"""`ara review`: all levels, one report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ara.review.entry import Level
    from ara.review.review import Review

LEVELS = ("structure", "rigor", "execution")
FORMATS = ("text", "json", "md", "html", "sarif", "github")


@click.command("review")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--level", type=click.Choice(LEVELS), default="rigor", help="How far to go; each level holds those before."
)
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
def command(folder: Path, level: Level, strict: bool, form: str, as_document: bool, output: tuple[Path, ...]) -> int:
    """Review the Ara in DIR: structure, and six dimensions of rigor with scores. Nothing that it holds is run.

    Exit code 0: no error, critical or major finding (with --strict, no warning or minor one either); 1: findings;
    2: DIR cannot be read, or a rule failed on it.

    Example: ara review out/ -o review.html
    """
    # imported here so that `ara --help` stays quick
    from ara.review.review import exit_code, review_package
    from ara.schema import read_package

    forms = {path: _form_of(path) for path in output}
    review = review_package(read_package(folder), folder, level)
    for path, wanted in forms.items():
        _write(path, _report(review, wanted, str(folder)))
    chosen = "json" if as_document else form
    if chosen != "text":
        click.echo(_report(review, chosen, str(folder)), nl=False)
    click.echo(_words(review, str(folder)), nl=False, err=chosen != "text")
    return exit_code(review, strict=strict)


def _form_of(path: Path) -> str:
    form = path.suffix.removeprefix(".")
    if form not in ("json", "md", "html", "sarif"):
        raise click.UsageError(f"the form of {path.name!r} is not known; end it with .json, .md, .html or .sarif")
    return form


def _report(review: Review, form: str, name: str) -> str:
    if form == "json":
        from ara.review.reports.review_json import review_document
        from ara.review.reports.untrusted import json_text

        return json_text(review_document(review))
    if form == "md":
        from ara.review.reports.review_markdown import review_markdown

        return review_markdown(review, name)
    if form == "html":
        from ara.review.reports.review_html import review_html

        return review_html(review, name)
    from ara.review.reports.review_sarif import review_github, review_sarif

    return review_sarif(review, name) if form == "sarif" else review_github(review, name)


def _words(review: Review, name: str) -> str:
    from ara.review.reports.review_text import review_text

    return review_text(review, name, colour=True)


def _write(path: Path, text: str) -> None:
    from ara.schema import AraError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or "an unknown failure"
        raise AraError(f"cannot be written: {reason}.", file=str(path), mend="Name another file.") from error
