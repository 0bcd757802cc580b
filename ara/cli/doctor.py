"""`ara doctor`: what works on this machine."""

from __future__ import annotations

import json

import click


@click.command(name="doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON on standard output.")
def command(as_json: bool) -> int:
    """Say what works on this machine, with one mend per line for what does not.

    Exits with 1 when something that every user needs is missing.

    Example: ara doctor
    """
    from ara.cli.machine import probe

    findings = probe()
    if as_json:
        click.echo(json.dumps({"findings": [finding._asdict() for finding in findings]}, ensure_ascii=False))
    for finding in findings:
        mend = "" if finding.works else f" {finding.mend}"
        mark = "ok  " if finding.works else "need" if finding.needed else "none"
        click.echo(f"{mark}  {finding.what}: {finding.detail}{mend}", err=as_json)
    return int(any(finding.needed and not finding.works for finding in findings))
