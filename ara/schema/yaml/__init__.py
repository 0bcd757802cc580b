"""YAML of an Ara: read within limits, with the place of every value, and edited without touching other bytes."""

from ara.schema.yaml.nodes import MappingNode, Plain, ScalarNode, SequenceNode, YamlNode, node_at, plain
from ara.schema.yaml.parse import parse_data, parse_yaml
from ara.schema.yaml.render import render_yaml
from ara.schema.yaml.splice import splice_yaml

__all__ = [
    "MappingNode",
    "Plain",
    "ScalarNode",
    "SequenceNode",
    "YamlNode",
    "node_at",
    "parse_data",
    "parse_yaml",
    "plain",
    "render_yaml",
    "splice_yaml",
]
