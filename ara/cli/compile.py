"""`ara compile`: sources to Ara."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command(name="compile")
@click.argument("paper", required=False, type=click.Path(path_type=Path))
@click.option(
    "--tex",
    metavar="DIR_OR_ARCHIVE",
    type=click.Path(path_type=Path),
    help="The paper's LaTeX source: a folder, a .tar, .tar.gz or .zip archive, or a .tex file, plain or gzipped.",
)
@click.option("--repo", metavar="DIR_OR_URL", help="The code: a folder, a bare repository, or an https or ssh address.")
@click.option("--rev", help="Commit, branch or tag of the code; the head when not given.")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="Folder for the Ara.")
@click.option("--json", "as_json", is_flag=True, help="Print the coverage report as JSON on standard output.")
@click.option("--quiet", is_flag=True, help="Print no progress.")
def command(
    paper: Path | None, tex: Path | None, repo: str | None, rev: str | None, out: Path, as_json: bool, quiet: bool
) -> int:
    """Turn a paper and a repository into an Ara, with a source for every statement.

    Exits with 0 whenever an Ara was written, however many gaps it has.

    Example: ara compile paper.pdf --repo https://github.com/someone/code -o out
    """
    from ara.compiler.output import compile_to
    from ara.compiler.pipeline import Sources

    def progress(stage: str) -> None:
        if not quiet:
            click.echo(f"ara: {stage} …", err=True)

    compilation = compile_to(Sources(paper, repo, rev, tex), out, progress)
    coverage = compilation.coverage
    if as_json:
        click.echo(json.dumps({"out": str(out), **coverage.model_dump(mode="json")}, ensure_ascii=False))
    click.echo(_report(out, coverage.found, len(coverage.missing)), err=as_json)
    for gap in coverage.missing[:12]:
        click.echo(_line(f"  missing: {gap.what} ({gap.where}): {gap.why}"), err=as_json)
    if len(coverage.missing) > 12:
        click.echo(f"  … and {len(coverage.missing) - 12} more, listed in {out}/evidence/README.md", err=as_json)
    for text in coverage.low_confidence:
        click.echo(_line(f"  low confidence: {text}"), err=as_json)
    return 0


def _report(out: Path, found: dict[str, int], missing: int) -> str:
    counts = ", ".join(f"{number} {name}" for name, number in found.items())
    return f"{out}: {counts}; {missing} gaps."


def _line(text: str) -> str:
    """Words of a source on one line, without what a terminal would obey."""
    clean = "".join(character if character.isprintable() else " " for character in text)
    return clean if len(clean) <= 160 else clean[:157] + "…"
