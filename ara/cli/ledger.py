"""`ara ledger`: every number of an Ara, and who holds it."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("ledger")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--open", "only_open", is_flag=True, help="Show only numbers that disagree, lack a holder or wait.")
@click.option("--json", "as_document", is_flag=True, help="Print the whole ledger as JSON.")
def command(folder: Path, only_open: bool, as_document: bool) -> int:
    """List every number in the claims of DIR and in its pages of text, where it is held, and whether the two agree.

    A number is held by a verbatim quote, a recorded span of a source, a cell or line of an evidence file, a setting, a
    run record, or by arithmetic over such numbers. Rounding, thousands separators, K and M, and percent beside fraction
    are taken into account.

    Exit code 0: every number is held, or waits for a source marked pending; 1: some disagree with the place that is
    named for them, or have no holder; 2: DIR cannot be read.

    Example: ara ledger out/ --open
    """
    # imported here so that `ara --help` stays quick
    from ara.review.ledger import as_json, as_text, number_ledger
    from ara.schema import read_package

    ledger = number_ledger(read_package(folder))
    if as_document:
        click.echo(as_json(ledger), nl=False)
    click.echo(as_text(ledger, everything=not only_open), nl=False, err=as_document)
    return 0 if ledger.balanced else 1
