"""`ara init`: an empty, valid Ara."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="init")
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", default="Untitled work", show_default=True, help="Title of the work.")
@click.option("--author", "authors", multiple=True, help="An author; may be given several times.")
@click.option("--year", type=int, help="Year of the work.")
def command(folder: Path, title: str, authors: tuple[str, ...], year: int | None) -> int:
    """Start an empty, valid Ara in FOLDER (here when not given). Files that exist are left alone.

    Example: ara init my-ara --title "Block top-k" --author "A. Researcher" --year 2026
    """
    from ara.schema.blank import blank_texts

    written = []
    for path, text in blank_texts(title, authors, year).items():
        target = folder / path
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        written.append(path)
    for path in written:
        click.echo(f"wrote {folder / path}")
    if not written:
        click.echo(f"{folder} holds all files of an Ara already; nothing was written.")
    return 0
