"""The manifest: `PAPER.md`, front matter and layer index."""

from collections.abc import Mapping

from ara.schema.frozen import Frozen
from ara.schema.location import Location


class PaperManifest(Frozen):
    """What an Ara is about. The front matter of `PAPER.md`; keys unknown to the format are in `extra`."""

    location: Location
    """Where the front matter starts."""
    key_lines: Mapping[str, int] = {}
    """For each key that is written, its line."""
    has_front_matter: bool = True
    """False when the file has no YAML between `---` lines at its top."""
    title: str | None = None
    """Title of the work."""
    authors: tuple[str, ...] = ()
    """Authors, in order."""
    year: int | str | None = None
    """Year of publication."""
    venue: str | None = None
    """Where it appeared."""
    doi: str | None = None
    """DOI or arXiv identifier."""
    ara_version: str | int | float | None = None
    """Version of the public layout, e.g. `1.0`."""
    domain: str | None = None
    """Field of research."""
    keywords: tuple[str, ...] = ()
    """Key words."""
    claims_summary: str | tuple[str, ...] | None = None
    """The main claims, a line each, or one text."""
    abstract: str | None = None
    """The abstract."""
    extra: Mapping[str, object] = {}
    """Keys unknown to the format, as they were read."""
    heading: str = ""
    """The first heading of the body."""
    index_paths: tuple[tuple[str, int], ...] = ()
    """Files that the layer index links to, each with its line."""
    has_layer_index: bool = False
    """True when the body has a section called Layer Index."""
