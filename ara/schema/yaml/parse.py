"""Read YAML from strangers: one pass over parser events, stopped at the first limit that is passed.

The tree is built from the events themselves. libyaml's own composer recurses on the C stack and dies on deep
nesting, and composing before counting would expand an alias bomb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

import yaml

from ara.schema.errors import UnreadableError
from ara.schema.yaml.nodes import MappingNode, Plain, PlainScalar, ScalarNode, SequenceNode, YamlNode, plain

MAX_DEPTH = 200
MAX_NODES = 100_000
MAX_ALIASES = 100
MAX_DIRECTIVES = 100

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STARTS = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_ENDS = (yaml.SequenceEndEvent, yaml.MappingEndEvent)
_STYLES = {None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}
# The core schema of YAML 1.2: `yes`, `12:30:00` and `2024-01-01` stay the words that people wrote.
_NULL = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_INT = re.compile(r"[-+]?[0-9]{1,300}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_DIRECTIVE = re.compile("(?:^|[\r\x85\u2028\u2029])%", re.MULTILINE)
_SPECIAL_FLOAT = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been seen."""

    mapping: bool
    flow: bool
    start: int
    line: int
    anchor: str | None
    children: list[YamlNode] = field(default_factory=list)
    size: int = 1
    keys: set[str] = field(default_factory=set)


@lru_cache(maxsize=8)
def parse_yaml(text: str, file: str, first_line: int = 1) -> YamlNode:
    """Parse one YAML document.

    `file` and `first_line` (the line of the file on which `text` starts) only serve messages and places.
    An empty document is a null scalar. What an alias stands for is placed where the alias is written; its parts keep
    their own places. The last texts are remembered: a text is parsed to be read, and again to be changed.

    Raises UnreadableError with line and mend for syntax errors, for nesting deeper than 200, more than 100,000 nodes
    or 100 aliases (counted after expansion), duplicate or non-scalar keys, several documents in one file, and more
    than 100 directives.
    """
    builder = _Builder(text, file, first_line)
    if len(_DIRECTIVE.findall(text)) > MAX_DIRECTIVES:
        # libyaml holds each directive against all before it
        raise builder.refuse(f"holds more than {MAX_DIRECTIVES} lines that begin with %.", first_line, "Remove them.")
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        message = " ".join(str(part) for part in (error.context, error.problem) if part)
        raise UnreadableError(f"not YAML: {message}.", file=file, line=line, mend="Correct the syntax.") from error
    except yaml.YAMLError as error:
        problem = str(error).splitlines()[0]
        raise UnreadableError(f"not YAML: {problem}.", file=file, mend="Remove the characters.") from error
    return builder.root or ScalarNode(None, "", "plain", builder.shift, builder.shift, first_line)


@lru_cache(maxsize=8)
def parse_data(text: str, file: str) -> Plain:
    """Give the data of a YAML document, as `parse_yaml` reads it. It is shared: change copies of it only."""
    return plain(parse_yaml(text, file))


def _events(text: str) -> Iterator[yaml.Event]:
    loader = _LOADER(text)
    try:
        while (event := loader.get_event()) is not None:
            yield event
    finally:
        loader.dispose()


class _Builder:
    """Turns events into nodes, without recursion."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self.text = text
        self.file = file
        self.first_line = first_line
        self.root: YamlNode | None = None
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[YamlNode, int]] = {}
        self.nodes = 0
        self.aliases = 0
        # libyaml does not count a byte order mark among the characters
        self.shift = 1 if text.startswith("\ufeff") else 0

    def take(self, event: yaml.Event) -> None:
        first, last = event.start_mark, event.end_mark
        assert first is not None and last is not None
        line = self.first_line + first.line
        start, end = first.index + self.shift, last.index + self.shift
        if isinstance(event, yaml.ScalarEvent):
            style = _STYLES[event.style]
            if style in ("literal", "folded"):
                end = start + len(self.text[start:end].rstrip(" \n\r"))
            value = _value(event.value, event.tag, style)
            self.add(ScalarNode(value, event.value, style, start, end, line), event.anchor, 1, line)
        elif isinstance(event, _STARTS):
            if len(self.stack) >= MAX_DEPTH:
                raise self.refuse(f"nested deeper than {MAX_DEPTH} levels.", line, "Flatten it.")
            mapping = isinstance(event, yaml.MappingStartEvent)
            self.stack.append(_Open(mapping, bool(event.flow_style), start, line, event.anchor))
            self.count(1, line)
        elif isinstance(event, _ENDS):
            self.close(end)
        elif isinstance(event, yaml.AliasEvent):
            self.alias(event.anchor or "", start, end, line)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise self.refuse("holds more than one YAML document.", line, "Keep one document in the file.")

    def refuse(self, message: str, line: int, mend: str) -> UnreadableError:
        return UnreadableError(message, file=self.file, line=line, mend=mend)

    def count(self, nodes: int, line: int) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            raise self.refuse(f"holds more than {MAX_NODES:,} values.", line, "Split the file.")

    def alias(self, anchor: str, start: int, end: int, line: int) -> None:
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            raise self.refuse(f"uses more than {MAX_ALIASES} aliases.", line, "Write the values out.")
        if anchor not in self.anchors:
            raise self.refuse(f"alias *{anchor} points to no finished value.", line, "Write the value out.")
        node, size = self.anchors[anchor]
        self.add(replace(node, start=start, end=end, line=line), None, size, line)

    def add(self, node: YamlNode, anchor: str | None, size: int, line: int) -> None:
        self.count(size, line)
        if anchor is not None:
            self.anchors[anchor] = (node, size)
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if parent.mapping and len(parent.children) % 2 == 0:
            if not isinstance(node, ScalarNode):
                raise self.refuse("a key is a list or a mapping.", line, "Use a plain word as the key.")
            if node.text in parent.keys:
                raise self.refuse(f"key {node.text[:60]!r} stands twice.", line, "Keep one of the two.")
            parent.keys.add(node.text)
        parent.children.append(node)
        parent.size += size

    def close(self, end: int) -> None:
        done = self.stack.pop()
        children = tuple(done.children)
        if not done.flow:
            # the end of a block collection is the end of its last value, not the next token
            end = children[-1].end if children else done.start
        node: YamlNode
        if done.mapping:
            pairs = zip(children[::2], children[1::2], strict=True)
            entries = tuple((key, value) for key, value in pairs if isinstance(key, ScalarNode))
            node = MappingNode(entries, done.flow, done.start, end, done.line)
        else:
            node = SequenceNode(children, done.flow, done.start, end, done.line)
        self.nodes -= done.size  # counted one by one already; `add` counts the whole
        self.add(node, done.anchor, done.size, done.line)


def _value(text: str, tag: str | None, style: str) -> PlainScalar:
    """Type a plain scalar as YAML 1.2's core schema does; quoted and tagged scalars are strings."""
    if style != "plain" or (tag is not None and tag != "!"):
        return text
    if text and text[0] not in "~nNtTfF.+-0123456789":
        return text
    if _NULL.fullmatch(text):
        return None
    if _TRUE.fullmatch(text):
        return True
    if _FALSE.fullmatch(text):
        return False
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _SPECIAL_FLOAT.fullmatch(text):
        return float(text.lower().replace(".", ""))
    return text
