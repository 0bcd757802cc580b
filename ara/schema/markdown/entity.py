"""The base of entities that are written as a Markdown heading with fields, and the names their fields go by."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from pydantic import Field

from ara.schema.frozen import Frozen
from ara.schema.location import Location


@dataclass(frozen=True, slots=True)
class Label:
    """How a model's field is written: `Label("Proof")` stands for `- **Proof**: …`.

    The first name is the published one; fields found under another name are read, with a notice.
    """

    name: str
    aliases: tuple[str, ...] = ()
    listed: bool = False
    """True when the value is a list, written `[a, b]`."""


class ExtraField(Frozen):
    """A field that the format does not know, kept as it was written."""

    label: str
    """The words in bold."""
    text: str
    """Its value."""
    line: int
    """Line on which it stands."""


class Entity(Frozen):
    """Something with a heading and fields in a Markdown file."""

    prefix: ClassVar[str] = ""
    """Prefix of its identifiers; empty when its heading is a name."""
    paragraphs: ClassVar[bool] = False
    """True when the published form allows fields as paragraphs beside bullets."""

    location: Location = Location(file="")
    """Where its heading stands."""
    field_lines: Mapping[str, int] = Field(default_factory=dict)
    """For each field that is written in the file, also when empty, the line on which it starts."""
    extra: tuple[ExtraField, ...] = ()
    """Fields unknown to the format."""

    def line_of(self, field: str) -> Location:
        """Give the place of a field, or of the entity when the field is not written."""
        return self.location.model_copy(update={"line": self.field_lines.get(field, self.location.line)})


@cache
def labels(cls: type[Entity]) -> dict[str, Label]:
    """Give the labelled fields of an entity class, by the name of the field, in the order of the format."""
    found = {}
    for name, info in cls.model_fields.items():
        label = next((item for item in info.metadata if isinstance(item, Label)), None)
        if label is not None:
            found[name] = label
    return found


@cache
def fields_by_label(cls: type[Entity]) -> dict[str, str]:
    """Give the field's name for each label and alias, lower-case."""
    return {name.casefold(): field for field, label in labels(cls).items() for name in (label.name, *label.aliases)}


@cache
def heading_pattern(prefix: str) -> re.Pattern[str]:
    """Give the pattern of `C01: title` for one prefix, in all spellings that occur."""
    ident = rf"{prefix}\d{{1,6}}[a-z]?" + (r"|RW-[A-Za-z0-9][A-Za-z0-9_.+-]*" if prefix == "RW" else "")
    return re.compile(
        rf"(?P<id>{ident})(?P<separator>[ \t]*:[ \t]*|[ \t]+[—–-][ \t]+|[ \t]+|[.)][ \t]+|$)(?P<title>.*)"
    )
