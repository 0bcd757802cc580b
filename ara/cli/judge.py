"""`ara judge`: verdicts from the records there are."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("judge")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--against", metavar="REV", help="List the claims whose standing, bound or code changed since REV.")
@click.option("--strict", is_flag=True, help="Let checks that were not run or are inconclusive fail too.")
@click.option(
    "-o",
    "--output",
    metavar="REPORT",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the report into a file too; its form by its ending, .html, .md or .json.",
)
@click.option("--json", "as_document", is_flag=True, help="Print one JSON document, and the words on stderr.")
def command(folder: Path, against: str | None, strict: bool, output: Path | None, as_document: bool) -> int:
    """Judge the checks of the Ara in DIR by the records it holds. Nothing is run.

    Records that were not made on this machine are judged too, and called shipped.

    Exit code 0: no claim stands elsewhere than it is declared to; 1: one does, or a check is void or failed (with
    --strict: or was not run, or is inconclusive); 2: bad input.

    Example: ara judge out/ --against main
    """
    # imported here so that `ara --help` stays quick
    from ara.review.reports.untrusted import json_text
    from ara.review.reproduce.judge import exit_code, judge_package, refuse_spoilt
    from ara.review.reproduce.judge.against import changes_since
    from ara.review.reproduce.judge.changes_report import changes_data, changes_text
    from ara.review.reproduce.report import as_data, as_text, require_form, rows, write_report
    from ara.review.reproduce.runs_ledger import ledger_path, read_ledger
    from ara.schema import read_package

    if output is not None:
        require_form(output)
    package, ledger = read_package(folder), read_ledger(ledger_path())
    refuse_spoilt(package)
    judgement = judge_package(package, root=folder, ledger=ledger)
    report = rows(package, judgement, str(folder))
    if output is not None:
        write_report(report, output)
    document, words = as_data(report), as_text(report, colour=not as_document)
    if against is not None:
        changes = changes_since(package, folder, against, judgement, ledger)
        document |= {"against": changes_data(changes, against)}
        words += changes_text(changes, against)
    if as_document:
        click.echo(json_text(document), nl=False)
    click.echo(words, nl=False, err=as_document)
    return exit_code(judgement.verdicts, judgement.standings, strict=strict)
