"""The tree that the YAML parser gives: values with the range of text in which they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"
"""Data as JSON knows it."""

PlainScalar: TypeAlias = "bool | int | float | str | None"


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """One scalar: its value, and the characters that spell it."""

    value: PlainScalar
    text: str
    """The scalar's characters as a string, before it was taken for a number or a truth value."""
    style: str
    """`plain`, `single`, `double`, `literal` or `folded`."""
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list of nodes."""

    items: tuple[YamlNode, ...]
    flow: bool
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys and their values, in the order of the file; keys are unique."""

    entries: tuple[tuple[ScalarNode, YamlNode], ...]
    flow: bool
    start: int
    end: int
    line: int

    def get(self, key: str) -> YamlNode | None:
        """Give the value of `key`, or None."""
        return next((value for name, value in self.entries if name.text == key), None)

    def key(self, key: str) -> ScalarNode | None:
        """Give the node that spells `key`, or None."""
        return next((name for name, _ in self.entries if name.text == key), None)


YamlNode: TypeAlias = ScalarNode | SequenceNode | MappingNode


def plain(node: YamlNode) -> Plain:
    """Give the node's data without places. Depth is bounded by the parser."""
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries}


def node_at(node: YamlNode, path: Sequence[str | int]) -> YamlNode:
    """Give the node at `path`, or the nearest node above it that exists: the place to which an error points."""
    for step in path:
        if isinstance(node, MappingNode):
            found = node.get(str(step))
        elif isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.items):
            found = node.items[step]
        else:
            found = None
        if found is None:
            return node
        node = found
    return node
