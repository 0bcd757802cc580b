"""The seal: `ara.yaml`, which says what wrote an Ara and what its files hash to."""

from typing import Annotated, Literal

from pydantic import Field

from ara.schema.frozen import Frozen


class SourceFile(Frozen):
    """One input of the compiler."""

    name: str
    """File name of the PDF or of the LaTeX source, or name of the repository."""
    kind: Literal["pdf", "tex", "repository", "notes"]
    """What it is."""
    sha256: str | None = None
    """Hash of the file's bytes; of a LaTeX source, over the paths and bytes of its text files."""
    url: str | None = None
    """Address of the repository."""
    commit: str | None = None
    """Commit that was read."""


class Seal(Frozen):
    """The file `ara.yaml`."""

    format: Literal["ara/1.1"] = "ara/1.1"
    """Version of the format: the public layout, and this project's files beside it."""
    id: Annotated[str, Field(min_length=1)]
    """Identifier of the artifact: a readable name, made from its sources."""
    generator: str
    """Program and version that wrote it."""
    sources: tuple[SourceFile, ...] = ()
    """What it was compiled from."""
    hashes: dict[str, str] = {}
    """sha256 of each file by path; all but `ara.yaml` itself and `evidence/runs/`. Empty: not sealed."""
