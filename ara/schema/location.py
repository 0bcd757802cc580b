"""Where an entity stands in an Ara, and what the reader noticed there."""

from typing import Annotated

from pydantic import Field

from ara.schema.edits import Edit
from ara.schema.frozen import Frozen


class Location(Frozen):
    """A place in a file of an Ara."""

    file: str
    """Path of the file, relative to the top of the Ara, with forward slashes."""
    line: Annotated[int, Field(ge=1)] = 1
    """Line in that file, counted from 1."""
    pointer: str = ""
    """The place inside the file's structure, e.g. `/tree/0/children/2`; tells neighbours on one line apart."""

    def __str__(self) -> str:
        """The form in which people and editors expect it: `file:line`."""
        return f"{self.file}:{self.line}"


class Notice(Frozen):
    """Something the reader settled at the door: a dialect it normalised, a value it could not type.

    A notice is never an error. With `edits`, applying them writes the published form instead.
    """

    code: str
    """Name of the dialect or oddity, e.g. `em-dash-heading`."""
    location: Location
    """Where it stands."""
    message: str
    """What was found and how it was read, in one sentence."""
    mend: str
    """What to write instead."""
    edits: tuple[Edit, ...] = ()
    """Edits of the file's text that write the published form; empty when only a person can decide."""
