"""Where the JSON Schemas of the format lie, and how files of an Ara name theirs."""

from __future__ import annotations

from pathlib import Path

from ara.schema.errors import AraError

FORMAT_VERSION = "1.1"
"""Version of the format that the schemas describe."""
SCHEMA_FOLDER = Path(__file__).parent / "json"


def schema_id(name: str) -> str:
    """Give the stable name of a schema. It is a name only: nothing has to be fetched."""
    return f"urn:ara:schema:{FORMAT_VERSION}:{name}"


def schema_line(name: str) -> str:
    """Give the comment by which editors complete a YAML file.

    It names a file beside the YAML file, so that it works offline and promises no address:
    `ara schema reproduce > src/reproduce.schema.json` puts it there.
    """
    return f"# yaml-language-server: $schema={name}.schema.json\n"


def stored_names() -> tuple[str, ...]:
    """Give the names of the schemas that are shipped, in alphabetical order."""
    return tuple(sorted(path.stem for path in SCHEMA_FOLDER.glob("*.json")))


def stored_schema(name: str) -> str:
    """Give the text of a schema. Raises AraError when there is none of that name."""
    if name not in stored_names():
        raise AraError(f"there is no schema {name!r}.", mend=f"Take one of: {', '.join(stored_names())}.")
    return (SCHEMA_FOLDER / f"{name}.json").read_text(encoding="utf-8")
