"""Typed records in YAML files that others wrote too: read tolerantly, with a notice for what is odd."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, TypeVar

from pydantic import Field

from ara.schema.edits import Edit
from ara.schema.frozen import Frozen
from ara.schema.location import Location, Notice
from ara.schema.yaml.nodes import MappingNode, Plain, ScalarNode, SequenceNode, YamlNode, plain
from ara.schema.yaml.render import inline


@dataclass(frozen=True, slots=True)
class Key:
    """How a model's field is spelled in YAML."""

    name: str
    """The published key."""
    aliases: tuple[str, ...] = ()
    """Other keys under which it is read, with a notice."""
    listed: bool = False
    """True for a list of texts; a single text is read as a list of one."""
    records: str = ""
    """Name of the record class, when the value is a list of records."""


class Record(Frozen):
    """A mapping in a YAML file. Keys that the format does not know are in `extra`, as they were read."""

    location: Location = Location(file="")
    """Where it starts."""
    key_lines: Mapping[str, int] = Field(default_factory=dict)
    """For each field that is written, its line."""
    extra: Mapping[str, Any] = Field(default_factory=dict)
    """Keys unknown to the format."""

    names_others: ClassVar[bool] = False
    """True when a bare word in a list of such records may name one that stands elsewhere."""

    @classmethod
    def scalar_field(cls) -> str | None:
        """Name of the field that takes the whole record when it is written as a bare word."""
        return None

    @classmethod
    def choose(cls, key: str, fields: tuple[str, ...], data: Mapping[str, Plain]) -> str:
        """Tell which field an alias shared by several stands for among `data`; the first one unless overridden."""
        return fields[0]

    def line_of(self, field: str) -> Location:
        """Give the place of a field, or of the record when the field is not written."""
        return self.location.model_copy(update={"line": self.key_lines.get(field, self.location.line)})


R = TypeVar("R", bound=Record)
_CLASSES: dict[str, type[Record]] = {}


def record(cls: type[R]) -> type[R]:
    """Make a record class known by name, so that other records can hold lists of it."""
    _CLASSES[cls.__name__] = cls
    return cls


def record_class(name: str) -> type[Record]:
    """Give the record class of that name."""
    return _CLASSES[name]


@cache
def keys(cls: type[Record]) -> dict[str, Key]:
    """Give the spelled fields of a record class."""
    found = {}
    for name, info in cls.model_fields.items():
        key = next((item for item in info.metadata if isinstance(item, Key)), None)
        if key is not None:
            found[name] = key
    return found


@cache
def fields_by_key(cls: type[Record]) -> dict[str, tuple[str, ...]]:
    """Give the fields for which a key may stand; a published key stands for its own field only."""
    table: dict[str, tuple[str, ...]] = {}
    for field, key in keys(cls).items():
        for alias in key.aliases:
            table[alias] = (*table.get(alias, ()), field)
    table.update({key.name: (field,) for field, key in keys(cls).items()})
    return table


def bind_records(
    cls: type[R], node: YamlNode | None, file: str, pointer: str
) -> tuple[tuple[R, ...], tuple[Notice, ...]]:
    """Read a list of records; anything that is no list is read as a list of one."""
    items = node.items if isinstance(node, SequenceNode) else () if _nothing(node) else (node,)
    records, notices = [], []
    for index, item in enumerate(items):
        assert item is not None
        found, noticed = bind_record(cls, item, file, f"{pointer}/{index}")
        records.append(found)
        notices += noticed
    return tuple(records), tuple(notices)


def _nothing(node: YamlNode | None) -> bool:
    return node is None or (isinstance(node, ScalarNode) and node.value is None)


def bind_record(cls: type[R], node: YamlNode, file: str, pointer: str) -> tuple[R, list[Notice]]:
    """Read one record. Values of an unexpected kind are turned into text, with a notice; nothing is refused."""
    location = Location(file=file, line=node.line, pointer=pointer)
    scalar_field = cls.scalar_field()
    if not isinstance(node, MappingNode):
        if isinstance(node, ScalarNode) and scalar_field is not None:
            return cls(location=location, **{scalar_field: node.text}), []
        data = plain(node)
        notices = [] if cls.names_others and isinstance(data, str) else [odd_value(location, "a record", data)]
        return cls(location=location, extra={"": data}), notices
    values: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    lines: dict[str, int] = {}
    notices = []
    table = fields_by_key(cls)
    written = {name.text for name, _ in node.entries}
    for name, value in node.entries:
        fields = table.get(name.text, ())
        field = _chosen(cls, name.text, fields, node)
        key = keys(cls).get(field)
        # an alias beside the published key is a key of its own
        if key is None or field in values or (name.text != key.name and key.name in written):
            extra[name.text] = plain(value)
            continue
        if name.text != key.name:
            notices.append(_alias_notice(name, key, Location(file=file, line=name.line, pointer=pointer)))
        if key.records:
            values[field], noticed = bind_records(record_class(key.records), value, file, f"{pointer}/{name.text}")
            notices += noticed
        else:
            values[field], odd = _typed(value, key)
            if odd:
                here = Location(file=file, line=name.line, pointer=pointer)
                notices.append(odd_value(here, f"`{name.text}`", plain(value)))
        lines[field] = name.line
    return cls(location=location, key_lines=lines, extra=extra, **values), notices


def _chosen(cls: type[Record], name: str, fields: tuple[str, ...], node: MappingNode) -> str:
    if len(fields) < 2:
        return fields[0] if fields else ""
    return cls.choose(
        name, fields, {key.text: value.text for key, value in node.entries if isinstance(value, ScalarNode)}
    )


def _alias_notice(name: ScalarNode, key: Key, here: Location) -> Notice:
    return Notice(
        code="key-alias",
        location=here,
        message=f"`{name.text}` is read as `{key.name}`.",
        mend=f"Write `{key.name}:`.",
        edits=(Edit(start=name.start, end=name.end, text=key.name),),
    )


def odd_value(location: Location, what: str, value: object) -> Notice:
    """Give the notice of a value of an unexpected kind."""
    return Notice(
        code="odd-value",
        location=location,
        message=f"{what} holds a {type(value).__name__} and was read as text.",
        mend="Write it as text.",
    )


def _typed(node: YamlNode, key: Key) -> tuple[Any, bool]:
    """Give the value as the field wants it, and whether it was of another kind."""
    if key.listed:
        if isinstance(node, SequenceNode):
            texts = tuple(_text(item) for item in node.items)
            return texts, any(isinstance(item, MappingNode) for item in node.items)
        return (() if _nothing(node) else (_text(node),)), isinstance(node, MappingNode)
    if isinstance(node, ScalarNode):
        return (node.value if isinstance(node.value, bool) or node.value is None else node.text), False
    return _text(node), True


def _text(node: YamlNode) -> str:
    return node.text if isinstance(node, ScalarNode) else inline(plain(node))
