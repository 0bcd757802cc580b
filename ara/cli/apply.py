"""`ara apply`: grounded proposals into an Ara."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("apply")
@click.argument("patch", metavar="FILE", required=False, type=click.Path(path_type=Path))
@click.argument("folder", metavar="DIR", required=False, type=click.Path(path_type=Path))
@click.option(
    "--pdf", type=click.Path(path_type=Path), help="The paper, to look quotes up; its hash must be the Ara's."
)
@click.option("--repo", metavar="DIR_OR_URL", help="The code, to look quotes up at the commit that the Ara names.")
@click.option("--dry-run", is_flag=True, help="Judge and say what would change; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdicts as JSON on standard output.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a patch file, and stop.")
def command(
    patch: Path | None,
    folder: Path | None,
    pdf: Path | None,
    repo: str | None,
    dry_run: bool,
    as_json: bool,
    schema: bool,
) -> int:
    """Apply the proposals in FILE to the Ara in DIR: exactly those whose quotes are found and which fit.

    Accepted ones are marked `ai-suggested`. Applying a file twice changes nothing the second time. Without --pdf and
    --repo, only words that the Ara's own evidence holds count as found.

    Exit code 0: all accepted; 1: some refused; 2: FILE, DIR or a source cannot be read.

    Example: ara apply proposals.yaml out/ --pdf paper.pdf --dry-run
    """
    # imported here so that `ara --help` stays quick
    if schema:
        from ara.compiler.propose.patches import PatchFile

        click.echo(json.dumps(PatchFile.model_json_schema(), indent=1))
        return 0
    if patch is None or folder is None:
        missing = "FILE" if patch is None else "DIR"
        raise click.UsageError(f"Missing argument '{missing}'.", ctx=click.get_current_context())

    from ara.compiler.propose.folder import apply_file

    done = apply_file(patch, folder, pdf=pdf, repo=repo, dry_run=dry_run)
    refused = [verdict for verdict in done.verdicts if not verdict.accepted]
    already = sum(1 for verdict in done.verdicts if verdict.already)
    counts = {"accepted": len(done.verdicts) - len(refused) - already, "already": already, "refused": len(refused)}
    if as_json:
        document = {
            "proposals": [verdict.model_dump(mode="json") for verdict in done.verdicts],
            "written": list(done.written),
            "notes": list(done.notes),
            "dry_run": dry_run,
            "summary": counts,
        }
        click.echo(json.dumps(document, ensure_ascii=False))
    for note in done.notes:
        click.echo(f"ara: {_printable(note)}", err=True)
    for verdict in refused:
        click.echo(
            _printable(f"refused {verdict.number} {verdict.op or '(no operation)'}: {verdict.reason}."), err=as_json
        )
    verb = "would change" if dry_run else "changed"
    words = ", ".join(f"{count} {name}" for name, count in counts.items())
    click.echo(f"{folder}: {words}; {len(done.written)} files {verb}.", err=as_json)
    return 1 if refused else 0


def _printable(text: str) -> str:
    """Words of a patch on one line, without what a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in text)
