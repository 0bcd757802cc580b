"""`ara schema`: the JSON Schema of a file of the format."""

from __future__ import annotations

import json

import click


@click.command()
@click.argument("name", required=False)
@click.option("--list", "listed", is_flag=True, help="List the schemas; so does leaving out NAME.")
@click.option("--json", "as_json", is_flag=True, help="Give the list as JSON. A schema is JSON anyway.")
def command(name: str | None, listed: bool, as_json: bool) -> None:
    """Print the JSON Schema of a file of the format, or of a whole Ara (`package`).

    Example: ara schema reproduce > src/reproduce.schema.json
    """
    from ara.schema.schema_files import stored_names, stored_schema

    if name is not None and not listed:
        click.echo(stored_schema(name), nl=False)
        return
    about = {each: json.loads(stored_schema(each))["description"] for each in stored_names()}
    if as_json:
        click.echo(
            json.dumps([{"name": each, "description": text} for each, text in about.items()], ensure_ascii=False)
        )
        return
    width = max(map(len, about), default=0)
    for each, text in about.items():
        click.echo(f"{each:<{width}}  {text}")
